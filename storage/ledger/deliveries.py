"""Deliveries: claimed before the request, and how many there are in which state.

A row is `sending` from the commit before its request until the commit of its outcome (`recording.py`). So
what a dead sender leaves behind are the rows that may have been sent, and no other.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.announcements import (
    Announcement,
    Delivery,
    DeliveryState,
    Purpose,
    Settlement,
    SkipReason,
)
from domain.languages import Language
from storage.ledger import totals as summed_up
from storage.ledger.audience import NEW_MESSAGES, SPOKEN, by_language
from storage.ledger.tables import announcements, deliveries, people

_TRIED = [state for state in DeliveryState if state not in (DeliveryState.WAITING, DeliveryState.SKIPPED)]
_parents, _brought, _bringers = (deliveries.alias(name) for name in ("parents", "brought", "bringers"))


@dataclass(frozen=True, slots=True)
class Claim:
    """What the sender may send now, and how many of those whose turn it was have opted out since."""

    deliveries: list[Delivery]
    skipped: int


async def claim(
    connection: AsyncConnection, announcement: Announcement, sender: str, limit: int, now: datetime
) -> Claim:
    """Take the next waiting deliveries, at most `limit`, and write down the intent to send them.

    Commit before the first request. Who has unsubscribed, blocked the bot or been forgotten is skipped, and
    so is who turned out not to have the parent's message. Who may have it gets a correction or a follow-up as
    a message of its own; a recall has nothing there that it could delete.
    """
    rows = (await connection.execute(_next(announcement, limit))).mappings().all()
    unfit = {row["id"]: reason for row in rows if (reason := _unfit(row, announcement.purpose))}
    for reason in sorted(set(unfit.values())):
        await _skip(connection, [row_id for row_id, why in unfit.items() if why is reason], reason, now)
    claimed = [_delivery(row, announcement.id) for row in rows if row["id"] not in unfit]
    if claimed:
        await connection.execute(
            update(deliveries)
            .where(deliveries.c.id.in_([delivery.id for delivery in claimed]))
            .values(
                state=DeliveryState.SENDING,
                sender=sender,
                attempts=deliveries.c.attempts + 1,
                attempt_started_at=now,
                finished_at=None,
                reason=None,
                settled=None,
            )
        )
    return Claim(claimed, len(unfit))


async def skip_waiting(connection: AsyncConnection, announcement_id: int, now: datetime) -> int:
    """Skip all that wait, because the announcement was cancelled, and say how many.

    Who was in doubt and waits to be sent it again is in doubt as before.
    """
    waiting = (deliveries.c.announcement_id == announcement_id, deliveries.c.state == DeliveryState.WAITING)
    resent = deliveries.c.settled == Settlement.RESEND
    state = case((resent, DeliveryState.IN_DOUBT), else_=DeliveryState.SKIPPED)
    skipped = {"state": state, "reason": SkipReason.CANCELLED, "finished_at": now, "settled": None}
    return (await connection.execute(update(deliveries).where(*waiting).values(skipped))).rowcount


async def counts(connection: AsyncConnection, announcement_id: int) -> dict[DeliveryState, int]:
    """How many deliveries of an announcement are in each state; states without any are left out."""
    return await _by_state(connection, deliveries.c.announcement_id == announcement_id)


async def totals(connection: AsyncConnection) -> dict[DeliveryState, int]:
    """How many deliveries of all announcements, ever, are in each state; states without any are left out."""
    return dict(Counter(await _by_state(connection)) + Counter(await summed_up.by_state(connection)))


async def tried(
    connection: AsyncConnection, announcement_id: int, since: datetime
) -> dict[DeliveryState, int]:
    """How many deliveries of an announcement that were attempted since a moment are in each state."""
    return await _by_state(
        connection,
        deliveries.c.announcement_id == announcement_id,
        deliveries.c.state.in_(_TRIED),
        deliveries.c.attempt_started_at >= since,
    )


async def is_left(connection: AsyncConnection, announcement_id: int) -> bool:
    """Whether a delivery of an announcement waits or is being sent."""
    open_states = (DeliveryState.WAITING, DeliveryState.SENDING)
    left = (deliveries.c.announcement_id == announcement_id, deliveries.c.state.in_(open_states))
    return (await connection.execute(select(deliveries.c.id).where(*left).limit(1))).first() is not None


async def waiting_by_language(connection: AsyncConnection, announcement_id: int) -> dict[Language, int]:
    """How many wait, by the language they want."""
    waiting = (deliveries.c.announcement_id == announcement_id, deliveries.c.state == DeliveryState.WAITING)
    languages = select(SPOKEN.label("language")).select_from(_with_people).where(*waiting)
    return await by_language(connection, languages)


async def inherit(connection: AsyncConnection, old_person: int, new_person: int) -> None:
    """Hand the deliveries of a person on to another, except of announcements that the other has too."""
    has = select(_parents.c.id).where(
        _parents.c.person_id == new_person, _parents.c.announcement_id == deliveries.c.announcement_id
    )
    mine = update(deliveries).where(deliveries.c.person_id == old_person, ~has.exists())
    await connection.execute(mine.values(person_id=new_person))


async def unlink(connection: AsyncConnection, person_id: int) -> None:
    """Forget which messages a person got. The rows stay, because an announcement's numbers must stay true."""
    mine = update(deliveries).where(deliveries.c.person_id == person_id)
    await connection.execute(mine.values(message_id=None))


_with_people = deliveries.outerjoin(people, people.c.id == deliveries.c.person_id)


def _next(announcement: Announcement, limit: int) -> Select[Any]:
    """The next waiting rows that no other sender has locked, with what is known of the person now.

    A row whose parent is still being sent is not next: only then it is known whether there is a message.
    """
    parent = (_parents.c.announcement_id == literal(announcement.parent_id, Integer)) & (
        _parents.c.person_id == deliveries.c.person_id
    )
    bringer = _bringers.c.id == _brought_by(announcement.parent_id)
    return (
        select(
            deliveries.c.id,
            deliveries.c.person_id,
            deliveries.c.attempts,
            deliveries.c.moved,
            people.c.chat_id,
            people.c.subscribed_at,
            people.c.blocked_at,
            func.coalesce(_parents.c.language, _bringers.c.language, SPOKEN).label("language"),
            _parents.c.state.label("original_state"),
            _bringers.c.message_id.label("original_message_id"),
            _bringers.c.finished_at.label("original_at"),
        )
        .select_from(_with_people.outerjoin(_parents, parent).outerjoin(_bringers, bringer))
        .where(
            deliveries.c.announcement_id == announcement.id,
            deliveries.c.state == DeliveryState.WAITING,
            or_(_parents.c.state.is_(None), _parents.c.state != DeliveryState.SENDING),
        )
        .order_by(deliveries.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=deliveries)
    )


def _brought_by(parent_id: int | None) -> ScalarSelect[int]:
    """The delivery that brought the parent's message: that of a correction to whoever was in doubt before."""
    corrects = and_(announcements.c.parent_id == parent_id, announcements.c.purpose == Purpose.CORRECTION)
    bringing = select(announcements.c.id).where(or_(announcements.c.id == parent_id, corrects))
    return (
        select(_brought.c.id)
        .where(_brought.c.person_id == deliveries.c.person_id, _brought.c.announcement_id.in_(bringing))
        .where(_brought.c.message_id.is_not(None))
        .order_by(_brought.c.finished_at)  # a later one has edited that message
        .limit(1)
        .correlate(deliveries)
        .scalar_subquery()
    )


async def _by_state(connection: AsyncConnection, *which: ColumnElement[bool]) -> dict[DeliveryState, int]:
    grouped = select(deliveries.c.state, func.count()).where(*which).group_by(deliveries.c.state)
    return {row[0]: row[1] for row in await connection.execute(grouped)}


def _unfit(row: Mapping[Any, Any], purpose: Purpose) -> SkipReason | None:
    if row["chat_id"] is None:
        return SkipReason.FORGOTTEN
    if row["blocked_at"]:
        return SkipReason.BLOCKED
    if purpose in NEW_MESSAGES and row["subscribed_at"] is None:
        return SkipReason.UNSUBSCRIBED
    if purpose is Purpose.ORIGINAL or row["original_message_id"] is not None:
        return None
    return _unfit_without_message(row, purpose)


def _unfit_without_message(row: Mapping[Any, Any], purpose: Purpose) -> SkipReason | None:
    if row["original_state"] is not DeliveryState.IN_DOUBT:
        return SkipReason.NO_MESSAGE
    if purpose is Purpose.RECALL:
        return SkipReason.NOTHING_TO_DELETE
    return SkipReason.UNSUBSCRIBED if row["subscribed_at"] is None else None


def _delivery(row: Mapping[Any, Any], announcement_id: int) -> Delivery:
    return Delivery(
        id=row["id"],
        announcement_id=announcement_id,
        person_id=row["person_id"],
        chat_id=row["chat_id"],
        language=row["language"],
        attempt=row["attempts"] + 1,
        moved=row["moved"],
        original_message_id=row["original_message_id"],
        original_at=row["original_at"],
    )


async def _skip(
    connection: AsyncConnection, row_ids: Sequence[int], reason: SkipReason, now: datetime
) -> None:
    skipped = {"state": DeliveryState.SKIPPED, "reason": reason, "finished_at": now}
    await connection.execute(update(deliveries).where(deliveries.c.id.in_(row_ids)).values(skipped))
