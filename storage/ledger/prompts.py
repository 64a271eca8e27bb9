"""What is awaited from staff: one thing at a time from each, in their private chat."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.prompts import Prompt
from storage.ledger.tables import staff_prompts
from storage.ledger.upsert import upsert

LIFETIME = timedelta(hours=24)
"""How long an answer is waited for. What comes later is not taken, but told why."""
_THESE = select(staff_prompts).where(staff_prompts.c.chat_id.in_(bindparam("chat_ids", expanding=True)))
KEPT = 2 * LIFETIME
"""How long it is known what was waited for."""


async def put(connection: AsyncConnection, prompt: Prompt) -> None:
    """Wait for this from now on, in place of anything before."""
    row = asdict(prompt)
    replaced = [name for name in row if name != "chat_id"]
    await connection.execute(upsert(connection, staff_prompts, row, key="chat_id", changing=replaced))


async def find(connection: AsyncConnection, chat_id: int) -> Prompt | None:
    """What is awaited in a private chat, expired or not."""
    return (await several(connection, [chat_id])).get(chat_id)


async def several(connection: AsyncConnection, chat_ids: Sequence[int]) -> dict[int, Prompt]:
    """What is awaited in these private chats, expired or not, by chat."""
    rows = (await connection.execute(_THESE, {"chat_ids": chat_ids})).mappings()
    return {row["chat_id"]: Prompt(**row) for row in rows}


async def drop(connection: AsyncConnection, chat_id: int) -> None:
    """Wait for nothing more."""
    await connection.execute(delete(staff_prompts).where(staff_prompts.c.chat_id == chat_id))


async def expire(connection: AsyncConnection, before: datetime) -> int:
    """Delete what is waited for since before a moment, and say how much that was."""
    return (await connection.execute(delete(staff_prompts).where(staff_prompts.c.at < before))).rowcount
