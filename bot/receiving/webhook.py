"""The webhook: Telegram pushes an update, and keeps it until it gets 200 for it."""

import asyncio
import hashlib
import hmac
import json
from datetime import timedelta
from math import ceil
from uuid import uuid4

import structlog
from starlette.requests import Request
from starlette.responses import Response
from telegram import Update, WebhookInfo

from bot.receiving.receiver import ALLOWED_UPDATES, Receiver, Task
from bot.receiving.settling import Again
from bot.settings import Webhook
from handlers.services import Bot
from storage.ledger import leases

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name, not the secret
LARGEST_BODY = 2**20
"""Bytes. An update holds at most a few texts of 4096 characters."""
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


def trusted(request: Request, webhook: Webhook) -> bool:
    """Whether the request carries the secret. Takes as long whatever it carries."""
    given = request.headers.get(SECRET_HEADER, "")
    return hmac.compare_digest(given.encode(), webhook.secret.encode())


async def pushed(request: Request, bot: Bot, receiver: Receiver) -> Response:
    """Answers a push that is trusted: 200 once its update is settled, 503 where it should come again."""
    body = await _body(request)
    if body is None:
        return Response(status_code=413)
    try:
        content = json.loads(body)
        number = int(content["update_id"])
    except (ValueError, TypeError, KeyError, RecursionError):
        log.warning("webhook.not_an_update", bytes=len(body))
        return Response(status_code=400)
    try:
        update = Update.de_json(content, bot.bot)
    except Exception as error:
        # it would come again and again, and hold up its chat
        log.error("update.unreadable", update_id=number, error=type(error).__name__)
        return Response()
    return await _answer(receiver.take(update))


async def _body(request: Request) -> bytes | None:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)


async def _answer(task: Task | None) -> Response:
    if task is None:
        return come_again()
    # a line that drops breaks nothing off; what Telegram pushes again then meets the same task
    await asyncio.wait([task])
    if task.cancelled():
        return come_again()
    result = task.result()
    return come_again(result.seconds) if isinstance(result, Again) else Response()


def come_again(seconds: float = 1.0) -> Response:
    """Asks Telegram to push the update once more, not before so many seconds."""
    return Response(status_code=503, headers={"Retry-After": str(ceil(seconds))})
