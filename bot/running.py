"""The bot on Telegram."""

import asyncio
import logging
import signal
import time
from functools import partial

import structlog
from telegram.error import InvalidToken, TelegramError

from bot.announcing import announcing
from bot.assembly import assembled_around, opened_guide, utc_now
from bot.care.backups import backing_up
from bot.garbage import keep_out_of_collections
from bot.housekeeping import housekeeping
from bot.listening import listener
from bot.menu import publish_menu, publish_staff_menus
from bot.patience import Patience
from bot.receiving.metrics import Metrics
from bot.receiving.polling import Poller
from bot.receiving.receiver import GRACE_SECONDS, Receiver
from bot.receiving.registering import register
from bot.receiving.web import AtWork, Face, served
from bot.settings import CannotRun, Settings
from bot.vital_signs import checks, delivered
from handlers.services import Bot
from sandbox.listening import url
from storage.inbox import opened_inbox

log = structlog.get_logger(__name__)
_WRONG_TOKEN = "Telegram refuses TELEGRAM_BOT_TOKEN: ask @BotFather for the right one"  # noqa: S105


async def serve(settings: Settings) -> None:
    """Serves Telegram until SIGTERM or SIGINT, and ends within five seconds of it.

    A Telegram that can't be reached is waited for, from the start on; without its ledger the bot answers all
    the same. Raises CannotRun.
    """
    metrics = Metrics()
    logging.getLogger().addHandler(metrics.errors())
    face = Face(metrics, settings.webhook)
    stop = stop_on_signals()
    with listener(settings.listen) as found:
        async with served(face.application(), found):
            log.info("web.listening", address=url(found))
            await _serve(settings, face, metrics, stop)
    log.info("bot.stopped")


async def _serve(settings: Settings, face: Face, metrics: Metrics, stop: asyncio.Event) -> None:
    patience = Patience(stop)
    async with opened_guide(settings) as told:
        while not stop.is_set():
            around = assembled_around(told, settings, settings.token, None, utc_now, without_ledger=True)
            try:
                async with around as bot:
                    await _work(bot, settings, face, metrics, stop)
            except InvalidToken as error:
                raise CannotRun(_WRONG_TOKEN) from error
            except TelegramError as error:
                await patience.wait(error)


async def _work(bot: Bot, settings: Settings, face: Face, metrics: Metrics, stop: asyncio.Event) -> None:
    await _publish_menu(bot)
    keep_out_of_collections()
    log.info("bot.started", username=bot.bot.username)
    async with (
        housekeeping(bot.bot_data),
        announcing(bot, stop),
        backing_up(settings, bot.bot_data.now),
    ):
        await _receive(bot, settings, face, metrics, stop)


async def _receive(bot: Bot, settings: Settings, face: Face, metrics: Metrics, stop: asyncio.Event) -> None:
    webhook = settings.webhook
    receiver = Receiver(bot, metrics, patient=webhook is None)
    with opened_inbox(settings.inbox, time.time) as inbox:
        poller = None if webhook else Poller(bot, receiver, inbox)
        signs = checks(settings, bot.bot_data, receiver, poller)
        with face.showing(AtWork(receiver, signs, partial(delivered, bot.bot_data))):
            if poller:
                await bot.bot.delete_webhook()
                await poller.run(stop)
            elif webhook:
                await Poller(bot, Receiver(bot, metrics), inbox).run_out(stop)
                await register(bot, webhook)
                await stop.wait()
                await receiver.finish(GRACE_SECONDS)


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
    except Exception as error:
        # the ledger, which knows the staff, can't be read
        log.error("staff_menus.not_published", error=str(error))
