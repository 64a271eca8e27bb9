"""Opening the ledger, and the two ways to use it: reading and writing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.ledger.errors import UnsupportedDatabaseError
from storage.ledger.migrations import Migration
from storage.ledger.sqlite import SqliteFile


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

        Writers take turns, so never wait for Telegram, or open a second one, inside the block. An error of
        the database must leave the block: PostgreSQL does nothing more in a transaction that has had one.
        """
        return self._writer.begin()


class Database(Protocol):
    """Where a ledger is kept: all in which one database differs from another."""

    def make_ready(self) -> None:
        """Make sure that the ledger is as this version of the bot needs it, or raise a LedgerError."""

    def migrate(self) -> Migration:
        """Make the ledger, or bring it up to date."""

    def readers(self) -> AsyncEngine:
        """The connections of Ledger.reading()."""

    def writer(self) -> AsyncEngine:
        """The connection of Ledger.writing()."""


@asynccontextmanager
async def open_ledger(url: str, backups: Path) -> AsyncIterator[Ledger]:
    """Open the ledger at a `sqlite:///file` or `postgresql://user:password@host/database` URL.

    In a file: creates what is missing; an older ledger is copied into `backups` and then migrated. On a
    server it is `migrate_ledger` that does so, since other processes may be using the ledger.

    Raises LedgerError: which one says why.
    """
    database = _database(url, backups)
    await asyncio.to_thread(database.make_ready)
    readers, writer = database.readers(), database.writer()
    try:
        yield Ledger(readers, writer)
    finally:
        await readers.dispose()
        await writer.dispose()


async def migrate_ledger(url: str, backups: Path) -> Migration:
    """Make the ledger at a URL, or bring it up to date. Several may try at once. Raises LedgerError."""
    return await asyncio.to_thread(_database(url, backups).migrate)


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
