"""In a group its administrators decide on announcements, and on deleting what is kept; all else is free."""

import pytest

from domain.announcements import Content
from domain.languages import Language
from domain.people import Person as Row
from handlers import contents
from handlers.services import Bot
from sandbox.chats import Chat
from sandbox.groups import new_group
from sandbox.people import Person
from storage.ledger import people
from tests.conftest import Conversation, read
from texts.catalogue import phrases

ONLY = "In a group its administrators decide"


@pytest.fixture
def bilal(ayesha: Conversation) -> Conversation:
    """A member of the group, and no more."""
    return Conversation(Person(ayesha.person.world, "Bilal"), ayesha.poller)


@pytest.fixture
async def group(ayesha: Conversation, bilal: Conversation) -> Chat:
    """A group of Ayesha's that has subscribed."""
    group = new_group(ayesha.person.world, "Freelancers", ayesha.person, bilal.person)
    await ayesha.does(ayesha.person.says, "/subscribe", chat=group)
    return group


async def kept(bot: Bot, group: Chat) -> Row:
    async with bot.bot_data.ledger.reading() as connection:
        row = await people.find(connection, group.id)
    assert row
    return row


@pytest.mark.parametrize("command", ["/stop", "/subscribe multan"])
async def test_the_commands_of_others_change_nothing(
    bot: Bot, bilal: Conversation, group: Chat, command: str
) -> None:
    before = await kept(bot, group)
    await bilal.does(bilal.person.says, command, chat=group)
    assert ONLY in read(bilal.person.latest(group))
    assert await kept(bot, group) == before


async def test_the_taps_of_others_are_answered_to_them_alone(
    bot: Bot, ayesha: Conversation, bilal: Conversation, group: Chat
) -> None:
    before = await kept(bot, group)
    await contents.send(bot.bot, group.id, Content("Dates"), below=contents.footer(Language.ENGLISH))
    announcement = bilal.person.latest(group)
    for data in ("stop", "off", "on", "hc:multan", "hp:punjab", "ia:jobs", "id:jobs", "forget"):
        await bilal.does(bilal.person.asks_back, announcement, data)
        assert ONLY in bilal.toasts[-1]["text"]
        assert bilal.toasts[-1]["show_alert"]
        assert bilal.person.latest(group) == announcement
    assert await kept(bot, group) == before

    await ayesha.does(ayesha.person.presses, announcement, "🔕")
    assert (await kept(bot, group)).subscribed_at is None


async def test_an_administrator_who_writes_as_the_group_decides(
    bot: Bot, bilal: Conversation, group: Chat
) -> None:
    # Telegram hides who it is behind a bot of its own, which administers nothing
    command = {"text": "/stop", "entities": [{"type": "bot_command", "offset": 0, "length": 5}]}
    await bilal.does(bilal.person.sends, {**command, "sender_chat": group.object}, chat=group)
    assert (await kept(bot, group)).subscribed_at is None


@pytest.mark.parametrize("language", list(Language))
def test_what_pops_up_fits(language: Language) -> None:
    assert len(phrases(language).label("group.only_administrators")) <= 200
