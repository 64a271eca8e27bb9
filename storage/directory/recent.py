"""What was asked lately of a directory. A release never changes, so what it has said once stays right."""

from collections.abc import Awaitable, Callable, Hashable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """Values by key, the `most` that were asked for last; the others are loaded together, in one go."""

    def __init__(self, load: Callable[[Sequence[K]], Awaitable[Mapping[K, V]]], most: int) -> None:
        """Takes what loads values. A key that it leaves out has none, and is asked for again next time."""
        self._load = load
        self._most = most
        self._values: dict[K, V] = {}

    async def get(self, keys: Iterable[K]) -> dict[K, V]:
        """The values of those keys that have one, in the order of the keys."""
        wanted = dict.fromkeys(keys)
        found = {key: self._values.pop(key) for key in wanted if key in self._values}
        self._values |= found  # from now on the last ones, also for whoever asks while others are loaded
        if len(found) == len(wanted):
            return found
        loaded = await self._load([key for key in wanted if key not in found])
        self._values |= loaded
        while len(self._values) > self._most:
            del self._values[next(iter(self._values))]
        found |= loaded
        return {key: found[key] for key in wanted if key in found}
