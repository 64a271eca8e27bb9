"""Moving the schema of a ledger on or back, with Alembic. One file per step in `versions/`."""

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.ledger.errors import NewerLedgerError

_SCRIPTS = ScriptDirectory(str(Path(__file__).parent))

NEWEST = _SCRIPTS.get_heads()[0]
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
    command.upgrade(_config(connection), revision)


def downgrade(connection: Connection, revision: str) -> None:
    """Move a ledger back to a revision (`base`: to nothing), in the transaction of the connection."""
    command.downgrade(_config(connection), revision)


def current_revision(connection: Connection) -> str | None:
    """The revision of a ledger; None if nothing was ever migrated."""
    return MigrationContext.configure(connection).get_current_revision()


def is_current(connection: Connection) -> bool:
    """Whether a ledger needs no migration. Raises NewerLedgerError if its revision is unknown here."""
    revision = current_revision(connection)
    if revision and revision not in {script.revision for script in _SCRIPTS.walk_revisions()}:
        raise NewerLedgerError(
            f"The ledger is at revision {revision}, which this version of the bot does not know: a newer one "
            "has written it. Run that version again, or restore a backup made before it was first started."
        )
    return revision == NEWEST


def _config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "storage.ledger:migrations")
    return config
