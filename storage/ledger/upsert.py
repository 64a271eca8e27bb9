"""INSERT .. ON CONFLICT, which SQLAlchemy spells once per database."""

from collections.abc import Callable, Iterable, Mapping

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Insert = sqlite.Insert | postgresql.Insert

_INSERT: dict[str, Callable[[Table], Insert]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def upsert(
    connection: AsyncConnection,
    table: Table,
    values: Mapping[str, object],
    *,
    key: str,
    changing: Iterable[str],
) -> Insert:
    """A statement that inserts the row or, where its key is taken, overwrites only the columns `changing`."""
    insert = _INSERT[connection.dialect.name](table).values(values)
    changes = {name: insert.excluded[name] for name in changing}
    return insert.on_conflict_do_update(index_elements=[key], set_=changes)
