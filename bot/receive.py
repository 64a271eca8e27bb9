"""Receives updates: an update is confirmed to Telegram only after it has been dealt with."""

import asyncio
from collections import defaultdict
from collections.abc import Coroutine, Sequence
from itertools import takewhile
from typing import Any, TypeVar

import structlog
from telegram import Update
from telegram.error import InvalidToken, TelegramError

from bot.patience import Patience
from handlers.services import Bot

log = structlog.get_logger(__name__)

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
)
"""The kinds of updates that handlers use."""

_POLL_SECONDS = 30
_GRACE_SECONDS = 3.5
_CONFIRM_SECONDS = 1.0

T = TypeVar("T")


class Poller:
    """Long polling. Chats are served side by side, the updates of one chat in their order."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._offset: int | None = None

    async def poll(self, wait_seconds: int = 0) -> int:
        """Takes what waits, deals with it and returns how many updates that were.

        The next call confirms them. If the process dies before, Telegram gives them out again.
        """
        updates = await self._fetch(wait_seconds)
        await self._deal_with(updates)
        return len(updates)

    async def run(self, stop: asyncio.Event) -> None:
        """Polls until told to stop; then finishes what it has begun, within seconds, and confirms it.

        Whatever Telegram answers instead of updates is waited out. Raises InvalidToken.
        """
        stopped = asyncio.ensure_future(stop.wait())
        patience = Patience(stop)
        while not stop.is_set():
            try:
                if (updates := await _unless(stopped, self._fetch(_POLL_SECONDS), grace=0)) is not None:
                    await _unless(stopped, self._deal_with(updates), grace=_GRACE_SECONDS)
                patience.reset()
            except InvalidToken:
                raise
            except TelegramError as error:
                await patience.wait(error)
        await self._confirm()

    async def _fetch(self, wait_seconds: int) -> Sequence[Update]:
        return await self._bot.bot.get_updates(
            offset=self._offset, timeout=wait_seconds, allowed_updates=ALLOWED_UPDATES
        )

    async def _deal_with(self, updates: Sequence[Update]) -> None:
        lanes: dict[int, list[Update]] = defaultdict(list)
        for update in updates:
            lanes[_lane(update)].append(update)
        finished: set[int] = set()
        try:
            await asyncio.gather(*(self._in_order(lane, finished) for lane in lanes.values()))
        finally:
            # an offset confirms everything before it, so it stops short of the first that broke off
            for update in takewhile(lambda update: update.update_id in finished, updates):
                self._offset = update.update_id + 1

    async def _in_order(self, updates: Sequence[Update], finished: set[int]) -> None:
        for update in updates:
            await self._bot.process_update(update)
            finished.add(update.update_id)

    async def _confirm(self) -> None:
        if self._offset is None:
            return
        try:
            async with asyncio.timeout(_CONFIRM_SECONDS):
                await self._bot.bot.get_updates(offset=self._offset, limit=1, timeout=0)
        except (TelegramError, TimeoutError) as error:
            # they come again and are answered twice at worst
            log.warning("telegram.last_updates_not_confirmed", error=repr(error))


async def _unless(stopped: "asyncio.Future[Any]", work: Coroutine[Any, Any, T], grace: float) -> T | None:
    """The result of the work; None if the stop came first and the work did not end within the grace."""
    task = asyncio.create_task(work)
    await asyncio.wait([task, stopped], return_when=asyncio.FIRST_COMPLETED)
    if not task.done() and grace:
        await asyncio.wait([task], timeout=grace)
    if task.done():
        return task.result()
    task.cancel()
    await asyncio.wait([task])
    return None


def _lane(update: Update) -> int:
    chat = update.effective_chat or update.effective_user
    return chat.id if chat else 0
