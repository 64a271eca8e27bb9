import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from announcements import afterwards, drafting, scheduling, steering
from announcements.canary import Canary
from announcements.desk import Desk
from announcements.sender import GATHER, GRACE, HEARTBEAT, LEASE
from domain.announcements import (
    Content,
    Delivered,
    DeliveryState,
    Gone,
    InDoubt,
    Moved,
    PauseReason,
    Phase,
    Rejected,
    Throttled,
    Unavailable,
)
from domain.languages import Language
from storage.ledger import leases, people
from tests.announcements import office
from tests.announcements.conftest import Post, idle, settled
from tests.announcements.faults import FaultyLedger, fail
from tests.announcements.office import ADMIN, counts, found, records, sent_to, subscribe
from tests.announcements.telegram import Telegram
from tests.conftest import Clock

DELIVERED, GONE, FAILED = DeliveryState.DELIVERED, DeliveryState.GONE, DeliveryState.FAILED
IN_DOUBT, SKIPPED, WAITING, SENDING = (
    DeliveryState.IN_DOUBT,
    DeliveryState.SKIPPED,
    DeliveryState.WAITING,
    DeliveryState.SENDING,
)
NO_CANARY = Canary(least=10_000)


# delivering


async def test_everybody_gets_it_once(desk: Desk, post: Post, telegram: Telegram) -> None:
    announcement = await sent_to(desk, range(1, 101))
    await post.run()
    assert telegram.delivered_to == list(range(1, 101))
    assert all(len(messages) == 1 for messages in telegram.arrived.values())
    assert await counts(desk, announcement.id) == {DELIVERED: 100}
    assert [told.phase for told in post.told] == [Phase.FINISHED]
    assert (await found(desk, announcement.id)).finished_at


async def test_each_person_gets_it_in_their_language(desk: Desk, post: Post, telegram: Telegram) -> None:
    for chat_id, language in enumerate(Language, start=1):
        await subscribe(desk, [chat_id], language)
    await sent_to(desk, [4])
    await post.run()
    assert telegram.arrived == {
        1: ["Hello in en"],
        2: ["Hello in ur"],
        3: ["Hello in ur-Latn"],
        4: ["Hello in en"],
    }


async def test_the_language_is_that_of_the_moment_of_sending(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    await sent_to(desk, [1])
    async with desk.ledger.writing() as connection:
        await people.choose_language(connection, 1, Language.URDU)
    await post.run()
    assert telegram.arrived[1] == ["Hello in ur"]


async def test_no_more_requests_are_open_than_allowed(desk: Desk, post: Post, telegram: Telegram) -> None:
    await sent_to(desk, range(1, 51))
    await post.run(post.sender(in_flight=5))
    assert telegram.most_open <= 5


async def test_every_request_has_its_intent_committed_before(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, range(1, 6))
    telegram.silent = True
    sender = post.sender()
    await settled(sender.turn())
    assert len(telegram.open) == 5
    rows = await records(desk.ledger, announcement.id)
    assert {(row.state, row.attempts) for row in rows.values()} == {(SENDING, 1)}
    assert all(row.attempt_started_at for row in rows.values())


async def test_a_slot_is_free_again_only_when_its_outcome_is_recorded(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, range(1, 11))
    telegram.silent = True
    sender = post.sender(in_flight=3)
    await settled(sender.turn())
    telegram.succeed(telegram.open[0])
    await idle()
    assert (await counts(desk, announcement.id))[SENDING] == 3
    await settled(sender.turn())
    assert await counts(desk, announcement.id) == {DELIVERED: 1, SENDING: 3, WAITING: 6}


@pytest.mark.parametrize("how", ["unsubscribed", "blocked", "forgotten"])
async def test_who_opts_out_before_their_turn_gets_nothing(
    desk: Desk, post: Post, telegram: Telegram, how: str
) -> None:
    announcement = await sent_to(desk, [1, 2])
    await office.opt_out(desk, 2, how)
    await post.run()
    assert telegram.delivered_to == [1]
    assert await counts(desk, announcement.id) == {DELIVERED: 1, SKIPPED: 1}
    assert await office.reasons(desk, announcement.id) == {how: 1}


async def test_many_who_opted_out_do_not_end_the_sending(desk: Desk, post: Post, telegram: Telegram) -> None:
    announcement = await sent_to(desk, range(1, 41))
    for chat_id in range(1, 40):
        await office.opt_out(desk, chat_id, "unsubscribed")
    await post.run()
    assert telegram.delivered_to == [40]
    assert await counts(desk, announcement.id) == {DELIVERED: 1, SKIPPED: 39}


async def test_who_comes_after_the_approval_does_not_get_it(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    await sent_to(desk, [1])
    await subscribe(desk, [2])
    await post.run()
    assert telegram.delivered_to == [1]


# outcomes


async def test_who_blocked_the_bot_is_marked_and_comes_back_by_writing(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, [1, 2])
    telegram.outcomes[1] = [Gone("blocked")]
    await post.run()
    assert await counts(desk, announcement.id) == {GONE: 1, DELIVERED: 1}
    async with desk.ledger.reading() as connection:
        gone, other = await people.find(connection, 1), await people.find(connection, 2)
    assert gone
    assert other
    assert gone.blocked_at == desk.now()
    assert other.blocked_at is None


async def test_a_group_that_moved_gets_it_once_under_its_new_number(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, [-7])
    telegram.outcomes[-7] = [Moved(-1007)]
    await post.run()
    assert telegram.delivered_to == [-1007]
    assert [request.delivery.chat_id for request in telegram.requests] == [-7, -1007]
    async with desk.ledger.reading() as connection:
        assert await people.find(connection, -7) is None
        assert await people.find(connection, -1007)
    [row] = (await records(desk.ledger, announcement.id)).values()
    assert (row.state, row.attempts) == (DELIVERED, 1)


async def test_a_group_that_has_moved_into_one_that_is_on_the_list_too_gets_it_once(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, [-7, -1007])
    telegram.outcomes[-7] = [Moved(-1007)]
    await post.run()
    assert telegram.arrived == {-1007: ["Hello in en"]}
    assert await counts(desk, announcement.id) == {DELIVERED: 1, SKIPPED: 1}


async def test_a_group_that_moves_for_ever_is_given_up(desk: Desk, post: Post, telegram: Telegram) -> None:
    announcement = await sent_to(desk, [-7])
    telegram.outcomes[-7], telegram.outcomes[-8] = [Moved(-8)], [Moved(-9)]
    await post.run()
    assert await counts(desk, announcement.id) == {FAILED: 1}
    assert await office.reasons(desk, announcement.id) == {"moved_again": 1}


async def test_a_rejected_delivery_has_failed_with_telegrams_reason(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, [1])
    telegram.outcomes[1] = [Rejected("message is too long")]
    await post.run()
    assert await counts(desk, announcement.id) == {FAILED: 1}
    assert await office.reasons(desk, announcement.id) == {"message is too long": 1}


async def test_what_is_in_doubt_is_never_sent_again_by_itself(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, [1, 2])
    telegram.outcomes[1] = [InDoubt("timed out")]
    await post.run()
    await post.run(until=lambda: len(post.slept) > 20)
    assert await counts(desk, announcement.id) == {IN_DOUBT: 1, DELIVERED: 1}
    assert len(telegram.requests) == 2


async def test_an_error_that_nobody_foresaw_is_a_doubt(desk: Desk, post: Post, telegram: Telegram) -> None:
    announcement = await sent_to(desk, [1])

    def fail(_delivery: object) -> None:
        raise RuntimeError

    telegram.on_request = fail
    await post.run()
    assert await counts(desk, announcement.id) == {IN_DOUBT: 1}


# being told to wait


async def test_after_429_nothing_is_sent_for_exactly_so_long_and_no_attempt_is_used_up(
    desk: Desk, post: Post, telegram: Telegram, clock: Clock
) -> None:
    announcement = await sent_to(desk, [1, 2])
    telegram.outcomes[1] = [Throttled(37)]
    before = clock()
    sent: list[tuple[int, int, timedelta]] = []
    telegram.on_request = lambda one: sent.append((one.chat_id, one.attempt, clock() - before))
    await post.run(post.sender(in_flight=1))
    assert await counts(desk, announcement.id) == {DELIVERED: 2}
    wait = timedelta(seconds=37)
    assert sent == [(1, 1, timedelta()), (1, 1, wait), (2, 1, wait)]


async def test_a_wait_of_telegram_holds_after_a_restart(
    desk: Desk, post: Post, telegram: Telegram, clock: Clock
) -> None:
    await sent_to(desk, [1])
    telegram.outcomes[1] = [Throttled(100)]
    until = clock() + timedelta(seconds=100)
    await post.run(until=lambda: len(telegram.requests) == 1)
    sent_at = []
    telegram.on_request = lambda _delivery: sent_at.append(clock())
    await post.run()
    assert sent_at == [until]


async def test_what_still_queues_when_429_comes_does_not_leave(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, [1, 2])
    telegram.silent, telegram.queued = True, {2}
    sender = post.sender()
    await settled(sender.turn())
    telegram.answer(telegram.open[0], Throttled(60))
    await idle()
    telegram.let_through()
    await idle()
    await settled(sender.turn())
    assert len(telegram.requests) == 1
    assert await counts(desk, announcement.id) == {WAITING: 2}


async def test_an_outage_is_sat_out_with_growing_rests_and_costs_nobody_the_announcement(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, range(1, 6))
    for chat_id in range(1, 6):
        telegram.outcomes[chat_id] = [Unavailable("connection refused")] * 4
    await post.run()
    assert await counts(desk, announcement.id) == {DELIVERED: 5}
    rests = [seconds for seconds in post.slept if seconds < HEARTBEAT]
    assert rests
    assert max(rests) > 2 * min(rests)


async def test_after_half_an_hour_without_telegram_the_announcement_is_paused(
    desk: Desk, post: Post, telegram: Telegram, clock: Clock
) -> None:
    announcement = await sent_to(desk, range(1, 6))
    for chat_id in range(1, 6):
        telegram.outcomes[chat_id] = [Unavailable("connection refused")] * 1000
    before, sender = clock(), post.sender()
    await settled(sender.turn())
    await sender.turn()
    clock.forward(minutes=29)
    await post.run(sender)
    paused = await found(desk, announcement.id)
    assert (paused.phase, paused.pause_reason) == (Phase.PAUSED, PauseReason.UNAVAILABLE)
    assert paused.pause_detail == "connection refused"
    assert timedelta(minutes=30) <= clock() - before < timedelta(minutes=32)
    assert await counts(desk, announcement.id) == {WAITING: 5}


# waves of errors


async def test_twenty_rejections_in_a_row_pause_it_and_tell(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, range(1, 51))
    for chat_id in range(1, 51):
        telegram.outcomes[chat_id] = [Rejected("can't parse entities")]
    await post.run(post.sender(in_flight=1, canary=NO_CANARY))
    assert await counts(desk, announcement.id) == {FAILED: 20, WAITING: 30}
    [told] = post.told
    assert (told.phase, told.pause_reason) == (Phase.PAUSED, PauseReason.REJECTED_IN_A_ROW)
    assert told.pause_detail == "can't parse entities"


async def test_what_is_in_flight_when_it_is_paused_does_not_pause_the_next_one(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    first = await sent_to(desk, range(1, 101))
    for chat_id in range(1, 101):
        telegram.outcomes[chat_id] = [Rejected("can't parse entities")]
    await post.run(post.sender(in_flight=64, canary=NO_CANARY))
    second = await office.approved(desk, await office.written(desk))
    telegram.outcomes.clear()
    await post.run(post.sender(in_flight=64, canary=NO_CANARY))
    assert (await found(desk, first.id)).phase is Phase.PAUSED
    assert (await found(desk, second.id)).phase is Phase.FINISHED


async def test_a_recall_is_not_paused_for_the_errors_of_what_it_overtakes(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    wrong = await sent_to(desk, [1])
    await post.run()
    await subscribe(desk, range(2, 51))
    other = await office.approved(desk, await office.written(desk))
    telegram.silent = True
    sender = post.sender(in_flight=20, canary=NO_CANARY)
    await settled(sender.turn())
    for request in list(telegram.open):
        telegram.answer(request, Rejected("can't parse entities"))
    await idle()
    recall = await office.approved(desk, await afterwards.recall(desk, ADMIN, wrong.id, office.TEXTS))
    await settled(sender.turn())
    assert [request.kind for request in telegram.open] == ["delete"]
    assert (await found(desk, recall.id)).phase is Phase.SENDING
    assert (await counts(desk, other.id))[FAILED] == 20


async def test_twenty_doubts_in_a_row_pause_it(desk: Desk, post: Post, telegram: Telegram) -> None:
    announcement = await sent_to(desk, range(1, 51))
    for chat_id in range(1, 51):
        telegram.outcomes[chat_id] = [InDoubt("timed out")]
    await post.run(post.sender(in_flight=4, canary=NO_CANARY))
    assert (await found(desk, announcement.id)).pause_reason is PauseReason.DOUBTS_IN_A_ROW
    assert (await counts(desk, announcement.id))[IN_DOUBT] <= 20 + 4


async def test_after_a_resume_the_rejections_that_paused_it_do_not_pause_it_again(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, range(1, 51))
    for chat_id in range(1, 21):
        telegram.outcomes[chat_id] = [Rejected("can't parse entities")]
    await post.run(post.sender(in_flight=1))
    assert (await found(desk, announcement.id)).pause_reason is PauseReason.REJECTED_IN_A_ROW
    await steering.resume(desk, ADMIN, announcement.id)
    await post.run()
    assert (await found(desk, announcement.id)).phase is Phase.FINISHED
    assert await counts(desk, announcement.id) == {FAILED: 20, DELIVERED: 30}


async def test_rejections_of_what_had_left_before_a_pause_do_not_count_after_a_resume(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, range(1, 51))
    telegram.silent = True
    sender = post.sender(in_flight=45, canary=NO_CANARY)
    await settled(sender.turn())
    for request in telegram.open[:20]:
        telegram.answer(request, Rejected("can't parse entities"))
    await idle()
    await settled(sender.turn())
    assert (await found(desk, announcement.id)).phase is Phase.PAUSED
    await steering.resume(desk, ADMIN, announcement.id)
    await settled(sender.turn())
    for request in telegram.open[:25]:
        telegram.answer(request, Rejected("can't parse entities"))
    await idle()
    await settled(sender.turn())
    assert (await found(desk, announcement.id)).phase is Phase.SENDING
    assert (await counts(desk, announcement.id))[FAILED] == 45


# the canary


async def test_the_canary_stops_an_announcement_that_is_rejected_too_often(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, range(1, 51))
    for chat_id in range(1, 51, 5):
        telegram.outcomes[chat_id] = [Rejected("bad file")]
    await post.run()
    paused = await found(desk, announcement.id)
    assert (paused.phase, paused.pause_reason) == (Phase.PAUSED, PauseReason.CANARY_REJECTED)
    assert (await counts(desk, announcement.id))[WAITING] == 30


async def test_the_canary_stops_an_announcement_for_people_who_are_gone(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, range(1, 51))
    for chat_id in range(1, 51, 2):
        telegram.outcomes[chat_id] = [Gone("chat_not_found")]
    await post.run()
    assert (await found(desk, announcement.id)).pause_reason is PauseReason.CANARY_GONE


async def test_until_the_canary_is_judged_nobody_else_gets_it(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, range(1, 51))
    telegram.silent = True
    sender = post.sender(in_flight=30)
    await settled(sender.turn())
    assert len(telegram.open) == 20
    for request in telegram.open[1:]:
        telegram.succeed(request)
    await idle()
    await settled(sender.turn())
    assert len(telegram.open) == 1
    telegram.succeed(telegram.open[0])
    await idle()
    await settled(sender.turn())
    assert len(telegram.open) == 30
    assert (await found(desk, announcement.id)).canary_passed


async def test_who_resumes_after_the_canary_sends_to_the_rest(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, range(1, 51))
    for chat_id in range(1, 11):
        telegram.outcomes[chat_id] = [Gone("blocked")]
    await post.run()
    await steering.resume(desk, ADMIN, announcement.id)
    await post.run()
    assert (await found(desk, announcement.id)).phase is Phase.FINISHED
    assert await counts(desk, announcement.id) == {GONE: 10, DELIVERED: 40}


# staff at the wheel


async def test_a_pause_starts_nothing_more_and_a_resume_goes_on_exactly_there(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, range(1, 11))
    telegram.silent = True
    sender = post.sender(in_flight=3)
    await settled(sender.turn())
    await steering.pause(desk, ADMIN, announcement.id)
    for request in list(telegram.open):
        telegram.succeed(request)
    await idle()
    await settled(sender.turn())
    assert telegram.open == []
    assert await counts(desk, announcement.id) == {DELIVERED: 3, WAITING: 7}
    await steering.resume(desk, ADMIN, announcement.id)
    telegram.silent = False
    await post.run(sender)
    assert await counts(desk, announcement.id) == {DELIVERED: 10}
    assert all(len(messages) == 1 for messages in telegram.arrived.values())


async def test_what_queues_when_it_is_paused_is_called_back(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, range(1, 4))
    telegram.queued = {1, 2, 3}
    sender = post.sender()
    await settled(sender.turn())
    assert (await counts(desk, announcement.id))[SENDING] == 3
    await steering.pause(desk, ADMIN, announcement.id)
    await settled(sender.turn())
    await settled(sender.turn())
    assert await counts(desk, announcement.id) == {WAITING: 3}


async def test_a_cancel_skips_what_waits_and_keeps_what_was_delivered(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, range(1, 11))
    telegram.silent = True
    sender = post.sender(in_flight=3)
    await settled(sender.turn())
    await steering.cancel(desk, ADMIN, announcement.id)
    telegram.succeed(telegram.open[0])
    telegram.answer(telegram.open[0], Throttled(5))
    telegram.answer(telegram.open[0], Unavailable("502"))
    await idle()
    await settled(sender.turn())
    assert await counts(desk, announcement.id) == {DELIVERED: 1, SKIPPED: 9}


async def test_a_staff_action_wakes_the_sender_at_once(desk: Desk, post: Post, telegram: Telegram) -> None:
    asleep, for_ever = asyncio.Event(), asyncio.Event()

    async def sleep(_seconds: float) -> None:
        asleep.set()
        await for_ever.wait()

    sender = post.sender()
    sender._sleep = sleep
    running = asyncio.create_task(sender.run())
    await asleep.wait()
    await sent_to(Desk(desk.ledger, desk.now, listeners=[sender.wake]), [1])
    await post.news.wait()
    for_ever.set()
    sender.stop()
    await running
    assert telegram.delivered_to == [1]


async def test_outcomes_wait_a_little_for_others_to_share_a_turn_with(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, range(1, 21))
    telegram.silent = True
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        await asyncio.Event().wait()

    sender = post.sender(in_flight=8)
    sender._sleep = sleep
    running = asyncio.create_task(sender.run())
    while len(telegram.open) < 8:
        await idle()
    telegram.succeed(telegram.open[0])
    await idle()
    assert slept == [HEARTBEAT, GATHER]
    assert await counts(desk, announcement.id) == {SENDING: 8, WAITING: 12}
    telegram.succeed(telegram.open[0])
    while len(telegram.requests) < 10:
        await idle()
    assert await counts(desk, announcement.id) == {DELIVERED: 2, SENDING: 8, WAITING: 10}
    for request in list(telegram.open):
        telegram.succeed(request)
    sender.stop()
    await running


async def test_a_scheduled_announcement_starts_at_its_moment_and_not_before(
    desk: Desk, post: Post, telegram: Telegram, clock: Clock
) -> None:
    await subscribe(desk, [1])
    draft = await office.written(desk)
    moment = clock() + timedelta(minutes=2)
    await scheduling.schedule(desk, ADMIN, draft.id, moment)
    await office.approved(desk, draft)
    sent_at = []
    telegram.on_request = lambda _delivery: sent_at.append(clock())
    await post.run()
    assert moment <= sent_at[0] <= moment + timedelta(seconds=HEARTBEAT)


async def test_a_recall_overtakes_everything_else(desk: Desk, post: Post, telegram: Telegram) -> None:
    wrong = await sent_to(desk, [1])
    await post.run()
    await subscribe(desk, range(2, 41))
    other = await office.approved(desk, await office.written(desk))
    await office.approved(desk, await afterwards.recall(desk, ADMIN, wrong.id, office.TEXTS))
    await post.run()
    assert telegram.requests[1].kind == "delete"
    assert (await counts(desk, other.id)).get(DELIVERED, 0) == 0


# restarts and other machines


async def test_a_graceful_stop_gives_back_what_has_not_left_and_records_what_has(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, range(1, 7))
    telegram.silent, telegram.queued = True, {4, 5, 6}
    sender = post.sender()
    running = asyncio.create_task(sender.run())
    while len(telegram.open) < 3:
        await idle()
    sender.stop()
    telegram.succeed(telegram.open[0])
    telegram.succeed(telegram.open[0])
    await running
    assert await counts(desk, announcement.id) == {DELIVERED: 2, IN_DOUBT: 1, WAITING: 3}
    rows = (await records(desk.ledger, announcement.id)).values()
    assert {row.attempts for row in rows if row.state is WAITING} == {0}
    async with desk.ledger.writing() as connection:
        assert await leases.hold(connection, leases.SENDER, "next", desk.now(), LEASE) is leases.Hold.TAKEN


async def test_a_stop_waits_less_than_ten_seconds_for_requests_that_hang(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, range(1, 7))
    telegram.silent, telegram.queued = True, {5, 6}
    slept: list[float] = []
    stopped = asyncio.Event()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        await stopped.wait()

    sender = post.sender()
    sender._sleep = sleep
    running = asyncio.create_task(sender.run())
    while len(telegram.open) < 4:
        await idle()
    stopped.set()
    sender.stop()
    await running
    assert slept[-1] == GRACE < 10
    assert await counts(desk, announcement.id) == {IN_DOUBT: 4, WAITING: 2}
    assert await office.reasons(desk, announcement.id) == {"stopped": 4}
    telegram.silent = False
    telegram.let_through()
    await post.run()
    assert await counts(desk, announcement.id) == {IN_DOUBT: 4, DELIVERED: 2}


async def test_a_killed_sender_leaves_at_most_what_was_in_flight_in_doubt(
    desk: Desk, post: Post, telegram: Telegram, clock: Clock
) -> None:
    announcement = await sent_to(desk, range(1, 31))
    telegram.silent = True
    killed = post.sender(in_flight=4)
    await settled(killed.turn())
    telegram.take(telegram.open[0])
    telegram.silent = False
    clock.forward(seconds=LEASE.total_seconds())
    await post.run()
    assert await counts(desk, announcement.id) == {IN_DOUBT: 4, DELIVERED: 26}
    assert await office.reasons(desk, announcement.id) == {"interrupted": 4}
    assert all(len(messages) == 1 for messages in telegram.arrived.values())


async def test_only_one_of_two_senders_sends(
    desk: Desk, post: Post, telegram: Telegram, clock: Clock
) -> None:
    announcement = await sent_to(desk, range(1, 31))
    telegram.silent = True
    first, second = post.sender(in_flight=2), post.sender(in_flight=2)
    await settled(first.turn())
    await settled(second.turn())
    assert {request.delivery.chat_id for request in telegram.open} == {1, 2}
    assert (await counts(desk, announcement.id))[SENDING] == 2
    for request in list(telegram.open):
        telegram.answer(request, Delivered(request.delivery.chat_id))


async def test_a_sender_that_lost_its_lease_lets_nothing_leave_any_more(
    desk: Desk, post: Post, telegram: Telegram, clock: Clock
) -> None:
    announcement = await sent_to(desk, [1, 2])
    telegram.queued = {1, 2}
    stalled = post.sender()
    await settled(stalled.turn())
    clock.forward(seconds=LEASE.total_seconds())
    await settled(post.sender().turn())
    telegram.let_through()
    await settled(stalled.turn())
    assert telegram.requests == []
    assert await counts(desk, announcement.id) == {IN_DOUBT: 2}


async def test_a_late_answer_to_a_sender_that_seemed_dead_resolves_the_doubt(
    desk: Desk, post: Post, telegram: Telegram, clock: Clock
) -> None:
    announcement = await sent_to(desk, [1])
    telegram.silent = True
    stalled, other = post.sender(), post.sender()
    await settled(stalled.turn())
    clock.forward(seconds=LEASE.total_seconds())
    await settled(other.turn())
    assert await counts(desk, announcement.id) == {IN_DOUBT: 1}
    telegram.succeed(telegram.open[0])
    await idle()
    await stalled.turn()
    assert await counts(desk, announcement.id) == {DELIVERED: 1}


async def test_what_surely_did_not_leave_a_sender_that_seemed_dead_is_no_doubt_and_is_sent_after_all(
    desk: Desk, post: Post, telegram: Telegram, clock: Clock
) -> None:
    announcement = await sent_to(desk, [1, 2, 3])
    telegram.silent, telegram.queued = True, {1}
    stalled, other = post.sender(), post.sender()
    await settled(stalled.turn())
    clock.forward(seconds=LEASE.total_seconds())
    await settled(other.turn())
    await settled(other.turn())
    assert await counts(desk, announcement.id) == {IN_DOUBT: 3}
    assert (await found(desk, announcement.id)).phase is Phase.FINISHED
    telegram.let_through()
    telegram.answer(telegram.open[0], Unavailable("502"))
    await idle()
    await stalled.turn()
    assert await counts(desk, announcement.id) == {IN_DOUBT: 1, WAITING: 2}
    assert (await found(desk, announcement.id)).phase is Phase.SENDING
    telegram.silent = False
    await post.run(other)
    assert await counts(desk, announcement.id) == {IN_DOUBT: 1, DELIVERED: 2}
    assert telegram.arrived == {1: ["Hello in en"], 2: ["Hello in en"]}
    assert (await found(desk, announcement.id)).phase is Phase.FINISHED


async def test_two_senders_between_which_the_lease_goes_to_and_fro_send_to_everybody_once(
    desk: Desk, post: Post, telegram: Telegram, clock: Clock
) -> None:
    announcement = await sent_to(desk, range(1, 31))
    senders = [post.sender(in_flight=4), post.sender(in_flight=4)]
    for turn in range(20):
        clock.forward(seconds=LEASE.total_seconds())
        await settled(senders[turn % 2].turn())
    assert await counts(desk, announcement.id) == {DELIVERED: 30}
    assert all(len(messages) == 1 for messages in telegram.arrived.values())


async def test_what_queues_at_a_sender_that_stalled_does_not_leave_when_its_lease_comes_back(
    desk: Desk, post: Post, telegram: Telegram, clock: Clock
) -> None:
    announcement = await sent_to(desk, [1])
    stalled, other = post.sender(), post.sender()
    telegram.queued = {1}
    await settled(stalled.turn())
    telegram.queued = set()
    clock.forward(seconds=LEASE.total_seconds())
    await settled(other.turn())
    await afterwards.resend(desk, ADMIN, announcement.id)
    await settled(other.turn())
    assert telegram.arrived[1] == ["Hello in en"]
    clock.forward(seconds=LEASE.total_seconds())
    await settled(stalled.turn())
    telegram.let_through()
    await idle()
    await settled(other.turn())
    assert telegram.arrived[1] == ["Hello in en"]
    assert await counts(desk, announcement.id) == {DELIVERED: 1}


async def test_what_a_dead_sender_left_is_found_by_one_that_is_still_waiting_for_an_earlier_attempt_at_it(
    desk: Desk, post: Post, telegram: Telegram, clock: Clock
) -> None:
    announcement = await sent_to(desk, [1])
    telegram.silent = True
    stalled, dead = post.sender(), post.sender()
    await settled(stalled.turn())
    clock.forward(seconds=LEASE.total_seconds())
    await settled(dead.turn())
    await afterwards.resend(desk, ADMIN, announcement.id)
    await settled(dead.turn())
    assert len(telegram.open) == 2
    clock.forward(seconds=LEASE.total_seconds())
    await settled(stalled.turn())
    assert await counts(desk, announcement.id) == {IN_DOUBT: 1}


async def test_when_the_lease_runs_out_during_a_turn_nothing_of_what_was_claimed_leaves(
    desk: Desk, post: Post, telegram: Telegram, clock: Clock
) -> None:
    announcement = await sent_to(desk, [1, 2])
    ledger = FaultyLedger(desk.ledger)
    sender = replace(post, ledger=ledger).sender()
    ledger.before_commit = [lambda: clock.forward(seconds=LEASE.total_seconds())]
    await settled(sender.turn())
    assert (await counts(desk, announcement.id)) == {SENDING: 2}
    assert telegram.requests == []
    ledger.before_commit.clear()
    await post.run(sender)
    assert await counts(desk, announcement.id) == {DELIVERED: 2}
    assert [request.delivery.attempt for request in telegram.requests] == [1, 1]


async def test_a_turn_that_fails_before_its_commit_is_done_again(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, range(1, 6))
    ledger = FaultyLedger(desk.ledger)
    sender = replace(post, ledger=ledger).sender(in_flight=2)
    await settled(sender.turn())
    ledger.before_commit = [fail]
    for _ in range(2):
        await settled(sender._turn_or_try_again())
    assert await counts(desk, announcement.id) == {SENDING: 2, WAITING: 3}
    ledger.before_commit.clear()
    await post.run(sender)
    assert await counts(desk, announcement.id) == {DELIVERED: 5}
    assert len(telegram.requests) == 5


async def test_what_was_claimed_by_a_commit_of_which_nobody_knows_is_in_doubt_and_no_outcome_is_lost(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, range(1, 8))
    ledger = FaultyLedger(desk.ledger)
    sender = replace(post, ledger=ledger).sender(in_flight=2)
    await settled(sender.turn())
    ledger.after_commit = [fail]
    await settled(sender._turn_or_try_again())
    assert await counts(desk, announcement.id) == {DELIVERED: 2, SENDING: 2, WAITING: 3}
    ledger.after_commit.clear()
    await post.run(sender)
    assert await counts(desk, announcement.id) == {DELIVERED: 5, IN_DOUBT: 2}
    assert telegram.delivered_to == [1, 2, 5, 6, 7]
    assert len(telegram.requests) == 5


async def test_a_ledger_that_fails_for_a_while_loses_no_outcome(
    desk: Desk, post: Post, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    announcement = await sent_to(desk, range(1, 6))
    sender = post.sender(in_flight=2)
    failures = iter([False, True, True, False, True])
    turn = sender.turn

    async def fail_now_and_then() -> float:
        if next(failures, False):
            raise OSError("disk full")
        return await turn()

    monkeypatch.setattr(sender, "turn", fail_now_and_then)
    await post.run(sender)
    assert await counts(desk, announcement.id) == {DELIVERED: 5}
    assert all(len(messages) == 1 for messages in telegram.arrived.values())


async def test_an_edited_draft_is_sent_as_edited(desk: Desk, post: Post, telegram: Telegram) -> None:
    announcement = await sent_to(desk, [1])
    await steering.pause(desk, ADMIN, announcement.id)
    edited = Content("Hello again")
    await drafting.write(desk, ADMIN, announcement.id, Language.ENGLISH, edited)
    await office.approved(desk, announcement)
    await post.run()
    assert telegram.arrived[1] == ["Hello again"]
