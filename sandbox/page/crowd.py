"""The crowd: made-up subscribers whom nobody plays, and how many messages reach them."""

from collections.abc import Callable

from sandbox.specification import Object
from sandbox.world import Call

#: Seconds that the chart shows.
SECONDS_SHOWN = 60
_FORBIDDEN, _TOO_MANY = 403, 429


class Crowd:
    """Counts. `people` tells how many they are, `monotonic` the seconds to count in."""

    def __init__(self, people: Callable[[], int], monotonic: Callable[[], float]) -> None:
        self._people = people
        self._monotonic = monotonic
        self._seconds: dict[int, int] = {}  # messages of the latest seconds that had any
        self._total = self._largest = self._blocked = self._throttled = 0

    def received(self) -> None:
        """One of them got a message."""
        now = int(self._monotonic())
        self._seconds[now] = self._seconds.get(now, 0) + 1
        if len(self._seconds) > SECONDS_SHOWN:
            del self._seconds[next(iter(self._seconds))]
        self._total += 1
        self._largest = max(self._largest, self._seconds[now])

    def refused(self, call: Call) -> None:
        """A message to one of them did not go through."""
        self._blocked += call.error_code == _FORBIDDEN
        self._throttled += call.error_code == _TOO_MANY

    def figures(self) -> Object:
        """The numbers as they stand; `recent` are the messages of each of the last seconds, this one last."""
        now = int(self._monotonic())
        recent = [self._seconds.get(second, 0) for second in range(now - SECONDS_SHOWN + 1, now + 1)]
        return {
            "people": self._people(),
            "now": recent[-2],  # the last whole second
            "total": self._total,
            "largest": self._largest,
            "blocked": self._blocked,
            "throttled": self._throttled,
            "recent": recent,
        }
