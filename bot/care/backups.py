"""Backups of the ledger: made, thinned out and rehearsed, by command and daily beside the bot."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from bot.settings import Settings
from handlers.services import Clock
from storage.ledger.backup import back_up, backups_of, thin_out
from storage.ledger.drills import Drill, drill, undrilled
from storage.ledger.dump import LEDGER, dump
from storage.ledger.engine import ledger_file
from storage.ledger.errors import LedgerError
from storage.ledger.sqlite import SqliteFile

log = structlog.get_logger(__name__)

EVERY = timedelta(days=1)
LOOK_AFTER = 60.0
"""Seconds after the start and between two looks whether a backup is due: a start has other work to do."""

Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was made, how its drill went (a dump has none), and which older ones are gone."""

    file: Path
    drill: Drill | None
    thinned_out: list[Path]


def backed_up(settings: Settings, now: datetime) -> BackedUp:
    """Backs up the ledger. Raises LedgerError."""
    ledger = ledger_file(settings.ledger_url, settings.backups)
    if ledger:
        return _copied(ledger, now)
    copy = dump(settings.ledger_url, settings.backups, now)
    return BackedUp(copy, None, thin_out(LEDGER, settings.backups))


def _copied(ledger: SqliteFile, now: datetime) -> BackedUp:
    copy = back_up(ledger.file, ledger.backups, now)
    drilled = drill(copy, now)
    # a backup that does not restore takes the place of none that may
    return BackedUp(copy, drilled, [] if drilled.fault else thin_out(ledger.file, ledger.backups))


@asynccontextmanager
async def backing_up(settings: Settings, now: Clock, sleep: Sleep = asyncio.sleep) -> AsyncIterator[None]:
    """Backs up a ledger in a file daily while the block runs; one on a server is the server's to back up."""
    task = asyncio.create_task(_keep_backed_up(settings, now, sleep))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _keep_backed_up(settings: Settings, now: Clock, sleep: Sleep) -> None:
    ledger = ledger_file(settings.ledger_url, settings.backups)
    while ledger:
        await sleep(LOOK_AFTER)
        try:
            if done := await asyncio.to_thread(_attended_to, ledger, now()):
                _report(done)
        except LedgerError as error:
            log.error("backup.failed", fault=str(error))
        except Exception:
            log.exception("backup.failed")


def _attended_to(ledger: SqliteFile, now: datetime) -> BackedUp | None:
    """A new backup, or the drill of one that was made without, as before a migration; None if all is done."""
    if _is_due(ledger, now):
        return _copied(ledger, now)
    if newest := undrilled(ledger.file, ledger.backups):
        return BackedUp(newest.file, drill(newest.file, now), [])
    return None


def _is_due(ledger: SqliteFile, now: datetime) -> bool:
    """Whether no backup is of the last day; those that a clock ahead of its time has dated don't count."""
    made = (backup.made_at for backup in backups_of(ledger.file, ledger.backups))
    return ledger.file.exists() and not any(timedelta() <= now - at < EVERY for at in made)


def _report(done: BackedUp) -> None:
    assert done.drill  # noqa: S101
    if done.drill.fault:
        log.error("backup.does_not_restore", file=done.file.name, fault=done.drill.fault)
    else:
        rows = sum(done.drill.rows.values())
        log.info("backup.restores", file=done.file.name, rows=rows, thinned_out=len(done.thinned_out))
