"""What is left of deliveries once nobody needs to know any more who got what: how many ended how."""

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, FromClause, Select, and_, delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.announcements import DeliveryState, Phase
from storage.ledger.tables import announcements, deliveries, delivery_totals

LIFETIME = timedelta(days=365)
"""How long deliveries are kept after the end of their announcement, as PRIVACY.md promises."""
AT_ONCE = 10_000
"""So many go in one transaction, so that nobody else waits long for theirs."""

_ENDS = (Phase.FINISHED, Phase.CANCELLED, Phase.RECALLED)
_children = announcements.alias("children")


async def expire(connection: AsyncConnection, before: datetime) -> int:
    """Reduce deliveries of announcements that ended before a moment to numbers, and say how many they were.

    At most `AT_ONCE` of them. An announcement that has one about it which ended later, or has not ended, is
    left alone: that one needs to know who has which message. Drafts don't count; they are refused.
    """
    done = 0
    for announcement_id in (await connection.execute(_due(before))).scalars().all():
        done += await _sum_up(connection, announcement_id, AT_ONCE - done)
        if done >= AT_ONCE:
            break
    return done


async def find(
    connection: AsyncConnection, announcement_id: int
) -> list[tuple[DeliveryState, str | None, int]]:
    """State, reason and number of the deliveries of an announcement that are gone."""
    chosen = select(delivery_totals).where(delivery_totals.c.announcement_id == announcement_id)
    rows = (await connection.execute(chosen)).mappings()
    return [(row["state"], row["reason"] or None, row["number"]) for row in rows]


async def by_state(connection: AsyncConnection) -> dict[DeliveryState, int]:
    """How many deliveries of all announcements that are gone had ended in which state."""
    state, number = delivery_totals.c.state, func.sum(delivery_totals.c.number)
    return {row[0]: row[1] for row in await connection.execute(select(state, number).group_by(state))}


async def is_summed_up(connection: AsyncConnection, announcement_id: int) -> bool:
    """Whether deliveries of an announcement are gone."""
    chosen = select(delivery_totals.c.number).where(delivery_totals.c.announcement_id == announcement_id)
    return (await connection.execute(chosen.limit(1))).first() is not None


def _due(before: datetime) -> Select[int]:
    of_it = deliveries.c.announcement_id == announcements.c.id
    under_way = and_(of_it, deliveries.c.state == DeliveryState.SENDING)
    needs_it = and_(
        _children.c.parent_id == announcements.c.id,
        _children.c.phase != Phase.DRAFT,
        ~_ended(_children, before),
    )
    return (
        select(announcements.c.id)
        .where(_ended(announcements, before), exists().where(of_it))
        .where(~exists().where(under_way), ~exists().where(needs_it))
        .order_by(announcements.c.id)
    )


def _ended(those: FromClause, before: datetime) -> ColumnElement[bool]:
    """What is recalled while it is being sent has no end of its own."""
    end = func.coalesce(those.c.finished_at, those.c.approved_at, those.c.created_at)
    return and_(those.c.phase.in_(_ENDS), end < before)


async def _sum_up(connection: AsyncConnection, announcement_id: int, most: int) -> int:
    columns = deliveries.c.id, deliveries.c.state, deliveries.c.reason
    chosen = select(*columns).where(deliveries.c.announcement_id == announcement_id)
    rows = (await connection.execute(chosen.order_by(deliveries.c.id).limit(most))).all()
    for (state, reason), number in Counter((row.state, row.reason or "") for row in rows).items():
        await _add(connection, announcement_id, state, reason, number)
    gone = deliveries.c.announcement_id == announcement_id, deliveries.c.id <= rows[-1].id
    await connection.execute(delete(deliveries).where(*gone))
    return len(rows)


async def _add(
    connection: AsyncConnection, announcement_id: int, state: DeliveryState, reason: str, number: int
) -> None:
    key = {"announcement_id": announcement_id, "state": state, "reason": reason}
    this = [delivery_totals.c[name] == value for name, value in key.items()]
    more = update(delivery_totals).where(*this).values(number=delivery_totals.c.number + number)
    if (await connection.execute(more)).rowcount == 0:
        await connection.execute(insert(delivery_totals).values(key | {"number": number}))
