"""Telling Telegram where to push: once, however many machines serve the bot."""

import asyncio
import hashlib
import hmac
from datetime import timedelta
from uuid import uuid4

import structlog
from telegram import WebhookInfo

from bot.receiving.kinds import ALLOWED_UPDATES
from bot.settings import Webhook
from handlers.services import Bot
from storage.ledger import leases

log = structlog.get_logger(__name__)

CONNECTIONS = 100
"""How many updates Telegram may push at once, each of which waits for its reply: the most it allows."""
_ROW, _TURN = "webhook", "webhook.turn"
_TURN_LASTS = timedelta(seconds=30)
_LOOK_AGAIN = 1.0


async def register(bot: Bot, webhook: Webhook) -> None:
    """Tells Telegram where to push, unless it knows; then it is asked once. Raises TelegramError.

    Telegram does not tell the secret that it knows, so the ledger keeps a fingerprint of the one set last:
    several machines that share it set the webhook once, and a new secret is set as well. While one sets it,
    others wait and look again.
    """
    mark, this_run = _fingerprint(bot.bot.token, webhook), uuid4().hex
    while not await _is_known(bot, webhook, mark):
        if await _has_turn(bot, this_run) and not await _is_known(bot, webhook, mark):
            await bot.bot.set_webhook(
                webhook.url,
                secret_token=webhook.secret,
                allowed_updates=ALLOWED_UPDATES,
                max_connections=CONNECTIONS,
            )
            await _note(bot, mark, this_run)
            log.info("webhook.set")
            return
        await asyncio.sleep(_LOOK_AGAIN)


async def _is_known(bot: Bot, webhook: Webhook, mark: str) -> bool:
    async with bot.bot_data.ledger.reading() as connection:
        last = await leases.find(connection, _ROW)
    return bool(last and last[0] == mark) and _is_set(await bot.bot.get_webhook_info(), webhook)


async def _note(bot: Bot, mark: str, this_run: str) -> None:
    services = bot.bot_data
    async with services.ledger.writing() as connection:
        await leases.hold(connection, _ROW, mark, services.now(), timedelta())
        await leases.release(connection, _TURN, this_run, services.now())


async def _has_turn(bot: Bot, this_run: str) -> bool:
    services = bot.bot_data
    async with services.ledger.writing() as connection:
        held = await leases.hold(connection, _TURN, this_run, services.now(), _TURN_LASTS)
    return held is not None


def _is_set(known: WebhookInfo, webhook: Webhook) -> bool:
    kinds, connections = set(known.allowed_updates or ()), known.max_connections
    return known.url == webhook.url and kinds == set(ALLOWED_UPDATES) and connections == CONNECTIONS


def _fingerprint(token: str, webhook: Webhook) -> str:
    return hmac.new(token.encode(), f"{webhook.url} {webhook.secret}".encode(), hashlib.sha256).hexdigest()
