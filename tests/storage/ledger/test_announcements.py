from datetime import timedelta

import pytest

from domain.announcements import (
    EVERYBODY,
    Announcement,
    Attachment,
    AttachmentKind,
    Audience,
    Content,
    Phase,
    Purpose,
    Role,
    Text,
)
from domain.languages import Language
from domain.people import Turn
from domain.places import Province
from domain.replies import Link
from storage.ledger import announcements, audience, people, staff, turns
from storage.ledger.engine import Ledger
from tests.storage.ledger.announcing import AUTHOR, NOW, OTHER, draft, subscribers

POSTER = Content(
    "<b>سلام</b>",
    Attachment(AttachmentKind.PHOTO, "file-1"),
    ((Link("One", "https://example.org/1"), Link("Two", "https://example.org/2")),),
)
AUDIENCE = Audience(
    frozenset({Language.URDU, Language.ROMAN_URDU}),
    frozenset({"multan"}),
    frozenset({Province.SINDH}),
    frozenset({"parks"}),
    frozenset({Role.EDITOR}),
)


async def test_a_draft_comes_back_as_it_was_made(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        made = await announcements.create(connection, "Dates", AUTHOR, NOW, AUDIENCE)
    async with ledger.reading() as connection:
        assert await announcements.find(connection, made.id) == made
    expected = Announcement(made.id, Purpose.ORIGINAL, None, Phase.DRAFT, "Dates", AUDIENCE, 1, AUTHOR, NOW)
    assert made == expected


async def test_an_announcement_that_is_not_there_is_none(ledger: Ledger) -> None:
    async with ledger.reading() as connection:
        assert await announcements.find(connection, 1) is None


async def test_a_title_too_long_is_cut(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        made = await announcements.create(connection, "x" * 200, AUTHOR, NOW, EVERYBODY)
    assert len(made.title) == announcements.TITLE_LENGTH


async def test_changes_are_returned_and_kept(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        made = await draft(connection)
        changed = await announcements.change(
            connection,
            made.id,
            phase=Phase.SCHEDULED,
            scheduled_at=NOW,
            audience=AUDIENCE,
            canary_passed=True,
        )
    async with ledger.reading() as connection:
        assert await announcements.find(connection, made.id) == changed
    assert (changed.phase, changed.scheduled_at, changed.audience) == (Phase.SCHEDULED, NOW, AUDIENCE)
    assert changed.canary_passed is True


async def test_of_each_language_the_newest_text_is_in_force_and_all_are_kept(ledger: Ledger) -> None:
    english = Text(Language.ENGLISH, 1, Content("Monday"), AUTHOR, NOW)
    better = Text(Language.ENGLISH, 3, POSTER, OTHER, NOW)
    waived = Text(Language.URDU, 2, None, AUTHOR, NOW)
    async with ledger.writing() as connection:
        made = await draft(connection)
        for text in (english, waived, better):
            await announcements.write(connection, made.id, text)
        assert await announcements.texts(connection, made.id) == {
            Language.ENGLISH: better,
            Language.URDU: waived,
        }
        assert await announcements.revisions(connection, made.id) == [english, waived, better]


async def test_people_get_the_text_of_the_newest_approved_correction(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        original = await draft(connection)
        made = [
            original,
            *[await draft(connection, purpose=Purpose.CORRECTION, parent=original) for _ in "1234"],
        ]
        for one in made:
            text = Text(Language.ENGLISH, 1, Content(f"Text {one.id}"), AUTHOR, NOW)
            await announcements.write(connection, one.id, text)
        _, older, newer, cancelled, _not_approved = made
        for one, minutes in ((newer, 2), (older, 1), (cancelled, 3)):
            at = NOW + timedelta(minutes=minutes)
            await announcements.change(connection, one.id, approved_at=at, phase=Phase.SENDING)
        await announcements.change(connection, cancelled.id, phase=Phase.CANCELLED)
        for one in (original, older, newer):
            texts = await announcements.texts_to_send(connection, one)
            assert texts[Language.ENGLISH].content == Content(f"Text {newer.id}")
        corrections = await announcements.children(connection, original.id, Purpose.CORRECTION)
        assert [one.id for one in corrections] == [one.id for one in made[1:]]
        assert await announcements.children(connection, original.id, Purpose.FOLLOW_UP) == []


async def test_the_newest_announcements_come_first_in_pages(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        ids = [(await draft(connection)).id for _ in range(5)]
        first = await announcements.newest(connection, 2)
        second = await announcements.newest(connection, 2, before=first[-1].id)
    assert [one.id for one in [*first, *second]] == ids[:0:-1]


@pytest.mark.parametrize("phase", sorted(set(Phase) - {Phase.SENDING, Phase.SCHEDULED}))
async def test_only_what_is_to_be_sent_is_due(ledger: Ledger, phase: Phase) -> None:
    async with ledger.writing() as connection:
        made = await draft(connection)
        await announcements.change(connection, made.id, phase=phase, approved_at=NOW)
        assert await announcements.due(connection, NOW) is None
        sending = await announcements.change(connection, made.id, phase=Phase.SENDING)
        assert await announcements.due(connection, NOW) == sending


async def test_what_is_scheduled_is_due_from_its_moment_on(ledger: Ledger) -> None:
    later = NOW + timedelta(hours=1)
    async with ledger.writing() as connection:
        made = await draft(connection)
        scheduled = await announcements.change(connection, made.id, phase=Phase.SCHEDULED, scheduled_at=later)
        assert await announcements.due(connection, later - timedelta(seconds=1)) is None
        assert await announcements.due(connection, later) == scheduled


async def test_recalls_are_due_first_and_then_what_is_due_longest(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        late, early, recall = [await draft(connection) for _ in range(3)]
        sending = {"phase": Phase.SENDING}
        await announcements.change(connection, late.id, approved_at=NOW + timedelta(minutes=2), **sending)
        await announcements.change(connection, early.id, approved_at=NOW + timedelta(minutes=1), **sending)
        await announcements.change(
            connection,
            recall.id,
            purpose=Purpose.RECALL,
            approved_at=NOW + timedelta(minutes=3),
            **sending,
        )
        order = []
        while due := await announcements.due(connection, NOW):
            order.append(due.id)
            await announcements.change(connection, due.id, phase=Phase.FINISHED)
    assert order == [recall.id, early.id, late.id]


# audiences


async def reached(ledger: Ledger, aimed: Audience) -> int:
    async with ledger.writing() as connection:
        announcement = await draft(connection, aimed)
        counted = sum((await audience.count(connection, announcement)).values())
        assert await audience.freeze(connection, announcement) == counted
    return counted


async def test_only_subscribers_who_have_not_blocked_the_bot_are_reached(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await subscribers(connection, [1, 2, 3])
        await people.remember(connection, 4, NOW.date())
        await people.mark_blocked(connection, 2, NOW)
        await people.unsubscribe(connection, 3)
    assert await reached(ledger, EVERYBODY) == 1


async def test_the_language_is_the_chosen_one_else_the_last_spoken_else_english(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await subscribers(connection, [7, 8, 9, 10])
        for chat_id in (7, 8):
            turn = Turn(chat_id, 1, 2, NOW, Language.ROMAN_URDU)
            await turns.save(connection, turn)
        await people.choose_language(connection, 8, Language.URDU)
        counted = await audience.count(connection, await draft(connection))
    assert counted == {Language.ROMAN_URDU: 1, Language.URDU: 1, Language.ENGLISH: 2}
    assert await reached(ledger, Audience(languages=frozenset({Language.ROMAN_URDU}))) == 1
    assert await reached(ledger, Audience(languages=frozenset({Language.ENGLISH, Language.URDU}))) == 3


async def test_cities_and_provinces_let_through_who_lives_in_any_of_them(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await subscribers(connection, [1, 2, 3, 4])
        await people.choose_city(connection, 1, "multan", Province.PUNJAB)
        await people.choose_city(connection, 2, "lahore", Province.PUNJAB)
        await people.choose_city(connection, 3, "karachi", Province.SINDH)
    cities, provinces = frozenset({"multan"}), frozenset({Province.SINDH})
    assert await reached(ledger, Audience(cities=cities)) == 1
    assert await reached(ledger, Audience(provinces=frozenset({Province.PUNJAB}))) == 2
    assert await reached(ledger, Audience(cities=cities, provinces=provinces)) == 2


async def test_interests_are_told_apart_also_where_one_is_part_of_another(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await subscribers(connection, [1, 2, 3])
        await people.choose_interests(connection, 1, {"parks", "e_rozgaar"})
        await people.choose_interests(connection, 2, {"it_parks"})
        await people.choose_interests(connection, 3, {"eXrozgaar"})
    assert await reached(ledger, Audience(interests=frozenset({"parks"}))) == 1
    assert await reached(ledger, Audience(interests=frozenset({"e_rozgaar"}))) == 1
    assert await reached(ledger, Audience(interests=frozenset({"parks", "it_parks"}))) == 2


async def test_roles_let_through_the_staff(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await subscribers(connection, [1, 2])
        await staff.appoint(connection, 1, Role.EDITOR, None, NOW)
        await staff.appoint(connection, 2, Role.ADMIN, None, NOW)
    assert await reached(ledger, Audience(roles=frozenset({Role.EDITOR}))) == 1


async def test_whoever_passes_must_pass_every_filter(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await subscribers(connection, [1, 2])
        for chat_id in (1, 2):
            await people.choose_city(connection, chat_id, "multan", Province.PUNJAB)
        await people.choose_language(connection, 1, Language.URDU)
    both = Audience(cities=frozenset({"multan"}), languages=frozenset({Language.URDU}))
    assert await reached(ledger, both) == 1


async def test_what_people_chose_for_announcements_is_kept_and_forgotten_with_them(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await people.remember(connection, 7, NOW.date())
        await people.choose_city(connection, 7, "multan", Province.PUNJAB)
        chosen = await people.choose_interests(connection, 7, {"parks", "training"})
        assert chosen
        assert (chosen.city_id, chosen.province) == ("multan", Province.PUNJAB)
        assert chosen.interests == {"parks", "training"}
        none = await people.choose_interests(connection, 7, set())
        assert none
        assert none.interests == frozenset()
        await people.forget(connection, 7)
        assert (await people.remember(connection, 7, NOW.date())).city_id is None
