"""What was fetched and is not settled."""

from collections.abc import Callable, Sequence
from functools import partial

from bot.receiving.receiver import Receiver, Task
from handlers.bot_api import JSON

_MOST_WAITING = 100


class Backlog:
    """Passes updates on to the receiver, in order. Those wait for whose chat it has no room."""

    def __init__(self, receiver: Receiver, settled: Callable[[int], None]) -> None:
        """`settled` is told the number of each update that is."""
        self._receiver, self._note = receiver, settled
        self._waiting: list[JSON] = []
        self._unsettled: set[int] = set()

    def __contains__(self, number: object) -> bool:
        return number in self._unsettled

    def take(self, updates: Sequence[JSON]) -> list[Task]:
        """Takes them, and returns the tasks of those that do not have to wait."""
        self._unsettled |= {update["update_id"] for update in updates}
        given, self._waiting = [*self._waiting, *updates], []
        return [task for update in given if (task := self._passed_on(update))]

    async def room(self) -> None:
        """Waits while many wait."""
        while len(self._waiting) > _MOST_WAITING:
            await self._receiver.one_less()

    async def settled(self) -> None:
        """Waits until all are."""
        while self._unsettled:
            await self._receiver.one_less()

    def _passed_on(self, update: JSON) -> Task | None:
        task = self._receiver.take(update)
        if task:
            task.add_done_callback(partial(self._ended, update["update_id"]))
        else:
            self._waiting.append(update)
        return task

    def _ended(self, number: int, task: Task) -> None:
        if task.cancelled():
            return
        self._unsettled.discard(number)
        self._note(number)
        if self._waiting:
            self.take(())
