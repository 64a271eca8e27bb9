"""How many requests Telegram may be counting just now: for the whole bot, and for each chat."""

import math
from collections import OrderedDict, deque

SLACK = 1.001
"""We wait this many times the span that Telegram names: two clocks that are being corrected, each by 500
millionths at most as NTP has it, drift apart by a thousandth."""

Chat = int | str
Limit = tuple[int, float]
"""At most so many requests in any span of so many seconds."""

BURST: Limit = (5, 5.0)
EVEN: Limit = (1, 1.0)
GROUP: Limit = (20, 60.0)


class AckWindow:
    """The requests that a server may still count: those in flight, and those answered lately.

    Before every release, (in flight) + (answered within the last span) < most. Then no span at the server
    holds more than `most` requests, whatever the scheduler or the network do. Proof: take any span at the
    server and, of the requests that reached it in that span, the one that was released last. Each of the
    others was released before it. At its release each was either still in flight or already answered; its
    answer is later than its arrival, and its arrival is less than a span before that of the last one, which
    is not before the release of the last one. So each of the others was counted then, and they are fewer
    than `most`.

    The price is one round trip: the rate held is most / (span + round trip). The proof wants `take` to be
    called before a request leaves, and `free` when it can reach the server no more.

    Nothing is known of the time before the start. `full_since` is a time at which the window counts as
    full, so that a restarted process adds nothing to what the last one sent.
    """

    __slots__ = ("_answered", "_in_flight")

    def __init__(self, most: int, full_since: float | None = None) -> None:
        self._in_flight = 0
        self._answered = deque([] if full_since is None else [full_since] * most, maxlen=most)

    def free_at(self, limit: Limit) -> float:
        """The time from which one more request keeps the limit; infinity while that hangs on an answer.

        While others are only answered, a time once told stays; while others are released, it only grows.
        """
        most, seconds = limit
        places = most - self._in_flight
        if places < 1:
            return math.inf
        if len(self._answered) < places:
            return -math.inf
        return self._answered[-places] + seconds * SLACK

    def take(self) -> None:
        """A request is about to leave."""
        self._in_flight += 1

    def free(self, now: float) -> None:
        """A request was answered, or can reach the server no more."""
        self._in_flight -= 1
        self._answered.append(now)

    def idle(self, since: float) -> bool:
        """Whether nothing is in flight and nothing was answered after that time."""
        return not self._in_flight and (not self._answered or self._answered[-1] < since)


class Chats:
    """What each chat was sent lately. A chat is forgotten once none of its limits can hang on it.

    Telegram's FAQ (core.telegram.org/bots/faq, "My bot is hitting limits"): in one chat no more than one
    message a second, though short bursts are tolerated; in a group no more than 20 a minute. Bulk leaves a
    second between messages. Replies need bursts (a map and a text, three quick taps): 5 in any 5 seconds,
    so that one a second holds over any longer time. What is below 0 or has a name is a group: channels
    can't be told apart. After a restart nothing is known of a group's last minute, and a 429 there is put
    up with.
    """

    def __init__(self) -> None:
        self._people: OrderedDict[Chat, AckWindow] = OrderedDict()
        self._groups: OrderedDict[Chat, AckWindow] = OrderedDict()
        self._closed: dict[Chat, float] = {}

    def __len__(self) -> int:
        return len(self._people) + len(self._groups) + len(self._closed)

    def free_at(self, chat: Chat, bulk: bool) -> float:
        """The time from which one more message may go there; infinity while that hangs on an answer."""
        free_at = self.open_at(chat)
        if window := (self._groups if is_group(chat) else self._people).get(chat):
            limits = [BURST] + [EVEN] * bulk + [GROUP] * is_group(chat)
            free_at = max(free_at, *map(window.free_at, limits))
        return free_at

    def open_at(self, chat: Chat) -> float:
        """The time until which Telegram wants nothing sent there."""
        return self._closed.get(chat, -math.inf)

    def close(self, chat: Chat, until: float, now: float) -> None:
        """Telegram wants nothing sent there until then."""
        self._closed = {other: time for other, time in self._closed.items() if time > now}
        self._closed[chat] = max(until, self.open_at(chat))

    def taken(self, chat: Chat, now: float) -> AckWindow:
        """The window of the chat, with a place taken."""
        windows, (most, seconds) = (self._groups, GROUP) if is_group(chat) else (self._people, BURST)
        _forget(windows, now - seconds * SLACK)
        window = windows.setdefault(chat, AckWindow(most))
        windows.move_to_end(chat)
        window.take()
        return window


def is_group(chat: Chat) -> bool:
    """Whether it is a group, as far as that can be told."""
    return isinstance(chat, str) or chat < 0


def _forget(windows: "OrderedDict[Chat, AckWindow]", since: float) -> None:
    while windows and next(iter(windows.values())).idle(since):
        windows.popitem(last=False)
