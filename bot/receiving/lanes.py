"""The updates of one chat one after the other, chats side by side, with a bound for both."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Lanes(Generic[T]):
    """Starts work in the order of its chat. At most so many wait or are at it in one chat, and in all."""

    def __init__(self, most_in_a_chat: int, most: int) -> None:
        self._most_in_a_chat, self._most = most_in_a_chat, most
        self._lanes: dict[int, deque[asyncio.Task[T]]] = {}
        self._open: set[asyncio.Task[T]] = set()

    def __len__(self) -> int:
        return len(self._open)

    def start(self, chat: int, work: Callable[[], Coroutine[Any, Any, T]]) -> asyncio.Task[T] | None:
        """The work as a task that begins when its turn has come; None where a bound is reached."""
        lane = self._lanes.get(chat, deque())
        if len(lane) >= self._most_in_a_chat or len(self._open) >= self._most:
            return None
        task = asyncio.create_task(_after(lane[-1] if lane else None, work))
        lane.append(task)
        self._lanes[chat] = lane
        self._open.add(task)
        task.add_done_callback(partial(self._ended, chat))
        return task

    async def one_less(self) -> None:
        """Waits until something that was started has ended."""
        await asyncio.sleep(0)
        if self._open:
            await asyncio.wait(self._open, return_when=asyncio.FIRST_COMPLETED)

    async def finish(self, seconds: float) -> None:
        """Waits so long for what was started, and breaks off the rest."""
        if self._open:
            await asyncio.wait(self._open, timeout=seconds)
        left = list(self._open)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _ended(self, chat: int, task: asyncio.Task[T]) -> None:
        self._open.discard(task)
        lane = self._lanes[chat]
        lane.remove(task)
        if not lane:
            del self._lanes[chat]


async def _after(earlier: asyncio.Task[Any] | None, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    if earlier and not earlier.done():
        await asyncio.wait([earlier])
    return await work()
