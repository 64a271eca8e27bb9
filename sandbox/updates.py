"""The queue of updates that waits for the bot, with Telegram's rules of confirmation."""

import asyncio
from collections import deque
from itertools import islice

from sandbox.refusal import Refusal
from sandbox.specification import Object

#: Kinds that Telegram sends only to bots that name them in `allowed_updates`.
_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
_MOST_AT_ONCE = 100


class UpdateQueue:
    """Updates in order; one is forgotten only when a later offset confirms it."""

    def __init__(self) -> None:
        self._updates: deque[Object] = deque()
        self._next_id = 1
        self._arrived = asyncio.Event()
        self._reader = 0
        self._allowed: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self._updates)

    def put(self, kind: str, content: Object) -> Object | None:
        """Queues `{"update_id": n, kind: content}`; None when the bot asked not to get this kind."""
        if kind not in self._allowed and (self._allowed or kind in _ON_REQUEST):
            return None
        update = {"update_id": self._next_id, kind: content}
        self._next_id += 1
        self._updates.append(update)
        self._arrived.set()
        return update

    def clear(self) -> None:
        """Forgets everything that waits (`drop_pending_updates`)."""
        self._updates.clear()
        self._arrived.clear()

    async def get(self, offset: int, limit: int, seconds: float, allowed: list[str] | None) -> list[Object]:
        """Up to `limit` updates from `offset` on, waiting up to `seconds` for the first one.

        Everything before `offset` is confirmed and forgotten; a negative one keeps that many of the latest.
        A newer reader ends an older one with 409, as two pollers of one token do. `allowed` is remembered.
        """
        self._reader += 1
        reader = self._reader
        self._arrived.set()  # wakes an older reader, which then finds that it is not the latest
        if allowed is not None:
            self._allowed = frozenset(allowed)
        self._confirm(offset)
        if not self._updates and seconds > 0:
            await self._wait(seconds)
        if reader != self._reader:
            raise Refusal(
                409,
                "Conflict: terminated by other getUpdates request; "
                "make sure that only one bot instance is running",
            )
        return list(islice(self._updates, min(limit, _MOST_AT_ONCE)))

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            while len(self._updates) > -offset:
                self._updates.popleft()
        while self._updates and self._updates[0]["update_id"] < offset:
            self._updates.popleft()

    async def _wait(self, seconds: float) -> None:
        self._arrived.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._arrived.wait()
        except TimeoutError:
            return
