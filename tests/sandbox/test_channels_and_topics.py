"""Channels, and forums with their topics."""

import pytest

from sandbox.chats import GENERAL, Chat
from sandbox.groups import new_channel, new_group
from sandbox.people import Person
from sandbox.specification import SPECIFICATION, Object
from sandbox.world import World

from .conftest import Bot


@pytest.fixture
def channel(world: World, ayesha: Person) -> Chat:
    return new_channel(world, "Announcements", ayesha, Person(world, "Bilal"), username="announced")


@pytest.fixture
def forum(world: World, ayesha: Person) -> Chat:
    group = new_group(world, "Freelancers", ayesha, Person(world, "Bilal"), forum=True)
    ayesha.adds_bot(group, "administrator")
    world.updates.clear()
    return group


async def heard(bot: Bot) -> list[Object]:
    updates = await bot.updates()
    for update in updates:
        SPECIFICATION.check_object("Update", update)
    return updates


async def test_posts_come_from_the_channel_itself(bot: Bot, channel: Chat, ayesha: Person) -> None:
    post = ayesha.says("Registration is open", chat=channel)
    ayesha.edits(post, "Registration is closed")
    first, second = await heard(bot)
    assert first["channel_post"]["sender_chat"] == channel.object
    assert "from" not in first["channel_post"]
    assert second["edited_channel_post"]["text"] == "Registration is closed"


async def test_the_bot_posts_and_edits_in_the_channels_name(bot: Bot, channel: Chat, ayesha: Person) -> None:
    posted = await bot.does("sendMessage", chat_id="@announced", text="Salaam")
    SPECIFICATION.check_object("Message", posted)
    assert ayesha.received(channel) == [posted]
    place = {"chat_id": channel.id, "message_id": posted["message_id"]}
    await bot.does("editMessageText", **place, text="Salaam all")
    ayesha.adds_bot(channel, "administrator", without=["can_delete_messages"])
    await bot.does("deleteMessage", **place)
    ayesha.adds_bot(channel, "administrator")
    theirs = ayesha.says("x", chat=channel)
    place["message_id"] = theirs["message_id"]
    await bot.does("editMessageText", **place, text="y")
    await bot.does("deleteMessage", **place)


async def test_only_administrators_post_and_people_do_not_write_in_what_is_gone(
    channel: Chat, world: World, ayesha: Person
) -> None:
    with pytest.raises(RuntimeError, match="only administrators"):
        Person(world, "Chand").says("hello", chat=channel)
    old = new_group(world, "Family", ayesha, basic=True)
    ayesha.upgrades(old)
    with pytest.raises(RuntimeError, match="supergroup"):
        ayesha.says("hello", chat=old)


async def test_subscribers_are_counted_and_reported_if_the_bot_asks(
    bot: Bot, channel: Chat, world: World
) -> None:
    await bot.updates(allowed_updates=["chat_member"])
    chand = Person(world, "Chand")
    chand.joins(channel)
    assert await bot.does("getChatMemberCount", chat_id=channel.id) == 4
    chand.leaves(channel)
    assert await bot.does("getChatMemberCount", chat_id=channel.id) == 3
    joined, left = await heard(bot)
    assert joined["chat_member"]["new_chat_member"]["status"] == "member"
    assert left["chat_member"]["new_chat_member"]["status"] == "left"


async def test_a_topic_is_made_talked_in_closed_and_deleted(bot: Bot, forum: Chat, ayesha: Person) -> None:
    topic = await bot.does("createForumTopic", chat_id=forum.id, name="Tax", icon_color=0xFFD67E)
    SPECIFICATION.check_object("ForumTopic", topic)
    place = {"chat_id": forum.id, "message_thread_id": topic["message_thread_id"]}
    sent = await bot.does("sendMessage", **place, text="What is the rate?")
    SPECIFICATION.check_object("Message", sent)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic["message_thread_id"], True)
    await bot.does("editForumTopic", **place, name="Taxes", icon_custom_emoji_id="5")
    await bot.does("closeForumTopic", **place)
    await bot.does("reopenForumTopic", **place)
    services = [message for message in ayesha.received(forum) if message is not sent]
    for message in services:
        SPECIFICATION.check_object("Message", message)
    assert [next(name for name in message if "forum_topic" in name) for message in services] == [
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
    ]
    await bot.does("deleteForumTopic", **place)
    assert await bot.refused("sendMessage", **place, text="x") == "Bad Request: message thread not found"
    assert ayesha.received(forum) == []


async def test_people_talk_in_topics_and_answers_stay_there(bot: Bot, forum: Chat, ayesha: Person) -> None:
    number = ayesha.opens_topic(forum, "Tax")
    ayesha.says("What is the rate?", chat=forum, topic=number)
    opened, asked = (update["message"] for update in await heard(bot))
    assert opened["forum_topic_created"]["name"] == "Tax"
    assert asked["message_thread_id"] == opened["message_thread_id"] == number
    quoted = {"reply_parameters": {"message_id": asked["message_id"]}}
    answer = await bot.does("sendMessage", chat_id=forum.id, text="See fbr.gov.pk", **quoted)
    assert answer["message_thread_id"] == number


async def test_general_is_renamed_closed_and_hidden(bot: Bot, forum: Chat) -> None:
    place = {"chat_id": forum.id}
    await bot.does("editGeneralForumTopic", **place, name="Everything")
    await bot.does("closeGeneralForumTopic", **place)
    await bot.does("reopenGeneralForumTopic", **place)
    await bot.does("hideGeneralForumTopic", **place)
    assert forum.topics[GENERAL].closed
    await bot.does("unhideGeneralForumTopic", **place)
    assert forum.topics[GENERAL].object["name"] == "Everything"
    for message in forum.messages.values():
        SPECIFICATION.check_object("Message", message)


async def test_outside_forums_the_number_of_a_topic_is_overlooked(bot: Bot, ayesha: Person) -> None:
    group = new_group(bot.world, "Family", ayesha)
    sent = await bot.does("sendMessage", chat_id=group.id, message_thread_id=7, text="x")
    assert "message_thread_id" not in sent
