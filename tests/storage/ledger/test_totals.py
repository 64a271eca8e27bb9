"""A year after an announcement has ended it is not known any more who got it, only how many did."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.announcements import Announcement, DeliveryState, Phase, Purpose
from storage.ledger import announcements, audience, deliveries, totals
from storage.ledger.engine import Ledger
from tests.storage.ledger.announcing import NOW, claimed, draft, frozen, record

DELIVERED, FAILED, SENDING = DeliveryState.DELIVERED, DeliveryState.FAILED, DeliveryState.SENDING
LATER = NOW + timedelta(days=1)


async def sent(
    connection: AsyncConnection, states: dict[int, DeliveryState], phase: Phase = Phase.FINISHED
) -> Announcement:
    """An announcement that ended now, with deliveries that ended so, by chat."""
    announcement = await frozen(connection, states)
    for one in await claimed(connection, announcement):
        if states[one.chat_id] is not SENDING:
            await record(connection, one, states[one.chat_id])
    return await announcements.change(connection, announcement.id, phase=phase, finished_at=NOW)


async def counts(connection: AsyncConnection, announcement: Announcement) -> dict[DeliveryState, int]:
    return await deliveries.counts(connection, announcement.id)


async def test_deliveries_go_and_their_numbers_stay(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        announcement = await sent(connection, {1: DELIVERED, 2: DELIVERED, 3: FAILED})
        before = await deliveries.totals(connection)
        assert await totals.expire(connection, NOW) == 0
        assert not await totals.is_summed_up(connection, announcement.id)
        assert await totals.expire(connection, LATER) == 3
        assert await totals.expire(connection, LATER) == 0
        assert await totals.is_summed_up(connection, announcement.id)
        assert await counts(connection, announcement) == {}
        assert sorted(await totals.find(connection, announcement.id)) == [
            (DELIVERED, "because", 2),
            (FAILED, "because", 1),
        ]
        assert await deliveries.totals(connection) == before == {DELIVERED: 2, FAILED: 1}


async def test_many_go_in_several_rounds_and_none_is_counted_twice(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(totals, "AT_ONCE", 2)
    async with ledger.writing() as connection:
        first = await sent(connection, dict.fromkeys(range(1, 4), DELIVERED))
        second = await sent(connection, dict.fromkeys(range(1, 5), FAILED))
        rounds = [await totals.expire(connection, LATER) for _ in range(5)]
        kept = [await totals.find(connection, one.id) for one in (first, second)]
    assert rounds == [2, 2, 2, 1, 0]
    assert [sum(number for _, _, number in one) for one in kept] == [3, 4]


@pytest.mark.parametrize("phase", sorted(set(Phase) - {Phase.FINISHED, Phase.CANCELLED, Phase.RECALLED}))
async def test_what_has_not_ended_keeps_its_deliveries(ledger: Ledger, phase: Phase) -> None:
    async with ledger.writing() as connection:
        announcement = await sent(connection, {1: DELIVERED}, phase)
        assert await totals.expire(connection, LATER) == 0
        assert await counts(connection, announcement) == {DELIVERED: 1}


async def test_what_nobody_knows_the_end_of_is_kept(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        announcement = await sent(connection, {1: DELIVERED, 2: SENDING}, Phase.CANCELLED)
        assert await totals.expire(connection, LATER) == 0
        assert await counts(connection, announcement) == {DELIVERED: 1, SENDING: 1}


@pytest.mark.parametrize(
    ("phase", "finished_at", "dropped"),
    [
        (Phase.DRAFT, None, 1),
        (Phase.FINISHED, NOW, 2),
        (Phase.FINISHED, LATER, 0),
        (Phase.PAUSED, None, 0),
        (Phase.SCHEDULED, None, 0),
    ],
)
async def test_what_something_is_still_about_keeps_its_deliveries(
    ledger: Ledger, phase: Phase, finished_at: datetime | None, dropped: int
) -> None:
    async with ledger.writing() as connection:
        parent = await sent(connection, {1: DELIVERED})
        child = await draft(connection, purpose=Purpose.RECALL, parent=parent)
        if phase is not Phase.DRAFT:
            await audience.freeze(connection, child)
        await announcements.change(connection, child.id, phase=phase, finished_at=finished_at)
        assert await totals.expire(connection, LATER) == dropped
        assert await totals.is_summed_up(connection, parent.id) == (dropped > 0)


async def test_what_was_recalled_while_it_was_being_sent_ended_with_its_approval_at_the_latest(
    ledger: Ledger,
) -> None:
    async with ledger.writing() as connection:
        announcement = await sent(connection, {1: DELIVERED}, Phase.RECALLED)
        await announcements.change(connection, announcement.id, finished_at=None, approved_at=LATER)
        assert await totals.expire(connection, LATER) == 0
        assert await totals.expire(connection, LATER + timedelta(seconds=1)) == 1
