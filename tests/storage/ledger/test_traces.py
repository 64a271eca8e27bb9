"""What is kept about a person outside their own rows, and what of it outlives them."""

from datetime import timedelta

from sqlalchemy import select

from domain.announcements import DeliveryState, Purpose, Role
from domain.people import Traces
from domain.staff import StaffMember
from storage.ledger import audience, audit, deliveries, people, settling, staff, traces
from storage.ledger.engine import Ledger
from storage.ledger.tables import deliveries as rows
from tests.storage.ledger.announcing import NOW, claimed, draft, frozen, record


async def test_a_person_who_got_nothing_and_is_nobody_has_left_none(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        person = await people.remember(connection, 7, NOW.date())
        assert await traces.find(connection, person) == Traces()
        assert not await traces.of_staff(connection, 7)


async def test_what_was_received_is_counted_and_corrections_of_it_are_not(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        first = await frozen(connection, [7, 8])
        for delivery in await claimed(connection, first):
            state = DeliveryState.DELIVERED if delivery.chat_id == 7 else DeliveryState.FAILED
            await record(connection, delivery, state)
        correction = await draft(connection, purpose=Purpose.CORRECTION, parent=first)
        await audience.freeze(connection, correction)
        for delivery in await claimed(connection, correction):
            await record(connection, delivery, DeliveryState.DELIVERED)
        found = {}
        for chat_id in (7, 8):
            person = await people.find(connection, chat_id)
            assert person
            found[chat_id] = await traces.find(connection, person)
    assert found == {7: Traces(received=1, last_received=NOW), 8: Traces()}


async def test_a_role_and_acts_are_told_and_acts_outlive_the_role(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        person = await people.remember(connection, 7, NOW.date())
        member = await staff.appoint(connection, 7, Role.EDITOR, 501, NOW)
        assert await traces.of_staff(connection, 7)
        for minute in range(2):
            await audit.add(connection, NOW + timedelta(minutes=minute), 7, "write")
        await audit.add(connection, NOW, 501, "appoint", detail="user=7 role=editor")
        await audit.add(connection, NOW, 501, "dismiss", detail="user=77")
        assert await traces.find(connection, person) == Traces(
            member=StaffMember(7, Role.EDITOR, 501, NOW), acts=3
        )
        assert member.role is Role.EDITOR
        await staff.dismiss(connection, 7)
        assert await traces.find(connection, person) == Traces(acts=3)
        assert await traces.of_staff(connection, 7)
        assert await traces.of_staff(connection, 77)
        assert not await traces.of_staff(connection, 777)


async def test_who_is_forgotten_leaves_the_numbers_of_an_announcement_true_and_no_message(
    ledger: Ledger,
) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, [7, 8])
        for delivery in await claimed(connection, announcement):
            await record(connection, delivery, DeliveryState.DELIVERED)
        before = await deliveries.counts(connection, announcement.id)
        await people.forget(connection, 7)
        assert await deliveries.counts(connection, announcement.id) == before == {DeliveryState.DELIVERED: 2}
        assert len(await settling.page(connection, announcement.id, 0, 9)) == 2
        kept = select(rows.c.message_id).order_by(rows.c.person_id)
        assert list((await connection.execute(kept)).scalars()) == [None, 8]
        anew = await people.remember(connection, 7, NOW.date())
        assert await traces.find(connection, anew) == Traces()
