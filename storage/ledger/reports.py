"""What people say is wrong with a place or an answer. Who said it is not kept."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import ReportCount
from storage.ledger.tables import reports

LIFETIME = timedelta(days=180)
"""How long a report is kept, as PRIVACY.md promises: what nobody has mended by then is told again."""


async def add(connection: AsyncConnection, about: str, reason: str, at: datetime) -> None:
    """Keep a report. `about` is place_<id> or answer_<id>; `reason` is a button's key, never typed words."""
    await connection.execute(insert(reports).values(about=about, reason=reason, at=at))


async def counts(connection: AsyncConnection) -> list[ReportCount]:
    """The reports grouped by what they are about and why, the newest group first."""
    latest = func.max(reports.c.at)
    statement = (
        select(reports.c.about, reports.c.reason, func.count().label("reports"), latest.label("latest"))
        .group_by(reports.c.about, reports.c.reason)
        .order_by(latest.desc(), reports.c.about, reports.c.reason)
    )
    return [ReportCount(**row) for row in (await connection.execute(statement)).mappings()]


async def expire(connection: AsyncConnection, before: datetime) -> int:
    """Delete the reports older than a moment, and say how many they were."""
    return (await connection.execute(delete(reports).where(reports.c.at < before))).rowcount
