"""How often somebody may ask: many times at once, and then one more every so often."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, then one more `every`. Whoever went over is heard again once `again` are free."""

    at_once: int
    every: timedelta
    again: int

    @property
    def pause(self) -> timedelta:
        """How long to wait after one too many; at most this."""
        return self.again * self.every


@dataclass(frozen=True, slots=True)
class Allowance:
    """What somebody has left, as it was at a moment; `over` from one too many until they are heard again."""

    left: float
    at: datetime
    over: bool = False


class Verdict(Enum):
    """What becomes of an update."""

    HEARD = auto()
    WARNED = auto()
    """The first too many: whoever sent it is told."""
    IGNORED = auto()


def ask(rate: Rate, before: Allowance | None, now: datetime) -> tuple[Verdict, Allowance]:
    """Whether one more is heard, and what is left then. None stands for somebody not known (any more).

    What is ignored uses nothing up, so that the pause ends also for those who go on. A clock that jumps back
    gives nothing and takes nothing.
    """
    left = _left(rate, before, now)
    if before and before.over and left < rate.again:
        return Verdict.IGNORED, Allowance(left, now, over=True)
    if left < 1:
        return Verdict.WARNED, Allowance(left, now, over=True)
    return Verdict.HEARD, Allowance(left - 1, now)


def _left(rate: Rate, before: Allowance | None, now: datetime) -> float:
    if before is None:
        return float(rate.at_once)
    passed = max(now - before.at, timedelta())
    return min(before.left + passed / rate.every, float(rate.at_once))
