"""What SQLite and the system say of a file, in words for whoever runs the bot."""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from storage.ledger.errors import DamagedLedgerError, LedgerError, UnusableLedgerError

_PRIMARY = 0xFF
"""An extended code of SQLite has the primary one in its lowest byte."""
_SHARED_BYTES = 100_000
_UNWRITABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR)


@contextmanager
def explained(file: Path) -> Iterator[None]:
    """Raises a LedgerError in place of what can be mended; any other error as it is."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise _full(file) from error
        raise _unusable(file, str(error.strerror or error)) from error
    except (DBAPIError, sqlite3.Error) as error:
        original = error.orig if isinstance(error, DBAPIError) else error
        if explanation := _explanation(file, original):
            raise explanation from error
        raise


def damaged(file: Path, found: object) -> DamagedLedgerError:
    """The error for a file that is no sound database."""
    return DamagedLedgerError(
        f"The database {file} is damaged ({found}); it was left as it is",
        "Stop the bot, choose the newest file in STATE_DIR/backups and run `python -m bot restore FILE`: "
        "the damaged file is kept beside the restored one.",
    )


def size(number: int) -> str:
    """A number of bytes for people: 0.5 KB, 1.5 MB, 50.1 GB."""
    power = 1 + (number >= 1 << 20) + (number >= 1 << 30)
    return f"{number / 1024**power:.1f} {' KMG'[power]}B"


def _explanation(file: Path, error: BaseException | None) -> LedgerError | None:
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(file, error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return UnusableLedgerError(
            f"Another program keeps {file} locked",
            f"`fuser -v {file}` shows which one: let it end, or end it.",
        )
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _is_full(file)):
        return _full(file)
    return _unusable(file, str(error)) if code in _UNWRITABLE else None


def _is_full(file: Path) -> bool:
    # SQLite calls it an input/output error where the file that its connections share does not fit
    return _free(file) < _SHARED_BYTES


def _free(file: Path) -> int:
    return shutil.disk_usage(file.parent).free


def _full(file: Path) -> UnusableLedgerError:
    return UnusableLedgerError(
        f"The disk on which {file} stands is full: {size(_free(file))} left",
        f"`df -h {file.parent}` and `du -sh {file.parent}/*` show it: free some space.",
    )


def _unusable(file: Path, reason: str) -> UnusableLedgerError:
    return UnusableLedgerError(
        f"{file} can't be used: {reason}",
        "The user who runs the bot must own it and its folder, on a disk that is not mounted read-only: "
        f"`ls -ld {file.parent} {file}` and `findmnt -T {file.parent}` show it.",
    )
