"""Announcements that went out, as anybody may read them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.announcements import Phase, Purpose
from domain.news import News
from storage.ledger.announcements import texts
from storage.ledger.audience import NEW_MESSAGES
from storage.ledger.tables import announcements

_OUT = (Phase.SENDING, Phase.FINISHED)
"""What is paused or was cancelled may have something wrong with it; what was recalled has."""


async def newest(connection: AsyncConnection, limit: int) -> list[News]:
    """The announcements that went out last, the newest first.

    To whom they went does not matter, except that what is for the staff stays with the staff.
    """
    return await _read(connection, _public().limit(limit))


async def find(connection: AsyncConnection, announcement_id: int) -> News | None:
    """An announcement, if it is one of these."""
    found = await _read(connection, _public().where(announcements.c.id == announcement_id))
    return found[0] if found else None


def _public() -> Select[Any]:
    for_staff = func.json_array_length(announcements.c.audience["roles"]) > 0
    return (
        select(announcements.c.id, announcements.c.started_at)
        .where(
            announcements.c.purpose.in_(NEW_MESSAGES),
            announcements.c.phase.in_(_OUT),
            announcements.c.started_at.is_not(None),
            ~for_staff,
        )
        .order_by(announcements.c.started_at.desc(), announcements.c.id.desc())
    )


async def _read(connection: AsyncConnection, chosen: Select[Any]) -> list[News]:
    rows = (await connection.execute(chosen)).all()
    corrections = await _corrections(connection, [row.id for row in rows])
    return [
        News(
            row.id,
            row.started_at,
            row.id in corrections,
            await texts(connection, corrections.get(row.id, row.id)),
        )
        for row in rows
    ]


async def _corrections(connection: AsyncConnection, announcement_ids: Collection[int]) -> dict[int, int]:
    """The last correction of each of these that was corrected."""
    chosen = (
        select(announcements.c.parent_id, func.max(announcements.c.id))
        .where(
            announcements.c.parent_id.in_(announcement_ids),
            announcements.c.purpose == Purpose.CORRECTION,
            announcements.c.phase.in_(_OUT),
        )
        .group_by(announcements.c.parent_id)
    )
    return {row[0]: row[1] for row in await connection.execute(chosen)}
