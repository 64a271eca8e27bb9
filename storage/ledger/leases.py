"""Which process sends, and until when sending has to rest.

Processes on several machines compare their clocks here; these may differ by less than the length of a lease.
"""

from datetime import datetime, timedelta
from enum import Enum, auto

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.ledger.tables import leases, sender_state
from storage.ledger.upsert import upsert

SENDER = "sender"
"""The lease of the process that sends announcements."""


class Hold(Enum):
    """How a lease is held: since before, or since now."""

    KEPT = auto()
    TAKEN = auto()


async def hold(
    connection: AsyncConnection, name: str, owner: str, now: datetime, length: timedelta
) -> Hold | None:
    """Keep a lease from now on for so long, or take one that is free or has run out; None if another has it.

    Until the commit nobody else can take it, so what is written along with it is written by its holder.
    """
    if await _extend(connection, name, owner, now + length, leases.c.owner == owner):
        return Hold.KEPT
    free = {"name": name, "owner": "", "expires_at": now}
    await connection.execute(upsert(connection, leases, free, key="name", changing=["name"]))
    if await _extend(connection, name, owner, now + length, leases.c.expires_at <= now):
        return Hold.TAKEN
    return None


async def release(connection: AsyncConnection, name: str, owner: str, now: datetime) -> None:
    """Let another process take the lease at once, if this owner has it."""
    mine = update(leases).where(leases.c.name == name, leases.c.owner == owner)
    await connection.execute(mine.values(owner="", expires_at=now))


async def find(connection: AsyncConnection, name: str) -> tuple[str, datetime] | None:
    """Who had a lease last ("" after a release), and until when."""
    chosen = select(leases.c.owner, leases.c.expires_at).where(leases.c.name == name)
    row = (await connection.execute(chosen)).one_or_none()
    return (row.owner, row.expires_at) if row else None


async def throttle(connection: AsyncConnection, name: str, until: datetime) -> None:
    """Keep until when Telegram wants no further requests; the longest wish counts."""
    if (known := await throttled_until(connection, name)) and known > until:
        return
    row = {"name": name, "throttled_until": until}
    await connection.execute(upsert(connection, sender_state, row, key="name", changing=["throttled_until"]))


async def throttled_until(connection: AsyncConnection, name: str) -> datetime | None:
    """Until when Telegram wanted no further requests, if it ever did."""
    chosen = select(sender_state.c.throttled_until).where(sender_state.c.name == name)
    return (await connection.execute(chosen)).scalar_one_or_none()


async def _extend(
    connection: AsyncConnection, name: str, owner: str, until: datetime, condition: ColumnElement[bool]
) -> bool:
    extended = update(leases).where(leases.c.name == name, condition).values(owner=owner, expires_at=until)
    return (await connection.execute(extended)).rowcount == 1
