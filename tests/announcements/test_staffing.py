import pytest

from announcements import drafting, staffing
from announcements.desk import Desk
from announcements.errors import FixedAdministrator, NotAllowed
from domain.announcements import Role
from storage.ledger import audit
from tests.announcements.office import ADMIN, ANNOUNCER, NOBODY


async def test_who_is_appointed_may_work_and_who_is_dismissed_may_not(desk: Desk) -> None:
    await staffing.appoint(desk, ADMIN, NOBODY, Role.EDITOR)
    assert await staffing.role_of(desk, NOBODY) is Role.EDITOR
    await drafting.begin(desk, NOBODY, "Mine")
    await staffing.dismiss(desk, ADMIN, NOBODY)
    assert await staffing.role_of(desk, NOBODY) is None
    with pytest.raises(NotAllowed):
        await drafting.begin(desk, NOBODY, "Mine too")


async def test_a_new_role_takes_the_place_of_the_old_one(desk: Desk) -> None:
    await staffing.appoint(desk, ADMIN, ANNOUNCER, Role.EDITOR)
    assert await staffing.role_of(desk, ANNOUNCER) is Role.EDITOR


async def test_an_appointed_administrator_may_appoint(desk: Desk) -> None:
    await staffing.appoint(desk, ADMIN, NOBODY, Role.ADMIN)
    await staffing.appoint(desk, NOBODY, 77, Role.APPROVER)
    assert {member.user_id: member.role for member in await staffing.members(desk, NOBODY)}[
        77
    ] is Role.APPROVER


async def test_only_administrators_appoint(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        await staffing.appoint(desk, ANNOUNCER, NOBODY, Role.EDITOR)


async def test_an_administrator_of_the_settings_is_neither_dismissed_nor_given_another_role(
    desk: Desk,
) -> None:
    await staffing.appoint(desk, ADMIN, NOBODY, Role.ADMIN)
    with pytest.raises(FixedAdministrator):
        await staffing.dismiss(desk, NOBODY, ADMIN)
    with pytest.raises(FixedAdministrator):
        await staffing.appoint(desk, NOBODY, ADMIN, Role.EDITOR)


async def test_whoever_the_settings_name_no_more_is_dismissed_at_the_next_start(desk: Desk) -> None:
    await staffing.appoint(desk, ADMIN, NOBODY, Role.ADMIN)
    await staffing.seat_administrators(desk, [77])
    assert await staffing.role_of(desk, ADMIN) is None
    assert await staffing.role_of(desk, 77) is Role.ADMIN
    assert await staffing.role_of(desk, NOBODY) is Role.ADMIN


async def test_appointments_are_audited(desk: Desk) -> None:
    await staffing.appoint(desk, ADMIN, NOBODY, Role.EDITOR)
    async with desk.ledger.reading() as connection:
        [entry] = await audit.entries(connection)
    assert (entry.actor, entry.act, entry.announcement_id) == (ADMIN, "appoint", None)
    assert entry.detail == f"user={NOBODY} role=editor"
