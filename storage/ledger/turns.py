"""The last turn of each chat, so that an edited message gets its one answer edited in place, and a tap
its language."""

from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Turn
from storage.ledger.tables import turns
from storage.ledger.upsert import upsert

LIFETIME = timedelta(hours=48)
"""How long a turn is kept: Telegram lets people edit their messages for 48 hours."""


async def save(connection: AsyncConnection, turn: Turn) -> None:
    """Keep the last turn of a chat in place of the one before."""
    replaced = ["message_id", "reply_id", "at", "language"]
    await connection.execute(upsert(connection, turns, asdict(turn), key="chat_id", changing=replaced))


async def find(connection: AsyncConnection, chat_id: int) -> Turn | None:
    """The last turn of a chat, if one is kept."""
    statement = select(turns).where(turns.c.chat_id == chat_id)
    row = (await connection.execute(statement)).mappings().one_or_none()
    return Turn(**row) if row else None


async def expire(connection: AsyncConnection, before: datetime) -> int:
    """Delete the turns older than a moment, and say how many they were."""
    return (await connection.execute(delete(turns).where(turns.c.at < before))).rowcount
