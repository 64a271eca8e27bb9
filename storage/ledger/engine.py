"""Opening the ledger, and the two ways to use it: reading and writing.

On SQLite every connection works in these settings:

- WAL: readers never wait for the writer, nor it for them.
- `synchronous=FULL`: a commit is on the disk before it returns. NORMAL would be faster and never corrupts, but
  forgets the last commits when the power fails, after Telegram was told that their updates are done.
- Writers start with BEGIN IMMEDIATE. A transaction that reads first and asks to write later would either lose the
  update of another or fail. One connection writes, so within a process writers queue and need not poll.
- Readers are `query_only`: a write in the wrong place fails at once.
- A writer of another process is waited for.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage.ledger import migrations
from storage.ledger.backup import back_up
from storage.ledger.errors import UnsupportedDatabaseError

BUSY_TIMEOUT = 10.0
"""Seconds to wait for a writer of another process."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """An open ledger."""

    _readers: AsyncEngine
    _writers: AsyncEngine

    def reading(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A connection that sees one consistent state of the ledger and cannot change it."""
        return self._readers.connect()

    def writing(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A connection in a transaction: committed at the end, undone if an exception leaves the block.

        Writers take turns, so never wait for Telegram, or open a second one, inside the block.
        """
        return self._writers.begin()


@asynccontextmanager
async def open_ledger(url: str, backups: Path) -> AsyncIterator[Ledger]:
    """Open the ledger at a `sqlite:///relative.db` or `sqlite:////absolute.db` URL.

    Creates what is missing. An older ledger is copied into `backups` and then migrated. Raises
    UnsupportedDatabaseError for any other URL, NewerLedgerError for a ledger of a newer version.
    """
    file = _sqlite_file(url)
    await _migrate(file, backups)
    readers = _engine(file, "BEGIN", "query_only=ON", "foreign_keys=ON")
    writers = _engine(file, "BEGIN IMMEDIATE", "foreign_keys=ON", size=1)
    try:
        yield Ledger(readers, writers)
    finally:
        await readers.dispose()
        await writers.dispose()


def _sqlite_file(text: str) -> Path:
    try:
        url = make_url(text)
    except ArgumentError:
        raise UnsupportedDatabaseError("DATABASE_URL is not a URL like sqlite:///var/ledger.db") from None
    if url.drivername != "sqlite" or url.host or url.query or url.database in (None, "", ":memory:"):
        shown = url.render_as_string(hide_password=True)
        raise UnsupportedDatabaseError(
            f"No ledger can be kept at {shown}. Use a SQLite file: "
            "sqlite:///relative/path.db (three slashes) or sqlite:////absolute/path.db (four)."
        )
    return Path(str(url.database))


async def _migrate(file: Path, backups: Path) -> None:
    """Bring a ledger up to date, in one transaction that keeps every other writer out, the backup included.

    Foreign keys are off here: SQLite alters a table by replacing it, which would delete what refers to it.
    """
    is_new = not file.exists()
    file.parent.mkdir(parents=True, exist_ok=True)
    engine = _engine(file, "BEGIN IMMEDIATE", size=1)
    try:
        async with engine.begin() as connection:
            if await connection.run_sync(migrations.is_current):
                return
            if not is_new:
                await asyncio.to_thread(back_up, file, backups)
            await connection.run_sync(migrations.upgrade)
    finally:
        await engine.dispose()


def _engine(file: Path, begin: str, *pragmas: str, size: int = 4) -> AsyncEngine:
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(file)),
        connect_args={"timeout": BUSY_TIMEOUT},
        pool_size=size,
        max_overflow=0,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver must not begin transactions; `start` does
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", *pragmas):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
