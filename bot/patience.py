"""Growing pauses between attempts to reach Telegram."""

import asyncio
from contextlib import suppress

import structlog
from telegram.error import TelegramError

log = structlog.get_logger(__name__)


class Patience:
    """Pauses of `first` seconds, then twice as long each time up to `longest`; a stop ends them early."""

    def __init__(self, stop: asyncio.Event, first: float = 1.0, longest: float = 30.0) -> None:
        self._stop = stop
        self._first, self._longest = first, longest
        self._pause = first

    async def wait(self, error: TelegramError) -> None:
        """Notes why there is a pause, and pauses."""
        pause, self._pause = self._pause, min(self._pause * 2, self._longest)
        log.warning("telegram.unreachable", error=str(error), again_in_seconds=pause)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), pause)

    def reset(self) -> None:
        """Telegram was reached: the next pause is a short one again."""
        self._pause = self._first
