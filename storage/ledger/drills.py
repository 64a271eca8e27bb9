"""Drills: a backup is worth something once it has been restored."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from storage.ledger.backup import Backup, backups_of, new_file
from storage.ledger.errors import LedgerError
from storage.ledger.restore import rehearse

_REPORT = "drill.json"


@dataclass(frozen=True, slots=True)
class Drill:
    """How restoring a backup went: `fault` says what was wrong, `rows` how many came back, by table."""

    backup: str
    at: datetime
    fault: str | None
    rows: dict[str, int]


def drill(backup: Path, at: datetime) -> Drill:
    """Restore a backup into a temporary file and bring it up to date; the report stands beside it."""
    try:
        done = Drill(backup.name, at, None, rehearse(backup).rows)
    except LedgerError as error:
        done = Drill(backup.name, at, str(error), {})
    text = json.dumps(asdict(done) | {"at": at.isoformat()}, indent=2)
    with new_file(_REPORT, backup.parent) as (_, unfinished):  # the one before may be another user's
        unfinished.write_text(f"{text}\n", encoding="utf-8")
    return done


def last_drill(backups: Path) -> Drill | None:
    """The last drill, if there was one and its report can be read."""
    try:
        report = json.loads((backups / _REPORT).read_text(encoding="utf-8"))
        return Drill(**{**report, "at": datetime.fromisoformat(report["at"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def undrilled(ledger: Path, folder: Path) -> Backup | None:
    """The newest backup of a ledger, if it is not the one of the last drill."""
    made, drilled = backups_of(ledger, folder), last_drill(folder)
    return made[-1] if made and (drilled is None or drilled.backup != made[-1].file.name) else None
