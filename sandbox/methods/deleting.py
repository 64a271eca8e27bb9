"""Methods that take away what was said: https://core.telegram.org/bots/api#deletemessage"""

from datetime import timedelta

from sandbox.chats import Chat
from sandbox.methods.forwarding import checked_ids
from sandbox.refusal import bad_request
from sandbox.specification import Object
from sandbox.world import World

_DELETABLE = timedelta(hours=48).total_seconds()
_YOUNG_DICE = timedelta(hours=24).total_seconds()
#: What stays for ever: the message that made a topic, or that tells where a supergroup came from.
_LASTING = ("forum_topic_created", "migrate_from_chat_id")


def delete_message(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#deletemessage"""
    chat = _writable(world, given)
    message = chat.message(given["message_id"], "message to delete not found")
    _check(world, chat, message)
    world.delete(chat, message)
    return True


def delete_messages(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#deletemessages: all that there are, or none if one may not go."""
    chat = _writable(world, given)
    messages = [chat.messages[number] for number in set(checked_ids(given)) if number in chat.messages]
    for message in messages:
        _check(world, chat, message)
    for message in messages:
        world.delete(chat, message)
    return True


def _writable(world: World, given: Object) -> Chat:
    chat = world.chat(given["chat_id"])
    chat.check_bot_may_write()
    return chat


def _check(world: World, chat: Chat, message: Object) -> None:
    """TDLib's two rules: supergroups and channels go by rights, all other chats by whose message it is."""
    age = world.now() - message["date"]
    own = message["message_id"] in chat.from_bot
    if chat.object["type"] in ("supergroup", "channel"):
        may = chat.bot_may("can_delete_messages") or (own and (not chat.channel or _posts(chat)))
        if not may or age >= _DELETABLE or any(name in message for name in _LASTING):
            raise bad_request("message can't be deleted")
        return
    may = own or chat.private or chat.bot_status == "administrator"
    if not may or age > _DELETABLE or (chat.private and "dice" in message and age < _YOUNG_DICE):
        raise bad_request("message can't be deleted for everyone")


def _posts(channel: Chat) -> bool:
    return channel.bot_may("can_post_messages")
