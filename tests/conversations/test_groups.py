"""Groups: the bot speaks when it is spoken to."""

import datetime

import pytest

from bot.receiving.polling import Poller
from handlers.services import Bot
from sandbox.chats import Chat
from sandbox.groups import new_group
from sandbox.people import Person
from sandbox.world import BotAccount, World
from storage.ledger import people
from tests.conftest import Clock, Conversation, read

_POINT = (31.418, 73.079)


@pytest.fixture
def group(ayesha: Conversation) -> Chat:
    """A group of Ayesha's with the bot in it."""
    return new_group(ayesha.person.world, "Freelancers of Faisalabad", ayesha.person)


async def hears(ayesha: Conversation, group: Chat, text: str) -> list[str]:
    """What the bot says in the group to this message."""
    before = len(ayesha.person.received(group))
    await ayesha.does(ayesha.person.says, text, chat=group)
    return [read(message) for message in ayesha.person.received(group)[before:]]


@pytest.mark.parametrize("text", ["/city lahore", "/city@rahnuma_bot lahore", "@rahnuma_bot lahore"])
async def test_a_command_or_a_mention_is_answered_as_a_reply(
    ayesha: Conversation, group: Chat, text: str
) -> None:
    (said,) = await hears(ayesha, group, text)
    assert "Lahore, Punjab" in said
    assert ayesha.person.latest(group)["reply_to_message"]["text"] == text


@pytest.mark.parametrize(
    "text", ["lahore @rahnuma_bot", "@Rahnuma_Bot lahore", "hey @RAHNUMA_BOT, lahore please"]
)
async def test_a_mention_may_stand_anywhere_and_in_any_case(
    ayesha: Conversation, group: Chat, text: str
) -> None:
    (said,) = await hears(ayesha, group, text)
    assert "Lahore, Punjab" in said


async def test_a_mention_alone_gets_a_friendly_word(ayesha: Conversation, group: Chat) -> None:
    (said,) = await hears(ayesha, group, "@rahnuma_bot")
    assert "Write a city or a question" in said


async def test_a_reply_to_the_bot_is_answered_as_a_reply(ayesha: Conversation, group: Chat) -> None:
    await hears(ayesha, group, "/help")
    said = await ayesha.does(ayesha.person.says, "lahore", reply_to=ayesha.person.latest(group), chat=group)
    assert "Lahore, Punjab" in said
    assert ayesha.person.latest(group)["reply_to_message"]["text"] == "lahore"


@pytest.fixture(params=["in privacy mode", "reading everything"])
def world(request: pytest.FixtureRequest, clock: Clock) -> World:
    """Two worlds: BotFather has set the bot to hear in groups what concerns it, or everything."""
    account = BotAccount(reads_all_group_messages=request.param == "reading everything")
    return World(account, clock)


@pytest.mark.parametrize(
    "text", ["lahore", "STP in Faisalabad", "hello", "@another_bot lahore", "a@rahnuma_bot.pk", "/no_such"]
)
async def test_what_is_not_meant_for_the_bot_is_not_answered(
    ayesha: Conversation, group: Chat, text: str
) -> None:
    assert await hears(ayesha, group, text) == []


async def test_pins_dice_and_newcomers_are_no_questions_in_a_group(ayesha: Conversation, group: Chat) -> None:
    person = ayesha.person
    await ayesha.does(person.shares_location, *_POINT, chat=group)
    await ayesha.does(person.sends, {"dice": {"emoji": "🎲", "value": 3}}, chat=group)
    await ayesha.does(person.sends, {"new_chat_members": [Person(person.world, "Bilal").user]}, chat=group)
    assert person.received(group) == []


async def test_a_reply_to_somebody_else_is_not_answered(ayesha: Conversation, group: Chat) -> None:
    message = ayesha.person.says("who knows a park?", chat=group)
    bilal = Conversation(Person(ayesha.person.world, "Bilal"), ayesha.poller)
    await bilal.does(bilal.person.says, "lahore", reply_to=message, chat=group)
    assert ayesha.person.received(group) == []


async def test_where_somebody_is_is_asked_without_the_button_that_groups_lack(
    ayesha: Conversation, group: Chat
) -> None:
    (said,) = await hears(ayesha, group, "/near")
    assert "as a reply to this message" in said
    assert group.keyboard is None


async def test_a_pin_as_reply_to_the_bot_shows_what_is_nearest(ayesha: Conversation, group: Chat) -> None:
    await hears(ayesha, group, "/near")
    pin = {"location": {"latitude": _POINT[0], "longitude": _POINT[1]}}
    said = await ayesha.does(ayesha.person.sends, pin, reply_to=ayesha.person.latest(group), chat=group)
    assert "Nearest working" in said


async def test_buttons_work_in_a_group_for_everybody(ayesha: Conversation, group: Chat) -> None:
    await hears(ayesha, group, "/city faisalabad")
    bilal = Conversation(Person(ayesha.person.world, "Bilal"), ayesha.poller)
    shown = await bilal.does(bilal.person.presses, ayesha.person.latest(group), "Sitara")
    assert "Who may use it:" in shown
    assert bilal.person.received() == []


async def test_a_group_subscribes_for_itself(bot: Bot, ayesha: Conversation, group: Chat) -> None:
    await hears(ayesha, group, "/subscribe")
    async with bot.bot_data.ledger.reading() as connection:
        of_group = await people.find(connection, group.id)
        of_person = await people.find(connection, ayesha.person.id)
    assert of_group
    assert of_group.subscribed_at
    assert of_person
    assert of_person.subscribed_at is None


async def test_a_group_that_becomes_a_supergroup_keeps_its_choices(
    bot: Bot, ayesha: Conversation, group: Chat
) -> None:
    await hears(ayesha, group, "/subscribe")
    new_id = group.id - 1000
    service = {
        "message_id": 90,
        "date": int(datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC).timestamp()),
        "from": ayesha.person.user,
    }
    old = {"id": group.id, "type": "group", "title": "Freelancers"}
    new = {"id": new_id, "type": "supergroup", "title": "Freelancers"}
    updates = ayesha.person.world.updates
    updates.put("message", {**service, "chat": old, "migrate_to_chat_id": new_id})
    updates.put("message", {**service, "chat": new, "migrate_from_chat_id": group.id})
    await ayesha.poller.poll()
    async with bot.bot_data.ledger.reading() as connection:
        assert await people.find(connection, group.id) is None
        moved = await people.find(connection, new_id)
    assert moved
    assert moved.subscribed_at


async def test_a_group_that_throws_the_bot_out_is_marked(bot: Bot, ayesha: Conversation, group: Chat) -> None:
    await hears(ayesha, group, "/help")
    await ayesha.does(ayesha.person.removes_bot, group)
    async with bot.bot_data.ledger.reading() as connection:
        row = await people.find(connection, group.id)
    assert row
    assert row.blocked_at


async def test_every_chat_gets_its_own_answers(bot: Bot, ayesha: Conversation, group: Chat) -> None:
    bilal = Conversation(Person(ayesha.person.world, "Bilal"), Poller(bot))
    ayesha.person.says("@rahnuma_bot lahore", chat=group)
    bilal.person.says("multan")
    ayesha.person.says("quetta")
    await ayesha.poller.poll()
    assert "Lahore" in read(ayesha.person.latest(group))
    assert "Multan" in read(bilal.person.latest())
    assert "Quetta" in read(ayesha.person.latest())
