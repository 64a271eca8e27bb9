"""The web face: the Bot API and the page of a world on one address."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from sandbox import http_api, webhook
from sandbox.listening import url
from sandbox.page import server as page
from sandbox.page.cities import City
from sandbox.world import World

_LONGEST_REQUEST_LINE = 2**16  # a longest text in the query string, percent-encoded
_STOPS_WITHIN = 2  # seconds


def application(world: World, cities: Sequence[City] = ()) -> Starlette:
    """The Bot API of the world and its page, once for each world. Pushes to the webhook while it is served.

    `cities` are offered on the page where a location is shared.
    """

    @asynccontextmanager
    async def pushing(_: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(webhook.push(world))
        yield
        task.cancel()
        await asyncio.wait([task])

    routes = [*http_api.routes(world), *page.routes(world, cities)]
    return Starlette(routes=routes, lifespan=pushing)


@asynccontextmanager
async def served(application: ASGIApp, listener: socket.socket) -> AsyncIterator[str]:
    """Serves the application while the block runs, which gets its address; then hangs up on everybody."""
    server = _Server(
        uvicorn.Config(
            application,
            http=_Line,
            ws="none",
            access_log=False,  # the token stands in every address
            log_config=None,
            log_level="warning",
            h11_max_incomplete_event_size=_LONGEST_REQUEST_LINE,
            timeout_graceful_shutdown=_STOPS_WITHIN,
        )
    )
    serving = asyncio.create_task(server.serve([listener]))
    try:
        yield url(listener)
    finally:
        server.should_exit = True
        await serving


class _Line(H11Protocol):
    """A connection that a route can break off without an answer: `request.state.hang_up()`."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn
        super().connection_made(transport)
        self.app_state = {**self.app_state, "hang_up": transport.abort}


class _Server(uvicorn.Server):
    """Leaves signals to its caller, and does not wait for whoever holds a connection open."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for line in self.server_state.connections:
            line.transport.close()
        await super().shutdown(sockets)
