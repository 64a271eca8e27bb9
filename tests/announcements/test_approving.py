import asyncio
from datetime import timedelta

import pytest

from announcements import approving, drafting, scheduling
from announcements.desk import Desk
from announcements.errors import (
    AlreadyApproved,
    CountChanged,
    MomentPast,
    NobodyToReach,
    NotAllowed,
    Outdated,
    SecondPersonNeeded,
    TextsMissing,
    WrongPhase,
)
from announcements.steering import cancel
from domain.announcements import Announcement, Audience, Content, DeliveryState, Phase
from domain.languages import Language
from storage.ledger import audit
from tests.announcements.office import (
    ADMIN,
    ANNOUNCER,
    APPROVER,
    EDITOR,
    approved,
    counts,
    found,
    subscribe,
    written,
)
from tests.conftest import Clock

SMALL, LARGE = range(1, 51), range(1, 52)


async def test_an_approval_freezes_the_audience(desk: Desk) -> None:
    await subscribe(desk, SMALL)
    announcement = await approved(desk, await written(desk), by=ANNOUNCER)
    await subscribe(desk, [99])
    assert (announcement.phase, announcement.recipients) == (Phase.SENDING, 50)
    assert await counts(desk, announcement.id) == {DeliveryState.WAITING: 50}


async def test_the_typed_count_must_be_the_count_of_this_moment(desk: Desk) -> None:
    await subscribe(desk, SMALL)
    draft = await written(desk)
    await subscribe(desk, [99])
    with pytest.raises(CountChanged) as refused:
        await approving.approve(desk, ADMIN, draft.id, draft.revision, 50)
    assert refused.value.recipients == 51
    assert (await found(desk, draft.id)).phase is Phase.DRAFT
    assert await counts(desk, draft.id) == {}


async def test_who_approves_must_have_seen_the_newest_text(desk: Desk) -> None:
    await subscribe(desk, [1])
    seen = await written(desk)
    await drafting.write(desk, EDITOR, seen.id, Language.ENGLISH, Content("Something else"))
    with pytest.raises(Outdated):
        await approving.approve(desk, ADMIN, seen.id, seen.revision, 1)


async def test_every_language_must_be_written_or_waived(desk: Desk) -> None:
    await subscribe(desk, [1])
    draft = await drafting.begin(desk, ANNOUNCER, "Dates")
    await drafting.write(desk, ANNOUNCER, draft.id, Language.ENGLISH, Content("Hello"))
    draft = await drafting.waive(desk, ANNOUNCER, draft.id, Language.URDU)
    with pytest.raises(TextsMissing) as refused:
        await approving.approve(desk, ADMIN, draft.id, draft.revision, 1)
    assert refused.value.languages == {Language.ROMAN_URDU}
    draft = await drafting.waive(desk, ANNOUNCER, draft.id, Language.ROMAN_URDU)
    assert (await approved(desk, draft)).phase is Phase.SENDING


async def test_an_announcement_to_nobody_is_refused(desk: Desk) -> None:
    await subscribe(desk, [1])
    draft = await written(desk)
    draft = await drafting.aim(desk, ANNOUNCER, draft.id, Audience(cities=frozenset({"multan"})))
    with pytest.raises(NobodyToReach):
        await approving.approve(desk, ADMIN, draft.id, draft.revision, 0)


async def test_a_small_one_may_be_approved_by_its_author(desk: Desk) -> None:
    await subscribe(desk, SMALL)
    assert (await approved(desk, await written(desk), by=ANNOUNCER)).approver == ANNOUNCER


@pytest.mark.parametrize("approver", [ANNOUNCER, EDITOR])
async def test_a_large_one_needs_somebody_who_may(desk: Desk, approver: int) -> None:
    await subscribe(desk, LARGE)
    draft = await written(desk)
    with pytest.raises((SecondPersonNeeded, NotAllowed)):
        await approved(desk, draft, by=approver)
    assert (await approved(desk, draft, by=APPROVER)).approver == APPROVER


async def test_an_administrator_can_not_approve_a_large_one_of_their_own(desk: Desk) -> None:
    await subscribe(desk, LARGE)
    draft = await drafting.begin(desk, ADMIN, "Mine")
    for language in Language:
        draft = await drafting.write(desk, ANNOUNCER, draft.id, language, Content("Hello"))
    with pytest.raises(SecondPersonNeeded) as refused:
        await approved(desk, draft, by=ADMIN)
    assert refused.value.above == 50


async def test_who_wrote_one_of_the_texts_is_an_author_too(desk: Desk) -> None:
    await subscribe(desk, LARGE)
    draft = await written(desk)
    draft = await drafting.write(desk, ADMIN, draft.id, Language.URDU, Content("Salam"))
    with pytest.raises(SecondPersonNeeded):
        await approved(desk, draft, by=ADMIN)


async def test_of_two_approvers_at_once_one_wins_and_the_other_is_told_who(desk: Desk) -> None:
    await subscribe(desk, SMALL)
    draft = await written(desk)
    results = await asyncio.gather(
        approving.approve(desk, ADMIN, draft.id, draft.revision, 50),
        approving.approve(desk, APPROVER, draft.id, draft.revision, 50),
        return_exceptions=True,
    )
    [won] = [one for one in results if isinstance(one, Announcement)]
    [told] = [one for one in results if isinstance(one, AlreadyApproved)]
    assert (told.approver, told.at) == (won.approver, won.approved_at)
    assert await counts(desk, draft.id) == {DeliveryState.WAITING: 50}
    async with desk.ledger.reading() as connection:
        acts = [entry.act for entry in await audit.entries(connection, draft.id)]
    assert acts.count("approve") == 1


async def test_a_cancelled_draft_can_not_be_approved(desk: Desk) -> None:
    await subscribe(desk, [1])
    draft = await written(desk)
    await cancel(desk, ANNOUNCER, draft.id)
    with pytest.raises(WrongPhase):
        await approving.approve(desk, ADMIN, draft.id, draft.revision, 1)


# scheduling


async def test_an_approval_before_the_moment_waits_for_it(desk: Desk) -> None:
    await subscribe(desk, [1])
    draft = await written(desk)
    moment = desk.now() + timedelta(hours=1)
    draft = await scheduling.schedule(desk, ANNOUNCER, draft.id, moment.astimezone(scheduling.KARACHI))
    announcement = await approved(desk, draft)
    assert (announcement.phase, announcement.scheduled_at) == (Phase.SCHEDULED, moment)


async def test_a_moment_in_the_past_is_refused(desk: Desk) -> None:
    draft = await written(desk)
    with pytest.raises(MomentPast):
        await scheduling.schedule(desk, ANNOUNCER, draft.id, desk.now())


async def test_an_approval_that_comes_after_the_moment_is_refused(desk: Desk, clock: Clock) -> None:
    await subscribe(desk, [1])
    draft = await written(desk)
    await scheduling.schedule(desk, ANNOUNCER, draft.id, desk.now() + timedelta(hours=1))
    clock.forward(hours=2)
    with pytest.raises(MomentPast):
        await approved(desk, draft)


async def test_what_is_scheduled_can_be_moved_or_sent_at_once_without_a_new_approval(desk: Desk) -> None:
    await subscribe(desk, [1])
    draft = await written(desk)
    await scheduling.schedule(desk, ANNOUNCER, draft.id, desk.now() + timedelta(hours=1))
    await approved(desk, draft)
    later = await scheduling.schedule(desk, ANNOUNCER, draft.id, desk.now() + timedelta(hours=2))
    assert (later.phase, later.scheduled_at) == (Phase.SCHEDULED, desk.now() + timedelta(hours=2))
    at_once = await scheduling.schedule(desk, ANNOUNCER, draft.id, None)
    assert (at_once.phase, at_once.scheduled_at) == (Phase.SENDING, None)
    with pytest.raises(WrongPhase):
        await scheduling.schedule(desk, ANNOUNCER, draft.id, None)


def test_karachi_is_five_hours_ahead_of_utc(clock: Clock) -> None:
    assert clock().astimezone(scheduling.KARACHI).hour == clock().hour + 5
