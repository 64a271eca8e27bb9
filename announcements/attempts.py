"""The requests that are under way. A task for each, and never more of them than the sender has slots."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import structlog

from announcements.messenger import Clearance, NotSent
from domain.announcements import Delivery, InDoubt, Outcome, Unavailable
from domain.languages import Language

log = structlog.get_logger(__name__)

STOPPED = "stopped"
"""The reason of a doubt: the sender had to end before the answer came."""


@dataclass(frozen=True, slots=True)
class Ended:
    """An attempt that is over. Without an outcome its request did not leave. What was `overtaken` had left
    when its announcement was not due any more: nothing follows from it for one that goes on.
    """

    delivery: Delivery
    language: Language
    outcome: Outcome | None
    overtaken: bool = False


@dataclass(eq=False, slots=True)
class _Attempt:
    delivery: Delivery
    language: Language
    left: bool = False
    overtaken: bool = False


class Attempts:
    """Starts requests and calls `on_end` with what became of each. `gate` raises NotSent to stop one."""

    def __init__(self, gate: Clearance, on_end: Callable[[Ended], None]) -> None:
        self._gate = gate
        self._on_end = on_end
        self._running: dict[asyncio.Task[Outcome], _Attempt] = {}

    def __len__(self) -> int:
        return len(self._running)

    @property
    def deliveries(self) -> list[Delivery]:
        """Those whose requests are under way."""
        return [attempt.delivery for attempt in self._running.values()]

    def start(
        self,
        delivery: Delivery,
        language: Language,
        request: Callable[[Clearance], Coroutine[Any, Any, Outcome]],
    ) -> None:
        """Starts a request. It is handed a clearance, by which it is known whether it has left."""
        attempt = _Attempt(delivery, language)

        def clearance() -> None:
            self._gate()
            attempt.left = True

        task = asyncio.create_task(request(clearance))
        self._running[task] = attempt
        task.add_done_callback(self._end)

    def call_back(self, *, all_but: int | None) -> None:
        """Cancels the requests that have not left, except those of one announcement; the others go on, and
        count as overtaken.
        """
        for task, attempt in self._running.items():
            if attempt.delivery.announcement_id == all_but:
                continue
            attempt.overtaken = True
            if not attempt.left:
                task.cancel()

    async def finish(self, patience: Awaitable[None]) -> None:
        """Waits for all requests, but not for longer than the patience; then they are cancelled."""
        limit = asyncio.ensure_future(patience)
        while self._running and not limit.done():
            waits: list[asyncio.Future[Any]] = [limit, *self._running]
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        rest: list[asyncio.Future[Any]] = [limit, *self._running]
        for one in rest:
            one.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    def _end(self, task: asyncio.Task[Outcome]) -> None:
        attempt = self._running.pop(task)
        outcome = _outcome(task, attempt.left)
        self._on_end(Ended(attempt.delivery, attempt.language, outcome, attempt.overtaken))


def _outcome(task: asyncio.Task[Outcome], left: bool) -> Outcome | None:
    """What became of a request. After it has left, an error that nobody foresaw is a doubt."""
    if task.cancelled():
        return InDoubt(STOPPED) if left else None
    if (error := task.exception()) is None:
        return task.result()
    if isinstance(error, NotSent):
        return None
    log.error("delivery.unforeseen_error", exc_info=error)
    return InDoubt(type(error).__name__) if left else Unavailable(type(error).__name__)
