"""What happens in the personas' chats, as a stream of server-sent events that can be taken up again.

https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import asyncio
import json
import secrets
from collections import deque
from collections.abc import AsyncIterator, Callable
from itertools import islice

from sandbox.specification import Object

_MOST_KEPT = 2000
_TICK_SECONDS = 1.0
_TICKS_OF_SILENCE = 15
_RETRY_MILLISECONDS = 1000


class Stream:
    """Numbered events, the latest 2,000 of them.

    A reader that knows the last number goes on from there. A new one, and one that has missed more than is
    kept, begins with `snapshot`; `figures` are told every second in which they have changed.
    """

    def __init__(self, snapshot: Callable[[], Object], figures: Callable[[], Object]) -> None:
        self._snapshot = snapshot
        self._figures = figures
        self._run = secrets.token_hex(4)  # numbers of an earlier process mean nothing here
        self._kept: deque[str] = deque(maxlen=_MOST_KEPT)
        self._last = 0
        self._news = asyncio.Event()

    def publish(self, kind: str, told: Object) -> None:
        """Tells every reader."""
        self._last += 1
        self._kept.append(_event(kind, told, f"{self._run}-{self._last}"))
        self._news.set()
        self._news = asyncio.Event()

    async def follow(self, last_event_id: str) -> AsyncIterator[str]:
        """The stream as text, without end."""
        position = self._position(last_event_id)
        told, silence = "", 0
        yield f"retry: {_RETRY_MILLISECONDS}\n\n"
        while True:
            news = self._news
            pieces, position = self._since(position)
            if (figures := _event("crowd", self._figures())) != told:
                told = figures
                pieces.append(figures)
            silence = 0 if pieces else silence + 1
            if silence == _TICKS_OF_SILENCE:
                pieces.append(": still here\n\n")
                silence = 0
            if pieces:
                yield "".join(pieces)
            await _happens(news)

    def _position(self, last_event_id: str) -> int:
        run, _, number = last_event_id.partition("-")
        return int(number) if run == self._run and number.isdecimal() else -1

    def _since(self, position: int) -> tuple[list[str], int]:
        """What happened after that position, and the position then."""
        before_kept = self._last - len(self._kept)
        if before_kept <= position <= self._last:
            return list(islice(self._kept, position - before_kept, None)), self._last
        return [_event("snapshot", self._snapshot(), f"{self._run}-{self._last}")], self._last


async def _happens(news: asyncio.Event) -> None:
    """Waits for news, for a tick at most."""
    try:
        async with asyncio.timeout(_TICK_SECONDS):
            await news.wait()
    except TimeoutError:
        return


def _event(kind: str, told: Object, identifier: str | None = None) -> str:
    numbered = f"id: {identifier}\n" if identifier else ""
    return f"{numbered}event: {kind}\ndata: {json.dumps(told, ensure_ascii=False)}\n\n"
