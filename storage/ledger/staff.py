"""Who is on the staff."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.announcements import Role
from domain.staff import StaffMember
from storage.ledger.tables import staff
from storage.ledger.upsert import upsert


async def find(connection: AsyncConnection, user_id: int) -> StaffMember | None:
    """A member of staff by Telegram's user id, None for everybody else."""
    row = (await connection.execute(select(staff).where(staff.c.user_id == user_id))).mappings().one_or_none()
    return StaffMember(**row) if row else None


async def members(connection: AsyncConnection) -> list[StaffMember]:
    """The whole staff, in the order of appointment."""
    everybody = select(staff).order_by(staff.c.appointed_at, staff.c.user_id)
    return [StaffMember(**row) for row in (await connection.execute(everybody)).mappings()]


async def appoint(
    connection: AsyncConnection, user_id: int, role: Role, appointed_by: int | None, now: datetime
) -> StaffMember:
    """Give somebody a role in place of any other; `appointed_by` None means that the settings name them."""
    member = StaffMember(user_id, role, appointed_by, now)
    row = {"user_id": user_id, "role": role, "appointed_by": appointed_by, "appointed_at": now}
    changing = ["role", "appointed_by", "appointed_at"]
    await connection.execute(upsert(connection, staff, row, key="user_id", changing=changing))
    return member


async def dismiss(connection: AsyncConnection, user_id: int) -> bool:
    """Take somebody's role away, and say whether they had one."""
    return (await connection.execute(delete(staff).where(staff.c.user_id == user_id))).rowcount == 1


async def seat(connection: AsyncConnection, user_ids: Collection[int], now: datetime) -> None:
    """Make administrators of these, and of nobody else who was named by the settings before."""
    seated = select(staff.c.user_id).where(staff.c.appointed_by.is_(None), staff.c.role == Role.ADMIN)
    before = set((await connection.execute(seated)).scalars())
    for user_id in sorted(before - set(user_ids)):
        await dismiss(connection, user_id)
    for user_id in sorted(set(user_ids) - before):
        await appoint(connection, user_id, Role.ADMIN, None, now)
