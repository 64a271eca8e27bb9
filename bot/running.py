"""The two ways of running the bot: on Telegram, and in the terminal."""

import asyncio
import signal
import sys

import structlog
from telegram.error import InvalidToken

from bot.assembly import assembled
from bot.menu import publish_menu
from bot.receive import Poller
from bot.settings import RunMode, Settings
from sandbox.people import Person
from sandbox.terminal import Terminal
from sandbox.transport import SandboxRequest
from sandbox.world import BotAccount, World

log = structlog.get_logger(__name__)


class CannotRun(Exception):
    """The settings don't allow the bot to run; the message says what to change."""


async def serve(settings: Settings) -> None:
    """Serves Telegram until SIGTERM or SIGINT, and ends within five seconds of it.

    Raises CannotRun.
    """
    if settings.run_mode is RunMode.WEBHOOK:
        raise CannotRun("RUN_MODE=webhook is not built yet: set RUN_MODE=polling")
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    try:
        async with assembled(settings, settings.token) as bot:
            await bot.bot.delete_webhook()
            await publish_menu(bot.bot)
            log.info("bot.started", username=bot.bot.username)
            await Poller(bot).run(stop)
    except InvalidToken as error:
        raise CannotRun("Telegram refuses TELEGRAM_BOT_TOKEN: ask @BotFather for the right one") from error
    log.info("bot.stopped")


async def converse(settings: Settings) -> None:
    """A conversation in the terminal: the whole bot, over a Telegram that lives in this process."""
    world = World(BotAccount(first_name="Rahnuma", username="rahnuma_bot"))
    person = Person(world, "You")
    async with assembled(settings, world.bot.token, SandboxRequest(world)) as bot:
        await publish_menu(bot.bot)
        await Terminal(person, Poller(bot).poll, sys.stdin, sys.stdout).run()
