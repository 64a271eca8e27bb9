"""Putting a backup in the place of a ledger in a file, and rehearsing it."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.announcements import PauseReason, Phase
from storage.ledger.backup import check, read_manifest, sha256_of
from storage.ledger.errors import BackupError, LedgerError
from storage.ledger.explaining import explained
from storage.ledger.migrations import Migration
from storage.ledger.sqlite import SqliteFile

_BESIDE = ("-wal", "-journal", "-shm")
"""What SQLite may keep beside a file."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: the rows by table, the migration it took, and where the replaced ledger is."""

    rows: dict[str, int]
    migration: Migration
    replaced: Path | None = None


def rehearse(backup: Path) -> Restored:
    """Restore a backup into a temporary folder beside it, which is gone afterwards. Raises LedgerError."""
    with explained(backup), TemporaryDirectory(prefix=".drill-", dir=backup.parent) as folder:
        return _prepare(backup, Path(folder) / "ledger.sqlite", unverified=False)


def restore(backup: Path, ledger: SqliteFile, at: datetime, unverified: bool = False) -> Restored:
    """Put a backup in the place of a ledger that nobody uses; the replaced one is kept beside it.

    Until the last step, the renaming, the ledger is what it was. Raises LedgerError; `unverified` takes a
    backup without a manifest too.
    """
    with (
        ledger.alone(),
        explained(ledger.file),
        TemporaryDirectory(prefix=".restore-", dir=ledger.file.parent) as folder,
    ):
        prepared = Path(folder) / ledger.file.name
        restored = _prepare(backup, prepared, unverified)
        _pause_announcements(prepared)
        replaced = _set_aside(ledger.file, at) if ledger.file.exists() else None
        prepared.replace(ledger.file)
        _sync(ledger.file.parent)
        return Restored(restored.rows, restored.migration, replaced)


def _prepare(backup: Path, file: Path, unverified: bool) -> Restored:
    """The backup as a ledger of this version, in a file of its own that is on the disk."""
    manifest = read_manifest(backup)
    if manifest is None and not unverified:
        raise BackupError(
            f"{backup} has no manifest ({backup.name}.json) to check it by",
            "Copy it too; without one, `python -m bot restore --unverified FILE` has SQLite alone check.",
        )
    shutil.copyfile(backup, file)
    if manifest and sha256_of(file) != manifest.sha256:
        raise BackupError(
            f"{backup} is not what was backed up: its SHA-256 is another than its manifest says",
            "Take another backup.",
        )
    rows = check(file)
    if rows.get("alembic_version") != 1:
        raise BackupError(f"{backup} is no ledger: no version of the bot has made it")
    if manifest and manifest.rows != rows:
        raise BackupError(
            f"{backup} has {rows}, and its manifest says {manifest.rows}", "Take another backup."
        )
    migration = SqliteFile(file, file.parent / "before").migrate()
    rows = check(file)
    _sync(file)
    return Restored(rows, migration)


def _pause_announcements(ledger: Path) -> None:
    """What waited to be sent may have been sent since the backup: staff decide whether it goes on."""
    under_way = (Phase.SENDING, Phase.SCHEDULED)
    with closing(sqlite3.connect(ledger)) as connection, connection:
        connection.execute(
            "UPDATE announcements SET phase = ?, pause_reason = ? WHERE phase IN (?, ?)",
            (Phase.PAUSED, PauseReason.RESTORED, *under_way),
        )
    _sync(ledger)


def _set_aside(ledger: Path, at: datetime) -> Path:
    """Keep a ledger, with what belongs to it, under another name too; nothing of it stays beside the file."""
    _fold_in(ledger)
    replaced = ledger.with_name(
        f"{ledger.stem}-replaced-{at.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}{ledger.suffix}"
    )
    for suffix in ("", *_BESIDE):
        part = Path(f"{ledger}{suffix}")
        if part.exists():
            Path(f"{replaced}{suffix}").hardlink_to(part)
    for suffix in _BESIDE:  # SQLite would play them into whatever stands there
        Path(f"{ledger}{suffix}").unlink(missing_ok=True)
    return replaced


def _fold_in(ledger: Path) -> None:
    """Have SQLite write its log into a sound file: then there is one to be set aside. A damaged one stays as
    it is, and so does its log, which SQLite would throw away.
    """
    with suppress(LedgerError), explained(ledger):
        check(ledger)
        with closing(sqlite3.connect(ledger)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
