"""Telegram's limits on sending, enforced when `World.limits` says so, and the record of what was sent.

https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this. The windows slide: limits
hold in any second, not in each second of the clock. Telegram tolerates short bursts in a chat, this does not.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from sandbox.refusal import too_many_requests

_MOST_KEPT = 250_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How many messages a bot may send."""

    per_second: int = 30
    per_chat_per_second: int = 1
    per_group_per_minute: int = 20
    paid_per_second: int = 1000


class Sent(NamedTuple):
    """An accepted message: when (seconds on the monotonic clock), where, and whether it was paid for."""

    at: float
    chat_id: int
    paid: bool


@dataclass(frozen=True, slots=True)
class _Window:
    """At most so many messages of one sort (`key`) in so many seconds."""

    key: Hashable
    seconds: float
    most: int


class Traffic:
    """The messages that were accepted, the latest 250,000 of them."""

    def __init__(self) -> None:
        self._sent: deque[Sent] = deque(maxlen=_MOST_KEPT)
        self._times: dict[Hashable, list[float]] = {}  # of what may still count in a window

    def __iter__(self) -> Iterator[Sent]:
        return iter(self._sent)

    def __len__(self) -> int:
        return len(self._sent)

    def most_within(self, seconds: float = 1.0, chat_id: int | None = None) -> int:
        """The largest number of messages in any window of so many seconds, in one chat or in all."""
        times = [sent.at for sent in self._sent if chat_id in (None, sent.chat_id)]
        most = start = 0
        for end, at in enumerate(times):
            while times[start] <= at - seconds:
                start += 1
            most = max(most, end - start + 1)
        return most

    def accept(self, now: float, chat_id: int, count: int, *, paid: bool) -> None:
        """Records that many messages."""
        self._sent.extend([Sent(now, chat_id, paid)] * count)

    def admit(self, limits: Limits, now: float, chat_id: int, count: int, *, paid: bool, group: bool) -> None:
        """Counts that many messages against the limits; a 429 `Refusal`, and nothing counted, if too many.

        An album that is larger than a limit is admitted when nothing else is in the window.
        """
        windows = list(_windows(limits, chat_id, paid=paid, group=group))
        seconds = max(self._wait(window, now, count) for window in windows)
        if seconds:
            raise too_many_requests(seconds)
        for window in windows:
            self._times.setdefault(window.key, []).extend([now] * count)

    def _wait(self, window: _Window, now: float, count: int) -> int:
        """Whole seconds until the window has room; 0 if it has."""
        times = self._times.get(window.key, [])
        del times[: bisect_right(times, now - window.seconds)]
        over = len(times) - max(window.most - count, 0)
        return max(ceil(times[over - 1] + window.seconds - now), 1) if over > 0 else 0


def _windows(limits: Limits, chat_id: int, *, paid: bool, group: bool) -> Iterator[_Window]:
    yield _Window("paid", 1, limits.paid_per_second) if paid else _Window("free", 1, limits.per_second)
    yield _Window(chat_id, 1, limits.per_chat_per_second)
    if group:
        yield _Window(("group", chat_id), 60, limits.per_group_per_minute)
