"""A ledger kept in a PostgreSQL database, through psycopg. Every connection works in these settings:

- Writers take turns, across all processes: each begins by taking the one advisory lock of the ledger, and a
  commit or rollback gives it back. Nobody commits between what a writer reads and what it writes, so READ
  COMMITTED loses no update and no transaction has to be tried again.
- Readers are REPEATABLE READ, READ ONLY. They wait for no writer, and no writer waits for them.
- A commit is on the server's disk before it returns (`synchronous_commit`, which is on unless the server's
  administrator turns it off).
- Nothing waits without end; what the URL itself says of these limits counts.
- The server ends a transaction in which nothing happens, so that a process that hangs holds up nobody.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.ledger import migrations
from storage.ledger.errors import OlderLedgerError, UnsupportedDatabaseError, UnusableLedgerError
from storage.ledger.migrations import NEWEST, Migration

CONNECT_TIMEOUT = 5
"""Seconds to wait for the server to let us in."""

SILENCE_TIMEOUT = 10
"""Seconds after which a server whose machine does not even acknowledge counts as lost. The system's own
limits are two hours for one that is listened to, and a quarter of an hour for one that is spoken to."""

BUSY_TIMEOUT = 10.0
"""Seconds to wait for other writers."""

STATEMENT_TIMEOUT = 20.0
"""Seconds after which the server gives up a statement."""

IDLE_TIMEOUT = 60.0
"""Seconds after which the server ends a transaction in which nothing happens."""

MIGRATION_TIMEOUT = 60.0
"""Seconds that a migration waits for writers, readers and other migrations; its own work has no limit."""

_TURN = int.from_bytes(b"rahnuma")
"""The number of the advisory lock, of which a database has one for each 64-bit number."""


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A database on a server."""

    url: URL

    @classmethod
    def at(cls, url: URL) -> "PostgresServer":
        """The database that a URL names. Raises UnsupportedDatabaseError for what names none.

        What follows an @ that should have been %40 would be taken for the host, and shown in messages.
        """
        if not url.database or "@" in f"{url.host}{url.database}":
            raise UnsupportedDatabaseError
        return cls(url.set(drivername="postgresql+psycopg"))

    def held(self) -> AbstractContextManager[None]:
        """Nothing needs holding: what is restored on a server is no business of the bot's."""
        return nullcontext()

    def make_ready(self) -> None:
        """Check the revision. Raises OlderLedgerError, NewerLedgerError, UnusableLedgerError."""
        with self._connected() as connection:
            if not migrations.is_current(connection):
                revision = migrations.current_revision(connection)
                state = f"is at revision {revision}" if revision else "does not exist yet"
                raise OlderLedgerError(
                    f"The ledger at {self._place} {state}, and this version of the bot needs revision"
                    f" {NEWEST}: run `python -m bot migrate` (after a backup, if there is anything to lose)."
                )

    def migrate(self) -> Migration:
        """Create the ledger or bring it up to date, in one transaction and in turn with all writers.

        Raises NewerLedgerError, UnusableLedgerError.
        """
        with self._connected() as connection:
            _take_turn(connection)
            before = migrations.current_revision(connection)
            if not migrations.is_current(connection):
                migrations.upgrade(connection)
            return Migration(before)

    def readers(self) -> AsyncEngine:
        """Connections that cannot write."""
        return self._pool(4, isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def writer(self) -> AsyncEngine:
        """The connection that writes."""
        engine = self._pool(1, isolation_level="READ COMMITTED")
        event.listen(engine.sync_engine, "begin", _take_turn)
        return engine

    @property
    def _place(self) -> str:
        return f"{self.url.host or 'localhost'}:{self.url.port or 5432}/{self.url.database}"

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        settings = self._settings(busy=MIGRATION_TIMEOUT, statement=0)
        engine = create_engine(self.url, connect_args=settings, poolclass=NullPool, hide_parameters=True)
        _keep_rows_out_of_errors(engine)
        try:
            with engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            reason = " ".join(str(error.orig).split())
            raise UnusableLedgerError(f"The ledger at {self._place} can't be used: {reason}") from error

    def _pool(self, size: int, **transactions: object) -> AsyncEngine:
        engine = create_async_engine(
            self.url,
            connect_args=self._settings(busy=BUSY_TIMEOUT, statement=STATEMENT_TIMEOUT),
            hide_parameters=True,  # an error is logged, and what is kept about people must not be in it
            execution_options=transactions,
            pool_size=size,
            max_overflow=0,
            pool_pre_ping=True,  # so that a restart of the server costs nobody an answer
        )
        _keep_rows_out_of_errors(engine.sync_engine)
        return engine

    def _settings(self, busy: float, statement: float) -> dict[str, Any]:
        limits = {
            "lock_timeout": busy,
            "statement_timeout": statement,
            "idle_in_transaction_session_timeout": IDLE_TIMEOUT,
        }
        settings: dict[str, Any] = {
            "application_name": "rahnuma",
            "connect_timeout": CONNECT_TIMEOUT,
            "keepalives_idle": SILENCE_TIMEOUT // 2,
            "keepalives_interval": SILENCE_TIMEOUT // 2,
            "tcp_user_timeout": SILENCE_TIMEOUT * 1000,
            "options": " ".join(f"-c {name}={seconds * 1000:.0f}" for name, seconds in limits.items()),
        }
        return {name: value for name, value in settings.items() if name not in self.url.query}


def _take_turn(connection: Connection) -> None:
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")


def _keep_rows_out_of_errors(engine: Engine) -> None:
    @event.listens_for(engine, "handle_error")
    def shorten(context: ExceptionContext) -> None:
        """The server adds the row that it refuses, which `hide_parameters` does not hide."""
        error = context.original_exception
        if isinstance(error, psycopg.Error) and error.diag.message_primary:
            error.args = (error.diag.message_primary,)
            if context.sqlalchemy_exception:
                kind = type(error)
                context.sqlalchemy_exception.args = (f"({kind.__module__}.{kind.__name__}) {error}",)
