"""What all methods that send have in common: where a message goes, what it answers, its keyboard."""

from sandbox import keyboards
from sandbox.chats import GENERAL, Chat
from sandbox.refusal import Refusal, bad_request
from sandbox.specification import Object
from sandbox.world import World


def send(world: World, given: Object, content: Object) -> Object:
    """Says it as the parameters want it, and returns the Message."""
    return say(world, given, *addressed(world, given, content), content)


def addressed(world: World, given: Object, content: Object) -> tuple[Chat, Object]:
    """The chat, and the parts of the message that say where in it; a `Refusal` if the bot may not."""
    chat = world.chat(given["chat_id"])
    chat.check_bot_may_write()
    topic = _topic(chat, given.get("message_thread_id", 0))
    answered = _answered(world, chat, given.get("reply_parameters"))
    chat.check_bot_may_send(content)
    protected = {"has_protected_content": True} if given.get("protect_content") else {}
    return chat, {**_topic_of(answered), **topic, **answered, **protected}


def say(world: World, given: Object, chat: Chat, place: Object, content: Object) -> Object:
    """Posts a message to where `addressed` has found that it goes."""
    message = {**place, **content}
    if "reply_markup" not in given:
        return world.post(chat, world.bot.user(), message)
    if chat.channel and "inline_keyboard" not in given["reply_markup"]:
        raise bad_request("inline keyboard expected")
    markup = keyboards.checked(given["reply_markup"], private=chat.private)
    if "inline_keyboard" in markup:
        shown = {"reply_markup": markup} if markup["inline_keyboard"] else {}
        return world.post(chat, world.bot.user(), {**message, **shown})
    chat.show_keyboard(markup)
    posted = world.post(chat, world.bot.user(), message)
    chat.not_editable.add(posted["message_id"])
    return posted


def _topic(chat: Chat, number: int) -> Object:
    """The topic as parts of a message. Where there are no topics, Telegram overlooks that one was named."""
    if not chat.topics and not (chat.private and number):
        return {}
    topic = chat.topics.get(number or GENERAL)
    if topic is None or number == GENERAL:
        raise bad_request("message thread not found")
    if topic.closed and not chat.bot_may("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    return {"message_thread_id": number, "is_topic_message": True} if number else {}


def _topic_of(answered: Object) -> Object:
    """An answer goes into the topic of what it answers."""
    message = answered.get("reply_to_message", {})
    names = ("message_thread_id", "is_topic_message")
    return {name: message[name] for name in names} if "is_topic_message" in message else {}


def _answered(world: World, chat: Chat, parameters: Object | None) -> Object:
    """What is replied to, as part of the reply."""
    if not parameters or not parameters.get("message_id"):
        return {}
    other = world.chat(parameters["chat_id"]) if "chat_id" in parameters else chat
    try:
        other.check_bot_may_read()
        quoted = other.message(parameters["message_id"], "message to be replied not found")
    except Refusal:
        if parameters.get("allow_sending_without_reply"):
            return {}
        raise
    if other is chat:
        return {"reply_to_message": without_quotation(quoted)}
    place = {"chat": other.object, "message_id": quoted["message_id"]}
    return {"external_reply": {"origin": origin(quoted), **place}}


def without_quotation(message: Object) -> Object:
    """A message as part of another: what it replied to itself is left out."""
    return {name: value for name, value in message.items() if name != "reply_to_message"}


def origin(message: Object) -> Object:
    """The MessageOrigin of a message: who said it first, and when."""
    if "forward_origin" in message:
        return dict(message["forward_origin"])
    if "from" in message:
        return {"type": "user", "date": message["date"], "sender_user": message["from"]}
    place = {"chat": message["chat"], "message_id": message["message_id"]}
    return {"type": "channel", "date": message["date"], **place}
