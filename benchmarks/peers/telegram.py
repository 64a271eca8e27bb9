"""The Bot API as one lean process: long polling, webhooks and replies, with a latency that can be set.

It stands in for Telegram where speed counts: answers are formatted beforehand, and requests are not parsed
but searched for the numbers that matter. As Telegram does, it gives out a hundred updates at most, counted
from the first that is not confirmed, and pushes over as many lines as the bot allows.
"""

import asyncio
import itertools
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from random import Random

from benchmarks.peers import wire
from benchmarks.peers.load import Load, Seen, Update
from benchmarks.peers.pushing import Pushing

_MOST = 100
_CHATS = 2000
_OUTSTANDING = 512
"""So many updates wait or are being dealt with while a bot gets as many as it takes."""
_BUNCH_SECONDS = 0.01
"""Under full load a poll waits so long for more updates to come: else each would bring but a few."""
_DRAIN_SECONDS = 10.0
_SETTLE_SECONDS = 0.1


class Telegram:
    """Hands out updates and pairs each reply with the update that it answers."""

    def __init__(self, questions: Sequence[str]) -> None:
        self._texts = itertools.cycle([text.encode() for text in questions])
        self._numbers = itertools.count(1)
        self._queue: deque[Update] = deque()
        self._open: dict[int, deque[Update]] = {}
        self._poll: Callable[[], None] | None = None
        self._pushing: Pushing | None = None
        self._load, self._seen, self._ends = Load(0), Seen(), 0.0
        self._changed = asyncio.Event()

    async def under(self, load: Load) -> Seen:
        """Lets this load come in, waits for the replies and tells what was seen."""
        self._load, self._seen = load, Seen()
        self._queue.clear()
        self._open.clear()
        begun, used = time.monotonic(), time.process_time()
        self._ends = begun + load.seconds
        await self._arriving(begun)
        self._seen.busy = (time.process_time() - used) / (time.monotonic() - begun)
        await self._all_answered(_DRAIN_SECONDS)
        await asyncio.sleep(_SETTLE_SECONDS)
        return self._seen

    async def _arriving(self, begun: float) -> None:
        if self._load.saturating:
            self._arrive(_OUTSTANDING)
            await asyncio.sleep(self._load.seconds)
        elif self._load.first:
            self._arrive(1)
            await self._all_answered(self._load.seconds)
        else:
            await self._at_the_rate(begun)

    async def _at_the_rate(self, due: float) -> None:
        random = Random(0)  # noqa: S311 - dice, not secrets
        while (due := due + random.expovariate(self._load.rate)) < self._ends:
            await asyncio.sleep(due - time.monotonic())
            self._arrive(1)

    async def _all_answered(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._seen.unanswered:
                    self._changed.clear()
                    await self._changed.wait()

    def _arrive(self, how_many: int) -> None:
        now = time.monotonic()
        self._seen.asked += how_many
        for number in itertools.islice(self._numbers, how_many):
            chat = 1000 + number % _CHATS
            update = Update(number, chat, wire.update(number, chat, next(self._texts)), now)
            self._open.setdefault(chat, deque()).append(update)
            if self._pushing:
                self._pushing.push(update)
            else:
                self._queue.append(update)
        self._bring()

    def get_updates(self, offset: int, timeout: float, answer: Callable[[bytes], None]) -> None:
        """Answers at once or, given time, when something has come in."""
        while self._queue and self._queue[0].handed and self._queue[0].number < offset:
            self._queue.popleft()

        def give() -> None:
            updates = list(itertools.islice(self._queue, _MOST))
            body = wire.updates(update.json for update in updates)
            self.after_latency(lambda: self._give(updates, body, answer))

        if not timeout or self._again or self._full:
            give()
        elif self._load.saturating:
            asyncio.get_running_loop().call_later(_BUNCH_SECONDS, self._await, give)
        else:
            self._await(give)

    @property
    def _again(self) -> bool:
        return bool(self._queue) and self._queue[0].handed is not None

    @property
    def _full(self) -> bool:
        return len(self._queue) >= _MOST

    def _await(self, give: Callable[[], None]) -> None:
        self._poll = give
        self._bring()

    def _bring(self) -> None:
        if self._poll and self._queue:
            give, self._poll = self._poll, None
            give()

    def _give(self, updates: Sequence[Update], body: bytes, answer: Callable[[bytes], None]) -> None:
        for update in updates:
            update.handed_out()
        answer(body)

    def set_webhook(self, url: str, secret: str, most: int) -> None:
        """Pushes to this address from now on, what has come in already too."""
        self._pushing = Pushing(url, secret, most, self._taken)
        while self._queue:
            self._pushing.push(self._queue.popleft())

    def _taken(self, update: Update, body: bytes) -> float:
        if b"sendMessage" in body:
            self.replied(update.chat)
        return self._load.latency

    def replied(self, chat: int) -> None:
        """A reply came in."""
        now, asked = time.monotonic(), self._open.get(chat)
        if not asked or asked[0].handed is None:
            self._seen.surplus += 1
            return
        update = asked.popleft()
        self._seen.waits.append(now - (update.handed or now))
        self._seen.since_arrival.append(now - update.arrived)
        self._seen.first_reply = self._seen.first_reply or now
        if now < self._ends:
            self._seen.in_time += 1
            if self._load.saturating:
                self._arrive(1)
        self._changed.set()

    def after_latency(self, do: Callable[[], None]) -> None:
        """Does it when Telegram would answer."""
        if self._load.latency:
            asyncio.get_running_loop().call_later(self._load.latency, do)
        else:
            do()
