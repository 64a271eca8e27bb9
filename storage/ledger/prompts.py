"""What is awaited from staff: one thing at a time from each."""

from dataclasses import asdict
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.prompts import Prompt
from storage.ledger.tables import staff_prompts
from storage.ledger.upsert import upsert

LIFETIME = timedelta(hours=24)
"""How long an answer is waited for. What comes later is not taken, but told why."""


async def put(connection: AsyncConnection, prompt: Prompt) -> None:
    """Wait for this from now on, in place of anything before."""
    row = asdict(prompt)
    replaced = [name for name in row if name != "user_id"]
    await connection.execute(upsert(connection, staff_prompts, row, key="user_id", changing=replaced))


async def find(connection: AsyncConnection, user_id: int) -> Prompt | None:
    """What is awaited from somebody, expired or not."""
    chosen = select(staff_prompts).where(staff_prompts.c.user_id == user_id)
    row = (await connection.execute(chosen)).mappings().one_or_none()
    return Prompt(**row) if row else None


async def drop(connection: AsyncConnection, user_id: int) -> None:
    """Wait for nothing more."""
    await connection.execute(delete(staff_prompts).where(staff_prompts.c.user_id == user_id))
