"""Opening the ledger, and the two ways to use it: reading and writing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.ledger import sqlite


@dataclass(frozen=True, slots=True)
class Ledger:
    """An open ledger."""

    _readers: AsyncEngine
    _writer: AsyncEngine

    def reading(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A connection that sees one consistent state of the ledger and cannot change it."""
        return self._readers.connect()

    def writing(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A connection in a transaction: committed at the end, undone if an exception leaves the block.

        Writers take turns, so never wait for Telegram, or open a second one, inside the block.
        """
        return self._writer.begin()


@asynccontextmanager
async def open_ledger(url: str, backups: Path) -> AsyncIterator[Ledger]:
    """Open the ledger at a `sqlite:///relative.db` or `sqlite:////absolute.db` URL.

    Creates what is missing; an older ledger is copied into `backups` and then migrated. Raises
    UnsupportedDatabaseError for any other URL, NewerLedgerError for a ledger of a newer version.
    """
    file = sqlite.file_of(url)
    await asyncio.to_thread(sqlite.migrate, file, backups)
    readers, writer = sqlite.readers(file), sqlite.writer(file)
    try:
        yield Ledger(readers, writer)
    finally:
        await readers.dispose()
        await writer.dispose()
