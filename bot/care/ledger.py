"""What the doctor looks at in the ledger and its backups."""

import asyncio
import shutil
from datetime import datetime, timedelta

from bot.assembly import utc_now
from bot.care.diagnosis import Diagnosis, fault, ok, warning
from bot.settings import Settings
from storage.ledger.backup import Backup, backups_of
from storage.ledger.drills import Drill, last_drill
from storage.ledger.engine import ledger_file, open_ledger
from storage.ledger.errors import DamagedLedgerError, LedgerError
from storage.ledger.migrations import NEWEST
from storage.ledger.newest import newest_moment
from storage.ledger.sqlite import SqliteFile

_OVERDUE = timedelta(days=2)
_DRILLED_WITHIN = timedelta(minutes=10)
"""After this a running bot has restored a new backup for a trial, such as the one before a migration."""
_AHEAD = timedelta(minutes=5)
_NOW_IS_THE_TIME = "`python -m bot backup` makes one and restores it for a trial."
_MANUAL = "docs/data-care.md says what to do."


async def ledger(settings: Settings) -> Diagnosis:
    """Whether the ledger is sound, of this version, can be written, and has no rows of the future."""
    try:
        file = ledger_file(settings.ledger_url, settings.backups)
        revision = await asyncio.to_thread(file.revision) if file else NEWEST
        if revision != NEWEST:
            return _not_current(file, revision)
        async with (
            open_ledger(settings.ledger_url, settings.backups) as opened,
            opened.writing() as connection,
        ):
            newest = await connection.run_sync(newest_moment)
        if file:
            await asyncio.to_thread(file.try_disk)
    except LedgerError as error:
        return fault("ledger", error.fault, _cure(error, settings))
    return _dated(
        newest, f"{file.file if file else 'on its server'}: sound, revision {NEWEST}, can be written"
    )


def _cure(error: LedgerError, settings: Settings) -> str:
    if not isinstance(error, DamagedLedgerError):
        return error.cure or _MANUAL
    file = ledger_file(settings.ledger_url, settings.backups)
    return error.cure if file is None or backups_of(file.file, file.backups) else _without_backup(file)


def _without_backup(file: SqliteFile) -> str:
    return (
        f"There is no backup in {file.backups}: fetch one from wherever copies are kept. Without any, stop "
        f"the bot and save what can be read: `sqlite3 {file.file} .dump | sed 's/^ROLLBACK.*/COMMIT;/' | "
        "sqlite3 saved.sqlite`, then `python -m bot restore --unverified saved.sqlite`. If that fails, move "
        "the damaged file away, and the next start makes an empty ledger."
    )


def _not_current(file: SqliteFile | None, revision: str | None) -> Diagnosis:
    place = file.file if file else ""
    if revision is None:
        return warning("ledger", f"There is no ledger at {place} yet", "The first start makes it.")
    return warning(
        "ledger",
        f"{place} is at revision {revision}, and this version of the bot needs {NEWEST}",
        "The next start brings it up to date after a backup, as does `python -m bot migrate`.",
    )


def _dated(newest: datetime | None, found: str) -> Diagnosis:
    now = utc_now()
    if newest and newest - now > _AHEAD:
        return fault(
            "ledger",
            f"Its newest row is of {newest:%Y-%m-%d %H:%M} UTC, and the clock shows {now:%Y-%m-%d %H:%M}",
            "The clock is wrong now or was then: `timedatectl` shows it, `timedatectl set-ntp true` sets it. "
            "Until then, what is dated ahead is kept longer.",
        )
    return ok("ledger", found)


async def backups(settings: Settings) -> Diagnosis:
    """Whether there is a fresh backup, and whether the last one was restored for a trial."""
    try:
        file = ledger_file(settings.ledger_url, settings.backups)
    except LedgerError:
        return warning("backups", "Which ledger to back up is not known", "Mend DATABASE_URL first.")
    return _of_server() if file is None else _of_file(file)


def _of_server() -> Diagnosis:
    if shutil.which("pg_dump"):
        return ok("backups", "Those of a server are the server's; `python -m bot backup` calls pg_dump")
    return warning(
        "backups",
        "The ledger is on a server, and pg_dump is not on the PATH here",
        "Back it up there, or install it (Debian: `apt install postgresql-client`).",
    )


def _of_file(file: SqliteFile) -> Diagnosis:
    made, drilled = backups_of(file.file, file.backups), last_drill(file.backups)
    if not made:
        if file.file.exists():
            cure = f"A running bot makes the first a minute after its start. {_NOW_IS_THE_TIME}"
            return warning("backups", f"There is none in {file.backups}", cure)
        return ok("backups", "None, as there is no ledger yet")
    if drilled and drilled.fault:
        return fault(
            "backups",
            f"{drilled.backup} did not restore at {drilled.at:%Y-%m-%d %H:%M} UTC: {drilled.fault}",
            f"`df -h {file.backups}` and the log show why; {_NOW_IS_THE_TIME}",
        )
    return _of_newest(made, drilled)


def _of_newest(made: list[Backup], drilled: Drill | None) -> Diagnosis:
    newest, name = made[-1], made[-1].file.name
    age = utc_now() - newest.made_at
    if age > _OVERDUE:
        found = f"The newest, {name}, is {age.days} days old; a running bot makes one a day"
        return warning("backups", found, _NOW_IS_THE_TIME)
    if drilled and drilled.backup == name:
        return ok("backups", f"{len(made)}; {name} was restored with {sum(drilled.rows.values())} rows")
    if age < _DRILLED_WITHIN:
        found = (
            f"{len(made)}; {name} was made just now, and a running bot restores it for a trial in a minute"
        )
        return ok("backups", found)
    return warning("backups", f"{name} was never restored for a trial", _NOW_IS_THE_TIME)
