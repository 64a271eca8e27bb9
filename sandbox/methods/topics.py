"""Topics of forums: https://core.telegram.org/bots/api#createforumtopic"""

from sandbox.chats import BLUE, GENERAL, Chat, Topic
from sandbox.refusal import bad_request
from sandbox.specification import Object
from sandbox.world import World

_LONGEST_NAME = 128
_COLOURS = (BLUE, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)
_MANAGE = "can_manage_topics"


def create_forum_topic(world: World, given: Object) -> Object:
    """https://core.telegram.org/bots/api#createforumtopic"""
    chat = _forum(world, given)
    _check(chat, _MANAGE, "not enough rights to create a topic")
    name = _name(given["name"])
    colour = given.get("icon_color", BLUE)
    if colour not in _COLOURS:
        raise bad_request("invalid icon color specified")
    icon = {"icon_custom_emoji_id": given["icon_custom_emoji_id"]} if "icon_custom_emoji_id" in given else {}
    created = {"name": name, "icon_color": colour, **icon}
    number = chat.last_id + 1
    chat.topics[number] = Topic({"message_thread_id": number, **created})
    _tell(world, chat, number, {"forum_topic_created": created})
    return chat.topics[number].object


def edit_forum_topic(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#editforumtopic"""
    chat = _forum(world, given)
    _check(chat, _MANAGE, "not enough rights to edit the topic")
    return _edit(world, chat, given["message_thread_id"], given)


def close_forum_topic(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#closeforumtopic"""
    return _close(world, given, given["message_thread_id"], closed=True)


def reopen_forum_topic(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#reopenforumtopic"""
    return _close(world, given, given["message_thread_id"], closed=False)


def delete_forum_topic(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#deleteforumtopic: with all its messages."""
    chat = _forum(world, given)
    _check(chat, "can_delete_messages", "not enough rights to delete the topic")
    number = given["message_thread_id"]
    _topic(chat, number)
    for message in [told for told in chat.messages.values() if told.get("message_thread_id") == number]:
        world.delete(chat, message)
    del chat.topics[number]
    return True


def edit_general_forum_topic(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#editgeneralforumtopic"""
    chat = _forum(world, given)
    _check(chat, _MANAGE, "not enough rights to edit the topic")
    return _edit(world, chat, GENERAL, given)


def close_general_forum_topic(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#closegeneralforumtopic"""
    return _close(world, given, GENERAL, closed=True)


def reopen_general_forum_topic(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#reopengeneralforumtopic"""
    return _close(world, given, GENERAL, closed=False)


def hide_general_forum_topic(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#hidegeneralforumtopic: this closes it too."""
    return _hide(world, given, hidden=True)


def unhide_general_forum_topic(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#unhidegeneralforumtopic"""
    return _hide(world, given, hidden=False)


def _forum(world: World, given: Object) -> Chat:
    chat = world.chat(given["chat_id"])
    chat.check_bot_may_write()
    if not chat.topics:
        raise bad_request("the chat is not a forum")
    return chat


def _check(chat: Chat, right: str, otherwise: str) -> None:
    if not chat.bot_may(right):
        raise bad_request(otherwise)


def _topic(chat: Chat, number: int) -> Topic:
    if number not in chat.topics:
        raise bad_request("TOPIC_ID_INVALID")
    return chat.topics[number]


def _name(name: str) -> str:
    name = name.strip()[:_LONGEST_NAME]
    if not name:
        raise bad_request("name must be non-empty")
    return name


def _edit(world: World, chat: Chat, number: int, given: Object) -> bool:
    topic = _topic(chat, number)
    changed = {"name": _name(given["name"])} if given.get("name") else {}
    if "icon_custom_emoji_id" in given:
        changed["icon_custom_emoji_id"] = given["icon_custom_emoji_id"]
    if changed and changed.items() <= topic.object.items():
        raise bad_request("TOPIC_NOT_MODIFIED")
    if changed:
        topic.object = {**topic.object, **changed}
        _tell(world, chat, number, {"forum_topic_edited": changed})
    return True


def _close(world: World, given: Object, number: int, *, closed: bool) -> bool:
    chat = _forum(world, given)
    _check(chat, _MANAGE, "not enough rights to close or open the topic")
    topic = _topic(chat, number)
    if topic.closed is closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    _tell(world, chat, number, {"forum_topic_closed" if closed else "forum_topic_reopened": {}})
    return True


def _hide(world: World, given: Object, *, hidden: bool) -> bool:
    chat = _forum(world, given)
    _check(chat, _MANAGE, "not enough rights to close or open the topic")
    topic = chat.topics[GENERAL]
    if topic.hidden is hidden:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.hidden, topic.closed = hidden, hidden or topic.closed
    _tell(world, chat, GENERAL, {f"general_forum_topic_{'hidden' if hidden else 'unhidden'}": {}})
    return True


def _tell(world: World, chat: Chat, number: int, service: Object) -> None:
    """A message by which everybody sees the change."""
    place = {} if number == GENERAL else {"message_thread_id": number, "is_topic_message": True}
    world.post(chat, world.bot.user(), {**place, **service})
