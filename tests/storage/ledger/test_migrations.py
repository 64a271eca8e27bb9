import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import OperationalError

from storage.ledger import migrations, people
from storage.ledger.backup import back_up
from storage.ledger.engine import Ledger, open_ledger
from storage.ledger.errors import NewerLedgerError
from storage.ledger.tables import metadata

TODAY = date(2026, 3, 1)
STEPS = ScriptDirectory(str(Path(migrations.__file__).parent))


@pytest.fixture
def old_file(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A ledger of long ago, in the file that the SQLite `url` names: it has one table of its own."""
    with closing(sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE keepsake AS SELECT 'dear' AS value")
        yield connection


def copies(backups: Path) -> list[Path]:
    return list(backups.glob("*"))


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


async def test_the_migrations_make_exactly_the_tables_of_the_code(ledger: Ledger) -> None:
    def differences(connection: Connection) -> object:
        return compare_metadata(MigrationContext.configure(connection), metadata)

    async with ledger.writing() as connection:
        assert await connection.run_sync(differences) == []


async def test_a_new_ledger_is_at_the_newest_revision(ledger: Ledger) -> None:
    async with ledger.reading() as connection:
        assert await connection.run_sync(migrations.current_revision) == STEPS.get_current_head()
        assert await connection.run_sync(migrations.is_current)


async def test_every_migration_can_be_undone_and_done_again(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await connection.run_sync(migrations.downgrade, "base")
        assert await connection.run_sync(tables) == {"alembic_version"}
        assert await connection.run_sync(migrations.current_revision) is None
        for step in reversed(list(STEPS.walk_revisions())):
            before = await connection.run_sync(tables)
            await connection.run_sync(migrations.upgrade, step.revision)
            await connection.run_sync(migrations.downgrade, "-1")
            assert await connection.run_sync(tables) == before
            await connection.run_sync(migrations.upgrade, step.revision)
        assert await connection.run_sync(tables) == {"alembic_version", *metadata.tables}
        assert await people.remember(connection, 7, TODAY)


async def test_an_older_ledger_is_copied_before_it_is_migrated(
    url: str, backups: Path, old_file: sqlite3.Connection
) -> None:
    async with open_ledger(url, backups) as ledger, ledger.reading() as connection:
        assert await connection.run_sync(migrations.is_current)
    [copy] = copies(backups)
    with closing(sqlite3.connect(copy)) as before:
        assert before.execute("SELECT name FROM sqlite_master").fetchall() == [("keepsake",)]
        assert before.execute("SELECT value FROM keepsake").fetchall() == [("dear",)]


async def test_a_migration_waits_for_a_writer_and_the_copy_has_what_it_wrote(
    url: str, backups: Path, old_file: sqlite3.Connection
) -> None:
    async def migrate() -> None:
        async with open_ledger(url, backups):
            pass

    old_file.execute("BEGIN IMMEDIATE")
    old_file.execute("UPDATE keepsake SET value = 'dearer'")
    migration = asyncio.create_task(migrate())
    await asyncio.sleep(0.1)
    old_file.execute("COMMIT")
    await migration
    [copy] = copies(backups)
    with closing(sqlite3.connect(copy)) as before:
        assert before.execute("SELECT value FROM keepsake").fetchall() == [("dearer",)]


async def test_a_ledger_that_is_new_or_up_to_date_is_not_copied(url: str, backups: Path) -> None:
    for _ in range(2):
        async with open_ledger(url, backups):
            pass
    assert copies(backups) == []


async def test_a_migration_that_fails_changes_nothing(
    url: str, backups: Path, old_file: sqlite3.Connection
) -> None:
    old_file.execute("CREATE TABLE reports (in_the_way)")
    before = old_file.execute("SELECT sql FROM sqlite_master").fetchall()
    with pytest.raises(OperationalError, match="reports already exists"):
        async with open_ledger(url, backups):
            pass
    assert old_file.execute("SELECT sql FROM sqlite_master").fetchall() == before
    assert len(copies(backups)) == 1


async def test_a_ledger_of_a_newer_version_is_left_alone(url: str, backups: Path) -> None:
    async with open_ledger(url, backups) as ledger, ledger.writing() as connection:
        await people.remember(connection, 7, TODAY)
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerLedgerError, match="revision 9999"):
        async with open_ledger(url, backups):
            pass
    assert copies(backups) == []


async def test_a_backup_holds_what_is_committed_and_nothing_else(
    ledger: Ledger, tmp_path: Path, backups: Path
) -> None:
    async with ledger.writing() as connection:
        committed = await people.remember(connection, 7, TODAY)
    async with ledger.writing() as connection:
        await people.remember(connection, 8, TODAY)
        copy = await asyncio.to_thread(back_up, tmp_path / "ledger.db", backups)
    assert copies(backups) == [copy]
    async with open_ledger(f"sqlite:///{copy}", backups) as restored, restored.reading() as connection:
        assert await people.find(connection, 7) == committed
        assert await people.find(connection, 8) is None
