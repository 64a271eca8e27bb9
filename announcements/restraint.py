"""What holds the sender back: Telegram's wish for a rest, and rests of its own while something is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from announcements.attempts import Ended
from announcements.pausing import Strain


@dataclass(frozen=True, slots=True)
class Restraint:
    """`strain` is that of the announcement `about`: what ends of another one does not count for it."""

    about: int | None = None
    strain: Strain = field(default_factory=Strain)
    rests_until: datetime | None = None
    throttled_until: datetime | None = None

    def after(self, ended: Sequence[Ended], now: datetime, chance: float) -> "Restraint":
        """The restraint after attempts that ended since the last turn; `chance` is one from 0 to 1."""
        ours = [one.outcome for one in ended if one.outcome and self._concerns(one)]
        strain = self.strain.after(ours, now)
        rests_until = now + strain.rest(chance) if strain.rests > self.strain.rests else self.rests_until
        return replace(self, strain=strain, rests_until=rests_until)

    def _concerns(self, ended: Ended) -> bool:
        return ended.delivery.announcement_id == self.about and not ended.overtaken

    def throttled(self, until: datetime | None) -> "Restraint":
        """The restraint when Telegram wants a rest; the longest wish counts."""
        return replace(self, throttled_until=max(filter(None, (self.throttled_until, until)), default=None))

    def turned_to(self, announcement_id: int | None) -> "Restraint":
        """The restraint of whoever sends this announcement now: the strain of another one is forgotten."""
        return (
            self if announcement_id == self.about else replace(self, about=announcement_id, strain=Strain())
        )

    def rest(self, now: datetime) -> timedelta:
        """How long to rest yet."""
        until = max(filter(None, (self.rests_until, self.throttled_until)), default=now)
        return max(until - now, timedelta())

    def room(self, free: int, running: int, now: datetime) -> int:
        """How many of the free slots may be used: while something is wrong one request tries the ground."""
        if self.rest(now):
            return 0
        if self.strain.rests:
            return min(free, 1 - min(running, 1))
        return free
