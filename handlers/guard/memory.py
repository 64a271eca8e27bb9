"""What one process remembers to guard itself. Nothing of it matters after a restart."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from domain.allowances import Allowance, Rate, Verdict, ask
from domain.raids import CALM, Arrivals
from domain.switches import Function
from storage.ledger import switches
from storage.ledger.engine import Ledger

log = structlog.get_logger(__name__)

WRITING = Rate(at_once=20, every=timedelta(seconds=2), again=5)
"""Nobody writes twenty messages at once, or one every two seconds for long; an album of ten passes twice.
Telegram takes about one message a second for a chat, so that replies to more would only queue up."""
TYPING = Rate(at_once=30, every=timedelta(seconds=0.5), again=5)
"""Of inline queries an app sends one for every pause in typing."""
READ_EVERY = timedelta(seconds=2)
"""How long a process goes by what it has read of the switches."""
MOST_CHATS = 10_000
"""Chats of which is known what they have left (about 3 MB). Who was away longest is forgotten."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The last update of somebody, what became of it, and what they had left then."""

    update_id: int
    verdict: Verdict
    allowance: Allowance


@dataclass(frozen=True, slots=True)
class Allowances:
    """What each chat has left."""

    rate: Rate
    most: int = MOST_CHATS
    _of: OrderedDict[Hashable, _Asked] = field(default_factory=OrderedDict)

    def ask(self, who: Hashable, update_id: int, now: datetime) -> Verdict:
        """Whether one more of theirs is heard. One that comes again, because its reply could not be sent, is
        judged as before; the updates of a chat come in their order.
        """
        asked = self._of.get(who)
        if asked is None or asked.update_id != update_id:
            verdict, allowance = ask(self.rate, asked.allowance if asked else None, now)
            asked = self._of[who] = _Asked(update_id, verdict, allowance)
        self._of.move_to_end(who)
        if len(self._of) > self.most:
            self._of.popitem(last=False)
        return asked.verdict

    def forgive(self, who: Hashable) -> None:
        """They have everything again."""
        self._of.pop(who, None)

    def __len__(self) -> int:
        """Of how many it is known."""
        return len(self._of)


@dataclass(slots=True)
class Switchboard:
    """What is switched off, as the ledger said lately."""

    _off: frozenset[Function] = frozenset()
    _read_at: datetime | None = None

    async def off(self, ledger: Ledger, now: datetime) -> frozenset[Function]:
        """What is off. While the ledger can't be read, what was off before."""
        if self._read_at is None or not timedelta() <= now - self._read_at < READ_EVERY:
            self._read_at = now  # whoever comes meanwhile goes by what was off before
            try:
                async with ledger.reading() as connection:
                    self._off = frozenset(switch.function for switch in await switches.off(connection))
            except Exception:
                log.exception("switches.not_read")
        return self._off

    def look_again(self) -> None:
        """Something was switched in this process."""
        self._read_at = None


@dataclass(slots=True)
class Crowd:
    """Whether very many new people write at once."""

    arrivals: Arrivals = CALM


@dataclass(frozen=True, slots=True)
class Guard:
    """All of it."""

    writing: Allowances = field(default_factory=lambda: Allowances(WRITING))
    typing: Allowances = field(default_factory=lambda: Allowances(TYPING))
    switchboard: Switchboard = field(default_factory=Switchboard)
    crowd: Crowd = field(default_factory=Crowd)
