"""The messages in which staff watch announcements: one a chat and announcement, whoever edits it next."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, delete, exists, insert, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.announcements import DeliveryState, Phase
from domain.prompts import ProgressCard
from storage.ledger.tables import announcements, deliveries, progress_cards

EVERY = timedelta(seconds=4)
"""How often a card is edited at most."""
LIFETIME = timedelta(hours=48)
"""How long the card of an announcement that has come to an end is known."""
_ENDS = (Phase.FINISHED, Phase.CANCELLED, Phase.RECALLED)


async def put(connection: AsyncConnection, card: ProgressCard) -> None:
    """From now on this message shows the announcement in this chat."""
    await connection.execute(delete(progress_cards).where(*_is(card.chat_id, card.announcement_id)))
    await connection.execute(insert(progress_cards).values(asdict(card)))


async def put_off(connection: AsyncConnection, card: ProgressCard) -> None:
    """This message could not be edited: it shows too little until it is tried again."""
    this = *_is(card.chat_id, card.announcement_id), progress_cards.c.message_id == card.message_id
    await connection.execute(update(progress_cards).where(*this).values(phase=Phase.SENDING))


async def drop(connection: AsyncConnection, chat_id: int, message_id: int) -> None:
    """Look after this message no more: it shows something else now, or can't be edited."""
    this = progress_cards.c.chat_id == chat_id, progress_cards.c.message_id == message_id
    await connection.execute(delete(progress_cards).where(*this))


async def stale(connection: AsyncConnection, now: datetime) -> bool:
    """Whether any card shows too little."""
    return (await connection.execute(_stale(now).limit(1))).first() is not None


async def claim(connection: AsyncConnection, now: datetime) -> list[ProgressCard]:
    """The cards that show too little, each given out once in `EVERY`, to whichever process asks first.

    These are the cards of what is being sent, and those that show another phase than it is in. What is still
    under way after a pause or a cancellation counts as being sent: the card would not tell what became of it.
    """
    rows = (await connection.execute(_stale(now))).mappings().all()
    return [await _claimed(connection, row, now) for row in rows]


def _stale(now: datetime) -> Select[tuple[int, int, Phase]]:
    of_it = deliveries.c.announcement_id == announcements.c.id, deliveries.c.state == DeliveryState.SENDING
    sending = literal(Phase.SENDING, announcements.c.phase.type)
    phase = case((exists().where(*of_it), sending), else_=announcements.c.phase)
    too_little = or_(phase == sending, phase != progress_cards.c.phase)
    return (
        select(progress_cards.c.chat_id, progress_cards.c.announcement_id, phase.label("phase"))
        .join(announcements, announcements.c.id == progress_cards.c.announcement_id)
        .where(progress_cards.c.shown_at <= now - EVERY, too_little)
    )


async def _claimed(connection: AsyncConnection, row: Mapping[Any, Any], now: datetime) -> ProgressCard:
    claimed = (
        update(progress_cards)
        .where(*_is(row["chat_id"], row["announcement_id"]))
        .values(phase=row["phase"], shown_at=now)
        .returning(*progress_cards.c)
    )
    return ProgressCard(**(await connection.execute(claimed)).mappings().one())


async def expire(connection: AsyncConnection, before: datetime) -> int:
    """Delete the cards that show an end since before a moment, and say how many they were."""
    ended = progress_cards.c.phase.in_(_ENDS), progress_cards.c.shown_at < before
    return (await connection.execute(delete(progress_cards).where(*ended))).rowcount


async def find(connection: AsyncConnection, chat_id: int, announcement_id: int) -> ProgressCard | None:
    """The card of an announcement in a chat."""
    chosen = select(progress_cards).where(*_is(chat_id, announcement_id))
    row = (await connection.execute(chosen)).mappings().one_or_none()
    return ProgressCard(**row) if row else None


def _is(chat_id: int, announcement_id: int) -> tuple[ColumnElement[bool], ...]:
    return progress_cards.c.chat_id == chat_id, progress_cards.c.announcement_id == announcement_id
