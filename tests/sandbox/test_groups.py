import pytest

from sandbox.chats import Chat
from sandbox.groups import new_group
from sandbox.people import Person
from sandbox.specification import SPECIFICATION
from sandbox.world import BotAccount, World

from .conftest import Bot


@pytest.fixture
def bilal(world: World) -> Person:
    return Person(world, "Bilal")


@pytest.fixture
def group(world: World, ayesha: Person, bilal: Person) -> Chat:
    return new_group(world, "Freelancers of Multan", ayesha, bilal, username="multan_freelancers")


async def heard(bot: Bot) -> list[str]:
    updates = await bot.updates()
    for update in updates:
        SPECIFICATION.check_object("Update", update)
    return [update["message"]["text"] for update in updates]


async def test_in_privacy_mode_the_bot_hears_only_what_concerns_it(
    bot: Bot, group: Chat, ayesha: Person, bilal: Person
) -> None:
    ours = await bot.does("sendMessage", chat_id=group.id, text="Salaam")
    chatter = ayesha.says("anybody here?", chat=group)
    for text in (
        "/near",
        "/near@rahnuma_bot",
        "😀 hey @Rahnuma_Bot",
        "/near@other_bot",
        "hey @other_bot",
        "hm",
    ):
        bilal.says(text, chat=group)
    bilal.says("thanks", reply_to=ours, chat=group)
    bilal.says("here", reply_to=chatter, chat=group)
    assert await heard(bot) == ["/near", "/near@rahnuma_bot", "😀 hey @Rahnuma_Bot", "thanks"]


async def test_without_privacy_mode_or_as_administrator_the_bot_hears_all(
    bot: Bot, group: Chat, ayesha: Person
) -> None:
    ayesha.adds_bot(group, "administrator")
    bot.world.updates.clear()
    ayesha.says("anybody here?", chat=group)
    assert await heard(bot) == ["anybody here?"]
    open_world = World(BotAccount(reads_all_group_messages=True))
    person = Person(open_world)
    person.says("hello", chat=new_group(open_world, "Open", person))
    assert await heard(Bot(open_world)) == ["hello"]


async def test_a_group_member_who_never_started_the_bot_can_not_be_written_to(
    bot: Bot, group: Chat, bilal: Person
) -> None:
    refused = await bot.refused("sendMessage", chat_id=bilal.id, text="x")
    assert refused == "Forbidden: bot can't initiate conversation with a user"


@pytest.mark.parametrize(("request_kind", "what"), [("location", "location"), ("contact", "phone number")])
async def test_a_group_is_found_by_its_name_and_asked_for_nothing_private(
    bot: Bot, group: Chat, request_kind: str, what: str
) -> None:
    rows = [[{"text": "Share", f"request_{request_kind}": True}]]
    asked = {"chat_id": "@multan_freelancers", "text": "x", "reply_markup": {"keyboard": rows}}
    refused = await bot.refused("sendMessage", **asked)
    assert refused == f"Bad Request: {what} can be requested in private chats only"


async def test_a_bot_that_was_thrown_out_or_left_hears_and_says_nothing(
    bot: Bot, group: Chat, ayesha: Person
) -> None:
    ayesha.removes_bot(group)
    ayesha.says("/near", chat=group)
    [update] = await bot.updates()
    SPECIFICATION.check_object("Update", update)
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    said = await bot.refused("sendMessage", chat_id=group.id, text="x")
    assert said == "Forbidden: bot was kicked from the supergroup chat"
    ayesha.adds_bot(group)
    await bot.does("leaveChat", chat_id=group.id)
    said = await bot.refused("sendMessage", chat_id=group.id, text="x")
    assert said == "Forbidden: bot is not a member of the supergroup chat"


async def test_messages_of_others_are_deleted_by_administrators_only(
    bot: Bot, group: Chat, ayesha: Person
) -> None:
    theirs = ayesha.says("/spam", chat=group)
    place = {"chat_id": group.id, "message_id": theirs["message_id"]}
    assert await bot.refused("deleteMessage", **place) == "Bad Request: message can't be deleted"
    ayesha.adds_bot(group, "administrator")
    await bot.does("deleteMessage", **place)


async def test_chats_and_members_are_told(bot: Bot, group: Chat, ayesha: Person, bilal: Person) -> None:
    stranger = Person(bot.world, "Chand")
    for chat_id in (group.id, ayesha.id):
        SPECIFICATION.check_object("ChatFullInfo", await bot.does("getChat", chat_id=chat_id))
    statuses = {}
    for user_id in (ayesha.id, bilal.id, stranger.id, bot.world.bot.id):
        member = await bot.does("getChatMember", chat_id=group.id, user_id=user_id)
        SPECIFICATION.check_object("ChatMember", member)
        statuses[user_id] = member["status"]
    assert list(statuses.values()) == ["creator", "member", "left", "member"]
