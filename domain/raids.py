"""When very many new people write at once: a raid, or news that travels."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

_WINDOW = timedelta(minutes=1)
MANY = 200
"""New chats within a minute from which on it is a raid. More than come in a busy hour (an estimate)."""
FEW = 50
"""New chats within a minute below which it is over."""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """New chats in the minute that began `since`, and in the one before it."""

    since: datetime
    now: int = 0
    before: int = 0
    raid: bool = False

    def at(self, moment: datetime) -> "Arrivals":
        """The same as seen at a later moment; a raid is over when few come. A clock may jump back."""
        minutes = (moment - self.since) // _WINDOW
        if minutes == 0:
            seen = self
        elif minutes == 1:
            seen = replace(self, since=self.since + _WINDOW, now=0, before=self.now)
        else:
            seen = replace(self, since=moment, now=0, before=0)
        return replace(seen, raid=seen.raid and seen.within_a_minute(moment) >= FEW)

    def one_more(self, moment: datetime) -> "Arrivals":
        """With one more new chat."""
        seen = self.at(moment)
        more = replace(seen, now=seen.now + 1)
        return replace(more, raid=more.raid or more.within_a_minute(moment) > MANY)

    def within_a_minute(self, moment: datetime) -> float:
        """New chats of the last minute, taking those of the minute before for evenly spread."""
        return self.now + self.before * (1 - (moment - self.since) / _WINDOW)


CALM = Arrivals(datetime.min.replace(tzinfo=UTC))
"""Before anybody came."""
