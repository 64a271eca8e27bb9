"""What staff did."""

from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.staff import AuditEntry
from storage.ledger.tables import audit

DETAIL_LENGTH = 300
"""Characters of a detail that are kept."""
LIFETIME = timedelta(days=730)
"""How long it is kept what staff did, as PRIVACY.md promises."""


async def add(
    connection: AsyncConnection,
    at: datetime,
    actor: int,
    act: str,
    announcement_id: int | None = None,
    detail: str | None = None,
) -> None:
    """Keep that somebody has done something; in the transaction in which it is done."""
    row = {
        "at": at,
        "actor": actor,
        "act": act,
        "announcement_id": announcement_id,
        "detail": detail and detail[:DETAIL_LENGTH],
    }
    await connection.execute(insert(audit).values(row))


async def entries(
    connection: AsyncConnection, announcement_id: int | None = None, limit: int = 50
) -> list[AuditEntry]:
    """What was done, about one announcement or about anything, the newest first."""
    chosen = select(audit).order_by(audit.c.id.desc()).limit(limit)
    if announcement_id is not None:
        chosen = chosen.where(audit.c.announcement_id == announcement_id)
    return [AuditEntry(**row) for row in (await connection.execute(chosen)).mappings()]


async def expire(connection: AsyncConnection, before: datetime) -> int:
    """Delete what was done before a moment, and say how much that was."""
    return (await connection.execute(delete(audit).where(audit.c.at < before))).rowcount
