import asyncio
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from storage.ledger import migrations, people
from storage.ledger.engine import Ledger, migrate_ledger, open_ledger
from storage.ledger.errors import NewerLedgerError
from storage.ledger.migrations import Migration
from storage.ledger.tables import metadata

TODAY = date(2026, 3, 1)
STEPS = ScriptDirectory(str(Path(migrations.__file__).parent))


@pytest.fixture
def url(new_url: str, backups: Path) -> str:
    """Where a ledger of the test's own can be opened: these tests change the schema."""
    asyncio.run(migrate_ledger(new_url, backups))
    return new_url


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


def test_the_steps_are_known_by_the_names_of_their_files() -> None:
    assert STEPS.get_current_head() == migrations.NEWEST
    assert all(Path(step.path).name.startswith(f"{step.revision}_") for step in STEPS.walk_revisions())


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


async def test_migrating_makes_a_ledger_and_says_so_and_the_second_time_that_nothing_was_to_be_done(
    new_url: str, backups: Path
) -> None:
    assert await migrate_ledger(new_url, backups) == Migration(before=None)
    async with open_ledger(new_url, backups) as ledger, ledger.writing() as connection:
        person = await people.remember(connection, 7, TODAY)
    assert await migrate_ledger(new_url, backups) == Migration(before=migrations.NEWEST)
    async with open_ledger(new_url, backups) as ledger, ledger.reading() as connection:
        assert await people.find(connection, 7) == person


async def test_migrating_an_older_ledger_keeps_what_is_in_it(url: str, backups: Path) -> None:
    async with open_ledger(url, backups) as ledger, ledger.writing() as connection:
        person = await people.remember(connection, 7, TODAY)
        await connection.run_sync(migrations.downgrade, "-1")
        older = await connection.run_sync(migrations.current_revision)
    done = await migrate_ledger(url, backups)
    assert (done.before, done.after) == (older, migrations.NEWEST)
    async with open_ledger(url, backups) as ledger, ledger.reading() as connection:
        assert await people.find(connection, 7) == person


async def test_of_several_that_migrate_at_once_one_does_it(new_url: str, backups: Path) -> None:
    done = await asyncio.gather(*(migrate_ledger(new_url, backups) for _ in range(4)))
    assert sorted(done, key=str) == sorted(
        [Migration(before=None), *3 * [Migration(before=migrations.NEWEST)]], key=str
    )


async def test_a_ledger_of_a_newer_version_is_left_alone(url: str, backups: Path) -> None:
    async with open_ledger(url, backups) as ledger, ledger.writing() as connection:
        await people.remember(connection, 7, TODAY)
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerLedgerError, match="revision 9999"):
        async with open_ledger(url, backups):
            pass
    with pytest.raises(NewerLedgerError, match="revision 9999"):
        await migrate_ledger(url, backups)
    assert copies(backups) == []
