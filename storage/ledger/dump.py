"""Backups of a ledger on a PostgreSQL server: the server's own program, pg_dump, makes them."""

import os
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, make_url

from storage.ledger.backup import Manifest, backup_name, new_file, sha256_of, write_manifest
from storage.ledger.errors import BackupError
from storage.ledger.explaining import explained

LEDGER = Path("ledger.dump")
"""What the dumps are named after."""


def dump(url: str, folder: Path, at: datetime) -> Path:
    """Have pg_dump copy the database at a URL into a folder, and return the file. Raises BackupError.

    The password travels in the environment, which other users of the machine can't read.
    """
    program = shutil.which("pg_dump")
    if program is None:
        raise BackupError(
            "A ledger in PostgreSQL is backed up by pg_dump, which is not on the PATH",
            "Install it in the server's version (Debian: `apt install postgresql-client`), or back up on the "
            "server itself: `pg_dump --format=custom --file=ledger.dump DATABASE`.",
        )
    parsed = make_url(url)
    with explained(folder), new_file(backup_name(LEDGER, LEDGER.suffix, at), folder) as (copy, unfinished):
        _run(program, parsed, unfinished)
        write_manifest(copy, Manifest(sha256_of(unfinished)))
    return copy


def how_to_restore(url: str, file: Path) -> str:
    """What to type so that a dump takes the place of the ledger at a URL; it asks for the password."""
    return f"pg_restore --clean --if-exists --no-owner --dbname={_without_password(make_url(url))} {file}"


def _run(program: str, url: URL, into: Path) -> None:
    command = (program, "--format=custom", "--no-owner", "--no-password", f"--file={into}")
    password = {"PGPASSWORD": str(url.password)} if url.password else {}
    done = subprocess.run(  # noqa: S603 - our own arguments
        (*command, f"--dbname={_without_password(url)}"),
        env=os.environ | password,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupError(f"pg_dump failed: {' '.join(done.stderr.split())}")


def _without_password(url: URL) -> str:
    return url._replace(password=None, drivername="postgresql").render_as_string(hide_password=False)
