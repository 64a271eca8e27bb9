"""When the ledger was last written, by its own rows."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from storage.ledger.tables import audit, deliveries, people, reports, turns

_WRITTEN = (turns.c.at, reports.c.at, audit.c.at, deliveries.c.finished_at, people.c.subscribed_at)


def newest_moment(connection: Connection) -> datetime | None:
    """The newest moment at which something happened; None if nothing has."""
    moments = [connection.execute(select(func.max(column))).scalar_one() for column in _WRITTEN]
    return max(filter(None, moments), default=None)
