"""The queue of updates that waits for the bot, with Telegram's rules of confirmation."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from sandbox.refusal import Refusal
from sandbox.specification import Object

#: Kinds that Telegram sends only to bots that name them in `allowed_updates`.
_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
_MOST_AT_ONCE = 100
_TWO_READERS = "other getUpdates request; make sure that only one bot instance is running"


@dataclass(slots=True)
class Webhook:
    """Where updates are to be pushed, as setWebhook said it, and how that went last."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    ip_address: str = ""
    has_custom_certificate: bool = False
    last_error_date: int = 0  # Unix seconds; 0: none
    last_error_message: str = ""

    def failed(self, now: int, message: str) -> None:
        """Remembers for getWebhookInfo why the latest failing push failed."""
        self.last_error_date, self.last_error_message = now, message


class UpdateQueue:
    """Updates in order; one is forgotten only when a later offset, or its pusher, confirms it.

    `copies` says how often an update comes that is queued now (with the same number).
    """

    def __init__(self, copies: Callable[[], int] = lambda: 1) -> None:
        self._updates: deque[Object] = deque()
        self._copies = copies
        self._next_id = 1
        self._arrived = asyncio.Event()
        self._reader = 0
        self._interrupted_by = ""
        self._taken = 0
        self._kept_from = 1
        self._allowed: frozenset[str] = frozenset()

    def __len__(self) -> int:
        """How many wait, those that are being pushed among them."""
        return len(self._updates) + self._taken

    @property
    def allowed(self) -> list[str]:
        """The kinds that the bot asked for, in order; none: all but those on request."""
        return sorted(self._allowed)

    def allow(self, kinds: list[str] | None) -> None:
        """Queues only these kinds from now on (empty: all but those on request; None: as before)."""
        if kinds is not None:
            self._allowed = frozenset(kinds)

    def put(self, kind: str, content: Object) -> Object | None:
        """Queues `{"update_id": n, kind: content}`; None when the bot asked not to get this kind."""
        if kind not in self._allowed and (self._allowed or kind in _ON_REQUEST):
            return None
        update = {"update_id": self._next_id, kind: content}
        self._next_id += 1
        self._updates.extend([update] * self._copies())
        self._arrived.set()
        return update

    def clear(self) -> None:
        """Forgets everything that waits (`drop_pending_updates`)."""
        self._updates.clear()
        self._arrived.clear()
        self._kept_from = self._next_id

    async def get(self, offset: int, limit: int, seconds: float, allowed: list[str] | None) -> list[Object]:
        """Up to `limit` updates from `offset` on, waiting up to `seconds` for the first one.

        Everything before `offset` is confirmed and forgotten; a negative one keeps that many of the latest.
        A newer reader ends an older one with 409, as two pollers of one token do. `allowed` is remembered.
        """
        self.interrupt(_TWO_READERS)
        reader = self._reader
        self.allow(allowed)
        self._confirm(offset)
        if not self._updates and seconds > 0:
            await self._wait(seconds)
        if reader != self._reader:
            raise Refusal(409, f"Conflict: terminated by {self._interrupted_by}")
        return list(islice(self._updates, min(limit, _MOST_AT_ONCE)))

    def interrupt(self, by: str) -> None:
        """Ends a reader that waits with a 409 that says by what."""
        self._reader += 1
        self._interrupted_by = by
        self._arrived.set()  # wakes the reader, which then finds that it is not the latest

    async def take(self) -> Object:
        """The oldest update that nobody took yet, as soon as there is one; to be confirmed or released."""
        while not self._updates:
            self._arrived.clear()
            await self._arrived.wait()
        self._taken += 1
        return self._updates.popleft()

    def confirm(self) -> None:
        """One that was taken has arrived, and is forgotten."""
        self._taken -= 1

    def release(self, update: Object) -> None:
        """One that was taken did not arrive: it waits again where it stood, if it was not dropped since."""
        self._taken -= 1
        number = update["update_id"]
        if number < self._kept_from:
            return
        later = (place for place, other in enumerate(self._updates) if other["update_id"] > number)
        self._updates.insert(next(later, len(self._updates)), update)
        self._arrived.set()

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
