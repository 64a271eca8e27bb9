"""Methods that change what was said."""

from sandbox import keyboards
from sandbox.chats import Chat
from sandbox.formatted import formatted
from sandbox.media import CAPTIONED, caption, media
from sandbox.refusal import bad_request
from sandbox.specification import Object
from sandbox.world import World

_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_TEXT = ("text", "entities", "link_preview_options")
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")
_FILES = ("animation", "audio", "document", "photo", "video")
_MEDIA = (*_TEXT, *_CAPTION, *_FILES, "has_media_spoiler")
_EDITABLE = {"text", *CAPTIONED}


def edit_message_text(world: World, given: Object) -> Object | bool:
    """https://core.telegram.org/bots/api#editmessagetext"""
    if not given.get("text"):
        raise bad_request("message text is empty")
    content = formatted(given)
    if "link_preview_options" in given:
        content["link_preview_options"] = given["link_preview_options"]
    chat, message = _target(world, given)
    _check_editable(message)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, given, chat, message, _TEXT, content)


def edit_message_caption(world: World, given: Object) -> Object | bool:
    """https://core.telegram.org/bots/api#editmessagecaption: no caption takes it away."""
    content = caption(given)
    if given.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    chat, message = _target(world, given)
    _check_editable(message)
    if not message.keys() & CAPTIONED:
        raise bad_request("there is no caption in the message to edit")
    return _edit(world, given, chat, message, _CAPTION, content)


def edit_message_media(world: World, given: Object) -> Object | bool:
    """https://core.telegram.org/bots/api#editmessagemedia: texts may become files too."""
    item = given["media"]
    content = media(world, item["type"], item, item["media"])
    chat, message = _target(world, given)
    if not message.keys() & {"text", *_FILES}:
        raise bad_request("message media can't be edited")
    _check_same_album(message, item["type"])
    return _edit(world, given, chat, message, _MEDIA, content)


def edit_message_reply_markup(world: World, given: Object) -> Object | bool:
    """https://core.telegram.org/bots/api#editmessagereplymarkup"""
    chat, message = _target(world, given)
    return _edit(world, given, chat, message, (), {})


def _check_editable(message: Object) -> None:
    if not message.keys() & _EDITABLE:
        raise bad_request("message can't be edited")


def _check_same_album(message: Object, kind: str) -> None:
    """In an album, documents stay documents and audio stays audio."""
    if "media_group_id" in message and kind not in message and {kind, *message} & {"audio", "document"}:
        raise bad_request("can't change media type in the album")


def _target(world: World, given: Object) -> tuple[Chat, Object]:
    """The message that the parameters mean, if the bot may edit it."""
    if "chat_id" not in given and "message_id" not in given:
        return _inline_target(world, given.get("inline_message_id", ""))
    if "chat_id" not in given:
        raise bad_request("chat_id is empty")
    chat = world.chat(given["chat_id"])
    chat.check_bot_may_write()
    message = chat.message(given.get("message_id", 0), "message to edit not found")
    if not _may_edit(chat, message):
        raise bad_request("message can't be edited")
    return chat, message


def _may_edit(chat: Chat, message: Object) -> bool:
    """Its own messages without a reply keyboard, and with the right to it other posts of a channel."""
    number = message["message_id"]
    if "forward_origin" in message or number in chat.not_editable:
        return False
    own = number in chat.from_bot and (not chat.channel or chat.bot_may("can_post_messages"))
    return own or (chat.channel and chat.bot_may("can_edit_messages"))


def _inline_target(world: World, inline_message_id: str) -> tuple[Chat, Object]:
    if not inline_message_id:
        raise bad_request("message identifier is not specified")
    if inline_message_id not in world.inline_messages:
        raise bad_request("MESSAGE_ID_INVALID")
    chat, message_id = world.inline_messages[inline_message_id]
    return chat, chat.message(message_id, "MESSAGE_ID_INVALID")


def _edit(
    world: World, given: Object, chat: Chat, message: Object, replaced: tuple[str, ...], content: Object
) -> Object | bool:
    """Puts the content in the place of the replaced fields; the keyboard is always replaced."""
    markup = given.get("reply_markup")
    if markup and markup["inline_keyboard"]:
        content = {**content, "reply_markup": keyboards.checked_inline(markup)}
    kept = {name: value for name, value in message.items() if name not in (*replaced, "reply_markup")}
    edited = {**kept, **content}
    if edited == message:
        raise bad_request(_SAME)
    edited = world.edit(chat, {**edited, "edit_date": world.now()})
    return True if "inline_message_id" in given else edited
