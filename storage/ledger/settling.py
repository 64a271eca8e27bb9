"""Deliveries as staff see and settle them."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.announcements import DeliveryRecord, DeliveryState, Settlement
from storage.ledger.tables import deliveries

_ATTEMPTED = (DeliveryState.DELIVERED, DeliveryState.GONE, DeliveryState.FAILED, DeliveryState.IN_DOUBT)
_WAITS_AGAIN = {"state": DeliveryState.WAITING, "reason": None, "finished_at": None}
_SHOWN = [deliveries.c[name] for name in DeliveryRecord.__dataclass_fields__]


async def retry_failed(connection: AsyncConnection, announcement_id: int) -> int:
    """Let those wait again that Telegram rejected, and say how many."""
    failed = (deliveries.c.announcement_id == announcement_id, deliveries.c.state == DeliveryState.FAILED)
    return (await connection.execute(update(deliveries).where(*failed).values(_WAITS_AGAIN))).rowcount


async def settle(
    connection: AsyncConnection,
    announcement_id: int,
    settlement: Settlement,
    delivery_ids: Collection[int] | None,
) -> int:
    """Decide about those in doubt of whom nobody has decided yet (these ids, or all), and say how many."""
    doubted = update(deliveries).where(*_unsettled(announcement_id))
    if delivery_ids is not None:
        doubted = doubted.where(deliveries.c.id.in_(delivery_ids))
    values: dict[str, object] = {"settled": settlement}
    if settlement is Settlement.RESEND:
        values |= _WAITS_AGAIN
    return (await connection.execute(doubted.values(values))).rowcount


async def in_doubt(
    connection: AsyncConnection, announcement_id: int, after: int, limit: int
) -> list[DeliveryRecord]:
    """Those in doubt of whom nobody has decided yet, by id from the one after `after` on."""
    return await _records(connection, select(*_SHOWN).where(*_unsettled(announcement_id)), after, limit)


async def count_in_doubt(connection: AsyncConnection, announcement_id: int) -> int:
    """How many are in doubt of whom nobody has decided yet."""
    counted = select(func.count()).where(*_unsettled(announcement_id))
    return (await connection.execute(counted)).scalar_one()


async def page(
    connection: AsyncConnection, announcement_id: int, after: int, limit: int
) -> list[DeliveryRecord]:
    """Deliveries of an announcement, by id from the one after `after` on."""
    of_it = select(*_SHOWN).where(deliveries.c.announcement_id == announcement_id)
    return await _records(connection, of_it, after, limit)


async def reasons(connection: AsyncConnection, announcement_id: int) -> list[tuple[DeliveryState, str, int]]:
    """State, reason and number of those that have a reason, the most frequent first."""
    state, reason, times = deliveries.c.state, deliveries.c.reason, func.count()
    given = (deliveries.c.announcement_id == announcement_id, reason.is_not(None))
    grouped = (
        select(state, reason, times)
        .where(*given)
        .group_by(state, reason)
        .order_by(times.desc(), state, reason)
    )
    return [(row[0], row[1], row[2]) for row in await connection.execute(grouped)]


async def attempted_since(connection: AsyncConnection, announcement_id: int, moment: datetime) -> int:
    """How many attempts have ended since a moment, well or badly."""
    ended = (
        deliveries.c.announcement_id == announcement_id,
        deliveries.c.state.in_(_ATTEMPTED),
        deliveries.c.finished_at >= moment,
    )
    return (await connection.execute(select(func.count()).where(*ended))).scalar_one()


async def is_frozen(connection: AsyncConnection, announcement_id: int) -> bool:
    """Whether an announcement has deliveries."""
    any_row = select(deliveries.c.id).where(deliveries.c.announcement_id == announcement_id).limit(1)
    return (await connection.execute(any_row)).first() is not None


async def thaw(connection: AsyncConnection, announcement_id: int) -> bool:
    """Drop the deliveries of an announcement unless one may have arrived, and say whether there are none."""
    of_it = deliveries.c.announcement_id == announcement_id
    attempted = deliveries.c.state != DeliveryState.WAITING
    doubted = deliveries.c.settled == Settlement.RESEND
    touched = select(deliveries.c.id).where(of_it, or_(attempted, doubted)).limit(1)
    if (await connection.execute(touched)).first():
        return False
    await connection.execute(delete(deliveries).where(of_it))
    return True


def _unsettled(announcement_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        deliveries.c.announcement_id == announcement_id,
        deliveries.c.state == DeliveryState.IN_DOUBT,
        deliveries.c.settled.is_(None),
    )


async def _records(
    connection: AsyncConnection, chosen: Select[tuple[object, ...]], after: int, limit: int
) -> list[DeliveryRecord]:
    paged = chosen.where(deliveries.c.id > after).order_by(deliveries.c.id).limit(limit)
    return [DeliveryRecord(**row) for row in (await connection.execute(paged)).mappings()]
