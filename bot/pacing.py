"""When a request may leave for Telegram: replies first, announcements in what they leave over."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from telegram.constants import FloodLimit
from telegram.error import RetryAfter, TelegramError, TimedOut
from telegram.ext import BaseRateLimiter

from bot.outcomes import seconds
from bot.pacing_window import SLACK, AckWindow, Chat, Chats, is_group
from handlers.lanes import REPLY, Lane, Ticket

Answer = bool | dict[str, Any] | list[dict[str, Any]]
Call = Callable[..., Coroutine[Any, Any, Answer]]

_RESERVE = 4
_TALKING_SECONDS = 10.0
_PATIENCE_SECONDS = 5.0
_LATE_SECONDS = 10.0
_CATCH_UP_SECONDS = 0.1


@dataclass(slots=True)
class _Queue:
    """A lane before its window: first come, first served."""

    window: AckWindow
    rate: int
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    closed_until: float = -math.inf
    due: float = -math.inf

    def free_at(self, most: int) -> float:
        return max(self.closed_until, self.due, self.window.free_at((most, 1.0)))

    def taken(self, seconds_between: float, now: float) -> AckWindow:
        # a late wake-up is made up for, a long stall is not: what it held up leaves evenly too
        self.due = max(self.due, now - _CATCH_UP_SECONDS) + seconds_between
        self.window.take()
        return self.window


@dataclass(frozen=True, slots=True)
class _Route:
    """The way of one call: its ticket, its lane, its chat, and whether it counts as a message."""

    ticket: Ticket
    lane: Lane
    chat: Chat | None
    counts: bool


class Pacing(BaseRateLimiter[Ticket]):
    """Holds requests back so that Telegram never has to, and obeys where it does all the same.

    *Thirty a second in all.* Replies and announcements share one window (AckWindow has the proof). A reply
    leaves as soon as fewer than 30 are counted, whoever sent them; an announcement only while fewer than 26
    are. So announcements stop as soon as replies need the room; four replies find it free at once, and any
    further one waits until the oldest announcement that is counted is a second old. Neither ever brings the
    sum above 30. While nobody has talked to the bot for ten seconds the four places are not kept: the next
    reply then waits for the next place, for about a tenth of a second at most where answers come in evenly.

    *Paid broadcasts* (`allow_paid_broadcast`, up to 1,000 a second) have a window of their own.

    *What counts*: calls that put a message into a chat (`send...`, `copy...`, `forward...`), and whatever
    is sent in bulk. In groups edits too: they share the chat's limit with messages, as Telegram's developer
    says (github.com/tdlib/td, issues 2592 and 3034), but hardly reach it in private chats, where they
    answer taps. Answers to taps and inline queries have no limit (github.com/tdlib/telegram-bot-api, issue
    648). A call that sends several messages would count as one; the bot makes none.

    *Where Telegram answers 429*: nothing more goes to that chat before the time it names. A reply is tried
    once more then; one that would have to wait for its chat for more than five seconds, for this reason or
    for the chat's limits, is given up with RetryAfter. In bulk the lane stops for that time and RetryAfter
    is raised.

    *Calls that end without an answer* may still be on their way. Their places are kept ten seconds longer:
    of a request sent five seconds ago, TCP's next two attempts come at 6 and 13 seconds.

    These are the limits of one token: where several processes serve it, each is to be given its share.
    """

    def __init__(
        self,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        per_second: int = FloodLimit.MESSAGES_PER_SECOND,
        paid_per_second: int = FloodLimit.PAID_MESSAGES_PER_SECOND,
    ) -> None:
        self._monotonic, self._sleep = monotonic, sleep
        shared, paid = AckWindow(per_second, monotonic()), AckWindow(paid_per_second, monotonic())
        self._queues = {
            Lane.REPLY: _Queue(shared, per_second),
            Lane.BULK: _Queue(shared, per_second),
            Lane.PAID: _Queue(paid, paid_per_second),
        }
        self._chats = Chats()
        self._answered = asyncio.Event()
        self._talked_at = -math.inf

    async def initialize(self) -> None:
        """Does nothing."""

    async def shutdown(self) -> None:
        """Does nothing."""

    async def process_request(
        self,
        callback: Call,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Ticket | None,
    ) -> Answer:
        """Makes the call when its turn has come. Raises what it and its clearance raise, and RetryAfter."""
        route = _route(endpoint, data, rate_limit_args or REPLY)
        if route.chat is None and not route.counts:
            return await callback(*args, **kwargs)
        attempt = partial(self._attempt, route, partial(callback, *args, **kwargs))
        try:
            return await attempt()
        except RetryAfter as refusal:
            if route.lane is not Lane.REPLY or route.chat is None or seconds(refusal) > _PATIENCE_SECONDS:
                raise
        return await attempt()

    async def _attempt(self, route: _Route, call: Call) -> Answer:
        windows = await self._released(route)
        try:
            answer = await call()
        except BaseException as error:
            if isinstance(error, RetryAfter):
                self._close(route, seconds(error))
            self._ended(windows, late=0 if _is_answer(error) else _LATE_SECONDS)
            raise
        self._ended(windows)
        return answer

    async def _released(self, route: _Route) -> list[AckWindow]:
        """Waits until the call may leave; returns the windows in which it then has a place."""
        if not route.counts:
            await self._chat_free(route)
            return []
        queue = self._queues[route.lane]
        while True:
            await self._chat_free(route)
            async with queue.lock:
                await self._until(lambda: queue.free_at(self._most(route.lane)))
                # meanwhile something else may have gone to the chat; who waits for a chat holds up no queue
                if self._chat_free_at(route) <= self._monotonic():
                    route.ticket.clearance()
                    return self._taken(route)

    def _taken(self, route: _Route) -> list[AckWindow]:
        now = self._monotonic()
        if route.lane is Lane.REPLY:
            self._talked_at = now
        seconds_between = 0 if route.lane is Lane.REPLY else 1 / self._most(route.lane)
        windows = [self._queues[route.lane].taken(seconds_between, now)]
        return windows if route.chat is None else [*windows, self._chats.taken(route.chat, now)]

    def _most(self, lane: Lane) -> int:
        """How many may be counted when one more of this lane leaves, itself included."""
        rate = self._queues[lane].rate
        return rate - _RESERVE if lane is Lane.BULK and self._talking() else rate

    def _talking(self) -> bool:
        waiting = self._queues[Lane.REPLY].lock.locked()
        return waiting or self._monotonic() - self._talked_at < _TALKING_SECONDS

    async def _chat_free(self, route: _Route) -> None:
        """Waits for the chat. Raises RetryAfter where a reply would have to wait too long."""
        wait = self._chat_free_at(route) - self._monotonic()
        if route.lane is Lane.REPLY and _PATIENCE_SECONDS * SLACK < wait < math.inf:
            raise RetryAfter(math.ceil(wait))
        await self._until(lambda: self._chat_free_at(route))

    def _chat_free_at(self, route: _Route) -> float:
        if route.chat is None:
            return -math.inf
        if not route.counts:
            return self._chats.open_at(route.chat)
        return self._chats.free_at(route.chat, bulk=route.lane is not Lane.REPLY)

    async def _until(self, free_at: Callable[[], float]) -> None:
        while (wait := free_at() - self._monotonic()) > 0:
            await (self._answered.wait() if wait == math.inf else self._sleep(wait))

    def _close(self, route: _Route, seconds: float) -> None:
        now = self._monotonic()
        if route.chat is not None:
            self._chats.close(route.chat, now + seconds * SLACK, now)
        if route.lane is not Lane.REPLY:
            queue = self._queues[route.lane]
            queue.closed_until = max(queue.closed_until, now + seconds * SLACK)

    def _ended(self, windows: list[AckWindow], late: float = 0) -> None:
        if late:
            asyncio.get_running_loop().call_later(late, self._ended, windows)
            return
        for window in windows:
            window.free(self._monotonic())
        self._answered.set()
        self._answered.clear()


class Unpaced(BaseRateLimiter[Ticket]):
    """For a Telegram without limits, such as the sandbox: knows the lanes and holds nothing back."""

    async def initialize(self) -> None:
        """Does nothing."""

    async def shutdown(self) -> None:
        """Does nothing."""

    async def process_request(
        self,
        callback: Call,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,  # noqa: ARG002
        data: dict[str, Any],  # noqa: ARG002
        rate_limit_args: Ticket | None,
    ) -> Answer:
        """Makes the call."""
        (rate_limit_args or REPLY).clearance()
        return await callback(*args, **kwargs)


def _route(endpoint: str, data: dict[str, Any], ticket: Ticket) -> _Route:
    chat = _chat(data)
    counts = endpoint.startswith(("send", "copy", "forward")) and endpoint != "sendChatAction"
    counts |= endpoint.startswith("edit") and chat is not None and is_group(chat)
    lane = Lane.PAID if data.get("allow_paid_broadcast") else ticket.lane
    return _Route(ticket, lane, chat, counts or lane is not Lane.REPLY)


def _chat(data: dict[str, Any]) -> Chat | None:
    chat = data.get("chat_id")
    try:
        return None if chat is None else int(chat)
    except ValueError:
        return str(chat)


def _is_answer(error: BaseException) -> bool:
    """Whether Telegram said it. What the HTTP client said is the cause of another error."""
    return isinstance(error, TelegramError) and not isinstance(error, TimedOut) and error.__cause__ is None
