"""The Bot API over HTTP, as Telegram serves it: any Bot API client can be pointed at it.

`/bot<token>/<method>` by GET or POST and `/file/bot<token>/<path>`. Test environments are not played.
"""

import asyncio
import json
import re
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine
from functools import partial
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from sandbox import parameters, server
from sandbox.faults import LineDropped
from sandbox.methods import METHODS
from sandbox.refusal import Refusal
from sandbox.specification import Object
from sandbox.world import Call, World

#: Bots may upload 50 MB (https://core.telegram.org/bots/api#sending-files); the rest is for the form.
LARGEST_BODY = 51 * 2**20

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_NAMES = {name.lower(): name for name in METHODS}


def routes(world: World) -> list[BaseRoute]:
    """The routes of the Bot API of a world."""
    return [
        Route("/bot{rest:path}", partial(_call, world), methods=["GET", "POST"]),
        Route("/file/bot{rest:path}", partial(_file, world)),
    ]


def named(method: str) -> str:
    """The method's name as the world spells it: clients may use any case."""
    return _NAMES.get(method.lower(), method)


async def _call(world: World, request: Request) -> Response:
    try:
        token, method = _addressed(request)
        body = _bounded(request.stream())
        given, files = await parameters.read(request.headers.get("content-type", ""), body)
        calling = server.call(world, token, method, {**given, **request.query_params}, files)
        return _told(await (_polled(request, calling) if method == "getUpdates" else calling))
    except Refusal as refusal:
        return _refused(refusal)
    except (LineDropped, ClientDisconnect):
        return _HungUp()


async def _file(world: World, request: Request) -> Response:
    try:
        token, path = _addressed(request)
        if token != world.bot.token:
            raise Refusal(401, "Unauthorized")
        return Response(world.files.at(path).content, media_type="application/octet-stream")
    except KeyError:
        return _refused(Refusal(404, "Not Found"))
    except Refusal as refusal:
        return _refused(refusal)


def _addressed(request: Request) -> tuple[str, str]:
    """The token and what stands behind it; Telegram knows no address with a token that can't be one."""
    token, _, rest = request.path_params["rest"].partition("/")
    if not _TOKEN.fullmatch(token):
        raise Refusal(404, "Not Found")
    return token, named(rest)


async def _bounded(body: AsyncIterator[bytes]) -> AsyncGenerator[bytes, None]:
    left = LARGEST_BODY
    async for chunk in body:
        left -= len(chunk)
        if left < 0:
            raise Refusal(413, "Request Entity Too Large")
        yield chunk


async def _polled(request: Request, polling: Coroutine[Any, Any, Call]) -> Call:
    """The answer to a long poll. ClientDisconnect if its client leaves: then updates must not wait for it."""
    answer = asyncio.ensure_future(polling)
    left = asyncio.ensure_future(_left(request.receive))
    try:
        await asyncio.wait((answer, left), return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            raise ClientDisconnect
        return answer.result()
    finally:
        answer.cancel()
        left.cancel()


async def _left(receive: Receive) -> None:
    """Waits until the client has closed the connection."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _told(call: Call) -> Response:
    waiting = {} if call.retry_after is None else {"retry-after": str(call.retry_after)}
    return _json(call.response(), call.error_code or 200, waiting)


def _refused(refusal: Refusal) -> Response:
    told = {"ok": False, "error_code": refusal.status, "description": refusal.description}
    return _json(told, refusal.status, {})


def _json(told: Object, status: int, headers: dict[str, str]) -> Response:
    return Response(json.dumps(told), status, headers, "application/json")


class _HungUp(Response):
    """No answer: the connection breaks off. `sandbox.web` serves requests with a way to do that."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI
        scope["state"]["hang_up"]()
        await _left(receive)
