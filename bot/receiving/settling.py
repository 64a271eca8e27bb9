"""Deals with one update until it is settled: its effect is stored and its reply sent, or it never will be."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import structlog
from telegram import Update
from telegram.error import TelegramError

from bot.outcomes import outcome
from domain.announcements import Gone, Moved, Rejected, Throttled
from handlers.bot_api import ChatGoneError

if TYPE_CHECKING:
    from handlers.services import Bot

log = structlog.get_logger(__name__)

HANDLER_SECONDS = 30.0
"""For how long a handler may be at one update."""
_SHORTEST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_PATIENCE = 120.0
"""Seconds for which an update is tried while Telegram takes the replies to others."""
_LONGEST_PATIENCE = 3600.0
"""Seconds for which it is tried in any case."""
_REMEMBERED = 1000


class Settled(StrEnum):
    """How an update came to its end."""

    DONE = "done"
    FAILED = "failed"  # a defect, and the person knows
    TOO_SLOW = "too_slow"  # the person knows
    GONE = "gone"  # nobody there who could read a reply
    UNREADABLE = "unreadable"  # of a kind that python-telegram-bot does not know
    GIVEN_UP = "given_up"  # Telegram would not take the reply, again and again


@dataclass(frozen=True, slots=True)
class Again:
    """Not settled, for a reason that passes: to be tried again after so many seconds."""

    seconds: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Since when an update fails, and how many others had been settled by then."""

    since: float
    settled: int


class Settling:
    """Has the bot deal with updates. Tells failures that pass from those that don't."""

    def __init__(
        self,
        bot: "Bot",
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bot, self._sleep, self._monotonic = bot, sleep, monotonic
        self._troubles: dict[int, _Trouble] = {}
        self._settled = 0

    async def until_settled(self, update: Update, note: Callable[[Again], None]) -> Settled:
        """Tries until it is settled, with pauses; each failure that passes is noted."""
        while isinstance(result := await self.once(update), Again):
            note(result)
            await self._sleep(result.seconds)
        return result

    async def once(self, update: Update) -> Settled | Again:
        """Tries once."""
        try:
            settled = await self._served(update)
        except TelegramError as passing:
            return self._again_or_never(update, passing)
        self._troubles.pop(update.update_id, None)
        self._settled += settled is Settled.DONE
        return settled

    async def _served(self, update: Update) -> Settled:
        """Raises TelegramError for reasons that pass, and nothing else."""
        try:
            async with asyncio.timeout(HANDLER_SECONDS):
                await self._bot.process_update(update)
        except Exception as error:
            if _passes(error):
                raise
            return await self._told(update, error)
        return Settled.DONE

    async def _told(self, update: Update, error: Exception) -> Settled:
        gone = isinstance(error, TelegramError) and isinstance(outcome(error), Gone)
        if not gone:
            log.error("update.failed", update_id=update.update_id, exc_info=error)
        try:
            await self._handed_on(update, ChatGoneError() if gone else error)
        except Exception as second:
            if _passes(second):
                raise
            log.exception("update.failed_again", update_id=update.update_id)
        if gone:
            return Settled.GONE
        return Settled.TOO_SLOW if isinstance(error, TimeoutError) else Settled.FAILED

    async def _handed_on(self, update: Update, error: Exception) -> None:
        """To the bot's error handlers. Application.process_error would swallow what they raise."""
        context = self._bot.context_types.context.from_error(update, error, self._bot)
        for handle in self._bot.error_handlers:
            await handle(update, context)

    def _again_or_never(self, update: Update, error: TelegramError) -> Settled | Again:
        now = self._monotonic()
        trouble = self._troubles.setdefault(update.update_id, _Trouble(now, self._settled))
        if len(self._troubles) > _REMEMBERED:  # webhooks: another machine may have settled it long ago
            del self._troubles[next(iter(self._troubles))]
        lasted, others_fare_better = now - trouble.since, self._settled > trouble.settled
        if lasted >= (_PATIENCE if others_fare_better else _LONGEST_PATIENCE):
            del self._troubles[update.update_id]
            log.error("update.given_up", update_id=update.update_id, seconds=round(lasted), error=repr(error))
            return Settled.GIVEN_UP
        again = _again(error, pause=min(max(lasted, _SHORTEST_PAUSE), _LONGEST_PAUSE))
        log.warning("reply.not_sent", update_id=update.update_id, again_in_seconds=round(again.seconds, 1))
        return again


def _passes(error: Exception) -> bool:
    return isinstance(error, TelegramError) and not isinstance(outcome(error), Gone | Moved | Rejected)


def _again(error: TelegramError, pause: float) -> Again:
    what = outcome(error)
    seconds = max(pause, what.seconds) if isinstance(what, Throttled) else pause
    return Again(seconds, type(what).__name__.lower())
