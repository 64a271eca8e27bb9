"""Announcements in this process: the sender, and the cards that show how far it is."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any
from uuid import uuid4

import structlog

from announcements.sender import Sender
from bot.messenger import TelegramMessenger
from handlers.services import Bot
from handlers.staff import watching
from storage.ledger.engine import Ledger

log = structlog.get_logger(__name__)


@asynccontextmanager
async def announcing(bot: Bot, stop: asyncio.Event) -> AsyncIterator[None]:
    """Sends what is due while the block runs, and from `stop` on nothing new.

    The end of the block waits for the requests that have left, for ten seconds at most.
    """
    services = bot.bot_data
    tell = partial(watching.tell, bot.bot, services)
    messenger = TelegramMessenger(bot.bot)
    sender = Sender(services.ledger, messenger, services.now, asyncio.sleep, _this_run(), tell=tell)
    services.desk.listeners.append(sender.wake)
    stopped = asyncio.create_task(stop.wait())
    stopped.add_done_callback(lambda _: sender.stop())
    watched = asyncio.create_task(_watch(bot))
    sent = asyncio.create_task(_send(sender, services.ledger, stopped))
    try:
        yield
    finally:
        services.desk.listeners.remove(sender.wake)
        stopped.cancel()  # and with it the sender is told to stop
        watched.cancel()
        await asyncio.gather(stopped, watched, return_exceptions=True)
        await sent


async def _watch(bot: Bot) -> None:
    await bot.bot_data.ledger.opened.wait()
    await watching.watch(bot)


async def _send(sender: Sender, ledger: Ledger, stopped: asyncio.Task[Any]) -> None:
    opened = asyncio.create_task(ledger.opened.wait())
    await asyncio.wait([opened, stopped], return_when=asyncio.FIRST_COMPLETED)
    opened.cancel()
    if ledger.opened.is_set():
        try:
            await sender.run()
        except Exception:
            # a ledger that can't be written: what was under way is in doubt at the next start
            log.exception("sender.end_not_recorded")


def _this_run() -> str:
    """The owner of the sender's lease: this run and no other."""
    return f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:8]}"
