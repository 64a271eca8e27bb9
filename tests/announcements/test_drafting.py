from datetime import datetime, timedelta

import pytest

from announcements import drafting, scheduling, steering
from announcements.desk import Desk
from announcements.errors import AudienceFrozen, NotAllowed, UnknownAnnouncement, WrongPhase
from domain.announcements import EVERYBODY, Attachment, AttachmentKind, Audience, Content, Phase
from domain.languages import Language
from domain.replies import Link
from storage.ledger import announcements, audit
from tests.announcements import office
from tests.announcements.conftest import Post
from tests.announcements.office import ADMIN, ANNOUNCER, EDITOR, NOBODY, approved, sent_to, subscribe, written
from tests.announcements.telegram import Telegram

POSTER = Content(
    "<b>New</b>", Attachment(AttachmentKind.PHOTO, "file-1"), ((Link("More", "https://example.org"),),)
)


def in_an_hour(desk: Desk) -> datetime:
    return desk.now() + timedelta(hours=1)


async def test_a_new_draft_is_for_all_subscribers_and_misses_every_text(desk: Desk) -> None:
    await subscribe(desk, range(1, 4))
    draft = await drafting.begin(desk, ANNOUNCER, "Registration opens")
    shown = await drafting.preview(desk, ANNOUNCER, draft.id)
    assert (draft.phase, draft.audience, draft.author) == (Phase.DRAFT, EVERYBODY, ANNOUNCER)
    assert shown.missing == set(Language)
    assert shown.count == 3


async def test_a_text_comes_back_as_written_with_its_poster_and_buttons(desk: Desk) -> None:
    draft = await drafting.begin(desk, EDITOR, "Poster")
    await drafting.write(desk, EDITOR, draft.id, Language.URDU, POSTER)
    shown = await drafting.preview(desk, EDITOR, draft.id)
    assert shown.texts[Language.URDU].content == POSTER
    assert shown.texts[Language.URDU].author == EDITOR


async def test_the_newest_text_counts_and_the_older_ones_are_kept(desk: Desk) -> None:
    draft = await drafting.begin(desk, ANNOUNCER, "Dates")
    for words in ("on Monday", "on Tuesday"):
        await drafting.write(desk, ANNOUNCER, draft.id, Language.ENGLISH, Content(words))
    shown = await drafting.preview(desk, ANNOUNCER, draft.id)
    content = shown.texts[Language.ENGLISH].content
    assert content
    assert content.html == "on Tuesday"
    async with desk.ledger.reading() as connection:
        revisions = await announcements.revisions(connection, draft.id)
    assert [one.content.html for one in revisions if one.content] == ["on Monday", "on Tuesday"]


async def test_what_is_waived_can_be_written_after_all(desk: Desk) -> None:
    draft = await drafting.begin(desk, ANNOUNCER, "Dates")
    await drafting.waive(desk, ANNOUNCER, draft.id, Language.URDU)
    assert Language.URDU not in (await drafting.preview(desk, ANNOUNCER, draft.id)).missing
    await drafting.write(desk, ANNOUNCER, draft.id, Language.URDU, POSTER)
    assert (await drafting.preview(desk, ANNOUNCER, draft.id)).texts[Language.URDU].content == POSTER


async def test_the_preview_counts_by_the_text_that_each_would_get(desk: Desk) -> None:
    await subscribe(desk, [1, 2, 3])
    await subscribe(desk, [4, 5], Language.URDU)
    await subscribe(desk, [6], Language.ROMAN_URDU)
    draft = await written(desk)
    shown = await drafting.preview(desk, ANNOUNCER, draft.id)
    assert shown.recipients == {Language.ENGLISH: 3, Language.URDU: 2, Language.ROMAN_URDU: 1}
    await drafting.waive(desk, ANNOUNCER, draft.id, Language.ROMAN_URDU)
    shown = await drafting.preview(desk, ANNOUNCER, draft.id)
    assert shown.recipients == {Language.ENGLISH: 3, Language.URDU: 3}


async def test_an_audience_is_counted_as_it_is_chosen(desk: Desk) -> None:
    await subscribe(desk, [1, 2, 3])
    await subscribe(desk, [4, 5], Language.URDU)
    draft = await written(desk)
    aimed = await drafting.aim(desk, ANNOUNCER, draft.id, Audience(languages=frozenset({Language.URDU})))
    assert (await drafting.preview(desk, ANNOUNCER, draft.id)).count == 2
    assert aimed.revision == draft.revision + 1


async def test_an_edit_after_the_approval_makes_it_a_draft_again(desk: Desk) -> None:
    await subscribe(desk, [1])
    draft = await written(desk)
    later = office.TEXTS[Language.ENGLISH]
    await scheduling.schedule(desk, ANNOUNCER, draft.id, in_an_hour(desk))
    scheduled = await approved(desk, draft)
    assert scheduled.phase is Phase.SCHEDULED
    edited = await drafting.write(desk, ANNOUNCER, draft.id, Language.ENGLISH, later)
    assert (edited.phase, edited.approver) == (Phase.DRAFT, None)
    await subscribe(desk, [2])
    assert (await drafting.preview(desk, ANNOUNCER, draft.id)).count == 2


async def test_what_some_have_already_keeps_its_audience_when_it_is_edited(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    announcement = await sent_to(desk, range(1, 11))
    await post.run(post.sender(in_flight=2), until=lambda: len(telegram.requests) >= 2)
    await steering.pause(desk, ANNOUNCER, announcement.id)
    edited = await drafting.write(desk, ANNOUNCER, announcement.id, Language.ENGLISH, Content("Better"))
    await subscribe(desk, [99])
    got = len(telegram.delivered_to)
    assert (await drafting.preview(desk, ANNOUNCER, announcement.id)).count == 10 - got
    with pytest.raises(AudienceFrozen):
        await drafting.aim(desk, ANNOUNCER, announcement.id, EVERYBODY)
    await approved(desk, edited)
    await post.run()
    assert telegram.delivered_to == list(range(1, 11))
    said = [message for messages in telegram.arrived.values() for message in messages]
    assert sorted(said) == ["Better"] * (10 - got) + ["Hello in en"] * got


async def test_what_is_under_way_can_not_be_edited(desk: Desk) -> None:
    announcement = await sent_to(desk, [1])
    with pytest.raises(WrongPhase) as refused:
        await drafting.write(desk, ANNOUNCER, announcement.id, Language.ENGLISH, POSTER)
    assert refused.value.phase is Phase.SENDING


async def test_who_has_no_role_can_do_nothing(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        await drafting.begin(desk, NOBODY, "Spam")
    with pytest.raises(NotAllowed):
        await drafting.preview(desk, NOBODY, 1)


async def test_an_unknown_announcement_is_said_to_be_so(desk: Desk) -> None:
    with pytest.raises(UnknownAnnouncement):
        await drafting.waive(desk, ADMIN, 77, Language.URDU)


async def test_every_action_is_audited_and_a_refused_one_leaves_nothing(desk: Desk) -> None:
    draft = await drafting.begin(desk, ANNOUNCER, "Dates")
    await drafting.write(desk, EDITOR, draft.id, Language.ENGLISH, POSTER)
    with pytest.raises(NotAllowed):
        await drafting.waive(desk, EDITOR, draft.id, Language.URDU)
    async with desk.ledger.reading() as connection:
        entries = await audit.entries(connection, draft.id)
    assert [(entry.actor, entry.act, entry.at) for entry in entries] == [
        (EDITOR, "write", desk.now()),
        (ANNOUNCER, "draft", desk.now()),
    ]
    assert entries[0].detail == "language=en revision=2"
