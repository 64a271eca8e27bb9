"""The web face: updates that Telegram pushes, and how the bot is, for whoever watches over it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from socket import socket

import structlog
import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp

from bot.receiving import webhook
from bot.receiving.health import Check, examined
from bot.receiving.metrics import Metrics
from bot.receiving.receiver import Receiver
from bot.settings import Webhook

log = structlog.get_logger(__name__)

ALIVE = "alive\n"
"""What /healthz answers, in every state."""
_KEEP_ALIVE_SECONDS = 75
_STOPS_WITHIN = 1  # seconds; what was pushed has its answer by then


async def _nothing() -> Mapping[str, int]:
    return {}


@dataclass(frozen=True, slots=True)
class AtWork:
    """A bot that serves: what takes its updates, how it is examined, and what it has delivered, by state."""

    receiver: Receiver
    checks: Mapping[str, Check] = field(default_factory=dict)
    delivered: Callable[[], Awaitable[Mapping[str, int]]] = _nothing


class Face:
    """Answers from the start on; until there is a bot at work, it says so."""

    def __init__(self, metrics: Metrics, hook: Webhook | None) -> None:
        self._metrics, self._hook = metrics, hook
        self._at_work: AtWork | None = None

    @contextmanager
    def showing(self, at_work: AtWork) -> Iterator[None]:
        """Shows a bot, and brings it what is pushed, while the block runs."""
        self._at_work = at_work
        try:
            yield
        finally:
            self._at_work = None

    def application(self) -> Router:
        """The pages, and in webhook mode the address to which Telegram pushes."""
        routes = [
            Route("/healthz", self._health),
            Route("/readyz", self._readiness),
            Route("/metrics", self._page_of_metrics),
        ]
        if self._hook:
            routes.append(Route(self._hook.path, self._pushed, methods=["POST"]))
        return Router(routes)

    async def _health(self, _: Request) -> Response:
        return PlainTextResponse(ALIVE)

    async def _readiness(self, _: Request) -> Response:
        found = await examined(self._at_work.checks) if self._at_work else {}
        ready = bool(found) and all(finding.ok for finding in found.values())
        told = {name: {"ok": finding.ok, **finding.told} for name, finding in found.items()}
        return JSONResponse({"ready": ready, "checks": told}, status_code=200 if ready else 503)

    async def _page_of_metrics(self, _: Request) -> Response:
        counted = await self._at_work.delivered() if self._at_work else {}
        return Response(self._metrics.page(counted), media_type=CONTENT_TYPE_LATEST)

    async def _pushed(self, request: Request) -> Response:
        assert self._hook  # noqa: S101
        if not webhook.trusted(request, self._hook):
            return Response(status_code=403)
        if self._at_work is None:
            return webhook.come_again()
        return await webhook.pushed(request, self._at_work.receiver)


@asynccontextmanager
async def served(application: ASGIApp, listener: socket) -> AsyncIterator[None]:
    """Serves the application while the block runs."""
    server = _Server(
        uvicorn.Config(
            application,
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            log_level="warning",
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=_STOPS_WITHIN,
        )
    )
    serving = asyncio.create_task(server.serve([listener]))
    try:
        yield
    finally:
        server.should_exit = True
        await serving


class _Server(uvicorn.Server):
    """Leaves signals to its caller."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
