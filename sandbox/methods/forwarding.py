"""Methods that send again what was said before: forwarded with its origin, or copied without."""

from collections.abc import Callable
from itertools import pairwise

from sandbox.chats import Chat
from sandbox.media import CAPTIONED, caption
from sandbox.methods.sending import addressed, origin, say, send
from sandbox.refusal import bad_request
from sandbox.specification import Object
from sandbox.world import World

#: https://core.telegram.org/bots/api#copymessages
MOST_AT_ONCE = 100
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")
_PARTS = (
    *("text", "entities", "link_preview_options", *_CAPTION, "has_media_spoiler"),
    *("animation", "audio", "document", "photo", "sticker", "video", "video_note", "voice"),
    *("contact", "dice", "poll", "venue", "location"),
)


def forward_message(world: World, given: Object) -> Object:
    """https://core.telegram.org/bots/api#forwardmessage"""
    message = _source(world, given).message(given["message_id"], "message to forward not found")
    content = _forwarded(message)
    if not content:
        raise bad_request("the message can't be forwarded")
    return send(world, given, content)


def copy_message(world: World, given: Object) -> Object:
    """https://core.telegram.org/bots/api#copymessage"""
    message = _source(world, given).message(given["message_id"], "message to copy not found")
    content = _content(message)
    if not content:
        raise bad_request("the message can't be copied")
    if "caption" in given and content.keys() & CAPTIONED:
        content = {**_without_caption(content), **caption(given)}
    return {"message_id": send(world, given, content)["message_id"]}


def forward_messages(world: World, given: Object) -> list[Object]:
    """https://core.telegram.org/bots/api#forwardmessages"""
    return _send_all(world, given, _forwarded)


def copy_messages(world: World, given: Object) -> list[Object]:
    """https://core.telegram.org/bots/api#copymessages"""
    bare = given.get("remove_caption")
    return _send_all(world, given, lambda told: _without_caption(_content(told)) if bare else _content(told))


def checked_ids(given: Object) -> list[int]:
    """The numbers of messages in a call about several; a `Refusal` for none and for too many."""
    numbers: list[int] = given["message_ids"]
    if not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    if any(number <= 0 for number in numbers):
        raise bad_request("invalid message identifier specified")
    return numbers


def _send_all(world: World, given: Object, again: Callable[[Object], Object]) -> list[Object]:
    """Sends those that there are; as in Telegram, the others are skipped, and so is what can't be sent."""
    numbers = checked_ids(given)
    if any(before >= after for before, after in pairwise(numbers)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    source = _source(world, given)
    found = (again(source.messages[number]) for number in numbers if number in source.messages)
    contents = [content for content in found if content]
    if not contents:
        raise bad_request("there are no messages to forward")
    chat, place = addressed(world, given, contents[0])
    said = [say(world, given, chat, place, content) for content in contents]
    return [{"message_id": message["message_id"]} for message in said]


def _source(world: World, given: Object) -> Chat:
    chat = world.chat(given["from_chat_id"])
    chat.check_bot_may_read()
    return chat


def _forwarded(message: Object) -> Object:
    """What a message says, with its origin; nothing if it may not be forwarded."""
    content = {} if message.get("has_protected_content") else _content(message)
    return {"forward_origin": origin(message), **content} if content else {}


def _content(message: Object) -> Object:
    """What a message says; nothing if Telegram says it, as that a person has joined."""
    return {name: message[name] for name in _PARTS if name in message}


def _without_caption(content: Object) -> Object:
    return {name: value for name, value in content.items() if name not in _CAPTION}
