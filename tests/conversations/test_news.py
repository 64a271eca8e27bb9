"""/news: the last announcements, for anybody."""

import datetime

import pytest

from bot.receiving.polling import Poller
from domain.announcements import Attachment, AttachmentKind, Audience, Content, Phase, Purpose, Role
from domain.interests import Interest
from domain.languages import Language
from domain.replies import Link
from handlers.services import Bot
from sandbox.people import Person
from sandbox.world import World
from storage.ledger import announcements
from tests.conftest import Clock, Conversation, buttons
from tests.conversations.announced import english, published
from texts.catalogue import phrases


@pytest.mark.parametrize("language", list(Language))
async def test_where_there_are_none_it_says_so_and_shows_ways_on(
    ayesha: Conversation, language: Language
) -> None:
    t = phrases(language)
    await ayesha.says("/language")
    await ayesha.presses(t.label(f"language.{language}"))
    assert await ayesha.says("/news") == t.say("news.none")
    assert ayesha.buttons[0] == t.label("button.subscribe")
    assert t.label("button.near") in ayesha.buttons


async def test_the_last_five_are_listed_with_their_days_the_newest_first(
    bot: Bot, ayesha: Conversation, clock: Clock
) -> None:
    for number in range(1, 7):
        await published(bot, english(f"Number <b>{number}</b>\nand more about it"))
        clock.forward(days=1)
    said = await ayesha.says("/news")
    assert said.startswith("🗞 The last announcements\n\nNumber 6\n27 November 2026\n\nNumber 5\n26 November")
    assert "Number 2" in said
    assert "Number 1" not in said
    assert "more about it" not in said
    assert ayesha.buttons == [*(f"Number {number}" for number in range(6, 1, -1)), "🔔 Get announcements"]


async def test_the_day_is_that_in_pakistan(bot: Bot, ayesha: Conversation) -> None:
    late = datetime.datetime(2026, 11, 22, 20, 0, tzinfo=datetime.UTC)
    await published(bot, english("At one in the morning"), at=late)
    assert "23 November 2026" in await ayesha.says("/news")


async def test_a_tap_opens_one_in_full_with_its_own_buttons_and_the_way_back(
    bot: Bot, ayesha: Conversation
) -> None:
    link = ((Link("Apply", "https://example.org"),),)
    await published(
        bot, {Language.ENGLISH: Content("A centre opens\n\n<b>On Friday</b>, in Swat.", None, link)}
    )
    await ayesha.says("/news")
    assert await ayesha.presses("A centre opens") == "A centre opens\n\nOn Friday, in Swat."
    assert ayesha.buttons == ["Apply", "🗞 22 November 2026 · all announcements"]
    assert (await ayesha.presses("all announcements")).startswith("🗞 The last announcements")
    assert ayesha.person.received()[-2]["text"].startswith("A centre opens")


async def test_it_comes_in_the_language_of_the_reader_or_in_the_one_there_is(
    bot: Bot, ayesha: Conversation
) -> None:
    await published(bot, {Language.ENGLISH: Content("Dates"), Language.URDU: Content("تاریخیں")})
    await published(bot, {Language.URDU: Content("صرف اردو میں")})
    await ayesha.says("/language")
    await ayesha.presses("English")
    await ayesha.says("/news")
    assert [label.strip("\u2068\u2069") for label in ayesha.buttons[:2]] == ["صرف اردو میں", "Dates"]
    assert "صرف اردو میں" in await ayesha.presses("صرف اردو میں")
    await ayesha.says("/language")
    await ayesha.presses("Roman Urdu")
    await ayesha.says("/news")
    assert await ayesha.presses("تاریخیں") == "تاریخیں"


async def test_a_file_without_words_is_named_by_its_kind_and_opens(bot: Bot, ayesha: Conversation) -> None:
    await ayesha.does(ayesha.person.sends_photo)
    file_id = ayesha.person.chat.messages[max(ayesha.person.chat.messages) - 1]["photo"][-1]["file_id"]
    picture = Content("", Attachment(AttachmentKind.PHOTO, file_id))
    await published(bot, {Language.ENGLISH: picture})
    assert "📷 Picture\n22 November 2026" in await ayesha.says("/news")
    await ayesha.presses("📷 Picture")
    assert "photo" in ayesha.person.latest()


async def test_a_correction_takes_the_place_of_what_it_corrects(bot: Bot, ayesha: Conversation) -> None:
    original = await published(bot, english("Due on 30 November"))
    for text, phase in (("Due on 15 December", Phase.FINISHED), ("Due on 31 December", Phase.SENDING)):
        await published(bot, english(text), phase=phase, purpose=Purpose.CORRECTION, parent=original)
    await published(bot, english("Never"), phase=Phase.DRAFT, purpose=Purpose.CORRECTION, parent=original)
    said = await ayesha.says("/news")
    assert said.endswith("\n\nDue on 31 December\n22 November 2026, corrected since")
    await ayesha.presses("Due on 31 December")
    assert ayesha.buttons == ["🗞 22 November 2026, corrected · all announcements"]


async def test_what_is_recalled_is_not_shown_and_an_old_button_says_so(
    bot: Bot, ayesha: Conversation
) -> None:
    recalled = await published(bot, english("A mistake"))
    await ayesha.says("/news")
    async with bot.bot_data.ledger.writing() as connection:
        await announcements.change(connection, recalled.id, phase=Phase.RECALLED)
    assert "not shown any more" in await ayesha.presses("A mistake")
    assert "no announcements yet" in await ayesha.presses("Last announcements")


async def test_what_is_for_a_city_or_a_subject_is_for_everybody_to_read_and_what_is_for_staff_is_not(
    bot: Bot, ayesha: Conversation
) -> None:
    somewhere = Audience(cities=frozenset({"multan"}), interests=frozenset({Interest.JOBS}))
    await published(bot, english("In Multan"), aimed=somewhere)
    staff = await published(bot, english("For us"), aimed=Audience(roles=frozenset({Role.EDITOR})))
    await published(
        bot, english("More for us"), aimed=staff.audience, purpose=Purpose.FOLLOW_UP, parent=staff
    )
    await ayesha.says("/news")
    assert ayesha.buttons == ["In Multan", "🔔 Get announcements"]
    gone = await ayesha.does(ayesha.person.asks_back, ayesha.person.latest(), f"nw:{staff.id}")
    assert "not shown any more" in gone


async def test_anybody_may_read_them_and_subscribers_are_led_to_their_choices(
    bot: Bot, ayesha: Conversation, world: World
) -> None:
    await published(bot, english("Dates"))
    bilal = Conversation(Person(world, "Bilal"), Poller(bot))
    assert "Dates" in await bilal.says("/news")
    await ayesha.says("/subscribe")
    await ayesha.presses("Last announcements")
    assert buttons(ayesha.person.latest()) == ["Dates", "🔔 My announcements"]
    assert "⭐ no subject chosen" in await ayesha.presses("🔔 My announcements")
