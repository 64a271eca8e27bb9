"""Copies of a SQLite ledger that is in use: each with its manifest, by which it can be checked."""

import hashlib
import json
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from storage.ledger.errors import BackupError
from storage.ledger.explaining import damaged, explained, size
from storage.ledger.thinning import kept

_LEFT_OVER_AFTER = 24 * 60 * 60.0
"""Seconds since the last byte: who makes a backup writes all the time, and the next one is due by then."""
_STAMP = "%Y%m%dT%H%M%S.%fZ"
_STAMPED = r"-(\d{8}T\d{6}\.\d{6}Z)"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup is: the SHA-256 of its file, and the number of rows by table."""

    sha256: str
    rows: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup, and when it was made (by the clock of then)."""

    file: Path
    made_at: datetime


def back_up(ledger: Path, folder: Path, at: datetime) -> Path:
    """Copy a SQLite ledger as it is at this moment into a folder, and return the file.

    SQLite's backup takes what is still in the write-ahead log and nothing uncommitted. The copy is checked,
    and gets its name only when it is whole and its manifest stands, so that what is called a backup is one.
    Raises LedgerError.
    """
    if not ledger.exists():
        raise BackupError(f"There is no ledger at {ledger}", "The first start makes one, as does `migrate`.")
    with explained(folder), new_file(backup_name(ledger, ledger.suffix, at), folder) as (copy, unfinished):
        _check_space(ledger, folder)
        with explained(ledger), closing(sqlite3.connect(ledger)) as source:
            _copy(source, unfinished)
        write_manifest(copy, Manifest(sha256_of(unfinished), check(unfinished)))
    return copy


def backup_name(ledger: Path, suffix: str, at: datetime) -> str:
    """The name of a backup that is made at this moment."""
    return f"{ledger.stem}-{at.astimezone(UTC):{_STAMP}}{suffix}"


@contextmanager
def new_file(name: str, folder: Path) -> Iterator[tuple[Path, Path]]:
    """A file to be, and where to write it; it gets its name when all went well, and is gone otherwise."""
    folder.mkdir(
        mode=0o700, parents=True, exist_ok=True
    )  # what is kept about people is nobody else's business
    file, unfinished = folder / name, folder / f"{name}.{os.getpid()}.part"
    try:
        yield file, unfinished
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def write_manifest(backup: Path, manifest: Manifest) -> None:
    """Write what a backup is beside it."""
    text = json.dumps(asdict(manifest), indent=2)
    _manifest_file(backup).write_text(f"{text}\n", encoding="utf-8")


def read_manifest(backup: Path) -> Manifest | None:
    """What a backup should be; None where that is not known. Raises BackupError for what is no manifest."""
    try:
        return Manifest(**json.loads(_manifest_file(backup).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise BackupError(f"The manifest of {backup} can't be read: {error}") from None


def check(file: Path) -> dict[str, int]:
    """The number of rows by table of a sound database that nobody writes into. Raises DamagedLedgerError."""
    with (
        explained(file),
        closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as database,
    ):
        found = [text for (text,) in database.execute("PRAGMA integrity_check(3)")]
        if found != ["ok"]:
            raise damaged(file, " ".join(found))
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        return {name: _count(database, name) for (name,) in database.execute(names).fetchall()}


def backups_of(ledger: Path, folder: Path) -> list[Backup]:
    """The backups of a ledger, the oldest first; those of another kind of database are not among them."""
    named = re.compile(f"{re.escape(ledger.stem)}{_STAMPED}{re.escape(ledger.suffix)}")
    found = [(file, named.fullmatch(file.name)) for file in folder.glob(f"{ledger.stem}-*")]
    return sorted(
        (
            Backup(file, datetime.strptime(stamp[1], _STAMP).replace(tzinfo=UTC))
            for file, stamp in found
            if stamp
        ),
        key=lambda backup: backup.made_at,
    )


def thin_out(ledger: Path, folder: Path) -> list[Path]:
    """Delete the backups that are no longer needed (see `thinning`), and return what is gone.

    What was left over by a process that was killed while it made one is deleted too.
    """
    for part in folder.glob(f"{ledger.stem}-*.part"):
        with suppress(FileNotFoundError):  # another process has just finished it
            if time.time() - part.stat().st_mtime > _LEFT_OVER_AFTER:
                part.unlink()
    backups = backups_of(ledger, folder)
    needed = kept(backup.made_at for backup in backups)
    surplus = [backup for backup in backups if backup.made_at not in needed]
    for backup in surplus:
        backup.file.unlink(missing_ok=True)
        _manifest_file(backup.file).unlink(missing_ok=True)
    return [backup.file for backup in surplus]


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal as `sha256sum` prints it."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _copy(source: sqlite3.Connection, into: Path) -> None:
    with closing(sqlite3.connect(into)) as target:
        source.backup(target)
        target.execute(
            "PRAGMA journal_mode=DELETE"
        )  # one file, which can be read where nothing can be written


def _check_space(ledger: Path, folder: Path) -> None:
    needed, free = ledger.stat().st_size, shutil.disk_usage(folder).free
    if free < needed:
        raise BackupError(
            f"A backup needs {size(needed)}, and {folder} has {size(free)} left",
            f"Free some space: `du -sh {folder}` shows what the backups take.",
        )


def _manifest_file(backup: Path) -> Path:
    return backup.with_name(f"{backup.name}.json")


def _count(database: sqlite3.Connection, table: str) -> int:
    count: int = database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608
    return count
