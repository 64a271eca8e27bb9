"""What was said is said again: forwarded, or copied."""

import pytest

from sandbox.groups import new_channel, new_group
from sandbox.people import Person
from sandbox.specification import SPECIFICATION, Object
from sandbox.world import World

from .conftest import Bot


@pytest.fixture
def bilal(world: World) -> Person:
    person = Person(world, "Bilal")
    person.starts()
    world.updates.clear()
    return person


async def test_a_forwarded_message_tells_who_said_it_first(bot: Bot, ayesha: Person, bilal: Person) -> None:
    asked = ayesha.says("where is Arfa Tower?")
    source = {"from_chat_id": ayesha.id, "message_id": asked["message_id"]}
    once = await bot.does("forwardMessage", chat_id=bilal.id, **source)
    SPECIFICATION.check_object("Message", once)
    assert once["text"] == asked["text"]
    assert once["forward_origin"] == {"type": "user", "date": asked["date"], "sender_user": ayesha.user}
    again = {"from_chat_id": bilal.id, "message_id": once["message_id"]}
    twice = await bot.does("forwardMessage", chat_id=ayesha.id, **again)
    assert twice["forward_origin"] == once["forward_origin"]


async def test_a_post_of_a_channel_keeps_its_place(bot: Bot, ayesha: Person) -> None:
    channel = new_channel(bot.world, "Announcements", ayesha)
    post = ayesha.says("Centre in Turbat opened", chat=channel)
    source = {"from_chat_id": channel.id, "message_id": post["message_id"]}
    sent = await bot.does("forwardMessage", chat_id=ayesha.id, **source)
    SPECIFICATION.check_object("Message", sent)
    origin = sent["forward_origin"]
    assert (origin["type"], origin["chat"]["id"], origin["message_id"]) == ("channel", channel.id, 1)


async def test_a_copy_says_the_same_with_other_buttons_and_caption(
    bot: Bot, ayesha: Person, bilal: Person
) -> None:
    photo = ayesha.sends_photo(caption="Arfa Tower")
    keyboard: Object = {"inline_keyboard": [[{"text": "Map", "callback_data": "map"}]]}
    source = {"from_chat_id": ayesha.id, "message_id": photo["message_id"]}
    told = await bot.does("copyMessage", chat_id=bilal.id, **source, caption="Lahore", reply_markup=keyboard)
    SPECIFICATION.check_object("MessageId", told)
    copy = bilal.latest()
    assert (copy["photo"], copy["caption"], copy["reply_markup"]) == (photo["photo"], "Lahore", keyboard)
    assert "forward_origin" not in copy


@pytest.mark.parametrize("method", ["forwardMessages", "copyMessages"])
async def test_of_several_messages_those_go_that_there_are(
    bot: Bot, ayesha: Person, bilal: Person, method: str
) -> None:
    numbers = [ayesha.says(text)["message_id"] for text in "abc"]
    ayesha.deletes(ayesha.chat.messages[numbers[1]])
    told = await bot.does(method, chat_id=bilal.id, from_chat_id=ayesha.id, message_ids=numbers)
    assert [message["text"] for message in bilal.received()] == ["a", "c"]
    assert told == [{"message_id": message["message_id"]} for message in bilal.received()]


async def test_copies_may_go_without_captions(bot: Bot, ayesha: Person) -> None:
    photo = ayesha.sends_photo(caption="Arfa Tower")
    given = {"from_chat_id": ayesha.id, "message_ids": [photo["message_id"]], "remove_caption": True}
    await bot.does("copyMessages", chat_id=ayesha.id, **given)
    assert "caption" not in ayesha.latest()


async def test_what_is_protected_or_said_by_telegram_stays(bot: Bot, ayesha: Person) -> None:
    group = new_group(bot.world, "Freelancers", ayesha)
    Person(bot.world, "Chand").joins(group)
    await bot.does("sendMessage", chat_id=group.id, text="secret", protect_content=True)
    for number in (1, 2):
        given = {"from_chat_id": group.id, "message_id": number}
        refused = await bot.refused("forwardMessage", chat_id=ayesha.id, **given)
        assert refused == "Bad Request: the message can't be forwarded"
    refused = await bot.refused("copyMessage", chat_id=ayesha.id, from_chat_id=group.id, message_id=1)
    assert refused == "Bad Request: the message can't be copied"
    several = {"chat_id": ayesha.id, "from_chat_id": group.id, "message_ids": [1, 2]}
    refused = await bot.refused("forwardMessages", **several)
    assert refused == "Bad Request: there are no messages to forward"
