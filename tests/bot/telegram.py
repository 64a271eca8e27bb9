"""The sandbox's web face for processes of their own, which can be made to talk nonsense."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from sandbox import web
from sandbox.listening import listening
from sandbox.world import World


class Telegram:
    """Serves a world; `broken` is the status and body that it answers instead, while it is set."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._application = web.application(world)
        self.url = ""
        self.asked: list[str] = []
        self.polls = 0  # that are open
        self.broken: tuple[int, bytes] | None = None

    @asynccontextmanager
    async def listening(self, port: int = 0) -> AsyncIterator["Telegram"]:
        """Listens on a free (or the given) port of this machine; `url` says where."""
        async with web.served(self, listening(f"127.0.0.1:{port}")) as self.url:
            yield self

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._application(scope, receive, send)
        method = scope["path"].rpartition("/")[2]
        self.asked.append(method)
        self.polls += method == "getUpdates"
        try:
            answers = Response(self.broken[1], self.broken[0]) if self.broken else self._application
            await answers(scope, receive, send)
        finally:
            self.polls -= method == "getUpdates"
