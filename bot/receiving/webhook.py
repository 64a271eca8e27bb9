"""The webhook: Telegram pushes an update, and keeps it until it gets 200 for it."""

import asyncio
import hmac
from collections.abc import MutableMapping
from math import ceil
from weakref import WeakKeyDictionary

import structlog
from starlette.requests import Request
from starlette.responses import Response

from bot.receiving.in_body import Body, open_body
from bot.receiving.receiver import Receiver, Task
from bot.receiving.settling import Again
from bot.settings import Webhook
from bot.transport import from_json
from handlers.bot_api import JSON

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name, not the secret
LARGEST_BODY = 2**20
"""Bytes. An update holds at most a few texts of 4096 characters."""

_bodies: MutableMapping[Task, Body] = WeakKeyDictionary()


def trusted(request: Request, webhook: Webhook) -> bool:
    """Whether the request carries the secret. Takes as long whatever it carries."""
    given = request.headers.get(SECRET_HEADER, "")
    return hmac.compare_digest(given.encode(), webhook.secret.encode())


async def pushed(request: Request, receiver: Receiver) -> Response:
    """Answers a push that is trusted: 200 once its update is settled, 503 where it should come again."""
    sent = await _sent(request)
    if sent is None:
        return Response(status_code=413)
    update = _update(sent)
    if update is None:
        log.warning("webhook.not_an_update", bytes=len(sent))
        return Response(status_code=400)
    body = open_body()
    task = receiver.take(update)
    # what Telegram pushes again, since it did not get the answer, gets the same
    return await _answer(task, _bodies.setdefault(task, body)) if task else come_again()


async def _sent(request: Request) -> bytes | None:
    sent = bytearray()
    async for part in request.stream():
        sent += part
        if len(sent) > LARGEST_BODY:
            return None
    return bytes(sent)


def _update(sent: bytes) -> JSON | None:
    try:
        update = from_json(sent)
    except (ValueError, RecursionError):
        return None
    return update if isinstance(update, dict) and isinstance(update.get("update_id"), int) else None


async def _answer(task: Task, body: Body) -> Response:
    try:
        result = await asyncio.shield(task)  # a line that drops breaks nothing off
    except asyncio.CancelledError:
        if not task.cancelled():
            raise
        return come_again()
    if isinstance(result, Again):
        return come_again(result.seconds)
    return Response(body.content, media_type="application/json" if body.content else None)


def come_again(seconds: float = 1.0) -> Response:
    """Asks Telegram to push the update once more, not before so many seconds."""
    return Response(status_code=503, headers={"Retry-After": str(ceil(seconds))})
