"""What people say is wrong with a place. Who said it is not kept."""

from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import ReportCount
from storage.ledger.tables import reports


async def add(connection: AsyncConnection, place_id: str, reason: str, at: datetime) -> None:
    """Keep a report. `reason` is the key of a button, never words that a person wrote."""
    await connection.execute(insert(reports).values(place_id=place_id, reason=reason, at=at))


async def counts(connection: AsyncConnection) -> list[ReportCount]:
    """The reports grouped by place and reason, the newest group first."""
    latest = func.max(reports.c.at)
    statement = (
        select(reports.c.place_id, reports.c.reason, func.count().label("reports"), latest.label("latest"))
        .group_by(reports.c.place_id, reports.c.reason)
        .order_by(latest.desc(), reports.c.place_id, reports.c.reason)
    )
    return [ReportCount(**row) for row in (await connection.execute(statement)).mappings()]
