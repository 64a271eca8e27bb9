"""Long polling. What was not finished is not confirmed, and Telegram gives it out again."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

import structlog
from telegram.error import InvalidToken, TelegramError

from bot.patience import Patience
from bot.receiving.kinds import ALLOWED_UPDATES
from bot.receiving.receiver import GRACE_SECONDS, Receiver, Task
from handlers.bot_api import JSON

if TYPE_CHECKING:
    from handlers.services import Bot

log = structlog.get_logger(__name__)

POLL_SECONDS = 30
"""For how long Telegram keeps a poll open while there is nothing to give out."""
_LOOK_AGAIN_SECONDS = 0.02, 0.25
"""How soon it is looked for more while something is unfinished: at first, and at last where nothing comes."""
_CONFIRM_SECONDS = 1.0

T = TypeVar("T")


class Poller:
    """Fetches updates and confirms the finished ones, up to the first that is not.

    It fetches on meanwhile. Telegram gives out a hundred, counted from the first that is not confirmed: that
    many may be out at once.
    """

    def __init__(
        self, bot: "Bot", receiver: Receiver | None = None, now: Callable[[], float] = time.time
    ) -> None:
        self._bot, self._now = bot, now
        self._receiver = receiver or Receiver(bot)
        self._offset: int | None = None
        self._look_again = _LOOK_AGAIN_SECONDS[0]
        self._out: dict[int, Task | None] = {}  # in the order of their ids; None: there was no room for it
        self.answered_at = now()
        """When Telegram last answered a poll, in Unix seconds; before that, since when it is asked."""

    async def poll(self, wait_seconds: int = 0) -> int:
        """Takes what waits, deals with it and returns how many updates that were.

        The next call confirms them. If the process dies before, Telegram gives them out again.
        """
        updates = await self._fetch(wait_seconds)
        self._take(updates)
        await asyncio.gather(*self._unfinished())
        return len(updates)

    async def run(self, stop: asyncio.Event) -> None:
        """Polls until told to stop; then finishes what it has begun, within seconds, and confirms it.

        Whatever Telegram answers instead of updates is waited out. Raises InvalidToken.
        """
        stopped = asyncio.ensure_future(stop.wait())
        patience = Patience(stop)
        try:
            while not stop.is_set():
                try:
                    await _unless(stopped, self._fetch_on())
                    patience.reset()
                except InvalidToken:
                    raise
                except TelegramError as error:
                    await patience.wait(error)
        finally:
            stopped.cancel()
            await self._receiver.finish(GRACE_SECONDS)
        await self._confirm()

    async def _fetch_on(self) -> None:
        if self._out:
            await self._progress()
        known = set(self._out)
        # while something is out, Telegram answers at once: with that
        self._take(await self._fetch(0 if self._unfinished() else POLL_SECONDS))
        soonest, latest = _LOOK_AGAIN_SECONDS
        self._look_again = soonest if self._out.keys() - known else min(2 * self._look_again, latest)

    async def _progress(self) -> None:
        """Until a quarter of what is being dealt with is finished, or for a moment."""
        tasks = self._unfinished()
        with suppress(TimeoutError):
            for finished, task in enumerate(asyncio.as_completed(tasks, timeout=self._look_again), 1):
                await task
                if 4 * finished >= len(tasks):
                    return

    async def _fetch(self, wait_seconds: int) -> Sequence[JSON]:
        self._advance()
        updates = await self._bot.bot.fetch_updates(self._offset, wait_seconds, ALLOWED_UPDATES)
        self.answered_at = self._now()
        return updates

    def _take(self, updates: Sequence[JSON]) -> None:
        # what there was no room for is forgotten: it is given out again
        out: dict[int, Task | None] = {number: task for number, task in self._out.items() if task}
        for update in updates:
            if (number := update["update_id"]) not in out:
                out[number] = self._receiver.take(update)
        self._out = {number: out[number] for number in sorted(out)}

    def _advance(self) -> None:
        """Moves the offset, which confirms everything before it, up to the first that is not finished."""
        while self._out and _finished(self._out[first := next(iter(self._out))]):
            del self._out[first]
            self._offset = first + 1

    def _unfinished(self) -> list[Task]:
        return [task for task in self._out.values() if task and not task.done()]

    async def _confirm(self) -> None:
        self._advance()
        if self._offset is None:
            return
        try:
            async with asyncio.timeout(_CONFIRM_SECONDS):
                await self._bot.bot.fetch_updates(self._offset, 0, ALLOWED_UPDATES, most=1)
        except (TelegramError, TimeoutError) as error:
            # they come again and are answered twice at worst
            log.warning("telegram.last_updates_not_confirmed", error=repr(error))


def _finished(task: Task | None) -> bool:
    return task is not None and task.done() and not task.cancelled()


async def _unless(stopped: "asyncio.Future[Any]", work: Coroutine[Any, Any, T]) -> T | None:
    """The result of the work; None if the stop came first, which breaks it off."""
    task = asyncio.create_task(work)
    try:
        await asyncio.wait([task, stopped], return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        task.cancel()
        await asyncio.wait([task])
