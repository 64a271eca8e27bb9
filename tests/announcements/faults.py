"""A ledger in which things happen at the worst moment."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from storage.ledger.connection import Connection
from storage.ledger.engine import Ledger


class FaultyLedger(Ledger):
    """An open ledger, but whoever writes has things happen right before or right after their commit."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger._readers, ledger._writer)
        self.before_commit: list[Callable[[], None]] = []
        self.after_commit: list[Callable[[], None]] = []

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Connection]:
        """As `Ledger.writing`."""
        async with super().writing() as connection:
            yield connection
            for happen in self.before_commit:
                happen()
        for happen in self.after_commit:
            happen()


def fail() -> None:
    """The disk is full, or the connection is gone."""
    raise OSError
