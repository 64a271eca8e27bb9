"""Copies of a SQLite ledger that is in use."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path


def back_up(ledger: Path, folder: Path) -> Path:
    """Copy a SQLite ledger as it is at this moment into a folder, and return the file.

    SQLite's backup takes what is still in the write-ahead log and nothing uncommitted. The file gets its name
    only when it is whole, so that what is called a backup is one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f"{ledger.stem}-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}{ledger.suffix}"
    unfinished = copy.with_name(f"{copy.name}.{os.getpid()}.part")
    with closing(sqlite3.connect(ledger)) as source, closing(sqlite3.connect(unfinished)) as target:
        source.backup(target)
    return unfinished.replace(copy)
