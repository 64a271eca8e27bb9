"""Pins, reactions, dice, polls, replies and members."""

from collections.abc import Callable

import pytest

from sandbox.chats import Chat
from sandbox.groups import new_channel, new_group
from sandbox.people import Person
from sandbox.specification import SPECIFICATION, Object
from sandbox.world import World

from .conftest import Bot


@pytest.fixture
def group(world: World, ayesha: Person) -> Chat:
    found = new_group(world, "Freelancers", ayesha, Person(world, "Bilal"), username="freelancers")
    ayesha.adds_bot(found, "administrator")
    world.updates.clear()
    return found


async def test_messages_are_pinned_and_unpinned_last_first(bot: Bot, group: Chat, ayesha: Person) -> None:
    numbers = [ayesha.says(text, chat=group)["message_id"] for text in "abc"]
    for number in numbers:
        await bot.does("pinChatMessage", chat_id=group.id, message_id=number)
    SPECIFICATION.check_object("Message", ayesha.latest(group))
    await bot.does("unpinChatMessage", chat_id=group.id)
    await bot.does("unpinChatMessage", chat_id=group.id, message_id=numbers[0])
    chat = await bot.does("getChat", chat_id=group.id)
    SPECIFICATION.check_object("ChatFullInfo", chat)
    assert chat["pinned_message"]["text"] == "b"
    await bot.does("unpinAllChatMessages", chat_id=group.id)
    assert "pinned_message" not in await bot.does("getChat", chat_id=group.id)


async def test_a_pinned_message_that_is_deleted_is_not_pinned_any_more(
    bot: Bot, group: Chat, ayesha: Person
) -> None:
    place = {"chat_id": group.id, "message_id": ayesha.says("a", chat=group)["message_id"]}
    await bot.does("pinChatMessage", **place)
    await bot.does("deleteMessage", **place)
    assert "pinned_message" not in await bot.does("getChat", chat_id=group.id)


async def test_the_bot_reacts_and_takes_it_back(bot: Bot, ayesha: Person) -> None:
    place = {"chat_id": ayesha.id, "message_id": ayesha.says("shukria")["message_id"]}
    thumb: Object = {"type": "emoji", "emoji": "👍"}
    await bot.does("setMessageReaction", **place, reaction=[thumb])
    assert ayesha.chat.reactions[place["message_id"]] == [thumb]
    await bot.does("setMessageReaction", **place)
    assert ayesha.chat.reactions[place["message_id"]] == []


async def test_a_dice_shows_a_number_of_its_kind(bot: Bot, ayesha: Person) -> None:
    for emoji, highest in (("🎲", 6), ("🏀", 5), ("🎰", 64)):
        sent = [await bot.does("sendDice", chat_id=ayesha.id, emoji=emoji) for _ in range(30)]
        SPECIFICATION.check_object("Message", sent[0])
        values = {message["dice"]["value"] for message in sent}
        assert len(values) > 1
        assert values <= set(range(1, highest + 1))


async def test_a_poll_and_a_quiz_are_asked(bot: Bot, ayesha: Person) -> None:
    options: list[Object | str] = [{"text": "<b>Lahore</b>", "text_parse_mode": "HTML"}, "Karachi"]
    asked = {"chat_id": ayesha.id, "question": "Where is Arfa Tower?", "options": options}
    for more in ({}, {"type": "quiz", "correct_option_ids": [0]}):
        sent = await bot.does("sendPoll", **asked, **more)
        SPECIFICATION.check_object("Message", sent)
        assert [option["text"] for option in sent["poll"]["options"]] == ["Lahore", "Karachi"]


async def test_a_contact_is_sent(bot: Bot, ayesha: Person) -> None:
    sent = await bot.does("sendContact", chat_id=ayesha.id, phone_number="+92420000000", first_name="PSEB")
    SPECIFICATION.check_object("Message", sent)
    assert sent["contact"]["first_name"] == "PSEB"


async def test_a_message_of_another_chat_is_replied_to(bot: Bot, group: Chat, ayesha: Person) -> None:
    asked = ayesha.says("anybody?", chat=group)
    quoted = {"message_id": asked["message_id"], "chat_id": "@freelancers"}
    sent = await bot.does("sendMessage", chat_id=ayesha.id, text="yes", reply_parameters=quoted)
    SPECIFICATION.check_object("Message", sent)
    assert sent["external_reply"]["message_id"] == asked["message_id"]


async def test_a_keyboard_may_have_texts_for_buttons(bot: Bot, ayesha: Person) -> None:
    keyboard = {"keyboard": [["Parks", {"text": "Centres"}], []]}
    await bot.does("sendMessage", chat_id=ayesha.id, text="x", reply_markup=keyboard)
    assert ayesha.taps("Parks")["text"] == "Parks"
    assert ayesha.chat.keyboard == {"keyboard": [[{"text": "Parks"}, {"text": "Centres"}]]}


async def test_people_come_and_go_and_administrators_are_told(bot: Bot, group: Chat, world: World) -> None:
    chand = Person(world, "Chand")
    chand.joins(group)
    chand.leaves(group)
    joined, left = await bot.updates()
    for update in (joined, left):
        SPECIFICATION.check_object("Update", update)
    assert joined["message"]["new_chat_members"] == [chand.user]
    assert left["message"]["left_chat_member"] == chand.user
    administrators = await bot.does("getChatAdministrators", chat_id=group.id)
    for member in administrators:
        SPECIFICATION.check_object("ChatMember", member)
    assert [member["status"] for member in administrators] == ["creator", "administrator"]


async def test_rights_that_are_lacking_are_told(bot: Bot, group: Chat, ayesha: Person) -> None:
    ayesha.adds_bot(group, "administrator", without=["can_pin_messages"])
    ayesha.restricts_bot(group)
    for update in await bot.updates():
        SPECIFICATION.check_object("Update", update)
    ayesha.adds_bot(group, "administrator", without=["can_pin_messages"])
    member = await bot.does("getChatMember", chat_id=group.id, user_id=bot.world.bot.id)
    assert (member["can_pin_messages"], member["can_delete_messages"]) == (False, True)


async def test_the_members_of_a_chat_are_counted(bot: Bot, group: Chat, ayesha: Person) -> None:
    assert await bot.does("getChatMemberCount", chat_id=group.id) == 3
    assert await bot.does("getChatMemberCount", chat_id=ayesha.id) == 2


async def test_a_group_becomes_a_supergroup(bot: Bot, ayesha: Person) -> None:
    old = new_group(bot.world, "Family", ayesha, basic=True)
    await bot.does("sendMessage", chat_id=old.id, text="x")
    new = ayesha.upgrades(old)
    for update in await bot.updates():
        SPECIFICATION.check_object("Update", update)
    refused = await bot.call("sendMessage", chat_id=old.id, text="x")
    assert refused.response() == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new.id},
    }
    await bot.does("sendMessage", chat_id=new.id, text="x")
    assert (await bot.does("getChat", chat_id=old.id))["type"] == "group"


@pytest.mark.parametrize("made", [new_group, new_channel])
async def test_several_messages_are_deleted_at_once(
    bot: Bot, ayesha: Person, made: Callable[..., Chat]
) -> None:
    chat = made(bot.world, "x", ayesha)
    ayesha.adds_bot(chat, "administrator")
    numbers = [(await bot.does("sendMessage", chat_id=chat.id, text=t))["message_id"] for t in "abc"]
    await bot.does("deleteMessages", chat_id=chat.id, message_ids=[*numbers[:2], 99])
    assert [message["text"] for message in ayesha.received(chat)] == ["c"]
