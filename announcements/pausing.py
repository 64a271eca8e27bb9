"""Waves of errors: when to rest for a while, and when to pause an announcement until somebody looks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.announcements import Delivered, InDoubt, Outcome, PauseReason, Rejected, Unavailable

REJECTED_IN_A_ROW = 20
"""So many rejections without a delivery in between mean that the text is at fault."""
DOUBTS_IN_A_ROW = 20
"""So many time-outs without any answer in between mean that going on would only make more doubts."""
LOST_IN_A_ROW = 3
"""From so many requests without an answer on the sender rests; a single one among many is nothing."""
UNAVAILABLE_FOR = timedelta(minutes=30)
_FIRST_REST = 1.0
_LONGEST_REST = 60.0


@dataclass(frozen=True, slots=True)
class Strain:
    """What went wrong: the rejections since the last delivery, and all else since the last answer.

    `lost` are the requests without an answer, `doubts` those of them that may have arrived, `rests` the rests
    that were taken. Telegram is out of reach since `down_since`. `detail` is what was last said.
    """

    rejected: int = 0
    doubts: int = 0
    lost: int = 0
    rests: int = 0
    down_since: datetime | None = None
    detail: str | None = None

    def after(self, outcomes: Sequence[Outcome], now: datetime) -> "Strain":
        """The strain after outcomes that came together, in their order: at most one rest for all of them."""
        strain = self
        for outcome in outcomes:
            strain = _after_one(strain, outcome, now)
        is_hit = any(isinstance(outcome, InDoubt | Unavailable) for outcome in outcomes)
        return replace(strain, rests=strain.rests + 1) if is_hit and strain.lost >= LOST_IN_A_ROW else strain

    def pause_reason(self, now: datetime) -> PauseReason | None:
        """Why the announcement has to be paused, if it has to."""
        if self.rejected >= REJECTED_IN_A_ROW:
            return PauseReason.REJECTED_IN_A_ROW
        if self.doubts >= DOUBTS_IN_A_ROW:
            return PauseReason.DOUBTS_IN_A_ROW
        if self.down_since and now - self.down_since >= UNAVAILABLE_FOR:
            return PauseReason.UNAVAILABLE
        return None

    def rest(self, chance: float) -> timedelta:
        """How long to rest: a second, then twice as long each time up to a minute; of that, by a chance from
        0 to 1, between a half and the whole, so that senders don't come back all at once.
        """
        longest = min(_FIRST_REST * 2 ** max(self.rests - 1, 0), _LONGEST_REST)
        return timedelta(seconds=longest * (0.5 + chance / 2))


def _after_one(strain: Strain, outcome: Outcome, now: datetime) -> Strain:
    answered = replace(strain, doubts=0, lost=0, rests=0, down_since=None)
    match outcome:
        case Delivered():
            return Strain()
        case Rejected(reason):
            return replace(answered, rejected=strain.rejected + 1, detail=reason)
        case InDoubt(reason):
            return replace(strain, doubts=strain.doubts + 1, lost=strain.lost + 1, detail=reason)
        case Unavailable(reason):
            down_since = strain.down_since or now
            return replace(strain, lost=strain.lost + 1, down_since=down_since, detail=reason)
    return answered  # who is gone or has moved, and a call for patience, say nothing about the text
