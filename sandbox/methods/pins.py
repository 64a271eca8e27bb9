"""Pinned messages: https://core.telegram.org/bots/api#pinchatmessage"""

from sandbox.chats import Chat
from sandbox.methods.sending import without_quotation
from sandbox.refusal import bad_request
from sandbox.specification import Object
from sandbox.world import World


def pin_chat_message(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#pinchatmessage"""
    chat = _writable(world, given)
    message = chat.message(given["message_id"], "message to pin not found")
    _check_right(chat)
    if message["message_id"] not in chat.pinned:
        chat.pinned.append(message["message_id"])
        world.post(chat, world.bot.user(), {"pinned_message": without_quotation(message)})
    return True


def unpin_chat_message(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#unpinchatmessage: the one that was pinned last, if none is named."""
    chat = _writable(world, given)
    number = given.get("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    chat.message(number, "message to unpin not found")
    _check_right(chat)
    if number in chat.pinned:
        chat.pinned.remove(number)
    return True


def unpin_all_chat_messages(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#unpinallchatmessages"""
    chat = _writable(world, given)
    _check_right(chat)
    chat.pinned.clear()
    return True


def _writable(world: World, given: Object) -> Chat:
    chat = world.chat(given["chat_id"])
    chat.check_bot_may_write()
    return chat


def _check_right(chat: Chat) -> None:
    right = "can_edit_messages" if chat.channel else "can_pin_messages"
    if not chat.private and not chat.bot_may(right):
        raise bad_request("not enough rights to manage pinned messages in the chat")
