"""Long polling. An update is confirmed to Telegram once it stands in the inbox, or is settled."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import structlog
from telegram.error import InvalidToken, TelegramError

from bot.patience import Patience
from bot.receiving.backlog import Backlog
from bot.receiving.kinds import ALLOWED_UPDATES
from bot.receiving.receiver import GRACE_SECONDS, Receiver
from handlers.bot_api import JSON
from storage.inbox import Inbox

if TYPE_CHECKING:
    from handlers.services import Bot

log = structlog.get_logger(__name__)

POLL_SECONDS = 30
"""For how long Telegram keeps a poll open while there is nothing to give out."""
_CONFIRM_SECONDS = 1.0
_TURNS_TO_ASK = 4
"""So many turns of the loop take a request to its socket."""
_FEW = 10
"""So many are dealt with at once. More go into the inbox first: then Telegram can be asked for the next."""
_MOMENT_SECONDS = 0.01
"""What is settled within this time needs no inbox."""


class Poller:
    """Fetches updates, keeps them in the inbox, and fetches on while they are dealt with.

    Without an inbox, or while it can't be written, it fetches on when all of them are settled.
    """

    def __init__(
        self,
        bot: "Bot",
        receiver: Receiver | None = None,
        inbox: Inbox | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._bot, self._inbox, self._now = bot, inbox, now
        self._receiver = receiver or Receiver(bot)
        self._backlog = Backlog(self._receiver, inbox.settled if inbox else _nobody_asks)
        self._offset: int | None = None
        self._kept: Sequence[JSON] = inbox.unsettled() if inbox else ()  # and not taken yet
        self._unconfirmed: Sequence[JSON] = ()  # all of them taken
        self.answered_at = now()
        """When Telegram last answered a poll, in Unix seconds; before that, since when it is asked."""

    async def poll(self, wait_seconds: int = 0) -> int:
        """Takes what waits, deals with it and returns how many updates that were.

        The next call confirms them. If the process dies before, Telegram gives them out again.
        """
        updates = await self._fetch(wait_seconds)
        self._backlog.take(updates)
        await self._backlog.settled()
        self._advance(updates)
        return len(updates)

    async def run(self, stop: asyncio.Event) -> None:
        """Deals with what is left in the inbox and polls, until told to stop; then finishes what it has
        begun, within seconds. What it can't finish stays where it is: in the inbox, or with Telegram.

        Whatever Telegram answers instead of updates is waited out. Raises InvalidToken.
        """
        try:
            await _until(stop, self._work(stop))
        finally:
            await self._receiver.finish(GRACE_SECONDS)
        self._advance(list(takewhile(self._is_settled, self._unconfirmed)))
        await self._confirm()

    async def run_out(self, stop: asyncio.Event) -> None:
        """Deals with what is left in the inbox, if it is not told to stop, and fetches nothing."""
        self._backlog.take(self._kept)
        try:
            await _until(stop, self._backlog.settled())
        finally:
            await self._receiver.finish(GRACE_SECONDS)
        if self._inbox:
            self._inbox.confirmed()

    async def _work(self, stop: asyncio.Event) -> None:
        patience = Patience(stop)
        while not stop.is_set():
            try:
                await self._fetch_on()
                patience.reset()
            except InvalidToken:
                raise
            except TelegramError as error:
                await patience.wait(error)

    async def _fetch_on(self) -> None:
        updates = await self._fetched_meanwhile()
        new = [update for update in updates if update["update_id"] not in (self._inbox or ())]
        if len(new) <= _FEW:
            self._unconfirmed = updates
            kept = await self._keep(await self._left_after_a_moment(new))
        elif kept := await self._keep(new):
            self._kept = new
        if not kept:
            self._unconfirmed = updates
            self._backlog.take(new)
            await self._backlog.settled()
        self._advance(updates)

    async def _fetched_meanwhile(self) -> Sequence[JSON]:
        """What came while the last ones were taken."""
        fetching = asyncio.create_task(self._fetch(POLL_SECONDS))
        try:
            for _ in range(_TURNS_TO_ASK):
                await asyncio.sleep(0)
            self._backlog.take(self._kept)
            self._kept = ()
            await self._backlog.room()
            return await fetching
        finally:
            fetching.cancel()

    async def _fetch(self, wait_seconds: int, most: int = 100) -> Sequence[JSON]:
        updates = await self._bot.bot.fetch_updates(self._offset, wait_seconds, ALLOWED_UPDATES, most)
        self.answered_at = self._now()
        if self._inbox and self._offset is not None:
            self._inbox.confirmed()
        return updates

    async def _left_after_a_moment(self, updates: Sequence[JSON]) -> Sequence[JSON]:
        if tasks := self._backlog.take(updates):
            await asyncio.wait(tasks, timeout=_MOMENT_SECONDS)
        return [update for update in updates if not self._is_settled(update)]

    async def _keep(self, updates: Sequence[JSON]) -> bool:
        """Whether they stand in the inbox now."""
        if not updates:
            return True
        if self._inbox is None:
            return False
        try:
            await self._inbox.keep(updates)
        except OSError as error:
            log.error("inbox.not_written", error=error.strerror or str(error))
            return False
        return True

    def _is_settled(self, update: JSON) -> bool:
        return update["update_id"] not in self._backlog

    def _advance(self, updates: Sequence[JSON]) -> None:
        """The next fetch confirms these, and all before them."""
        self._unconfirmed = ()
        if updates:
            self._offset = updates[-1]["update_id"] + 1

    async def _confirm(self) -> None:
        if self._offset is None:
            return
        try:
            async with asyncio.timeout(_CONFIRM_SECONDS):
                await self._fetch(0, most=1)
        except (TelegramError, TimeoutError) as error:
            # they come again: those that are settled are dealt with twice at worst
            log.warning("telegram.last_updates_not_confirmed", error=repr(error))


def _nobody_asks(_: int) -> None:
    """Which updates are settled, where there is no inbox."""


async def _until(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Does the work, and breaks it off when told to stop."""
    stopped, working = asyncio.create_task(stop.wait()), asyncio.create_task(work)
    try:
        await asyncio.wait([stopped, working], return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            working.result()
    finally:
        stopped.cancel()
        working.cancel()
        await asyncio.wait([stopped, working])
