import asyncio
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from domain.announcements import (
    Announcement,
    Delivery,
    DeliveryState,
    Phase,
    Purpose,
    Settlement,
    Verdict,
)
from domain.languages import Language
from storage.ledger import announcements, audience, deliveries, people, recording, settling
from storage.ledger.engine import Ledger, open_ledger
from tests.storage.ledger.announcing import NOW, claimed, draft, frozen, record, subscribers

WAITING, SENDING, DELIVERED = DeliveryState.WAITING, DeliveryState.SENDING, DeliveryState.DELIVERED
GONE, FAILED, SKIPPED = DeliveryState.GONE, DeliveryState.FAILED, DeliveryState.SKIPPED
IN_DOUBT = DeliveryState.IN_DOUBT
LATER = NOW + timedelta(minutes=1)


async def counts(ledger: Ledger, announcement: Announcement) -> dict[DeliveryState, int]:
    async with ledger.reading() as connection:
        return await deliveries.counts(connection, announcement.id)


# freezing


async def test_everybody_of_the_audience_has_one_delivery_that_waits(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, range(1, 6))
        page = await settling.page(connection, announcement.id, 0, 10)
    assert [(one.state, one.attempts) for one in page] == [(WAITING, 0)] * 5
    assert {one.person_id for one in page} == {1, 2, 3, 4, 5}


async def test_the_first_hundredth_is_made_of_old_and_new_people_alike(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, range(1, 301))
        page = await settling.page(connection, announcement.id, 0, 3)
    assert [one.person_id for one in page] == [100, 200, 300]


# claiming


async def test_a_claim_takes_as_many_as_it_may_in_order_and_writes_the_intent(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, range(1, 6))
        first = await deliveries.claim(connection, announcement, "one", 2, NOW)
        second = await deliveries.claim(connection, announcement, "one", 9, NOW)
        page = await settling.page(connection, announcement.id, 0, 10)
    assert [one.chat_id for one in first.deliveries] == [1, 2]
    assert [one.chat_id for one in second.deliveries] == [3, 4, 5]
    assert {one.attempt for one in first.deliveries} == {1}
    assert {(one.state, one.attempts, one.attempt_started_at) for one in page} == {(SENDING, 1, NOW)}


async def test_nobody_is_claimed_twice_however_many_claim_at_once(
    ledger: Ledger, url: str, backups: Path
) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, range(1, 61))

    async def claim(ledger: Ledger, sender: str) -> list[int]:
        async with ledger.writing() as connection:
            return [one.chat_id for one in await claimed(connection, announcement, 5, sender)]

    async with AsyncExitStack() as stack:
        ledgers = [await stack.enter_async_context(open_ledger(url, backups)) for _ in range(3)]
        claims = await asyncio.gather(*(claim(one, str(i)) for i, one in enumerate(ledgers * 5)))
    assert sorted(chat_id for each in claims for chat_id in each) == list(range(1, 61))


@pytest.mark.parametrize("reason", ["unsubscribed", "blocked", "forgotten"])
async def test_a_claim_skips_who_has_opted_out_since(ledger: Ledger, reason: str) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, [1, 2])
        if reason == "unsubscribed":
            await people.unsubscribe(connection, 1)
        elif reason == "blocked":
            await people.mark_blocked(connection, 1, NOW)
        else:
            await people.forget(connection, 1)
        claim = await deliveries.claim(connection, announcement, "one", 5, NOW)
        page = await settling.page(connection, announcement.id, 0, 10)
    assert ([one.chat_id for one in claim.deliveries], claim.skipped) == ([2], 1)
    assert [(one.state, one.reason) for one in page] == [(SKIPPED, reason), (SENDING, None)]


async def test_nothing_in_the_delivery_of_a_forgotten_person_leads_to_their_chat(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, [1])
        await people.forget(connection, 1)
        again = await people.remember(connection, 1, NOW.date())
        await people.subscribe(connection, 1, NOW)
        claim = await deliveries.claim(connection, announcement, "one", 5, NOW)
        [row] = await settling.page(connection, announcement.id, 0, 10)
    assert claim.deliveries == []
    assert row.person_id != again.id


async def test_the_language_is_that_of_the_claim(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, [1, 2])
        await people.choose_language(connection, 2, Language.URDU)
        assert await deliveries.waiting_by_language(connection, announcement.id) == {
            Language.ENGLISH: 1,
            Language.URDU: 1,
        }
        languages = [one.language for one in await claimed(connection, announcement)]
    assert languages == [Language.ENGLISH, Language.URDU]


# recording


async def test_outcomes_are_written_in_one_go(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, range(1, 5))
        ended = zip(await claimed(connection, announcement), (DELIVERED, GONE, FAILED, IN_DOUBT), strict=True)
        verdicts = [
            Verdict(one, state, None if state is DELIVERED else "why", 5, Language.URDU)
            for one, state in ended
        ]
        await recording.record(connection, "one", verdicts, LATER)
        page = await settling.page(connection, announcement.id, 0, 10)
    assert [one.state for one in page] == [DELIVERED, GONE, FAILED, IN_DOUBT]
    assert [one.reason for one in page] == [None, "why", "why", "why"]
    assert {(one.finished_at, one.language) for one in page} == {(LATER, Language.URDU)}


async def test_who_is_gone_is_marked_as_blocking_in_the_same_transaction(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, [1, 2])
        first, second = await claimed(connection, announcement)
        await record(connection, first, GONE)
        await record(connection, second, DELIVERED)
        gone, other = await people.find(connection, 1), await people.find(connection, 2)
    assert gone
    assert other
    assert (gone.blocked_at, other.blocked_at) == (NOW, None)


async def test_what_comes_back_waits_again_and_its_attempt_counts_only_if_it_was_used_up(
    ledger: Ledger,
) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, [1, 2])
        used_up, not_used_up = await claimed(connection, announcement)
        verdicts = [Verdict(used_up, WAITING), Verdict(not_used_up, WAITING, used_up=False, moved=True)]
        await recording.record(connection, "one", verdicts, NOW)
        page = await settling.page(connection, announcement.id, 0, 10)
        again = await claimed(connection, announcement)
    assert [(one.state, one.attempts) for one in page] == [(WAITING, 1), (WAITING, 0)]
    assert [(one.attempt, one.moved) for one in again] == [(2, False), (1, True)]


async def test_what_comes_back_to_a_cancelled_announcement_is_skipped(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, [1])
        [one] = await claimed(connection, announcement)
        await announcements.change(connection, announcement.id, phase=Phase.CANCELLED)
        assert await deliveries.skip_waiting(connection, announcement.id, NOW) == 0
        await recording.record(connection, "one", [Verdict(one, WAITING)], NOW)
        [row] = await settling.page(connection, announcement.id, 0, 10)
    assert (row.state, row.reason) == (SKIPPED, "cancelled")


async def test_an_outcome_counts_only_from_who_made_that_attempt(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, [1])
        [one] = await claimed(connection, announcement, sender="one")
        await record(connection, one, DELIVERED, sender="another")
    assert await counts(ledger, announcement) == {SENDING: 1}


@pytest.mark.parametrize("next_sender", ["one", "two"])
async def test_a_late_outcome_resolves_the_doubt_but_not_that_of_a_newer_attempt(
    ledger: Ledger, next_sender: str
) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, [1, 2])
        first, second = await claimed(connection, announcement)
        assert await recording.recover(connection, "two", [], NOW) == 2
        await settling.settle(connection, announcement.id, Settlement.RESEND, [second.id])
        await claimed(connection, announcement, sender=next_sender)
        await record(connection, first, DELIVERED)
        await record(connection, second, DELIVERED)
    assert await counts(ledger, announcement) == {DELIVERED: 1, SENDING: 1}


async def test_what_turns_out_to_have_arrived_is_not_sent_again_although_staff_wanted_that(
    ledger: Ledger,
) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, [1, 2])
        arrived, rejected = await claimed(connection, announcement)
        await recording.recover(connection, "two", [], NOW)
        await settling.settle(connection, announcement.id, Settlement.RESEND, None)
        await record(connection, arrived, DELIVERED)
        await record(connection, rejected, FAILED)
    assert await counts(ledger, announcement) == {DELIVERED: 1, WAITING: 1}


@pytest.mark.parametrize("over", ["cancelled", "unsubscribed"])
async def test_what_turns_out_to_have_arrived_is_recorded_although_it_is_not_sent_again_any_more(
    ledger: Ledger, over: str
) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, [1, 2])
        arrived, _ = await claimed(connection, announcement)
        await recording.recover(connection, "two", [], NOW)
        await settling.settle(connection, announcement.id, Settlement.RESEND, [arrived.id])
        if over == "cancelled":
            await announcements.change(connection, announcement.id, phase=Phase.CANCELLED)
            await deliveries.skip_waiting(connection, announcement.id, NOW)
        else:
            await people.unsubscribe(connection, 1)
            await claimed(connection, announcement)
        await record(connection, arrived, DELIVERED)
    assert await counts(ledger, announcement) == {DELIVERED: 1, IN_DOUBT: 1}


async def test_what_surely_was_not_sent_before_a_cancel_is_no_doubt_any_more(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, [1])
        [one] = await claimed(connection, announcement)
        await recording.recover(connection, "two", [], NOW)
        await settling.settle(connection, announcement.id, Settlement.RESEND, None)
        await announcements.change(connection, announcement.id, phase=Phase.CANCELLED)
        await deliveries.skip_waiting(connection, announcement.id, NOW)
        assert await deliveries.counts(connection, announcement.id) == {IN_DOUBT: 1}
        await recording.record(connection, "one", [Verdict(one, WAITING, used_up=False)], LATER)
    assert await counts(ledger, announcement) == {SKIPPED: 1}


async def test_a_doubt_about_what_surely_was_not_sent_is_none_unless_staff_left_it(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, [1, 2])
        first, left = await claimed(connection, announcement)
        await recording.recover(connection, "two", [], NOW)
        await settling.settle(connection, announcement.id, Settlement.LEAVE, [left.id])
        back = [Verdict(one, WAITING, used_up=False) for one in (first, left)]
        await recording.record(connection, "one", back, LATER)
        waits, stays = await settling.page(connection, announcement.id, 0, 10)
    assert (waits.state, waits.attempts, waits.reason, waits.finished_at) == (WAITING, 0, None, None)
    assert (stays.state, stays.settled) == (IN_DOUBT, Settlement.LEAVE)


async def test_a_reason_too_long_is_cut(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, [1])
        [one] = await claimed(connection, announcement)
        await recording.record(connection, "one", [Verdict(one, FAILED, "x" * 500)], NOW)
        [row] = await settling.page(connection, announcement.id, 0, 10)
    assert row.reason == "x" * 200


# recovering


async def test_what_a_dead_sender_left_is_in_doubt_and_nothing_else_changes(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, range(1, 6))
        first, second, third = await claimed(connection, announcement, 3)
        await record(connection, first, DELIVERED)
        assert await recording.recover(connection, "one", [third], LATER) == 1
        page = await settling.in_doubt(connection, announcement.id, 0, 10)
    assert [(one.id, one.reason, one.finished_at) for one in page] == [(second.id, "interrupted", LATER)]
    assert await counts(ledger, announcement) == {DELIVERED: 1, IN_DOUBT: 1, SENDING: 1, WAITING: 2}


async def test_what_was_left_of_a_later_attempt_is_in_doubt_although_an_earlier_one_is_under_way(
    ledger: Ledger,
) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, [1])
        [earlier] = await claimed(connection, announcement, sender="one")
        assert await recording.recover(connection, "two", [], NOW) == 1
        await settling.settle(connection, announcement.id, Settlement.RESEND, None)
        await claimed(connection, announcement, sender="two")
        assert await recording.recover(connection, "one", [earlier], LATER) == 1
    assert await counts(ledger, announcement) == {IN_DOUBT: 1}


async def test_something_is_left_as_long_as_a_delivery_waits_or_is_sent(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, [1])
        assert await deliveries.is_left(connection, announcement.id)
        [one] = await claimed(connection, announcement)
        assert await deliveries.is_left(connection, announcement.id)
        await record(connection, one, IN_DOUBT)
        assert not await deliveries.is_left(connection, announcement.id)


async def test_the_canary_counts_what_was_tried_since_a_moment(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, [1, 2, 3])
        [early] = await claimed(connection, announcement, 1)
        await record(connection, early, FAILED)
        await deliveries.claim(connection, announcement, "one", 1, LATER)
        assert await deliveries.tried(connection, announcement.id, NOW) == {FAILED: 1, SENDING: 1}
        assert await deliveries.tried(connection, announcement.id, LATER) == {SENDING: 1}


# settling


async def test_those_that_failed_wait_again(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, [1, 2])
        first, second = await claimed(connection, announcement)
        await record(connection, first, FAILED)
        await record(connection, second, DELIVERED)
        assert await settling.retry_failed(connection, announcement.id) == 1
        assert await settling.reasons(connection, announcement.id) == [(DELIVERED, "because", 1)]
    assert await counts(ledger, announcement) == {WAITING: 1, DELIVERED: 1}


async def test_a_doubt_is_settled_once(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, range(1, 4))
        first, second, _ = await claimed(connection, announcement)
        await recording.recover(connection, "two", [], NOW)
        settle = settling.settle
        assert await settle(connection, announcement.id, Settlement.LEAVE, [first.id]) == 1
        assert await settle(connection, announcement.id, Settlement.RESEND, [first.id, second.id]) == 1
        assert await settle(connection, announcement.id, Settlement.LEAVE, None) == 1
        assert await settling.count_in_doubt(connection, announcement.id) == 0
    assert await counts(ledger, announcement) == {IN_DOUBT: 2, WAITING: 1}


async def test_reasons_are_grouped_and_the_most_frequent_come_first(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, range(1, 5))
        one, *others = await claimed(connection, announcement)
        await record(connection, one, FAILED)
        for other in others:
            await record(connection, other, GONE)
        assert await settling.reasons(connection, announcement.id) == [
            (GONE, "because", 3),
            (FAILED, "because", 1),
        ]


async def test_attempts_are_counted_from_a_moment_on(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, [1, 2])
        for one in await claimed(connection, announcement):
            await record(connection, one, DELIVERED)
        assert await settling.attempted_since(connection, announcement.id, NOW) == 2
        assert await settling.attempted_since(connection, announcement.id, LATER) == 0


async def test_deliveries_are_dropped_only_as_long_as_none_was_attempted(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        untouched, touched = await frozen(connection, [1, 2]), await frozen(connection, [3])
        await claimed(connection, touched, 1)
        assert await settling.thaw(connection, untouched.id)
        assert not await settling.thaw(connection, touched.id)
        assert not await settling.is_frozen(connection, untouched.id)
        assert await settling.is_frozen(connection, touched.id)


# announcements with a parent


async def child(ledger: Ledger, purpose: Purpose, states: dict[int, DeliveryState]) -> Announcement:
    """An announcement with a parent that has been delivered like this, by chat."""
    async with ledger.writing() as connection:
        parent = await frozen(connection, states)
        for one in await claimed(connection, parent):
            if states[one.chat_id] is not SENDING:
                await record(connection, one, states[one.chat_id])
        announcement = await draft(connection, purpose=purpose, parent=parent)
        await audience.freeze(connection, announcement)
    return announcement


@pytest.mark.parametrize(
    ("purpose", "may_have_it"),
    [(Purpose.FOLLOW_UP, [(3, None, None)]), (Purpose.CORRECTION, [(3, None, None)]), (Purpose.RECALL, [])],
)
async def test_it_goes_to_those_who_have_the_parent_or_may_have_it_and_knows_their_messages(
    ledger: Ledger, purpose: Purpose, may_have_it: list[tuple[int, None, None]]
) -> None:
    announcement = await child(ledger, purpose, {1: DELIVERED, 2: FAILED, 3: IN_DOUBT, 4: DELIVERED})
    async with ledger.writing() as connection:
        known = await claimed(connection, announcement)
    assert [(one.chat_id, one.original_message_id, one.original_at) for one in known] == [
        (1, 1, NOW),
        *may_have_it,
        (4, 4, NOW),
    ]


async def test_whoever_is_just_getting_the_parent_waits_until_that_is_known(ledger: Ledger) -> None:
    announcement = await child(ledger, Purpose.RECALL, {1: SENDING, 2: SENDING})
    async with ledger.writing() as connection:
        assert await deliveries.claim(connection, announcement, "one", 5, NOW) == deliveries.Claim([], 0)
        parent = announcement.parent_id
        assert parent
        page = await settling.page(connection, parent, 0, 5)
        sent = [
            Delivery(one.id, parent, one.person_id, one.person_id, Language.ENGLISH, attempt=1)
            for one in page
        ]
        await record(connection, sent[0], DELIVERED)
        await record(connection, sent[1], FAILED)
        claim = await deliveries.claim(connection, announcement, "one", 5, NOW)
        [_, skipped] = await settling.page(connection, announcement.id, 0, 5)
    assert ([one.chat_id for one in claim.deliveries], claim.skipped) == ([1], 1)
    assert skipped.reason == "no_message"


@pytest.mark.parametrize(
    ("purpose", "reached"), [(Purpose.FOLLOW_UP, [2]), (Purpose.CORRECTION, [1, 2]), (Purpose.RECALL, [1, 2])]
)
async def test_only_what_is_new_is_kept_from_those_who_unsubscribed(
    ledger: Ledger, purpose: Purpose, reached: list[int]
) -> None:
    announcement = await child(ledger, purpose, {1: DELIVERED, 2: DELIVERED})
    async with ledger.writing() as connection:
        await people.unsubscribe(connection, 1)
        assert [one.chat_id for one in await claimed(connection, announcement)] == reached


# groups that move


async def test_the_deliveries_of_a_group_follow_it_into_its_supergroup(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, [-7])
        await subscribers(connection, [-1007])
        await people.migrate_chat(connection, -7, -1007)
        assert [one.chat_id for one in await claimed(connection, announcement)] == [-1007]


async def test_a_group_and_its_supergroup_on_one_list_get_it_once(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        announcement = await frozen(connection, [-7, -1007])
        await people.migrate_chat(connection, -7, -1007)
        claim = await deliveries.claim(connection, announcement, "one", 5, NOW)
    assert ([one.chat_id for one in claim.deliveries], claim.skipped) == ([-1007], 1)
