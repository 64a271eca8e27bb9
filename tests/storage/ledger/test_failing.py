"""A ledger that can't be opened, is locked, or whose disk is full or read-only: what happens is defined."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from storage.ledger import engine, people, sqlite
from storage.ledger.backup import back_up
from storage.ledger.engine import Ledger, open_ledger, open_when_possible
from storage.ledger.errors import (
    DamagedLedgerError,
    LedgerError,
    LedgerUnavailableError,
    UnsupportedDatabaseError,
    UnusableLedgerError,
)
from storage.ledger.explaining import size

TODAY = date(2026, 3, 1)


@pytest.fixture
def database() -> str:
    return "sqlite"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the ledger of `url` is."""
    return tmp_path / "ledger.db"


@pytest.fixture
def damaged(file: Path) -> bytes:
    """What stands there instead of a ledger."""
    file.write_bytes(b"no database" * 1000)
    return file.read_bytes()


async def nothing(_ledger: Ledger) -> None:
    pass


async def meet(ledger: Ledger, *chat_ids: int) -> None:
    async with ledger.writing() as connection:
        for chat_id in chat_ids:
            await people.remember(connection, chat_id, TODAY)


async def test_a_ledger_that_cannot_be_opened_says_why_and_is_opened_once_it_can_be(
    url: str, backups: Path, file: Path, damaged: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "TRY_AGAIN", 0.01)
    prepared: list[Ledger] = []

    async def prepare(ledger: Ledger) -> None:
        prepared.append(ledger)

    async with open_when_possible(url, backups, prepare) as ledger:
        assert isinstance(ledger.fault, DamagedLedgerError)
        for use in (ledger.reading, ledger.writing):
            with pytest.raises(LedgerUnavailableError, match=r"is not open: .* is damaged"):
                async with use():
                    pass
        assert prepared == []
        assert await asyncio.to_thread(file.read_bytes) == damaged
        await asyncio.to_thread(file.unlink)
        await asyncio.wait_for(ledger.opened.wait(), 30)
        await meet(ledger, 7)
    assert prepared == [ledger]


async def test_what_has_to_be_done_first_and_fails_is_done_again(
    url: str, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "TRY_AGAIN", 0.01)
    attempts: list[int] = []

    async def prepare(ledger: Ledger) -> None:
        attempts.append(1)
        async with ledger.writing() as connection:
            await connection.exec_driver_sql("SELECT 1" if len(attempts) > 1 else "SELECT no_such_column")

    async with open_when_possible(url, backups, prepare) as ledger:
        assert isinstance(ledger.fault, UnusableLedgerError)
        await asyncio.wait_for(ledger.opened.wait(), 30)
    assert len(attempts) == 2


async def test_settings_that_waiting_does_not_mend_are_refused_at_once(backups: Path) -> None:
    with pytest.raises(UnsupportedDatabaseError):
        async with open_when_possible("mysql://bot@db/ledger", backups, nothing):
            pass


async def test_of_many_who_wait_for_a_ledger_that_is_locked_none_waits_longer_than_one_would(
    url: str, backups: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT", 0.3)
    async with open_ledger(url, backups) as ledger:
        with closing(sqlite3.connect(file)) as other:
            other.execute("BEGIN IMMEDIATE")
            tasks = [asyncio.create_task(meet(ledger, chat_id)) for chat_id in range(20)]
            errors = await asyncio.gather(*tasks, return_exceptions=True)
        kinds = [type(error) for error in errors]
        # one waited in SQLite; who queued behind it was let go with it, and did not wait in turn
        assert kinds == [OperationalError] + [LedgerUnavailableError] * 19
        await meet(ledger, 7)


async def test_a_disk_that_is_full_fails_what_is_written_and_nothing_else(url: str, backups: Path) -> None:
    async with open_ledger(url, backups) as ledger:
        await meet(ledger, 7)
        async with ledger.writing() as connection:
            await connection.exec_driver_sql(
                "PRAGMA max_page_count=1"
            )  # SQLite takes no fewer than there are
        with pytest.raises(OperationalError, match="full"):
            await meet(ledger, *range(100, 5000))
        async with ledger.reading() as connection:
            assert await people.find(connection, 7)
            assert await people.find(connection, 100) is None


@pytest.mark.parametrize(
    ("number", "told"),
    [(0, "0.0 KB"), (512, "0.5 KB"), (135_168, "132.0 KB"), (3 << 19, "1.5 MB"), (50 << 30, "50.0 GB")],
)
def test_a_number_of_bytes_is_told_in_the_unit_that_fits(number: int, told: str) -> None:
    assert size(number) == told


def mounts(*arguments: str) -> bool:
    return subprocess.run(["mount", *arguments], check=False, capture_output=True).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 kB."""
    if os.geteuid() != 0 or not mounts("-t", "tmpfs", "-o", "size=400k", "tmpfs", str(tmp_path)):
        pytest.skip("only root may mount a disk")
    yield tmp_path
    subprocess.run(["umount", "--lazy", tmp_path], check=True)


async def test_a_backup_on_a_disk_that_is_full_says_so_and_leaves_the_ledger_alone(
    small_disk: Path,
) -> None:
    file, folder = small_disk / "ledger.db", small_disk / "backups"
    async with open_ledger(f"sqlite:///{file}", folder) as ledger:
        await meet(ledger, 7)
    (small_disk / "other").write_bytes(bytes(shutil.disk_usage(small_disk).free - 40_000))
    with pytest.raises(LedgerError, match=r"left|full"):
        back_up(file, folder, datetime(2026, 3, 1, tzinfo=UTC))
    (small_disk / "other").unlink()
    assert not list(folder.glob("*.part"))
    async with open_ledger(f"sqlite:///{file}", folder) as ledger, ledger.reading() as connection:
        assert await people.find(connection, 7)


async def test_a_disk_that_is_read_only_is_named_at_the_opening(small_disk: Path) -> None:
    url = f"sqlite:///{small_disk}/ledger.db"
    async with open_ledger(url, small_disk):
        pass
    await asyncio.to_thread(mounts, "-o", "remount,ro", str(small_disk))
    with pytest.raises(UnusableLedgerError, match=r"(?i)read-?only"):
        async with open_ledger(url, small_disk):
            pass
    await asyncio.to_thread(mounts, "-o", "remount,rw", str(small_disk))
    async with open_ledger(url, small_disk) as ledger:
        await meet(ledger, 7)
