"""Methods that change or take away what was said."""

from datetime import timedelta

from sandbox import keyboards
from sandbox.chats import Chat
from sandbox.formatted import formatted
from sandbox.refusal import bad_request
from sandbox.specification import Object
from sandbox.world import World

#: https://core.telegram.org/bots/api#deletemessage
_DELETABLE = timedelta(hours=48).total_seconds()
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_COMPARED = ("text", "entities", "link_preview_options", "reply_markup")


def edit_message_text(world: World, given: Object) -> Object | bool:
    """https://core.telegram.org/bots/api#editmessagetext"""
    if not given.get("text"):
        raise bad_request("message text is empty")
    content = formatted(given)
    if "link_preview_options" in given:
        content["link_preview_options"] = given["link_preview_options"]
    chat, message = _target(world, given)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, given, chat, message, content)


def edit_message_reply_markup(world: World, given: Object) -> Object | bool:
    """https://core.telegram.org/bots/api#editmessagereplymarkup"""
    chat, message = _target(world, given)
    content = {name: message[name] for name in _COMPARED if name in message and name != "reply_markup"}
    return _edit(world, given, chat, message, content)


def delete_message(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#deletemessage

    Within 48 hours: the bot's own messages, in private chats and as administrator everybody's.
    """
    chat = world.chat(given["chat_id"])
    message = chat.message(given["message_id"], "message to delete not found")
    own = message["from"]["id"] == world.bot.id
    may = own or chat.private or chat.bot_status == "administrator"
    if not may or world.now() - message["date"] > _DELETABLE:
        raise bad_request("message can't be deleted")
    chat.check_bot_may_write()
    world.delete(chat, message)
    return True


def _target(world: World, given: Object) -> tuple[Chat, Object]:
    """The message that the parameters mean, if the bot may edit it."""
    if "inline_message_id" in given:
        return _inline_target(world, given["inline_message_id"])
    if "chat_id" not in given:
        raise bad_request("chat_id is empty")
    if "message_id" not in given:
        raise bad_request("message identifier is not specified")
    chat = world.chat(given["chat_id"])
    chat.check_bot_may_write()
    message = chat.message(given["message_id"], "message to edit not found")
    if message["from"]["id"] != world.bot.id:
        raise bad_request("message can't be edited")
    return chat, message


def _inline_target(world: World, inline_message_id: str) -> tuple[Chat, Object]:
    if inline_message_id not in world.inline_messages:
        raise bad_request("MESSAGE_ID_INVALID")
    chat, message_id = world.inline_messages[inline_message_id]
    return chat, chat.message(message_id, "MESSAGE_ID_INVALID")


def _edit(world: World, given: Object, chat: Chat, message: Object, content: Object) -> Object | bool:
    markup = given.get("reply_markup")
    if markup and markup["inline_keyboard"]:
        content = {**content, "reply_markup": keyboards.checked_inline(markup)}
    if all(message.get(name) == content.get(name) for name in _COMPARED):
        raise bad_request(_SAME)
    kept = {name: value for name, value in message.items() if name not in _COMPARED}
    edited = world.edit(chat, {**kept, "edit_date": world.now(), **content})
    return True if "inline_message_id" in given else edited
