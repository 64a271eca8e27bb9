"""Opening the ledger, and the two ways to use it: reading and writing."""

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager, ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Protocol

import structlog
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.ledger.errors import (
    LedgerError,
    LedgerUnavailableError,
    UnsupportedDatabaseError,
    UnusableLedgerError,
)
from storage.ledger.migrations import Migration
from storage.ledger.sqlite import SqliteFile
from storage.ledger.together import Together

log = structlog.get_logger(__name__)

TRY_AGAIN = 5.0
"""Seconds between two attempts to open a ledger that can't be opened."""


class Ledger:
    """A ledger. While it is not `opened`, `fault` says why, and whatever is asked of it raises that."""

    def __init__(self, readers: AsyncEngine, writer: AsyncEngine) -> None:
        self._readers, self._writer = readers, writer
        self.reading_together, self.writing_together = Together(self.reading), Together(self.writing)
        self._refused_at = -math.inf
        self.fault: LedgerError | None = None
        self.opened = asyncio.Event()

    def reading(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A connection that sees one consistent state of the ledger and cannot change it.

        Raises LedgerUnavailableError.
        """
        self._check_open()
        return self._readers.connect()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A connection in a transaction: committed at the end, undone if an exception leaves the block.

        Writers take turns, so never wait for Telegram, or open a second one, inside the block. An error of
        the database must leave the block: PostgreSQL does nothing more in a transaction that has had one.

        Raises LedgerUnavailableError.
        """
        self._check_open()
        asked_at = monotonic()
        async with self._writer.connect() as connection:
            await self._begin(connection, asked_at)
            yield connection
            await connection.commit()

    async def _begin(self, connection: AsyncConnection, asked_at: float) -> None:
        """Waits for writers of other processes once, not once for each of ours that waits in a row."""
        if self._refused_at > asked_at:
            raise LedgerUnavailableError("The ledger is locked, and was while another writer waited for it")
        try:
            await connection.begin()
        except OperationalError:
            self._refused_at = monotonic()
            raise

    def _check_open(self) -> None:
        if self.fault:
            raise LedgerUnavailableError(f"The ledger is not open: {self.fault.fault}", self.fault.cure)


class Database(Protocol):
    """Where a ledger is kept: all in which one database differs from another."""

    def held(self) -> AbstractContextManager[None]:
        """Keep the ledger from being replaced meanwhile. Raises LedgerInUseError."""

    def make_ready(self) -> None:
        """Make sure that the ledger is as this version of the bot needs it, or raise a LedgerError."""

    def migrate(self) -> Migration:
        """Make the ledger, or bring it up to date."""

    def readers(self) -> AsyncEngine:
        """The connections of Ledger.reading()."""

    def writer(self) -> AsyncEngine:
        """The connection of Ledger.writing()."""


Prepare = Callable[[Ledger], Awaitable[None]]
"""What is done with a ledger as soon as it is open."""


@asynccontextmanager
async def open_ledger(url: str, backups: Path) -> AsyncIterator[Ledger]:
    """Open the ledger at a `sqlite:///file` or `postgresql://user:password@host/database` URL.

    In a file: creates what is missing; an older ledger is copied into `backups` and then migrated. On a
    server it is `migrate_ledger` that does so, since other processes may be using the ledger.

    Raises LedgerError: which one says why.
    """
    database = _database(url, backups)
    async with _closed(database) as ledger:
        with database.held():
            await asyncio.to_thread(database.make_ready)
            ledger.opened.set()
            yield ledger


@asynccontextmanager
async def open_when_possible(url: str, backups: Path, prepare: Prepare) -> AsyncIterator[Ledger]:
    """Open a ledger, or go on without one that can't be opened, and try again every few seconds.

    `prepare` is done whenever it was opened. Raises UnsupportedDatabaseError: waiting doesn't mend that.
    """
    opening = _Opening(_database(url, backups), prepare)
    async with _closed(opening.database) as ledger:
        with opening.holding:
            await opening.attempt(ledger)
            trying = asyncio.create_task(opening.until_open(ledger))
            try:
                yield ledger
            finally:
                trying.cancel()
                await asyncio.wait([trying])


@dataclass(frozen=True, slots=True)
class _Opening:
    """Attempts to open a ledger; what it holds of it once that succeeded is in `holding`."""

    database: Database
    prepare: Prepare
    holding: ExitStack = field(default_factory=ExitStack)

    async def until_open(self, ledger: Ledger) -> None:
        while ledger.fault:
            await asyncio.sleep(TRY_AGAIN)
            await self.attempt(ledger)

    async def attempt(self, ledger: Ledger) -> None:
        before = ledger.fault
        try:
            await self._open(ledger)
        except (LedgerError, SQLAlchemyError) as error:
            ledger.fault = (
                error if isinstance(error, LedgerError) else UnusableLedgerError(_first_line(error))
            )
            if str(ledger.fault) != str(before):
                log.error("ledger.not_open", fault=str(ledger.fault), again_in_seconds=TRY_AGAIN)
            return
        log.info("ledger.open")

    async def _open(self, ledger: Ledger) -> None:
        with ExitStack() as held:
            held.enter_context(self.database.held())
            await asyncio.to_thread(self.database.make_ready)
            ledger.fault = None
            await self.prepare(ledger)
            ledger.opened.set()
            self.holding.push(held.pop_all())


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


@asynccontextmanager
async def _closed(database: Database) -> AsyncIterator[Ledger]:
    """The ledger of a database before anything was asked of that; its connections end with the block."""
    readers, writer = database.readers(), database.writer()
    try:
        yield Ledger(readers, writer)
    finally:
        await readers.dispose()
        await writer.dispose()


async def migrate_ledger(url: str, backups: Path) -> Migration:
    """Make the ledger at a URL, or bring it up to date. Several may try at once. Raises LedgerError."""
    database = _database(url, backups)
    with database.held():
        return await asyncio.to_thread(database.migrate)


def ledger_file(url: str, backups: Path) -> SqliteFile | None:
    """The file in which the ledger at a URL is kept; None for one on a server. Raises LedgerError."""
    database = _database(url, backups)
    return database if isinstance(database, SqliteFile) else None


def _database(url: str, backups: Path) -> Database:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # the latter is about the port
        raise UnsupportedDatabaseError from None
    match parsed.drivername:
        case "sqlite":
            return SqliteFile.at(parsed, backups)
        case "postgresql" | "postgres":
            return _postgres(parsed)
    raise UnsupportedDatabaseError


def _postgres(url: URL) -> Database:
    try:
        from storage.ledger.postgres import PostgresServer
    except ImportError as error:
        raise UnsupportedDatabaseError(
            f"A ledger in PostgreSQL needs its driver, psycopg[binary], from requirements/run.txt ({error})"
        ) from None
    return PostgresServer.at(url)
