"""A ledger kept in a SQLite file. Every connection works in these settings:

- WAL: readers never wait for the writer, nor the writer for them.
- `synchronous=FULL`: a commit is on the disk before it returns. NORMAL would be faster and never corrupts the
  file, but a power failure would undo commits after Telegram was told that their updates are done.
- Writers start with BEGIN IMMEDIATE. A transaction that reads first and only then asks to write either loses
  somebody's update or fails. One connection writes, so the writers of a process queue and need not poll.
- Readers are `query_only`: a write in the wrong place fails at once.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage.ledger import migrations
from storage.ledger.backup import back_up, backups_of, check
from storage.ledger.errors import LedgerInUseError, LostLedgerError, UnsupportedDatabaseError
from storage.ledger.explaining import explained
from storage.ledger.migrations import Migration

BUSY_TIMEOUT = 1.0
"""Seconds to wait for a writer of another process: answers go out without the ledger then."""

MIGRATION_TIMEOUT = 3.0
"""Seconds that a migration waits for one."""

_TRIAL_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """The file of a ledger, and the folder for copies of it."""

    file: Path
    backups: Path

    @classmethod
    def at(cls, url: URL, backups: Path) -> "SqliteFile":
        """The file that a `sqlite:///...` URL names. Raises UnsupportedDatabaseError for what names none."""
        if url.host or url.query or not url.database or url.database == ":memory:":
            raise UnsupportedDatabaseError
        return cls(Path(url.database), backups)

    def make_ready(self) -> None:
        """Migrate: whoever starts the bot is alone with the file, and there is a copy. See `migrate`."""
        self.migrate()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody restores the ledger meanwhile. Raises LedgerInUseError if somebody does."""
        with self._lock(fcntl.LOCK_SH, f"{self.file} is being restored"):
            yield

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody holds the ledger meanwhile. Raises LedgerInUseError if somebody does."""
        with self._lock(fcntl.LOCK_EX, f"A bot is running on {self.file}"):
            yield

    def migrate(self) -> Migration:
        """Create the ledger, or copy an older one into `backups` and bring it up to date.

        All in one transaction, so that nobody writes between the copy and the change, and a failure changes
        nothing. Foreign keys are off: SQLite alters some things of a table only by dropping and making it
        anew, which would delete the rows that refer to it.

        Raises LedgerError: which one says why. No file that is damaged or lost is replaced by a new one.
        """
        with explained(self.file):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with _alone_in(self.file.parent):
                return self._migrated()

    def revision(self) -> str | None:
        """The revision of the ledger, which is sound and unlocked; None if there is none. Changes nothing.

        Raises LedgerError: which one says why it can't be used.
        """
        if not self.file.exists():
            self._check_not_lost()
            return None
        check(self.file)
        engine = create_engine(_url("sqlite", self.file), connect_args={"timeout": BUSY_TIMEOUT})
        try:
            with explained(self.file), engine.connect() as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                migrations.is_current(connection)
                return migrations.current_revision(connection)
        finally:
            engine.dispose()

    def try_disk(self) -> None:
        """Write to the disk beside the ledger what a few commits take, and delete it again.

        What is undone in a ledger never gets as far, so that a full disk would not show. Raises LedgerError.
        """
        with explained(self.file), TemporaryFile(dir=self.file.parent) as trial:
            trial.write(bytes(_TRIAL_BYTES))
            trial.flush()
            os.fsync(trial.fileno())

    def _migrated(self) -> Migration:
        is_new = not self.file.exists()
        if is_new:
            self._check_not_lost()
        engine = create_engine(_url("sqlite", self.file), connect_args={"timeout": MIGRATION_TIMEOUT})
        _settle(engine, "BEGIN IMMEDIATE")
        try:
            with engine.begin() as connection:
                before = migrations.current_revision(connection)
                if migrations.is_current(connection):
                    return Migration(before)
                if not inspect(connection).get_table_names():
                    self._check_not_lost()
                backup = None if is_new else back_up(self.file, self.backups, datetime.now(UTC))
                migrations.upgrade(connection)
                return Migration(before, backup)
        finally:
            engine.dispose()

    def _check_not_lost(self) -> None:
        if backups := backups_of(self.file, self.backups):
            raise LostLedgerError(
                f"The ledger {self.file} is gone or empty, and {self.backups} has backups of it",
                f"`python -m bot restore {backups[-1].file}` brings it back; to begin a new one, move the "
                "backups to another place.",
            )

    @contextmanager
    def _lock(self, kind: int, fault: str) -> Iterator[None]:
        with explained(self.file):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(f"{self.file}.lock", os.O_RDONLY | os.O_CREAT, 0o644)
        try:
            if not _locked(handle, kind):
                raise LedgerInUseError(fault, "Stop it, or wait for its end, and try again.")
            yield
        finally:
            os.close(handle)

    def readers(self) -> AsyncEngine:
        """Connections that cannot write."""
        return _pool(self.file, 4, "BEGIN", "query_only=ON")

    def writer(self) -> AsyncEngine:
        """The connection that writes."""
        return _pool(self.file, 1, "BEGIN IMMEDIATE", "foreign_keys=ON")


def _locked(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """One process at a time: SQLite does not wait when several turn a new file to WAL, it fails."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _pool(file: Path, size: int, begin: str, *pragmas: str) -> AsyncEngine:
    engine = create_async_engine(
        _url("sqlite+aiosqlite", file),
        connect_args={"timeout": BUSY_TIMEOUT},
        hide_parameters=True,  # an error is logged, and what is kept about people must not be in it
        pool_size=size,
        max_overflow=0,
    )
    _settle(engine.sync_engine, begin, *pragmas)
    return engine


def _url(driver: str, file: Path) -> URL:
    return URL.create(driver, database=str(file))


def _settle(engine: Engine, begin: str, *pragmas: str) -> None:
    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver must not begin transactions: `start` does
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", *pragmas):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)
