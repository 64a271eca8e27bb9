"""The schema of a ledger: its revision, and moving it on or back. One file per step in `versions/`.

Alembic takes a while to import, and a bot that finds its ledger up to date does without it.
"""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, inspect

from storage.ledger.errors import NewerLedgerError

_KNOWN = sorted(file.name.partition("_")[0] for file in Path(__file__).parent.glob("versions/[0-9]*.py"))

NEWEST = _KNOWN[-1]
"""The revision that this version of the bot reads and writes."""


@dataclass(frozen=True, slots=True)
class Migration:
    """What was done to bring a ledger up to date: nothing, if the revisions are the same.

    `before` is None if there was no ledger; `backup` is the copy of what was there.
    """

    before: str | None
    backup: Path | None = None
    after: str = NEWEST


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Move a ledger on to a revision, in the transaction of the connection."""
    from storage.ledger.migrations import moving

    moving.upgrade(connection, revision)


def downgrade(connection: Connection, revision: str) -> None:
    """Move a ledger back to a revision (`base`: to nothing), in the transaction of the connection."""
    from storage.ledger.migrations import moving

    moving.downgrade(connection, revision)


def current_revision(connection: Connection) -> str | None:
    """The revision of a ledger; None if nothing was ever migrated."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return revision


def is_current(connection: Connection) -> bool:
    """Whether a ledger needs no migration. Raises NewerLedgerError if its revision is unknown here."""
    revision = current_revision(connection)
    if revision and revision not in _KNOWN:
        raise NewerLedgerError(
            f"The ledger is at revision {revision}, which this version of the bot does not know: a newer one "
            "has written it. Run that version again, or restore a backup made before it was first started."
        )
    return revision == NEWEST
