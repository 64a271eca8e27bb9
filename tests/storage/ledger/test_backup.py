"""Backups of a ledger in a file, restoring them, and what is refused."""

import asyncio
import json
import os
import shutil
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.announcements import EVERYBODY, PauseReason, Phase
from storage.ledger import announcements, backup, engine, people
from storage.ledger.backup import back_up, backup_name, backups_of, thin_out
from storage.ledger.drills import drill, last_drill
from storage.ledger.dump import LEDGER
from storage.ledger.engine import Ledger, ledger_file, migrate_ledger, open_ledger, open_when_possible
from storage.ledger.errors import (
    BackupError,
    DamagedLedgerError,
    LedgerError,
    LedgerInUseError,
    LostLedgerError,
    NewerLedgerError,
)
from storage.ledger.restore import restore
from storage.ledger.sqlite import SqliteFile

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOON.date()


@pytest.fixture
def database() -> str:
    return "sqlite"


@pytest.fixture
async def file(url: str, backups: Path) -> SqliteFile:
    """A ledger that nobody has open, and that knows one person."""
    async with open_ledger(url, backups) as ledger, ledger.writing() as connection:
        await people.remember(connection, 7, TODAY)
    found = ledger_file(url, backups)
    assert found
    return found


@pytest.fixture
def copy(file: SqliteFile, backups: Path) -> Path:
    """Its backup."""
    return back_up(file.file, backups, NOON)


async def known(url: str, backups: Path) -> list[int]:
    async with open_ledger(url, backups) as ledger, ledger.reading() as connection:
        return [chat_id for chat_id in (7, 8) if await people.find(connection, chat_id)]


async def meet(url: str, backups: Path, chat_id: int) -> None:
    async with open_ledger(url, backups) as ledger, ledger.writing() as connection:
        await people.remember(connection, chat_id, TODAY)


def damage(file: Path) -> None:
    """Overwrites the middle of a file."""
    with file.open("r+b") as content:
        content.seek(file.stat().st_size // 2)
        content.write(b"\xff" * 20_000)


def test_a_backup_has_its_checksum_and_its_rows_beside_it_and_is_for_its_owner_alone(
    copy: Path, backups: Path
) -> None:
    manifest = json.loads(copy.with_name(f"{copy.name}.json").read_text())
    assert manifest["sha256"] == backup.sha256_of(copy)
    assert manifest["rows"]["people"] == 1
    assert backups.stat().st_mode & 0o077 == 0
    assert [one.made_at for one in backups_of(Path("ledger.db"), backups)] == [NOON]


async def test_what_was_restored_is_what_was_backed_up_and_the_replaced_ledger_stands_beside_it(
    url: str, backups: Path, file: SqliteFile, copy: Path
) -> None:
    await meet(url, backups, 8)
    done = restore(copy, file, NOON)
    assert done.rows["people"] == 1
    assert await known(url, backups) == [7]
    assert done.replaced
    assert await known(f"sqlite:///{done.replaced}", backups) == [7, 8]


@pytest.mark.parametrize("phase", Phase)
async def test_what_was_under_way_at_the_backup_does_not_go_on_by_itself(
    url: str, backups: Path, file: SqliteFile, phase: Phase
) -> None:
    async with open_ledger(url, backups) as ledger, ledger.writing() as connection:
        made = await announcements.create(connection, "News", 7, NOON, EVERYBODY)
        await announcements.change(connection, made.id, phase=phase)
    restore(back_up(file.file, backups, NOON), file, NOON)
    async with open_ledger(url, backups) as ledger, ledger.reading() as connection:
        found = await announcements.find(connection, made.id)
    assert found
    if phase in (Phase.SENDING, Phase.SCHEDULED):
        assert (found.phase, found.pause_reason) == (Phase.PAUSED, PauseReason.RESTORED)
    else:
        assert (found.phase, found.pause_reason) == (phase, None)


async def test_a_ledger_that_is_gone_or_damaged_comes_back_from_a_backup(
    url: str, backups: Path, file: SqliteFile, copy: Path
) -> None:
    file.file.unlink()
    assert restore(copy, file, NOON).replaced is None
    assert await known(url, backups) == [7]
    damage(file.file)
    damaged = file.file.read_bytes()
    replaced = restore(copy, file, NOON).replaced
    assert replaced
    assert replaced.read_bytes() == damaged
    assert await known(url, backups) == [7]


async def test_the_log_of_a_damaged_ledger_is_kept_with_it_and_not_played_into_the_restored_one(
    url: str, backups: Path, file: SqliteFile, copy: Path
) -> None:
    file.file.write_bytes(b"no database" * 1000)
    file.file.with_name("ledger.db-wal").write_bytes(b"its log")
    replaced = restore(copy, file, NOON).replaced
    assert replaced
    assert replaced.with_name(f"{replaced.name}-wal").read_bytes() == b"its log"
    assert await known(url, backups) == [7]


async def test_nothing_is_restored_into_a_ledger_that_is_open(
    url: str, backups: Path, file: SqliteFile, copy: Path
) -> None:
    async with open_ledger(url, backups):
        with pytest.raises(LedgerInUseError, match="A bot is running"):
            restore(copy, file, NOON)
    restore(copy, file, NOON)


async def test_nobody_opens_a_ledger_that_is_being_restored(
    url: str, backups: Path, file: SqliteFile
) -> None:
    with file.alone(), pytest.raises(LedgerInUseError, match="being restored"):
        async with open_ledger(url, backups):
            pass


@pytest.mark.parametrize("fault", ["bytes", "rows", "garbage", "no manifest", "no ledger", "newer"])
async def test_a_backup_that_is_not_what_it_should_be_is_refused_and_the_ledger_stays(
    url: str, backups: Path, file: SqliteFile, copy: Path, fault: str
) -> None:
    manifest = copy.with_name(f"{copy.name}.json")
    error: type[LedgerError] = BackupError
    if fault == "bytes":
        damage(copy)
    elif fault == "rows":
        told = json.loads(manifest.read_text())
        manifest.write_text(json.dumps(told | {"rows": told["rows"] | {"people": 2}}))
    elif fault == "garbage":
        manifest.write_text("{")
    elif fault == "no manifest":
        manifest.unlink()
    elif fault == "no ledger":
        other = copy.with_name("other.db")
        sqlite3.connect(other).execute("CREATE TABLE keepsake (value)").connection.close()
        copy = back_up(other, backups, NOON)
    else:
        with closing(sqlite3.connect(copy)) as connection, connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        told = json.loads(manifest.read_text())
        manifest.write_text(json.dumps(told | {"sha256": backup.sha256_of(copy)}))
        error = NewerLedgerError
    with pytest.raises(error):
        restore(copy, file, NOON)
    assert await known(url, backups) == [7]
    assert sorted(path.name for path in file.file.parent.glob("*ledger*")) == ["ledger.db", "ledger.db.lock"]


async def test_a_file_without_a_manifest_is_restored_when_that_is_asked_for(
    url: str, backups: Path, file: SqliteFile, copy: Path
) -> None:
    copy.with_name(f"{copy.name}.json").unlink()
    restore(copy, file, NOON, unverified=True)
    assert await known(url, backups) == [7]


def test_a_drill_counts_what_comes_back_and_leaves_only_its_report(
    file: SqliteFile, copy: Path, backups: Path
) -> None:
    before = {path.name for path in backups.iterdir()}
    done = drill(copy, NOON)
    assert (done.fault, done.rows["people"]) == (None, 1)
    assert last_drill(backups) == done
    assert {path.name for path in backups.iterdir()} == before | {"drill.json"}


def test_a_drill_says_that_a_backup_does_not_restore(copy: Path, backups: Path) -> None:
    damage(copy)
    assert "SHA-256" in str(drill(copy, NOON).fault)
    reported = last_drill(backups)
    assert reported
    assert "SHA-256" in str(reported.fault)


def test_a_damaged_ledger_is_not_backed_up_and_leaves_nothing_behind(file: SqliteFile, backups: Path) -> None:
    damage(file.file)
    with pytest.raises(DamagedLedgerError, match="is damaged"):
        back_up(file.file, backups, NOON)
    assert list(backups.iterdir()) == []


def test_a_backup_that_does_not_fit_says_so_and_leaves_nothing_behind(
    file: SqliteFile, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 5000))
    needed = f"{file.file.stat().st_size / 1024:.1f} KB"
    with pytest.raises(BackupError, match=rf"A backup needs {needed}, and \S+ has 4\.9 KB left"):
        back_up(file.file, backups, NOON)
    assert list(backups.iterdir()) == []


def test_thinning_out_deletes_what_is_surplus_with_its_manifest_and_nothing_of_other_ledgers(
    file: SqliteFile, backups: Path
) -> None:
    for hours in range(0, 96, 12):
        back_up(file.file, backups, NOON + timedelta(hours=hours))
    other = back_up(file.file.rename(file.file.with_name("sandbox.db")), backups, NOON)
    gone = thin_out(file.file, backups)
    assert len(gone) == 2
    assert not any(path.exists() or path.with_name(f"{path.name}.json").exists() for path in gone)
    assert len(list(backups.glob("ledger-*"))) == 2 * 6
    assert other.exists()


def test_a_backup_that_another_process_is_making_stays_and_what_a_killed_one_left_goes_after_a_day(
    file: SqliteFile, copy: Path, backups: Path
) -> None:
    being_made, left_over = backups / "ledger-1.db.1.part", backups / "ledger-2.db.2.part"
    for part, hours in ((being_made, 23), (left_over, 25)):
        part.touch()
        written = time.time() - hours * 3600
        os.utime(part, (written, written))
    thin_out(file.file, backups)
    assert being_made.exists()
    assert not left_over.exists()


def test_the_dumps_of_a_server_are_no_backups_of_a_file_nor_is_a_file_one_of_the_server(
    file: SqliteFile, copy: Path, backups: Path
) -> None:
    dumped = backups / backup_name(LEDGER, LEDGER.suffix, NOON + timedelta(hours=1))
    dumped.touch()
    assert [one.file for one in backups_of(file.file, backups)] == [copy]
    assert [one.file for one in backups_of(LEDGER, backups)] == [dumped]


def test_backups_of_a_ledger_whose_name_has_no_ending_are_found(file: SqliteFile, backups: Path) -> None:
    ledger = file.file.rename(file.file.with_name("ledger"))
    copy = back_up(ledger, backups, NOON)
    assert [one.file for one in backups_of(ledger, backups)] == [copy]


@pytest.mark.parametrize("left", ["nothing", "an empty file", "an empty database"])
async def test_a_ledger_that_is_lost_is_not_replaced_by_a_new_one_while_there_are_backups(
    url: str, backups: Path, file: SqliteFile, copy: Path, left: str
) -> None:
    file.file.unlink()
    if left == "an empty file":
        file.file.touch()
    elif left == "an empty database":
        with closing(sqlite3.connect(file.file)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
    with pytest.raises(LostLedgerError, match=f"restore {copy}"):
        await migrate_ledger(url, backups)
    assert file.file.exists() == (left != "nothing")
    await asyncio.to_thread(copy.unlink)
    assert (await migrate_ledger(url, backups)).before is None


async def test_a_bot_that_waits_for_its_damaged_ledger_takes_the_restored_one(
    url: str, backups: Path, file: SqliteFile, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def prepare(_ledger: Ledger) -> None:
        pass

    monkeypatch.setattr(engine, "TRY_AGAIN", 0.01)
    file.file.write_bytes(b"no database" * 1000)
    async with open_when_possible(url, backups, prepare) as ledger:
        assert isinstance(ledger.fault, DamagedLedgerError)
        await asyncio.to_thread(restored_at_last, copy, file)
        await asyncio.wait_for(ledger.opened.wait(), 30)
        async with ledger.reading() as connection:
            assert await people.find(connection, 7)


def restored_at_last(copy: Path, file: SqliteFile) -> None:
    while True:
        try:
            restore(copy, file, NOON)
        except LedgerInUseError:  # in the very moment in which the bot looks whether it can be opened
            continue
        return
