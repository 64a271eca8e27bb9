"""The two ways of running the bot: on Telegram, and in the terminal."""

import asyncio
import signal
import sys

import structlog
from telegram.error import InvalidToken, TelegramError

from bot.assembly import assembled
from bot.menu import publish_menu
from bot.patience import Patience
from bot.receive import Poller
from bot.settings import CannotRun, RunMode, Settings
from handlers import unanswered
from handlers.services import Bot
from sandbox.people import Person
from sandbox.terminal import Terminal
from sandbox.transport import SandboxRequest
from sandbox.world import BotAccount, World

log = structlog.get_logger(__name__)
_WRONG_TOKEN = "Telegram refuses TELEGRAM_BOT_TOKEN: ask @BotFather for the right one"  # noqa: S105


async def serve(settings: Settings) -> None:
    """Serves Telegram until SIGTERM or SIGINT, and ends within five seconds of it.

    A Telegram that can't be reached is waited for, from the start on. Raises CannotRun.
    """
    if settings.run_mode is RunMode.WEBHOOK:
        raise CannotRun("RUN_MODE=webhook is not built yet: set RUN_MODE=polling")
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    patience = Patience(stop)
    while not stop.is_set():
        try:
            async with assembled(settings, settings.token) as bot:
                await unanswered.drop_expired(bot.bot_data)
                await bot.bot.delete_webhook()
                await _publish_menu(bot)
                log.info("bot.started", username=bot.bot.username)
                await Poller(bot).run(stop)
        except InvalidToken as error:
            raise CannotRun(_WRONG_TOKEN) from error
        except TelegramError as error:
            await patience.wait(error)
    log.info("bot.stopped")


async def _publish_menu(bot: Bot) -> None:
    try:
        await publish_menu(bot.bot)
    except InvalidToken:
        raise
    except TelegramError as error:
        # Telegram limits how often it may change; the bot serves as well with yesterday's menu
        log.warning("menu.not_published", error=str(error))


async def converse(settings: Settings) -> None:
    """A conversation in the terminal: the whole bot, over a Telegram that lives in this process."""
    world = World(BotAccount(first_name="Rahnuma", username="rahnuma_bot"))
    person = Person(world, "You")
    async with assembled(settings, world.bot.token, SandboxRequest(world)) as bot:
        await unanswered.drop_expired(bot.bot_data)
        await publish_menu(bot.bot)
        await Terminal(person, Poller(bot).poll, sys.stdin, sys.stdout).run()
