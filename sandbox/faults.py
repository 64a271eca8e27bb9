"""Faults on demand: errors, dropped lines, slow answers and updates that come twice.

world.faults.order("sendMessage", DROPPED_AFTER)     # the next call of that method
world.faults.risk(0.02, SERVER_ERROR)                # each call, with that probability
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Literal

from sandbox.refusal import Refusal, forbidden, too_many_requests


class LineDropped(ConnectionError):
    """The line broke before the answer came; whether the call had its effect, the caller can't know."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with a call: it is refused, its line drops, or its answer takes so many seconds."""

    refusal: Refusal | None = None
    dropped: Literal["before", "after"] | None = None  # the effect
    seconds: float = 0


DROPPED_BEFORE = Fault(dropped="before")
DROPPED_AFTER = Fault(dropped="after")
BLOCKED = Fault(forbidden("bot was blocked by the user"))
SERVER_ERROR = Fault(Refusal(500, "Internal Server Error"))


def throttled(seconds: int) -> Fault:
    """A 429 with that `retry_after`."""
    return Fault(too_many_requests(seconds))


def slow(seconds: float) -> Fault:
    """The effect happens at once, the answer comes that much later."""
    return Fault(seconds=seconds)


@dataclass(frozen=True, slots=True)
class _Risk:
    probability: float
    fault: Fault
    method: str | None


class Faults:
    """What is to go wrong. The same seed and the same calls give the same faults."""

    def __init__(self, seed: int = 0) -> None:
        self.duplicated = 0.0  # the probability that an update comes twice
        self._random = Random(seed)  # noqa: S311 - dice, not secrets
        self._ordered: dict[str, list[Fault]] = {}
        self._risks: list[_Risk] = []

    def order(self, method: str, fault: Fault) -> None:
        """The next call of the method that nothing else was ordered for goes wrong like this."""
        self._ordered.setdefault(method, []).append(fault)

    def risk(self, probability: float, fault: Fault, method: str | None = None) -> None:
        """From now on every call (of the method) goes wrong like this with that probability."""
        self._risks.append(_Risk(probability, fault, method))

    def clear(self) -> None:
        """From now on nothing goes wrong any more."""
        self.duplicated = 0.0
        self._ordered.clear()
        self._risks.clear()

    def next(self, method: str) -> Fault | None:
        """What goes wrong with the call that is being made, if anything does; an order is used up."""
        if ordered := self._ordered.get(method):
            return ordered.pop(0)
        return next(self._risked(method), None) if self._risks else None

    def copies(self) -> int:
        """How often the update that is being queued will come."""
        return 2 if self.duplicated and self._random.random() < self.duplicated else 1

    def _risked(self, method: str) -> Iterator[Fault]:
        for risk in self._risks:
            if risk.method in (None, method) and self._random.random() < risk.probability:
                yield risk.fault
