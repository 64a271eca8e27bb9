"""Switches for what can go wrong on the way to people."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sandbox.faults import DROPPED_AFTER, SERVER_ERROR, Faults, slow
from sandbox.limits import Limits
from sandbox.specification import Object
from sandbox.world import World

_LIMITS = "limits"
_SENDING = "sendMessage"


@dataclass(frozen=True, slots=True)
class Disturbance:
    """A switch: its label, what it does in words, and what it does to the faults."""

    label: str
    about: str
    apply: Callable[[Faults], None]


def _nothing(_: Faults) -> None:
    """Limits are no faults."""


def _errors(faults: Faults) -> None:
    faults.risk(0.05, SERVER_ERROR, _SENDING)


def _lost(faults: Faults) -> None:
    faults.risk(0.02, DROPPED_AFTER, _SENDING)


def _slow(faults: Faults) -> None:
    faults.risk(1.0, slow(0.5), _SENDING)


def _twice(faults: Faults) -> None:
    faults.duplicated = 0.2


SWITCHES = {
    _LIMITS: Disturbance("Telegram’s limits", "30 messages a second, 1 a second in a chat", _nothing),
    "errors": Disturbance("Server errors", "5 % of messages are refused with 500", _errors),
    "lost": Disturbance("Lost answers", "2 % arrive, but the line drops before the bot knows", _lost),
    "slow": Disturbance("Slow line", "each message takes half a second", _slow),
    "twice": Disturbance("Double updates", "20 % of updates come twice", _twice),
}


class Disturbances:
    """What is switched on in a world, by the page and before it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._on = frozenset({_LIMITS} if world.limits else ())

    def switch(self, on: Iterable[str]) -> None:
        """Switches these on and all others off. KeyError for a name that is none of `SWITCHES`."""
        chosen = [SWITCHES[name] for name in on]
        self._on = frozenset(on)
        self._world.limits = Limits() if _LIMITS in self._on else None
        self._world.faults.clear()
        for one in chosen:
            one.apply(self._world.faults)

    def told(self) -> list[Object]:
        """The switches for the page."""
        return [
            {"name": name, "label": one.label, "about": one.about, "on": name in self._on}
            for name, one in SWITCHES.items()
        ]
