from datetime import timedelta

from domain.announcements import Role
from domain.staff import StaffMember
from storage.ledger import staff
from storage.ledger.engine import Ledger
from tests.storage.ledger.announcing import NOW

LATER = NOW + timedelta(days=1)


async def test_who_was_never_appointed_is_not_on_the_staff(ledger: Ledger) -> None:
    async with ledger.reading() as connection:
        assert await staff.find(connection, 7) is None
        assert await staff.members(connection) == []


async def test_an_appointment_is_kept_and_a_newer_one_takes_its_place(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await staff.appoint(connection, 7_000_000_007, Role.EDITOR, 1, NOW)
        member = await staff.appoint(connection, 7_000_000_007, Role.APPROVER, 2, LATER)
    async with ledger.reading() as connection:
        assert await staff.find(connection, 7_000_000_007) == member
        assert await staff.members(connection) == [StaffMember(7_000_000_007, Role.APPROVER, 2, LATER)]


async def test_a_dismissal_says_whether_there_was_somebody(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await staff.appoint(connection, 7, Role.EDITOR, 1, NOW)
        assert await staff.dismiss(connection, 7)
        assert not await staff.dismiss(connection, 7)


async def test_seating_makes_administrators_of_exactly_those_named_and_leaves_the_appointed_alone(
    ledger: Ledger,
) -> None:
    async with ledger.writing() as connection:
        await staff.appoint(connection, 5, Role.ADMIN, 1, NOW)
        await staff.seat(connection, [1, 2], NOW)
        await staff.seat(connection, [2, 3], LATER)
        members = {one.user_id: (one.role, one.appointed_by) for one in await staff.members(connection)}
    assert members == {5: (Role.ADMIN, 1), 2: (Role.ADMIN, None), 3: (Role.ADMIN, None)}


async def test_seating_again_changes_nothing(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await staff.seat(connection, [1], NOW)
        await staff.seat(connection, [1], LATER)
        [member] = await staff.members(connection)
    assert member.appointed_at == NOW


async def test_whoever_was_appointed_to_less_becomes_an_administrator_when_named(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await staff.appoint(connection, 7, Role.EDITOR, 1, NOW)
        await staff.seat(connection, [7], NOW)
        member = await staff.find(connection, 7)
    assert member
    assert (member.role, member.appointed_by) == (Role.ADMIN, None)
