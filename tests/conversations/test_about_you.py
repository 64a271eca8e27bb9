"""What the bot keeps about people, and what they choose."""

from datetime import timedelta

import pytest
from sqlalchemy import MetaData, create_engine, inspect, select

from bot.housekeeping import drop_expired
from bot.receiving.polling import Poller
from bot.settings import Settings
from domain.conversation import NOTHING
from domain.languages import Language
from domain.people import Person as Row
from domain.people import Turn
from handlers.services import Bot
from sandbox.people import Person
from sandbox.world import World
from storage.ledger import people, turns
from storage.ledger.totals import LIFETIME
from tests.conftest import Clock, Conversation


async def kept(bot: Bot, conversation: Conversation) -> Row | None:
    """What the ledger keeps about a person."""
    async with bot.bot_data.ledger.reading() as connection:
        return await people.find(connection, conversation.person.id)


def rows_about(settings: Settings, chat_id: int) -> dict[str, int]:
    """How many rows of each table of the ledger's file name the chat."""
    engine = create_engine(settings.ledger_url)
    try:
        tables = MetaData()
        tables.reflect(engine)
        with engine.connect() as connection:
            return {
                table.name: len(connection.execute(select(table).where(table.c.chat_id == chat_id)).all())
                for table in tables.sorted_tables
                if "chat_id" in table.c
            }
    finally:
        engine.dispose()


async def test_subscribing_and_stopping_are_confirmed_and_stored(bot: Bot, ayesha: Conversation) -> None:
    row = await kept(bot, ayesha)
    assert row
    assert row.subscribed_at is None

    assert "You will get announcements" in await ayesha.says("/subscribe")
    row = await kept(bot, ayesha)
    assert row
    assert row.subscribed_at == bot.bot_data.now()

    assert "No more announcements" in await ayesha.says("/stop")
    row = await kept(bot, ayesha)
    assert row
    assert row.subscribed_at is None


async def test_the_buttons_under_a_confirmation_take_it_back(bot: Bot, ayesha: Conversation) -> None:
    await ayesha.says("/subscribe")
    assert "/subscribe brings them back" in await ayesha.presses("🔕")
    assert "/stop ends them" in await ayesha.presses("🔔")
    row = await kept(bot, ayesha)
    assert row
    assert row.subscribed_at


async def test_subscribing_twice_keeps_the_first_day(bot: Bot, ayesha: Conversation, clock: Clock) -> None:
    await ayesha.says("/subscribe")
    clock.forward(days=3)
    await ayesha.says("/subscribe")
    assert "Announcements: yes, since 22 November 2026" in await ayesha.says("/mydata")


async def test_there_are_no_news_before_the_first_announcement(ayesha: Conversation) -> None:
    assert "no announcements yet" in await ayesha.says("/news")
    assert "You will get announcements" in await ayesha.presses("🔔")


@pytest.mark.parametrize(
    ("label", "language"),
    [("English", Language.ENGLISH), ("اردو", Language.URDU), ("Roman Urdu", Language.ROMAN_URDU)],
)
async def test_a_language_is_chosen_by_its_own_name_and_stored(
    bot: Bot, ayesha: Conversation, label: str, language: Language
) -> None:
    await ayesha.says("/language")
    assert label in await ayesha.presses(label)
    row = await kept(bot, ayesha)
    assert row
    assert row.language is language
    assert label in await ayesha.says("/mydata")


async def test_the_choice_can_be_changed(bot: Bot, ayesha: Conversation) -> None:
    for label in ("اردو", "English"):
        await ayesha.says("/language")
        await ayesha.presses(label)
    row = await kept(bot, ayesha)
    assert row
    assert row.language is Language.ENGLISH


async def test_privacy_says_what_is_kept_and_leads_to_deleting_it(
    settings: Settings, ayesha: Conversation
) -> None:
    said = await ayesha.says("/privacy")
    for promise in ("What is kept", "What is not kept", "/mydata", "/forgetme"):
        assert promise in said
    assert timedelta(days=365) == LIFETIME
    assert "a year after the end of an announcement only numbers are left of it" in said
    assert "Deleted." in await ayesha.presses("🗑")
    assert not any(rows_about(settings, ayesha.person.id).values())


ABOUT_PEOPLE = {
    "people": {
        "id": "a number of ours",
        "chat_id": "to write there",
        "language": "that was chosen for the menus",
        "subscribed_at": "to send announcements to those who want them",
        "blocked_at": "to send nothing to those who want nothing",
        "first_seen": "a day, to count people",
        "last_seen": "a day, to count people",
        "city_id": "one of ours, chosen to get what concerns it",
        "province": "one of ours, chosen to get what concerns it, or that of the city",
        "interests": "a few words of ours, chosen to get what concerns them",
    },
    "turns": {
        "chat_id": "one row for each chat: its last turn, for 48 hours",
        "message_id": "to know which question was edited",
        "reply_id": "to correct its answer",
        "at": "to drop it after 48 hours, and to lean on it for 30 minutes",
        "language": "to answer taps in it",
        "topic": "of the answer, one of ours, for a short question that leans on it",
        "city_id": "one of ours, that was asked about; not where the person is",
        "kinds": "of places that were asked about, ours",
    },
    "staff_prompts": {
        "chat_id": "one row for each member of staff: what is awaited there",
        "what": "one of a few words of ours",
        "at": "to wait for 24 hours and no longer",
        "announcement_id": "a number of ours: what it is about",
        "language": "of the text that is awaited",
        "revision": "of the announcement that was looked at",
        "album": "Telegram's number of one that was refused, to say so once",
    },
    "progress_cards": {
        "chat_id": "of a member of staff who watches an announcement",
        "announcement_id": "a number of ours: which one",
        "message_id": "to edit it while the sending goes on",
        "phase": "that it shows",
        "shown_at": "to edit it at most every few seconds",
    },
}
"""Every column that knows a chat, and what for. None has room for names, texts, or where people are."""


async def test_no_table_of_the_ledger_has_room_for_names_texts_or_places_of_people(
    settings: Settings, ayesha: Conversation
) -> None:
    engine = create_engine(settings.ledger_url)
    try:
        inspector = inspect(engine)
        columns = {
            table: {column["name"] for column in inspector.get_columns(table)}
            for table in inspector.get_table_names()
        }
    finally:
        engine.dispose()
    about_people = {table: names for table, names in columns.items() if "chat_id" in names}
    assert about_people == {table: set(reasons) for table, reasons in ABOUT_PEOPLE.items()}


async def test_what_was_answered_and_who_and_where_people_are_is_nowhere_in_the_ledger(
    settings: Settings, ayesha: Conversation
) -> None:
    await ayesha.says("is paypal available in pakistan, asks zanzibar")
    await ayesha.says("recipe for biryani in mombasa to 0300 1234567")
    await ayesha.does(ayesha.person.shares_location, 31.418, 73.079)
    await ayesha.does(ayesha.person.shares_contact, "+923001234567")
    files = [file.read_bytes() for file in settings.state_dir.glob("ledger*")]
    assert any(b"mombasa" in content for content in files), "what found no answer is kept, masked"
    for secret in (b"zanzibar", b"31.418", b"1234567", b"Ayesha"):
        assert not any(secret in content for content in files)


async def test_forgetting_asks_first_and_then_deletes_every_row(
    settings: Settings, ayesha: Conversation
) -> None:
    await ayesha.says("/subscribe")
    assert "Shall I delete everything" in await ayesha.says("/forgetme")
    kept = rows_about(settings, ayesha.person.id)
    assert {table for table, rows in kept.items() if rows} == {"people", "turns"}

    assert "Nothing is kept about this chat now" in await ayesha.presses("🗑")
    assert not any(rows_about(settings, ayesha.person.id).values())


async def test_who_keeps_their_data_keeps_their_choices(bot: Bot, ayesha: Conversation) -> None:
    await ayesha.says("/subscribe")
    await ayesha.says("/forgetme")
    assert "STP in Faisalabad" in await ayesha.presses("Keep it")
    row = await kept(bot, ayesha)
    assert row
    assert row.subscribed_at


async def test_after_being_forgotten_a_message_starts_anew(
    bot: Bot, ayesha: Conversation, clock: Clock
) -> None:
    await ayesha.says("/language")
    await ayesha.presses("Roman Urdu")
    await ayesha.says("/subscribe")
    await ayesha.says("/forgetme")
    await ayesha.presses("🗑")

    clock.forward(days=2)
    assert "Lahore, Punjab" in await ayesha.says("lahore")
    row = await kept(bot, ayesha)
    assert row
    assert (row.language, row.subscribed_at) == (None, None)
    assert row.first_seen == row.last_seen == clock().date()


async def test_forgetting_one_person_leaves_the_others(bot: Bot, ayesha: Conversation, world: World) -> None:
    bilal = Conversation(Person(world, "Bilal"), Poller(bot))
    await bilal.says("/subscribe")
    await ayesha.says("/forgetme")
    await ayesha.presses("🗑")
    row = await kept(bot, bilal)
    assert row
    assert row.subscribed_at


async def test_the_days_of_the_first_and_the_last_message_are_kept(
    bot: Bot, ayesha: Conversation, clock: Clock
) -> None:
    clock.forward(hours=5)
    await ayesha.says("lahore")
    clock.forward(days=9)
    await ayesha.says("multan")
    assert "First message: 22 November 2026\nLast message: 1 December 2026" in await ayesha.says("/mydata")


async def test_who_only_taps_buttons_is_seen_too(bot: Bot, ayesha: Conversation, clock: Clock) -> None:
    clock.forward(days=1)
    await ayesha.presses("🏙 Browse cities")
    row = await kept(bot, ayesha)
    assert row
    assert row.last_seen == clock().date()


async def test_a_person_who_blocks_the_bot_is_marked_and_returns_with_start(
    bot: Bot, ayesha: Conversation, clock: Clock
) -> None:
    await ayesha.says("/subscribe")
    before = len(ayesha.shown)
    await ayesha.does(ayesha.person.blocks)
    row = await kept(bot, ayesha)
    assert row
    assert row.blocked_at == clock()
    assert len(ayesha.shown) == before

    clock.forward(hours=1)
    assert "STP in Faisalabad" in await ayesha.does(ayesha.person.starts)
    row = await kept(bot, ayesha)
    assert row
    assert row.blocked_at is None
    assert row.subscribed_at


async def test_the_last_turn_and_what_it_was_about_are_kept_for_48_hours_only(
    bot: Bot, ayesha: Conversation, clock: Clock
) -> None:
    async def kept_turn() -> Turn | None:
        async with bot.bot_data.ledger.reading() as connection:
            return await turns.find(connection, ayesha.person.id)

    await ayesha.says("lahore")
    clock.forward(hours=48)
    await drop_expired(bot.bot_data)
    turn = await kept_turn()
    assert turn
    assert turn.about.city_id == "lahore"
    clock.forward(hours=1)
    await drop_expired(bot.bot_data)
    assert await kept_turn() is None


async def test_only_the_last_turn_is_kept_and_a_command_is_about_nothing(
    settings: Settings, bot: Bot, ayesha: Conversation
) -> None:
    for said in ("lahore", "how do I register as a freelancer", "/help"):
        await ayesha.says(said)
        assert rows_about(settings, ayesha.person.id)["turns"] == 1
    async with bot.bot_data.ledger.reading() as connection:
        turn = await turns.find(connection, ayesha.person.id)
    assert turn
    assert turn.about == NOTHING
