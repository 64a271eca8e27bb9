"""Methods that say something in a chat."""

from telegram.constants import DiceEmoji

from sandbox.formatted import formatted
from sandbox.methods.sending import send
from sandbox.places import contact, location, venue
from sandbox.refusal import bad_request
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
#: https://core.telegram.org/bots/api#dice: the highest value of each kind.
_LOWER_OR_HIGHER = {DiceEmoji.BASKETBALL: 5, DiceEmoji.FOOTBALL: 5, DiceEmoji.SLOT_MACHINE: 64}
_DICE = {emoji.value: _LOWER_OR_HIGHER.get(emoji, 6) for emoji in DiceEmoji}


def send_message(world: World, given: Object) -> Object:
    """https://core.telegram.org/bots/api#sendmessage"""
    content = formatted(given)
    if "link_preview_options" in given:
        content["link_preview_options"] = given["link_preview_options"]
    return send(world, given, content)


def send_location(world: World, given: Object) -> Object:
    """https://core.telegram.org/bots/api#sendlocation"""
    return send(world, given, {"location": location(given)})


def send_venue(world: World, given: Object) -> Object:
    """https://core.telegram.org/bots/api#sendvenue"""
    told = venue(given)
    return send(world, given, {"venue": told, "location": told["location"]})


def send_contact(world: World, given: Object) -> Object:
    """https://core.telegram.org/bots/api#sendcontact"""
    return send(world, given, {"contact": contact(given)})


def send_dice(world: World, given: Object) -> Object:
    """https://core.telegram.org/bots/api#senddice"""
    emoji = given.get("emoji") or DiceEmoji.DICE.value
    if emoji not in _DICE:
        raise bad_request("EMOTICON_INVALID")
    return send(world, given, {"dice": {"emoji": emoji, "value": world.chance.randint(1, _DICE[emoji])}})


def send_chat_action(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#sendchataction"""
    if given["action"] not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = world.chat(given["chat_id"])
    chat.check_bot_may_write()
    world.announce(Event("acting", chat, {"action": given["action"]}))
    return True
