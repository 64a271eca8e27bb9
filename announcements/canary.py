"""The canary: a few get an announcement first, so that what is wrong with it hurts few."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.announcements import DeliveryState, PauseReason


@dataclass(frozen=True, slots=True)
class Canary:
    """How many go first (a share of the recipients, but at least so many), and from which shares of them on
    that are gone or rejected something is wrong. The shares are our own judgement: subscribers who left are
    mostly known before, and a sound text is hardly ever rejected.
    """

    share: float = 0.01
    least: int = 20
    gone: float = 0.3
    rejected: float = 0.1

    def size(self, recipients: int) -> int:
        """How many of so many recipients go first."""
        return max(self.least, round(recipients * self.share))

    def look(self, recipients: int, tried: Mapping[DeliveryState, int]) -> int | PauseReason | None:
        """How many more may go first; then, once all of those have ended, the judgement."""
        left = self.size(recipients) - sum(tried.values())
        if left > 0 or tried.get(DeliveryState.SENDING):
            return max(left, 0)
        return self.judge(tried)

    def judge(self, tried: Mapping[DeliveryState, int]) -> PauseReason | None:
        """Why the rest should not get it, given what became of those tried; None if all is well."""
        number = sum(tried.values())
        if tried.get(DeliveryState.FAILED, 0) >= number * self.rejected:
            return PauseReason.CANARY_REJECTED
        if tried.get(DeliveryState.GONE, 0) >= number * self.gone:
            return PauseReason.CANARY_GONE
        return None


CANARY = Canary()
"""The canary of every announcement, unless somebody chooses otherwise."""
