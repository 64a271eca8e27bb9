"""The last turn of each chat, so that an edited message gets its one answer edited, a tap its language, and a
short question what it leans on."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.conversation import About
from domain.languages import Language
from domain.people import Turn
from domain.places import Kind
from storage.ledger.tables import turns
from storage.ledger.upsert import upsert

LIFETIME = timedelta(hours=48)
"""How long a turn is kept: Telegram lets people edit their messages for 48 hours."""
_THESE = select(turns).where(turns.c.chat_id.in_(bindparam("chat_ids", expanding=True)))


async def save(connection: AsyncConnection, *kept: Turn) -> None:
    """Keep the last turns of chats in place of the ones before."""
    # in the same order everywhere, so that two processes never wait for each other
    rows = [_row(turn) for turn in sorted(kept, key=lambda turn: turn.chat_id)]
    replaced = [column.name for column in turns.c if not column.primary_key]
    await connection.execute(upsert(connection, turns, {}, key="chat_id", changing=replaced), rows)


async def find(connection: AsyncConnection, chat_id: int) -> Turn | None:
    """The last turn of a chat, if one is kept."""
    return (await several(connection, [chat_id])).get(chat_id)


async def several(connection: AsyncConnection, chat_ids: Sequence[int]) -> dict[int, Turn]:
    """The last turns of these chats, by chat; those that have none are left out."""
    rows = (await connection.execute(_THESE, {"chat_ids": chat_ids})).mappings()
    return {row["chat_id"]: _turn(row) for row in rows}


async def speak(connection: AsyncConnection, chat_id: int, language: Language) -> None:
    """Go on in this language, if a turn is kept."""
    await connection.execute(update(turns).where(turns.c.chat_id == chat_id).values(language=language))


async def expire(connection: AsyncConnection, before: datetime) -> int:
    """Delete the turns older than a moment, and say how many they were."""
    return (await connection.execute(delete(turns).where(turns.c.at < before))).rowcount


def _row(turn: Turn) -> dict[str, Any]:
    return {
        "chat_id": turn.chat_id,
        "message_id": turn.message_id,
        "reply_id": turn.reply_id,
        "at": turn.at,
        "language": turn.language,
        "topic": turn.about.topic,
        "city_id": turn.about.city_id,
        "kinds": ",".join(sorted(turn.about.kinds)) or None,
    }


def _turn(row: Mapping[Any, Any]) -> Turn:
    kinds = (row["kinds"] or "").split(",")
    # a kind that a newer or older version wrote means nothing here
    about = About(row["topic"], row["city_id"], frozenset(Kind(kind) for kind in kinds if kind in set(Kind)))
    return Turn(row["chat_id"], row["message_id"], row["reply_id"], row["at"], row["language"], about)
