"""What comes in from Telegram during a measurement, and what was seen of the bot meanwhile."""

import time
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Load:
    """Updates for so many seconds: `rate` a second at random moments, at 0 as many as the bot takes.

    `latency`: seconds that Telegram takes for an answer. `first`: a single update, which the bot meets when
    it starts.
    """

    seconds: float
    latency: float = 0.0
    rate: float = 0.0
    first: bool = False

    @property
    def saturating(self) -> bool:
        """Whether each reply brings the next update."""
        return not self.rate and not self.first


@dataclass(slots=True)
class Update:
    """An update, and when it came in and was handed out first, in seconds of the monotonic clock."""

    number: int
    chat: int
    json: bytes
    arrived: float
    handed: float | None = None

    def handed_out(self) -> None:
        """It leaves for the bot."""
        if self.handed is None:
            self.handed = time.monotonic()


@dataclass(slots=True)
class Seen:
    """What the Bot API process saw. `waits` are the seconds from handing an update out to its reply,
    `since_arrival` from when it came in, whether or not the bot asked for updates then.

    `surplus` replies answer nothing; `in_time` replies came while updates did. `busy` is the share of the
    time in which the process was at work: far from 1, it held nobody up.
    """

    asked: int = 0
    in_time: int = 0
    surplus: int = 0
    first_reply: float = 0.0
    busy: float = 0.0
    waits: list[float] = field(default_factory=list)
    since_arrival: list[float] = field(default_factory=list)

    @property
    def unanswered(self) -> int:
        """Updates without a reply."""
        return self.asked - len(self.waits)
