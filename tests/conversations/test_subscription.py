"""Which announcements somebody gets: said by taps, at once or later, and changed at any time."""

import pytest

from domain.announcements import EVERYBODY, Audience, Content
from domain.interests import Interest
from domain.languages import Language
from domain.people import Person as Row
from domain.places import Province
from handlers import contents
from handlers.services import Bot
from sandbox.specification import Object
from storage.ledger import announcements, audience, people
from tests.conftest import Conversation, buttons, read
from texts.catalogue import phrases


async def kept(bot: Bot, conversation: Conversation) -> Row:
    async with bot.bot_data.ledger.reading() as connection:
        row = await people.find(connection, conversation.person.id)
    assert row
    return row


async def reached(bot: Bot, aimed: Audience) -> int:
    """How many an announcement would reach."""
    now = bot.bot_data.now()
    async with bot.bot_data.ledger.writing() as connection:
        draft = await announcements.create(connection, "Dates", 501, now, aimed)
        return sum((await audience.count(connection, draft)).values())


async def test_whoever_subscribes_is_asked_what_concerns_them_and_need_not_say(
    bot: Bot, ayesha: Conversation
) -> None:
    said = await ayesha.says("/subscribe")
    assert said.startswith("🔔 You will get announcements")
    assert "🏡 no city chosen" in said
    assert "⭐ no subject chosen" in said
    assert ayesha.buttons[:2] == ["🏡 My city or province", "⭐ My interests"]
    assert await reached(bot, EVERYBODY) == 1


async def test_a_city_is_chosen_by_taps_and_its_province_with_it(bot: Bot, ayesha: Conversation) -> None:
    await ayesha.says("/subscribe")
    await ayesha.presses("My city")
    await ayesha.presses("Sindh")
    assert ayesha.buttons[0] == "Anywhere in Sindh"
    assert "🏡 Hyderabad, Sindh" in await ayesha.presses("Hyderabad")
    row = await kept(bot, ayesha)
    assert (row.city_id, row.province) == ("hyderabad", Province.SINDH)
    assert await reached(bot, Audience(cities=frozenset({"hyderabad"}))) == 1
    assert await reached(bot, Audience(provinces=frozenset({Province.SINDH}))) == 1
    assert await reached(bot, Audience(provinces=frozenset({Province.PUNJAB}))) == 0


async def test_a_province_alone_can_be_chosen_and_all_of_pakistan_takes_it_back(
    bot: Bot, ayesha: Conversation
) -> None:
    await ayesha.says("/subscribe multan")
    await ayesha.presses("My city")
    await ayesha.presses("Balochistan")
    assert "🏡 Balochistan\n" in await ayesha.presses("Anywhere in Balochistan")
    row = await kept(bot, ayesha)
    assert (row.city_id, row.province) == (None, Province.BALOCHISTAN)
    await ayesha.presses("My city")
    assert "🏡 no city chosen" in await ayesha.presses("All of Pakistan")
    row = await kept(bot, ayesha)
    assert (row.city_id, row.province) == (None, None)
    assert row.subscribed_at


@pytest.mark.parametrize(
    ("said", "home"),
    [
        ("/subscribe multan", "🏡 Multan, Punjab"),
        ("/subscribe لاہور", "🏡 Lahore, Punjab"),
        ("/subscribe Sindh", "🏡 Sindh"),
        ("/subscribe please", "🏡 no city chosen"),
    ],
)
async def test_who_lives_far_down_a_list_writes_where(ayesha: Conversation, said: str, home: str) -> None:
    assert home in await ayesha.says(said)
    assert ayesha.newest.startswith("🔔")


async def test_the_cities_come_in_pages_that_end_with_the_way_back(ayesha: Conversation) -> None:
    await ayesha.says("/subscribe")
    await ayesha.presses("My city")
    assert len(ayesha.buttons) == 1 + len(Province) + 1
    await ayesha.presses("Punjab")
    await ayesha.presses("▶️")
    assert any(label.startswith("2 / ") for label in ayesha.buttons)
    await ayesha.presses("🗺 Provinces")
    assert "All of Pakistan" in ayesha.buttons


async def test_interests_are_ticked_and_unticked_at_any_time(bot: Bot, ayesha: Conversation) -> None:
    await ayesha.says("/subscribe")
    await ayesha.presses("My interests")
    await ayesha.presses("Training")
    await ayesha.presses("Jobs and internships")
    assert "☑️ Training" in ayesha.buttons
    assert "⭐ Training · Jobs and internships" in await ayesha.presses("Done")
    assert (await kept(bot, ayesha)).interests == {Interest.TRAINING, Interest.JOBS}
    assert await reached(bot, Audience(interests=frozenset({Interest.JOBS, Interest.CENTRES}))) == 1
    assert await reached(bot, Audience(interests=frozenset({Interest.CENTRES}))) == 0

    await ayesha.says("/subscribe")
    await ayesha.presses("My interests")
    await ayesha.presses("☑️ Training")
    assert "⭐ Jobs and internships" in await ayesha.presses("Done")
    assert (await kept(bot, ayesha)).interests == {Interest.JOBS}


async def test_a_tap_that_comes_twice_changes_nothing_more(bot: Bot, ayesha: Conversation) -> None:
    await ayesha.says("/subscribe")
    await ayesha.presses("My interests")
    message = ayesha.person.latest()
    for _ in range(2):
        await ayesha.does(ayesha.person.asks_back, message, "ia:jobs")
        assert (await kept(bot, ayesha)).interests == {Interest.JOBS}
    for _ in range(2):
        await ayesha.does(ayesha.person.asks_back, message, "id:jobs")
        assert (await kept(bot, ayesha)).interests == frozenset()


async def test_a_city_that_is_gone_from_the_data_is_not_kept(bot: Bot, ayesha: Conversation) -> None:
    await ayesha.says("/subscribe")
    gone = await ayesha.does(ayesha.person.asks_back, ayesha.person.latest(), "hc:atlantis")
    assert "too old" in gone
    assert (await kept(bot, ayesha)).city_id is None


async def test_what_was_chosen_outlives_a_stop(bot: Bot, ayesha: Conversation) -> None:
    await ayesha.says("/subscribe multan")
    await ayesha.says("/stop")
    assert await reached(bot, EVERYBODY) == 0
    assert "🏡 Multan, Punjab" in await ayesha.presses("🔔")


@pytest.mark.parametrize("language", list(Language))
async def test_the_whole_way_in_every_language(bot: Bot, ayesha: Conversation, language: Language) -> None:
    t = phrases(language)
    await ayesha.says("/language")
    await ayesha.presses(t.label(f"language.{language}"))
    await ayesha.says("/subscribe")
    await ayesha.presses(t.label("button.interests"))
    for interest in Interest:
        await ayesha.presses(t.label(f"interest.{interest}"))
    await ayesha.presses(t.label("button.done"))
    await ayesha.presses(t.label("button.home"))
    await ayesha.presses(t.label("province.islamabad"))
    shown = await ayesha.presses(t.label("button.anywhere_in", province=t.label("province.islamabad")))
    for word in (*(f"interest.{interest}" for interest in Interest), "province.islamabad"):
        assert t.label(word) in shown
    row = await kept(bot, ayesha)
    assert row.interests == frozenset(Interest)
    assert row.province is Province.ISLAMABAD


# stopping, under an announcement

TEXT = Content("<b>Dates</b>\nTax returns are due on 30 November.")


async def announced(bot: Bot, conversation: Conversation, content: Content = TEXT) -> Object:
    """Somebody gets an announcement, and reads in English."""
    await contents.send(bot.bot, conversation.person.id, content, below=contents.footer(Language.ENGLISH))
    return conversation.person.latest()


async def test_one_tap_under_an_announcement_ends_them_and_leaves_it_as_it_is(
    bot: Bot, ayesha: Conversation
) -> None:
    await ayesha.says("/subscribe")
    announcement = await announced(bot, ayesha)
    said = await ayesha.does(ayesha.person.presses, announcement, "🔕")
    assert said.startswith("🔕 No more announcements.")
    assert (await kept(bot, ayesha)).subscribed_at is None
    first, second = ayesha.person.received()[-2:]
    assert first["text"] == "Dates\nTax returns are due on 30 November."
    assert buttons(first) == ["🔕 No more announcements"]
    assert buttons(second) == ["🔔 Get announcements", "🏠 Start"]

    await ayesha.does(ayesha.person.presses, announcement, "🔕")
    assert (await kept(bot, ayesha)).subscribed_at is None
    await ayesha.presses("🔔")
    assert (await kept(bot, ayesha)).subscribed_at


async def test_whom_the_ledger_does_not_know_any_more_can_stop_too(bot: Bot, ayesha: Conversation) -> None:
    announcement = await announced(bot, ayesha)
    async with bot.bot_data.ledger.writing() as connection:
        await people.forget(connection, ayesha.person.id)
    assert "No more announcements" in await ayesha.does(ayesha.person.presses, announcement, "🔕")
    assert (await kept(bot, ayesha)).subscribed_at is None


@pytest.mark.parametrize("language", list(Language))
def test_the_button_speaks_the_language_of_its_reader(language: Language) -> None:
    (((button,),), t) = (contents.footer(language), phrases(language))
    assert button.label == t.label("button.unsubscribe")


async def test_what_is_edited_keeps_the_button(bot: Bot, ayesha: Conversation) -> None:
    announcement = await announced(bot, ayesha)
    below = contents.footer(Language.URDU)
    corrected = Content("Tax returns are due on 31 December.")
    await contents.replace(bot.bot, ayesha.person.id, announcement["message_id"], corrected, below=below)
    latest = ayesha.person.latest()
    assert read(latest) == corrected.html
    assert buttons(latest) == ["🔕 اعلانات بند کریں"]
