"""What only a ledger in a file does: a copy before each migration, and the settings of SQLite."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from storage.ledger import migrations, people
from storage.ledger.backup import back_up
from storage.ledger.engine import Ledger, migrate_ledger, open_ledger

TODAY = date(2026, 3, 1)


@pytest.fixture
def database() -> str:
    """The only one of this file."""
    return "sqlite"


@pytest.fixture
def old_file(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A ledger of long ago, in the file that `url` names: it has one table of its own."""
    with closing(sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE keepsake AS SELECT 'dear' AS value")
        yield connection


def copies(backups: Path) -> list[Path]:
    return list(backups.glob("*.db"))


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


async def test_a_backup_holds_what_is_committed_and_nothing_else(
    ledger: Ledger, tmp_path: Path, backups: Path
) -> None:
    async with ledger.writing() as connection:
        committed = await people.remember(connection, 7, TODAY)
    async with ledger.writing() as connection:
        await people.remember(connection, 8, TODAY)
        copy = await asyncio.to_thread(back_up, tmp_path / "ledger.db", backups, datetime.now(UTC))
    assert copies(backups) == [copy]
    async with open_ledger(f"sqlite:///{copy}", backups) as restored, restored.reading() as connection:
        assert await people.find(connection, 7) == committed
        assert await people.find(connection, 8) is None


async def test_migrating_says_where_the_copy_is(
    url: str, backups: Path, old_file: sqlite3.Connection
) -> None:
    done = await migrate_ledger(url, backups)
    assert [done.backup] == copies(backups)


async def test_commits_reach_the_disk_and_foreign_keys_hold(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        settings = {
            name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


async def test_a_relative_url_is_a_file_below_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_ledger("sqlite:///var/ledger.db", tmp_path):
        assert (tmp_path / "var" / "ledger.db").exists()
