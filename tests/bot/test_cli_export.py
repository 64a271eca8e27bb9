"""`export`: all of the open data in a new folder, or a clear word and nothing."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bot.conftest import Command
from tests.bot.test_without_ledger import fill, make_read_only, mounts

FILES = [
    *("answers.csv", "datapackage.json", "figures.csv", "places.csv", "places.geojson"),
    *("programmes.csv", "sources.csv"),
]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_tells_of_every_file_how_much_is_in_it_and_last_where_they_are(
    command: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "open-data"
    printed = command("export", str(folder))
    assert (printed.code, printed.err) == (0, "")
    *told, last = printed.out.splitlines()
    assert [line.split() for line in told[:2]] == [
        ["places.csv", "164", "rows"],
        ["places.geojson", "157", "points"],
    ]
    assert sorted(line.split()[0] for line in told) == names(folder) == FILES
    assert last == f"The open data are in {folder}"


def test_everybody_may_read_the_folder_whom_the_system_lets_read_new_ones(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "usual").mkdir()
    command("export", "open-data")
    assert (tmp_path / "open-data").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_an_empty_folder_is_taken(command: Command, tmp_path: Path) -> None:
    (tmp_path / "open-data").mkdir()
    assert command("export", "open-data").code == 0
    assert names(tmp_path / "open-data") == FILES


def occupied(folder: Path) -> Path:
    folder.mkdir()
    (folder / "letter.txt").write_text("dear reader")
    return folder


def a_file(folder: Path) -> Path:
    folder.write_text("dear reader")
    return folder


@pytest.mark.parametrize("there", [occupied, a_file])
def test_where_something_is_already_nothing_is_written_and_nothing_lost(
    command: Command, tmp_path: Path, there: Callable[[Path], Path]
) -> None:
    folder = there(tmp_path / "open-data")
    before = names(tmp_path)
    printed = command("export", "open-data")
    assert (printed.code, printed.out) == (1, "")
    assert printed.err == "Error: open-data is there already and not an empty folder: name a new one\n"
    assert names(tmp_path) == before
    letter = folder / "letter.txt" if folder.is_dir() else folder
    assert letter.read_text() == "dear reader"


def test_a_folder_in_no_folder_is_refused_in_one_line(command: Command, tmp_path: Path) -> None:
    printed = command("export", "nowhere/open-data")
    assert (printed.code, printed.out) == (1, "")
    assert printed.err == "Error: nowhere/open-data can't be written: No such file or directory\n"
    assert not (tmp_path / "nowhere").exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk on which some of the files have room and others have not."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() != 0 or not mounts("-t", "tmpfs", "-o", "size=300k", "tmpfs", str(disk)):
        pytest.skip("only root may mount a disk")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


def leave_as_is(_disk: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (leave_as_is, "No space left on device"),
        (fill, "No space left on device"),
        (make_read_only, "Read-only file system"),
    ],
)
def test_a_disk_that_is_full_or_read_only_gets_one_line_and_no_half_export(
    command: Command, small_disk: Path, spoil: Callable[[Path], None], said: str
) -> None:
    spoil(small_disk)
    before = names(small_disk)
    printed = command("export", str(small_disk / "open-data"))
    assert (printed.code, printed.out) == (1, "")
    assert printed.err == f"Error: {small_disk}/open-data can't be written: {said}\n"
    assert names(small_disk) == before


def test_no_ledger_is_opened_whatever_is_the_matter_with_it(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect, opened = sqlite3.connect, set[str]()

    def recorded(database: str, *arguments: Any, **options: Any) -> sqlite3.Connection:
        opened.add(Path(database.partition("?")[0]).name)
        connection: sqlite3.Connection = connect(database, *arguments, **options)
        return connection

    monkeypatch.setattr(sqlite3, "connect", recorded)
    assert command("export", "without").code == 0
    assert not list(tmp_path.glob("ledger*"))
    (tmp_path / "ledger.sqlite").write_bytes(b"damaged")
    assert command("export", "damaged").code == 0
    assert command("export", "away", DATABASE_URL="postgresql://bot@127.0.0.1:1/ledger").code == 0
    assert [name.partition("-")[0] for name in opened] == ["directory"]


def test_where_the_directory_is_built_already_its_folder_may_be_read_only(
    command: Command, small_disk: Path, built: Path, tmp_path: Path
) -> None:
    assert mounts("-o", "remount,size=8m", str(small_disk))
    shutil.copy(built, small_disk)
    make_read_only(small_disk)
    assert command("export", str(tmp_path / "open-data"), STATE_DIR=str(small_disk)).code == 0
