"""The bot on Telegram."""

import asyncio
import signal

import structlog
from telegram.error import InvalidToken, TelegramError

from bot.announcing import announcing
from bot.assembly import assembled
from bot.menu import publish_menu, publish_staff_menus
from bot.patience import Patience
from bot.receiving.polling import Poller
from bot.settings import CannotRun, RunMode, Settings
from handlers import unanswered
from handlers.services import Bot

log = structlog.get_logger(__name__)
_WRONG_TOKEN = "Telegram refuses TELEGRAM_BOT_TOKEN: ask @BotFather for the right one"  # noqa: S105


async def serve(settings: Settings) -> None:
    """Serves Telegram until SIGTERM or SIGINT, and ends within five seconds of it.

    A Telegram that can't be reached is waited for, from the start on. Raises CannotRun.
    """
    if settings.run_mode is RunMode.WEBHOOK:
        raise CannotRun("RUN_MODE=webhook is not built yet: set RUN_MODE=polling")
    stop = stop_on_signals()
    patience = Patience(stop)
    while not stop.is_set():
        try:
            async with assembled(settings, settings.token) as bot:
                await unanswered.drop_expired(bot.bot_data)
                await bot.bot.delete_webhook()
                await _publish_menu(bot)
                log.info("bot.started", username=bot.bot.username)
                async with announcing(bot, stop):
                    await Poller(bot).run(stop)
        except InvalidToken as error:
            raise CannotRun(_WRONG_TOKEN) from error
        except TelegramError as error:
            await patience.wait(error)
    log.info("bot.stopped")


def stop_on_signals() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set, in place of what they do otherwise."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _publish_menu(bot: Bot) -> None:
    try:
        await publish_menu(bot.bot)
        await publish_staff_menus(bot)
    except InvalidToken:
        raise
    except TelegramError as error:
        # Telegram limits how often it may change; the bot serves as well with yesterday's menu
        log.warning("menu.not_published", error=str(error))
