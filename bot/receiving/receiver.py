"""Takes updates in, whichever way they come: in order, within bounds, and none of them twice."""

import asyncio
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import structlog
from telegram import Update

from bot.receiving.kinds import kind_of
from bot.receiving.lanes import Lanes
from bot.receiving.metrics import Metrics
from bot.receiving.settling import Again, Settled, Settling
from handlers.bot_api import JSON

if TYPE_CHECKING:
    from handlers.services import Bot

log = structlog.get_logger(__name__)

MOST_IN_A_CHAT = 100
"""How many updates of one chat wait or are being dealt with."""
MOST = 256
"""How many of all chats."""
GRACE_SECONDS = 3.5
"""For how long a bot that stops waits for what it has begun."""
_REMEMBERED = 1000

Task = asyncio.Task[Settled | Again]


class Receiver:
    """Deals with updates: those of one chat in their order, chats side by side, repeats once.

    `patient`: an update that fails for a reason that passes is tried again here, and its chat waits for it.
    Otherwise its task ends with `Again`, and it is for whoever brought the update to bring it again.
    """

    def __init__(
        self,
        bot: "Bot",
        metrics: Metrics | None = None,
        patient: bool = True,
        settling: Settling | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._bot, self._settling, self._patient = bot, settling or Settling(bot), patient
        self._metrics = metrics or Metrics()
        self._lanes: Lanes[Settled | Again] = Lanes(MOST_IN_A_CHAT, MOST)
        self._known: dict[int, Task] = {}
        self._now = now
        self._closed = False
        self.last_at: float | None = None
        """When the last update came, in Unix seconds."""

    @property
    def waiting(self) -> int:
        """How many updates wait or are being dealt with."""
        return len(self._lanes)

    def take(self, content: JSON) -> Task | None:
        """The task that deals with the update; of a repeat, the one that already does or did.

        None where too many wait already, or where the bot is about to stop.
        """
        self.last_at = self._now()
        number: int = content["update_id"]
        if known := self._known.get(number):
            return known
        return None if self._closed else self._start(number, content)

    def _read(self, number: int, content: JSON) -> Update | None:
        try:
            return Update.de_json(content, self._bot.bot)
        except Exception as error:
            # it would come again and again, and hold up all others
            log.error("update.unreadable", update_id=number, error=type(error).__name__)
            return None

    def _start(self, number: int, content: JSON) -> Task | None:
        update = self._read(number, content)
        task = self._lanes.start(_chat(update), partial(self._deal_with, update))
        if task:
            self._known[number] = task
            task.add_done_callback(partial(self._ended, number, kind_of(content)))
            self._metrics.waiting.set(len(self._lanes))
        return task

    async def one_less(self) -> None:
        """Waits until one more of what was taken is finished."""
        await self._lanes.one_less()

    async def finish(self, seconds: float) -> None:
        """Takes nothing more; waits so long for what was taken, and breaks off the rest."""
        self._closed = True
        await self._lanes.finish(seconds)

    async def _deal_with(self, update: Update | None) -> Settled | Again:
        if update is None:
            return Settled.UNREADABLE
        with self._metrics.seconds.time():
            if self._patient:
                return await self._settling.until_settled(update, self._metrics.not_sent)
            return await self._settling.once(update)

    def _ended(self, number: int, kind: str, task: Task) -> None:
        self._metrics.waiting.set(len(self._lanes))
        if task.cancelled() or isinstance(task.result(), Again):
            del self._known[number]
        if not task.cancelled():
            self._metrics.dealt_with(kind, task.result())
        while len(self._known) > _REMEMBERED and self._oldest.done():
            del self._known[next(iter(self._known))]

    @property
    def _oldest(self) -> Task:
        return next(iter(self._known.values()))


def _chat(update: Update | None) -> int:
    chat = update and (update.effective_chat or update.effective_user)
    return chat.id if chat else 0
