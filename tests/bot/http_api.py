"""A Bot API server of the sandbox's world for processes of their own: HTTP/1.1, JSON or form parameters."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus
from urllib.parse import parse_qsl

from sandbox import server
from sandbox.specification import Object
from sandbox.world import World


class HttpApi:
    """Answers `/bot<token>/<method>` out of a world; `broken` is what it answers instead, while it is set."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.url = ""
        self.asked: list[str] = []
        self.broken: tuple[int, bytes] | None = None
        self._clients: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def listening(self, port: int = 0) -> AsyncIterator["HttpApi"]:
        """Listens on a free (or the given) port of this machine; `url` says where."""
        listener = await asyncio.start_server(self._serve, "127.0.0.1", port)
        self.url = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
        try:
            yield self
        finally:
            listener.close()
            for client in self._clients:
                client.cancel()
            await asyncio.gather(*self._clients, return_exceptions=True)

    def waiting(self) -> bool:
        """Whether somebody's getUpdates is open."""
        answered = sum(call.method == "getUpdates" for call in self.world.calls)
        return self.asked.count("getUpdates") > answered

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._clients.add(task)
        with suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                body = await reader.readexactly(_length(head))
                writer.write(_response(*await self._answer(head, body)))
                await writer.drain()
        writer.close()
        self._clients.discard(task)

    async def _answer(self, head: str, body: bytes) -> tuple[int, bytes]:
        _, bot, method = head.split(" ")[1].split("/")
        self.asked.append(method)
        if self.broken:
            return self.broken
        given = _parameters(head, body)
        call = await server.call(self.world, bot.removeprefix("bot"), method, given)
        return call.error_code or 200, json.dumps(call.response()).encode()


def _length(head: str) -> int:
    return int(_header(head, "content-length") or 0)


def _header(head: str, name: str) -> str:
    lines = (line.partition(":") for line in head.split("\r\n")[1:])
    return next((value.strip() for key, _, value in lines if key.lower() == name), "")


def _parameters(head: str, body: bytes) -> Object:
    if _header(head, "content-type").startswith("application/json"):
        told: Object = json.loads(body)
        return told
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


def _response(status: int, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body
