"""What many do with the ledger at the same moment, in one transaction."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

T = TypeVar("T")
R = TypeVar("R")

Work = Callable[[AsyncConnection, Sequence[T]], Awaitable[R]]
"""Does for several what one asks for."""


class Together:
    """Whoever comes while a connection is waited for goes along: a transaction costs the same for a hundred.

    Nobody waits for others to come. An error is everybody's.
    """

    def __init__(self, opened: Callable[[], AbstractAsyncContextManager[AsyncConnection]]) -> None:
        """Takes `Ledger.reading` or `Ledger.writing`."""
        self._opened = opened
        self._gathering: dict[Work[Any, Any], tuple[list[Any], asyncio.Task[Any]]] = {}

    async def do(self, work: Work[T, R], item: T) -> R:
        """What the work returned that was done for this item and others; it has been committed then.

        Who is cancelled meanwhile is done for all the same.
        """
        if work not in self._gathering:
            items: list[T] = []
            self._gathering[work] = items, asyncio.create_task(self._do(work, items))
        gathered, task = self._gathering[work]
        gathered.append(item)
        result: R = await asyncio.shield(task)
        return result

    async def _do(self, work: Work[T, R], items: Sequence[T]) -> R:
        async with AsyncExitStack() as stack:
            try:
                connection = await stack.enter_async_context(self._opened())
            finally:
                del self._gathering[work]  # whoever comes from now on is too late for this one
            return await work(connection, items)
