from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from announcements import afterwards, approving, drafting, reporting, steering
from announcements.desk import Desk
from announcements.errors import AudienceFrozen, OtherAttachment, TextsMissing, TooLongAgo, WrongPhase
from domain.announcements import (
    EVERYBODY,
    Announcement,
    Attachment,
    AttachmentKind,
    Content,
    DeliveryState,
    Gone,
    InDoubt,
    Moved,
    PauseReason,
    Phase,
    Purpose,
    Rejected,
)
from domain.languages import Language
from storage.ledger import people, totals
from tests.announcements import office
from tests.announcements.conftest import Post, idle, settled
from tests.announcements.office import (
    ADMIN,
    ANNOUNCER,
    approved,
    counts,
    found,
    records,
    sent_to,
    subscribe,
    written,
)
from tests.announcements.telegram import Telegram
from tests.conftest import Clock

WITHDRAWN = {language: Content(f"Withdrawn in {language}") for language in Language}
DELIVERED, SKIPPED, IN_DOUBT = DeliveryState.DELIVERED, DeliveryState.SKIPPED, DeliveryState.IN_DOUBT


@pytest.fixture
async def sent(desk: Desk, post: Post, telegram: Telegram) -> Announcement:
    """An announcement that 1 to 4 have; 5 is gone, 6 in doubt, 7 was rejected."""
    telegram.outcomes[5], telegram.outcomes[6] = [Gone("blocked")], [InDoubt("timed out")]
    telegram.outcomes[7] = [Rejected("bad file")]
    announcement = await sent_to(desk, range(1, 8))
    await post.run()
    return await found(desk, announcement.id)


def asked(telegram: Telegram, kind: str) -> dict[int, tuple[int | None, str]]:
    """Requests of a kind, by chat: which message they are about, and their text."""
    return {
        request.delivery.chat_id: (request.delivery.original_message_id, request.html)
        for request in telegram.requests
        if request.kind == kind
    }


# corrections


async def test_a_correction_takes_the_place_of_the_messages_people_have(
    desk: Desk, post: Post, telegram: Telegram, sent: Announcement
) -> None:
    correction = await afterwards.correct(desk, ANNOUNCER, sent.id)
    assert (correction.purpose, correction.parent_id) == (Purpose.CORRECTION, sent.id)
    await drafting.write(desk, ANNOUNCER, correction.id, Language.ENGLISH, Content("Right now"))
    await approved(desk, correction)
    await post.run()
    assert asked(telegram, "edit") == {chat_id: (chat_id, "Right now") for chat_id in range(1, 5)}
    assert await counts(desk, correction.id) == {DELIVERED: 5}


async def test_who_may_have_it_gets_the_correction_as_a_message_of_its_own_and_only_once(
    desk: Desk, post: Post, telegram: Telegram, sent: Announcement
) -> None:
    await approved(desk, await afterwards.correct(desk, ANNOUNCER, sent.id))
    assert await afterwards.resend(desk, ANNOUNCER, sent.id) == 0
    await post.run()
    assert telegram.arrived[6] == ["Hello in en"]
    assert (await counts(desk, sent.id))[IN_DOUBT] == 1


async def test_what_a_correction_brought_can_be_corrected_answered_and_taken_back(
    desk: Desk, post: Post, telegram: Telegram, clock: Clock, sent: Announcement
) -> None:
    await approved(desk, await afterwards.correct(desk, ANNOUNCER, sent.id))
    await post.run()
    clock.forward(hours=47)
    again = await afterwards.correct(desk, ANNOUNCER, sent.id)
    await drafting.write(desk, ANNOUNCER, again.id, Language.ENGLISH, Content("Right now"))
    await approved(desk, again)
    await post.run()
    assert asked(telegram, "edit")[6] == (5, "Right now")
    await followed_up(desk, sent)
    await post.run()
    assert asked(telegram, "deliver")[6] == (5, "More")
    clock.forward(hours=1)
    await approved(desk, await afterwards.recall(desk, ANNOUNCER, sent.id, WITHDRAWN))
    await post.run()
    assert asked(telegram, "edit")[6] == (5, "Withdrawn in en")


async def test_who_may_have_it_and_has_unsubscribed_gets_no_new_message(
    desk: Desk, post: Post, telegram: Telegram, sent: Announcement
) -> None:
    early = await afterwards.correct(desk, ANNOUNCER, sent.id)
    await approved(desk, early)
    await office.opt_out(desk, 6, "unsubscribed")
    await post.run()
    assert await office.reasons(desk, early.id) == {"unsubscribed": 1}
    late = await afterwards.correct(desk, ANNOUNCER, sent.id)
    assert (await drafting.preview(desk, ANNOUNCER, late.id)).count == 4
    assert telegram.arrived[6] == []


async def test_what_everybody_is_in_doubt_about_can_be_corrected_and_taken_back(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    telegram.outcomes[1] = [InDoubt("timed out")]
    announcement = await sent_to(desk, [1])
    await post.run()
    await approved(desk, await afterwards.correct(desk, ANNOUNCER, announcement.id))
    await post.run()
    assert telegram.arrived[1] == ["Hello in en"]
    await approved(desk, await afterwards.recall(desk, ANNOUNCER, announcement.id, WITHDRAWN))
    await post.run()
    assert asked(telegram, "delete") == {1: (1, "")}


async def test_a_correction_reaches_those_who_have_unsubscribed_but_a_follow_up_does_not(
    desk: Desk, post: Post, telegram: Telegram, sent: Announcement
) -> None:
    await office.opt_out(desk, 1, "unsubscribed")
    correction = await approved(desk, await afterwards.correct(desk, ANNOUNCER, sent.id))
    await post.run()
    assert await counts(desk, correction.id) == {DELIVERED: 5}
    follow_up = await afterwards.follow_up(desk, ANNOUNCER, sent.id, "More")
    for language, content in office.TEXTS.items():
        await drafting.write(desk, ANNOUNCER, follow_up.id, language, content)
    assert (await drafting.preview(desk, ANNOUNCER, follow_up.id)).count == 4


async def test_everybody_is_corrected_in_the_language_they_were_told_in(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    await subscribe(desk, [1], Language.URDU)
    announcement = await approved(desk, await written(desk))
    await post.run()
    await subscribe(desk, [1], Language.ENGLISH)
    await approved(desk, await afterwards.correct(desk, ANNOUNCER, announcement.id))
    await post.run()
    assert asked(telegram, "edit") == {1: (1, "Hello in ur")}


async def test_a_correction_keeps_the_kind_of_attachment(desk: Desk, sent: Announcement) -> None:
    correction = await afterwards.correct(desk, ANNOUNCER, sent.id)
    poster = Content("Hello", Attachment(AttachmentKind.PHOTO, "file-1"))
    with pytest.raises(OtherAttachment):
        await drafting.write(desk, ANNOUNCER, correction.id, Language.ENGLISH, poster)


async def test_no_language_in_which_people_have_it_can_be_waived_in_a_correction(
    desk: Desk, sent: Announcement
) -> None:
    correction = await afterwards.correct(desk, ANNOUNCER, sent.id)
    with pytest.raises(TextsMissing):
        await drafting.waive(desk, ANNOUNCER, correction.id, Language.URDU)


async def test_the_audience_of_a_correction_can_not_be_chosen(desk: Desk, sent: Announcement) -> None:
    correction = await afterwards.correct(desk, ANNOUNCER, sent.id)
    with pytest.raises(AudienceFrozen):
        await drafting.aim(desk, ANNOUNCER, correction.id, EVERYBODY)


async def test_a_correction_is_corrected_by_correcting_the_original(
    desk: Desk, post: Post, sent: Announcement
) -> None:
    correction = await approved(desk, await afterwards.correct(desk, ANNOUNCER, sent.id))
    await post.run()
    assert (await afterwards.correct(desk, ANNOUNCER, correction.id)).parent_id == sent.id


async def test_who_gets_the_original_after_its_correction_gets_it_corrected(
    desk: Desk, post: Post, telegram: Telegram, sent: Announcement
) -> None:
    correction = await afterwards.correct(desk, ANNOUNCER, sent.id)
    await drafting.write(desk, ANNOUNCER, correction.id, Language.ENGLISH, Content("Right now"))
    await approved(desk, correction)
    await post.run()
    await afterwards.retry_failed(desk, ANNOUNCER, sent.id)
    await afterwards.resend(desk, ANNOUNCER, sent.id)
    await post.run()
    assert telegram.arrived[6] == telegram.arrived[7] == ["Right now"]


async def test_an_older_correction_that_goes_on_later_does_not_bring_its_text_back(
    desk: Desk, post: Post, telegram: Telegram, sent: Announcement
) -> None:
    corrections = [await afterwards.correct(desk, ANNOUNCER, sent.id) for _ in range(2)]
    for number, correction in enumerate(corrections, start=1):
        await drafting.write(desk, ANNOUNCER, correction.id, Language.ENGLISH, Content(f"Corrected {number}"))
        await approved(desk, correction)
        await steering.pause(desk, ANNOUNCER, correction.id)
    for correction in reversed(corrections):
        await steering.resume(desk, ANNOUNCER, correction.id)
        await post.run()
    assert len(telegram.requests) == 7 + 5 + 5
    assert set(asked(telegram, "edit").values()) == {(number, "Corrected 2") for number in range(1, 6)}
    assert telegram.arrived[6] == ["Corrected 2"]


async def test_a_correction_that_was_cancelled_changes_nothing_for_who_comes_later(
    desk: Desk, post: Post, telegram: Telegram, sent: Announcement
) -> None:
    correction = await approved(desk, await afterwards.correct(desk, ANNOUNCER, sent.id))
    await steering.cancel(desk, ANNOUNCER, correction.id)
    await afterwards.retry_failed(desk, ANNOUNCER, sent.id)
    await post.run()
    assert telegram.arrived[7] == ["Hello in en"]


async def test_messages_of_a_group_that_moved_since_are_not_edited_because_they_have_other_numbers_there(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, [-7, -8, 9])
    await post.run()
    async with desk.ledger.writing() as connection:
        await people.migrate_chat(connection, -7, -1007)
    telegram.outcomes[-8] = [Moved(-1008)]
    correction = await approved(desk, await afterwards.correct(desk, ANNOUNCER, announcement.id))
    await post.run()
    assert [request.delivery.chat_id for request in telegram.requests if request.kind == "edit"] == [-8, 9]
    assert await counts(desk, correction.id) == {DELIVERED: 1, SKIPPED: 2}
    assert await office.reasons(desk, correction.id) == {"no_message": 2}


async def test_what_is_still_going_out_can_not_be_corrected(desk: Desk) -> None:
    announcement = await sent_to(desk, [1])
    with pytest.raises(WrongPhase):
        await afterwards.correct(desk, ANNOUNCER, announcement.id)


# recalls


async def test_a_recall_within_48_hours_deletes_the_messages(
    desk: Desk, post: Post, telegram: Telegram, clock: Clock, sent: Announcement
) -> None:
    clock.forward(hours=47)
    recall = await approved(desk, await afterwards.recall(desk, ANNOUNCER, sent.id, WITHDRAWN))
    await post.run()
    assert asked(telegram, "delete") == {chat_id: (chat_id, "") for chat_id in range(1, 5)}
    assert await counts(desk, recall.id) == {DELIVERED: 4, SKIPPED: 1}
    assert (await found(desk, sent.id)).phase is Phase.RECALLED


async def test_a_recall_tells_of_how_many_nobody_knows_whether_they_still_have_it(
    desk: Desk, post: Post, telegram: Telegram, sent: Announcement
) -> None:
    recall = await approved(desk, await afterwards.recall(desk, ANNOUNCER, sent.id, WITHDRAWN))
    await post.run()
    assert await office.reasons(desk, recall.id) == {"nothing_to_delete": 1}
    assert telegram.arrived[6] == []


async def test_a_recall_after_48_hours_edits_the_messages_to_say_so(
    desk: Desk, post: Post, telegram: Telegram, clock: Clock, sent: Announcement
) -> None:
    clock.forward(hours=48)
    await approved(desk, await afterwards.recall(desk, ANNOUNCER, sent.id, WITHDRAWN))
    await post.run()
    assert asked(telegram, "edit") == {chat_id: (chat_id, "Withdrawn in en") for chat_id in range(1, 5)}


async def test_an_approved_recall_stops_the_original_and_gets_what_was_in_flight_too(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, range(1, 11))
    telegram.silent = True
    sender = post.sender(in_flight=3)
    await settled(sender.turn())
    telegram.succeed(telegram.open[0])
    await idle()
    await settled(sender.turn())
    recall = await approved(desk, await afterwards.recall(desk, ANNOUNCER, announcement.id, WITHDRAWN))
    assert recall.recipients == 4
    await settled(sender.turn())
    assert [request.kind for request in telegram.open] == ["deliver"] * 3
    late = list(telegram.open)
    telegram.succeed(late[0])
    telegram.succeed(late[1])
    telegram.answer(late[2], Gone("blocked"))
    telegram.silent = False
    await post.run(sender)
    assert sorted(asked(telegram, "delete")) == telegram.delivered_to
    assert await counts(desk, recall.id) == {DELIVERED: 3, SKIPPED: 1}
    assert (await counts(desk, announcement.id))[SKIPPED] == 6


async def test_whoever_wants_back_what_is_being_sent_stops_it_so_that_the_number_to_be_typed_stands(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, range(1, 31))
    sender = post.sender(in_flight=2)
    await settled(sender.turn())
    recall = await afterwards.recall(desk, ANNOUNCER, announcement.id, WITHDRAWN)
    seen = await drafting.preview(desk, ANNOUNCER, recall.id)
    for _ in range(3):
        await settled(sender.turn())
    await approving.approve(desk, ANNOUNCER, recall.id, seen.announcement.revision, seen.count)
    await post.run(sender)
    assert asked(telegram, "delete").keys() == set(telegram.delivered_to) == {1, 2}


async def test_a_large_recall_needs_no_second_person(desk: Desk, post: Post) -> None:
    await subscribe(desk, range(1, 61))
    announcement = await approved(desk, await written(desk), by=ADMIN)
    await post.run()
    recall = await afterwards.recall(desk, ANNOUNCER, announcement.id, WITHDRAWN)
    assert (await approved(desk, recall, by=ANNOUNCER)).phase is Phase.SENDING


async def test_what_was_recalled_is_neither_followed_up_nor_corrected_nor_tried_again(
    desk: Desk, sent: Announcement
) -> None:
    await approved(desk, await afterwards.recall(desk, ANNOUNCER, sent.id, WITHDRAWN))
    for refused in (afterwards.correct, afterwards.retry_failed, afterwards.resend):
        with pytest.raises(WrongPhase):
            await refused(desk, ANNOUNCER, sent.id)
    with pytest.raises(WrongPhase):
        await afterwards.follow_up(desk, ANNOUNCER, sent.id, "More")


@pytest.mark.parametrize("child", [afterwards.correct, partial(afterwards.follow_up, title="More")])
async def test_a_draft_about_what_was_recalled_meanwhile_is_not_approved(
    desk: Desk, post: Post, telegram: Telegram, sent: Announcement, child: Any
) -> None:
    draft = await child(desk, ANNOUNCER, sent.id)
    for language in Language:
        await drafting.write(desk, ANNOUNCER, draft.id, language, Content("More"))
    await approved(desk, await afterwards.recall(desk, ANNOUNCER, sent.id, WITHDRAWN))
    with pytest.raises(WrongPhase):
        await approved(desk, draft)


async def test_no_correction_writes_over_what_a_recall_left(
    desk: Desk, post: Post, telegram: Telegram, clock: Clock, sent: Announcement
) -> None:
    telegram.outcomes[1] = [Rejected("bad link")]
    finished = await approved(desk, await afterwards.correct(desk, ANNOUNCER, sent.id))
    await post.run()
    paused = await approved(desk, await afterwards.correct(desk, ANNOUNCER, sent.id))
    await steering.pause(desk, ANNOUNCER, paused.id)
    clock.forward(hours=48)
    await approved(desk, await afterwards.recall(desk, ANNOUNCER, sent.id, WITHDRAWN))
    with pytest.raises(WrongPhase):
        await steering.resume(desk, ANNOUNCER, paused.id)
    with pytest.raises(WrongPhase):
        await afterwards.retry_failed(desk, ANNOUNCER, finished.id)
    await post.run()
    assert set(asked(telegram, "edit").values()) == {(number, "Withdrawn in en") for number in range(1, 6)}
    assert (await counts(desk, paused.id)) == {SKIPPED: 5}


async def test_a_recall_of_posters_keeps_their_attachment_because_edits_can_not_take_it_away(
    desk: Desk, post: Post
) -> None:
    await subscribe(desk, [1])
    draft = await drafting.begin(desk, ANNOUNCER, "Poster")
    poster = Attachment(AttachmentKind.PHOTO, "file-1")
    for language, content in office.TEXTS.items():
        await drafting.write(desk, ANNOUNCER, draft.id, language, replace(content, attachment=poster))
    await approved(desk, draft)
    await post.run()
    recall = await afterwards.recall(desk, ANNOUNCER, draft.id, WITHDRAWN)
    texts = (await drafting.preview(desk, ANNOUNCER, recall.id)).texts
    assert texts[Language.URDU].content == Content("Withdrawn in ur", poster)


async def test_what_never_started_is_cancelled_and_not_recalled(desk: Desk) -> None:
    draft = await written(desk)
    with pytest.raises(WrongPhase):
        await afterwards.recall(desk, ANNOUNCER, draft.id, WITHDRAWN)


# follow-ups


async def test_a_follow_up_replies_to_the_message_each_person_has(
    desk: Desk, post: Post, telegram: Telegram, sent: Announcement
) -> None:
    follow_up = await afterwards.follow_up(desk, ANNOUNCER, sent.id, "More")
    for language in Language:
        await drafting.write(desk, ANNOUNCER, follow_up.id, language, Content("More"))
    await approved(desk, follow_up)
    await post.run()
    replies = {chat: about for chat, about in asked(telegram, "deliver").items() if about[1] == "More"}
    assert replies == {chat_id: (chat_id, "More") for chat_id in range(1, 5)} | {6: (None, "More")}


async def followed_up(desk: Desk, sent: Announcement) -> Announcement:
    """A follow-up that is approved."""
    follow_up = await afterwards.follow_up(desk, ANNOUNCER, sent.id, "More")
    for language in Language:
        await drafting.write(desk, ANNOUNCER, follow_up.id, language, Content("More"))
    return await approved(desk, follow_up)


async def test_a_follow_up_stands_still_when_its_original_is_taken_back_and_goes_on_when_staff_want_it(
    desk: Desk, post: Post, telegram: Telegram, sent: Announcement
) -> None:
    telegram.silent = True
    follow_up = await followed_up(desk, sent)
    sender = post.sender(in_flight=1)
    await settled(sender.turn())
    await approved(desk, await afterwards.recall(desk, ANNOUNCER, sent.id, WITHDRAWN))
    paused = await found(desk, follow_up.id)
    assert (paused.phase, paused.pause_reason) == (Phase.PAUSED, PauseReason.PARENT_RECALLED)
    telegram.silent = False
    telegram.succeed(telegram.open[0])
    await post.run(sender)
    assert asked(telegram, "delete").keys() == {1, 2, 3, 4}
    assert await counts(desk, follow_up.id) == {DELIVERED: 1, DeliveryState.WAITING: 4}
    await steering.resume(desk, ANNOUNCER, follow_up.id)
    await post.run()
    assert await counts(desk, follow_up.id) == {DELIVERED: 5}


async def test_a_follow_up_that_is_over_or_cancelled_stays_so_when_its_original_is_taken_back(
    desk: Desk, post: Post, telegram: Telegram, sent: Announcement
) -> None:
    over, cancelled = await followed_up(desk, sent), await followed_up(desk, sent)
    await steering.cancel(desk, ANNOUNCER, cancelled.id)
    await post.run()
    await approved(desk, await afterwards.recall(desk, ANNOUNCER, sent.id, WITHDRAWN))
    assert (await found(desk, over.id)).phase is Phase.FINISHED
    assert (await found(desk, cancelled.id)).phase is Phase.CANCELLED


async def test_who_is_forgotten_before_a_follow_up_gets_none(
    desk: Desk, post: Post, telegram: Telegram, sent: Announcement
) -> None:
    follow_up = await afterwards.follow_up(desk, ANNOUNCER, sent.id, "More")
    for language in Language:
        await drafting.write(desk, ANNOUNCER, follow_up.id, language, Content("More"))
    await approved(desk, follow_up)
    await office.opt_out(desk, 1, "forgotten")
    await post.run()
    assert await counts(desk, follow_up.id) == {DELIVERED: 4, SKIPPED: 1}


# what failed and what is in doubt


async def test_a_retry_tries_only_those_that_were_rejected(
    desk: Desk, post: Post, telegram: Telegram, sent: Announcement
) -> None:
    assert await afterwards.retry_failed(desk, ANNOUNCER, sent.id) == 1
    assert (await found(desk, sent.id)).phase is Phase.SENDING
    before = len(telegram.requests)
    await post.run()
    assert [request.delivery.chat_id for request in telegram.requests[before:]] == [7]
    assert (await found(desk, sent.id)).phase is Phase.FINISHED


async def test_a_retry_with_nothing_to_try_starts_nothing(desk: Desk, post: Post) -> None:
    announcement = await sent_to(desk, [1])
    await post.run()
    assert await afterwards.retry_failed(desk, ANNOUNCER, announcement.id) == 0
    assert (await found(desk, announcement.id)).phase is Phase.FINISHED


async def test_a_text_that_was_rejected_can_be_mended_and_tried_again(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    for chat_id in range(1, 51):
        telegram.outcomes[chat_id] = [Rejected("can't parse entities")]
    announcement = await sent_to(desk, range(1, 51))
    await post.run()
    telegram.outcomes.clear()
    assert (await found(desk, announcement.id)).phase is Phase.PAUSED
    for language in Language:
        await drafting.write(desk, ANNOUNCER, announcement.id, language, Content("Mended"))
    assert await afterwards.retry_failed(desk, ANNOUNCER, announcement.id) > 0
    await approved(desk, announcement)
    await post.run()
    assert telegram.arrived == {chat_id: ["Mended"] for chat_id in range(1, 51)}


async def test_doubt_is_settled_by_sending_again(
    desk: Desk, post: Post, telegram: Telegram, sent: Announcement
) -> None:
    assert await afterwards.resend(desk, ANNOUNCER, sent.id) == 1
    await post.run()
    assert telegram.arrived[6] == ["Hello in en"]
    assert (await counts(desk, sent.id)).get(IN_DOUBT) is None


async def test_doubt_is_settled_by_leaving_it(desk: Desk, telegram: Telegram, sent: Announcement) -> None:
    assert await afterwards.leave(desk, ANNOUNCER, sent.id) == 1
    assert await afterwards.resend(desk, ANNOUNCER, sent.id) == 0
    assert (await found(desk, sent.id)).phase is Phase.FINISHED
    assert (await counts(desk, sent.id))[IN_DOUBT] == 1


async def test_doubts_are_settled_one_by_one(desk: Desk, post: Post, telegram: Telegram) -> None:
    for chat_id in (1, 2):
        telegram.outcomes[chat_id] = [InDoubt("timed out")]
    announcement = await sent_to(desk, [1, 2])
    await post.run()
    first, second = (await records(desk.ledger, announcement.id)).values()
    assert await afterwards.resend(desk, ANNOUNCER, announcement.id, [first.id]) == 1
    assert await afterwards.leave(desk, ANNOUNCER, announcement.id, [second.id]) == 1
    await post.run()
    assert telegram.delivered_to == [1]


async def test_what_was_cancelled_is_sent_to_nobody_again_but_doubt_may_be_left(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    telegram.outcomes[1] = [InDoubt("timed out")]
    announcement = await sent_to(desk, range(1, 11))
    sender = post.sender(in_flight=1)
    await post.run(sender, until=lambda: len(telegram.requests) == 1)
    await steering.cancel(desk, ANNOUNCER, announcement.id)
    with pytest.raises(WrongPhase):
        await afterwards.resend(desk, ANNOUNCER, announcement.id)
    assert await afterwards.leave(desk, ANNOUNCER, announcement.id) == 1


async def test_who_may_have_it_and_was_to_get_it_again_is_in_doubt_when_it_is_called_off(
    desk: Desk, sent: Announcement
) -> None:
    await afterwards.resend(desk, ANNOUNCER, sent.id)
    await steering.cancel(desk, ANNOUNCER, sent.id)
    assert (await counts(desk, sent.id))[IN_DOUBT] == 1
    correction = await approved(desk, await afterwards.correct(desk, ANNOUNCER, sent.id))
    assert correction.recipients == 5


async def test_who_may_have_it_stays_on_the_list_of_an_announcement_that_is_written_anew(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    telegram.outcomes[1] = [InDoubt("timed out")]
    announcement = await sent_to(desk, [1])
    await post.run()
    await afterwards.resend(desk, ANNOUNCER, announcement.id)
    await steering.pause(desk, ANNOUNCER, announcement.id)
    await drafting.write(desk, ANNOUNCER, announcement.id, Language.ENGLISH, Content("Other"))
    with pytest.raises(AudienceFrozen):
        await drafting.aim(desk, ANNOUNCER, announcement.id, EVERYBODY)


# long afterwards


@pytest.fixture
async def long_ago(desk: Desk, clock: Clock, sent: Announcement) -> Announcement:
    """That announcement, when it is not known any more who got it."""
    async with desk.ledger.writing() as connection:
        assert await totals.expire(connection, clock() + timedelta(days=1)) == 7
    return sent


async def test_of_what_was_long_ago_the_report_still_tells_the_numbers(
    desk: Desk, clock: Clock, sent: Announcement
) -> None:
    before = await reporting.report(desk, ADMIN, sent.id)
    async with desk.ledger.writing() as connection:
        await totals.expire(connection, clock() + timedelta(days=1))
    after = await reporting.report(desk, ADMIN, sent.id)
    assert after.progress.counts == before.progress.counts
    assert sorted(after.reasons) == sorted(before.reasons)
    assert (after.summed_up, before.summed_up) == (True, False)


async def test_nothing_more_can_be_done_about_what_was_long_ago(desk: Desk, long_ago: Announcement) -> None:
    for refused in (
        afterwards.correct,
        partial(afterwards.recall, withdrawn=WITHDRAWN),
        partial(afterwards.follow_up, title="More"),
        afterwards.retry_failed,
        afterwards.resend,
    ):
        with pytest.raises(TooLongAgo):
            await refused(desk, ANNOUNCER, long_ago.id)
    assert (await found(desk, long_ago.id)).phase is Phase.FINISHED


async def test_a_draft_about_what_is_long_ago_by_now_is_not_approved(
    desk: Desk, clock: Clock, sent: Announcement
) -> None:
    draft = await afterwards.correct(desk, ANNOUNCER, sent.id)
    async with desk.ledger.writing() as connection:
        await totals.expire(connection, clock() + timedelta(days=1))
    with pytest.raises(TooLongAgo):
        await approved(desk, draft)
