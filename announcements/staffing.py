"""Who is on the staff: administrators by the settings, everybody else by appointment."""

from collections.abc import Collection

from announcements.desk import Desk, Work
from announcements.errors import FixedAdministrator
from announcements.roles import Act
from domain.announcements import Role
from domain.staff import StaffMember
from storage.ledger import staff


async def seat_administrators(desk: Desk, user_ids: Collection[int]) -> None:
    """Makes the settings' administrators hold: call it at every start. Who is named no more is dismissed."""
    async with desk.ledger.writing() as connection:
        await staff.seat(connection, user_ids, desk.now())


async def role_of(desk: Desk, user_id: int) -> Role | None:
    """The role of a Telegram user, None for everybody who is not on the staff."""
    async with desk.ledger.reading() as connection:
        member = await staff.find(connection, user_id)
    return member.role if member else None


async def members(desk: Desk, actor: int) -> list[StaffMember]:
    """The whole staff."""
    async with desk.seeing(actor) as connection:
        return await staff.members(connection)


async def appoint(desk: Desk, actor: int, user_id: int, role: Role) -> StaffMember:
    """Gives somebody a role in place of any other. Raises FixedAdministrator."""
    async with desk.acting(actor, Act.APPOINT) as work:
        await _check_not_fixed(work, user_id)
        work.detail = f"user={user_id} role={role}"
        return await staff.appoint(work.connection, user_id, role, actor, work.now)


async def dismiss(desk: Desk, actor: int, user_id: int) -> None:
    """Takes somebody's role away, if they have one. Raises FixedAdministrator."""
    async with desk.acting(actor, Act.DISMISS) as work:
        await _check_not_fixed(work, user_id)
        work.detail = f"user={user_id}"
        await staff.dismiss(work.connection, user_id)


async def _check_not_fixed(work: Work, user_id: int) -> None:
    member = await staff.find(work.connection, user_id)
    if member and member.appointed_by is None:
        raise FixedAdministrator
