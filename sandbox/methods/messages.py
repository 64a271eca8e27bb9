"""Methods that say something in a chat."""

from sandbox import keyboards
from sandbox.chats import Chat
from sandbox.formatted import formatted
from sandbox.places import location, venue
from sandbox.refusal import Refusal, bad_request
from sandbox.specification import Object
from sandbox.world import Event, World

#: https://core.telegram.org/bots/api#sendchataction
_ACTIONS = {
    "choose_sticker",
    "find_location",
    "record_video",
    "record_video_note",
    "record_voice",
    "typing",
    "upload_document",
    "upload_photo",
    "upload_video",
    "upload_video_note",
    "upload_voice",
}


def send_message(world: World, given: Object) -> Object:
    """https://core.telegram.org/bots/api#sendmessage"""
    content = formatted(given)
    if "link_preview_options" in given:
        content["link_preview_options"] = given["link_preview_options"]
    return _send(world, given, content)


def send_location(world: World, given: Object) -> Object:
    """https://core.telegram.org/bots/api#sendlocation"""
    return _send(world, given, {"location": location(given)})


def send_venue(world: World, given: Object) -> Object:
    """https://core.telegram.org/bots/api#sendvenue"""
    told = venue(given)
    return _send(world, given, {"venue": told, "location": told["location"]})


def send_chat_action(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#sendchataction"""
    if given["action"] not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = world.chat(given["chat_id"])
    chat.check_bot_may_write()
    world.announce(Event("acting", chat, {"action": given["action"]}))
    return True


def _send(world: World, given: Object, content: Object) -> Object:
    chat = world.chat(given["chat_id"])
    markup = given.get("reply_markup")
    if markup is not None:
        markup = keyboards.checked(markup, private=chat.private)
    chat.check_bot_may_write()
    content = {**_quoting(chat, given.get("reply_parameters")), **content}
    if given.get("protect_content"):
        content["has_protected_content"] = True
    if markup and markup.get("inline_keyboard"):
        content["reply_markup"] = markup
    elif markup:
        chat.show_keyboard(markup)
    return world.post(chat, world.bot.user(), content)


def _quoting(chat: Chat, parameters: Object | None) -> Object:
    """The message that is replied to, as part of the reply."""
    if not parameters:
        return {}
    try:
        quoted = chat.message(parameters.get("message_id", 0), "message to be replied not found")
    except Refusal:
        if parameters.get("allow_sending_without_reply"):
            return {}
        raise
    return {"reply_to_message": _without_quotation(quoted)}


def _without_quotation(message: Object) -> Object:
    return {name: value for name, value in message.items() if name != "reply_to_message"}
