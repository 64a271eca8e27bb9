"""Waiting for something to come true."""

import asyncio
from collections.abc import Awaitable, Callable


async def until(condition: Callable[[], object], seconds: float = 30) -> None:
    """Waits for the condition. TimeoutError if it does not come true in time."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - most conditions are about other processes
            await asyncio.sleep(0.005)


def noting(pauses: list[float]) -> Callable[[float], Awaitable[None]]:
    """A sleep that takes no time and notes for how long it should have been."""

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        await asyncio.sleep(0)

    return sleep
