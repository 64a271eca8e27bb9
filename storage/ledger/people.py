"""Who has talked to the bot, and what they chose. Functions that change a person return the new state."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Executable, bindparam, delete, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.languages import Language
from domain.people import Person
from domain.places import Province
from storage.ledger import deliveries
from storage.ledger.tables import metadata, people
from storage.ledger.upsert import upsert

_THESE = select(people).where(people.c.chat_id.in_(bindparam("chat_ids", expanding=True)))


async def find(connection: AsyncConnection, chat_id: int) -> Person | None:
    """The person of a chat, or None if the bot does not know it."""
    return (await several(connection, [chat_id])).get(chat_id)


async def several(connection: AsyncConnection, chat_ids: Sequence[int]) -> dict[int, Person]:
    """The persons of these chats, by chat; those that the bot does not know are left out."""
    rows = (await connection.execute(_THESE, {"chat_ids": chat_ids})).mappings()
    return {row["chat_id"]: _read(row) for row in rows}


async def remember(connection: AsyncConnection, chat_id: int, today: date) -> Person:
    """The person of a chat, known from now on and seen on this (UTC) day.

    Writes at most once a day per person; whoever is found with `last_seen` today needs no remembering.
    """
    person = await find(connection, chat_id)
    if person and person.last_seen >= today:
        return person
    seen = {"chat_id": chat_id, "first_seen": today, "last_seen": today}
    insert = upsert(connection, people, seen, key="chat_id", changing=["last_seen"])
    return _read((await connection.execute(insert.returning(*people.c))).mappings().one())


async def choose_language(connection: AsyncConnection, chat_id: int, language: Language) -> Person | None:
    """Keep the language in which a person wants the menus; None if the person is unknown."""
    return await _change(connection, chat_id, language=language)


async def choose_city(
    connection: AsyncConnection, chat_id: int, city_id: str | None, province: Province | None
) -> Person | None:
    """Keep where a person is at home, so that announcements can be aimed; None if the person is unknown."""
    return await _change(connection, chat_id, city_id=city_id, province=province)


async def choose_interests(
    connection: AsyncConnection, chat_id: int, interests: Collection[str]
) -> Person | None:
    """Keep what a person wants announcements about, as keys without commas; None if the person is unknown."""
    return await _change(connection, chat_id, interests=_joined(interests))


async def subscribe(connection: AsyncConnection, chat_id: int, now: datetime) -> Person | None:
    """Send announcements to a person; the first moment of asking counts. None if the person is unknown."""
    return await _change(connection, chat_id, subscribed_at=_first(people.c.subscribed_at, now))


async def subscribe_crowd(connection: AsyncConnection, chat_ids: Collection[int], now: datetime) -> None:
    """Many subscribers at once; whoever is known already stays as they are."""
    rows = [
        {"chat_id": chat_id, "first_seen": now.date(), "last_seen": now.date(), "subscribed_at": now}
        for chat_id in chat_ids
    ]
    await connection.execute(upsert(connection, people, {}, key="chat_id", changing=["chat_id"]), rows)


async def unsubscribe(connection: AsyncConnection, chat_id: int) -> Person | None:
    """Send no more announcements to a person; None if the person is unknown."""
    return await _change(connection, chat_id, subscribed_at=None)


async def mark_blocked(connection: AsyncConnection, chat_id: int, now: datetime) -> Person | None:
    """A person has blocked the bot; the first moment counts. Choices are kept. None if unknown."""
    return await _change(connection, chat_id, blocked_at=_first(people.c.blocked_at, now))


async def mark_returned(connection: AsyncConnection, chat_id: int) -> Person | None:
    """A person no longer blocks the bot; None if the person is unknown."""
    return await _change(connection, chat_id, blocked_at=None)


async def forget(connection: AsyncConnection, chat_id: int) -> None:
    """Delete every row about a chat, in every table that names chats.

    Its deliveries stay, without the message, under an id that leads nowhere then.
    """
    if person := await find(connection, chat_id):
        await deliveries.unlink(connection, person.id)
    for table in reversed(metadata.sorted_tables):
        if "chat_id" in table.c:
            await connection.execute(delete(table).where(table.c.chat_id == chat_id))


async def migrate_chat(connection: AsyncConnection, old: int, new: int) -> Person | None:
    """A group has become a supergroup and has a new chat id: its choices move, the old id is forgotten.

    Telegram tells this in both chats, in any order, and again after a crash. So where the new chat is already
    known its own choices count, and those of the old one only fill the gaps; so do its deliveries. The last
    turn does not move, because a supergroup numbers its messages anew. For that reason it is also forgotten
    which messages the old one got: a correction would hit others. None if the old chat is unknown.
    """
    before = await find(connection, old)
    if before is None:
        return None
    await deliveries.unlink(connection, before.id)
    after = await find(connection, new)
    if after is None:
        moved = await _change(connection, old, chat_id=new)
    else:
        await deliveries.inherit(connection, before.id, after.id)
        home = after if after.city_id or after.province else before
        moved = await _change(
            connection,
            new,
            language=after.language or before.language,
            subscribed_at=after.subscribed_at or before.subscribed_at,
            city_id=home.city_id,
            province=home.province,
            interests=_joined(after.interests or before.interests),
            first_seen=min(after.first_seen, before.first_seen),
            last_seen=max(after.last_seen, before.last_seen),
        )
    await forget(connection, old)
    return moved


def _first(kept: Column[datetime], now: datetime) -> ColumnElement[datetime]:
    return func.coalesce(kept, literal(now, kept.type))


async def _change(connection: AsyncConnection, chat_id: int, /, **values: object) -> Person | None:
    changed = update(people).where(people.c.chat_id == chat_id).values(values).returning(*people.c)
    return await _person(connection, changed)


async def _person(connection: AsyncConnection, statement: Executable) -> Person | None:
    row = (await connection.execute(statement)).mappings().one_or_none()
    return _read(row) if row else None


def _read(row: Mapping[Any, Any]) -> Person:
    interests = frozenset(filter(None, (row["interests"] or "").split(",")))
    return Person(**{**row, "interests": interests})


def _joined(interests: Collection[str]) -> str | None:
    return ",".join(sorted(interests)) or None
