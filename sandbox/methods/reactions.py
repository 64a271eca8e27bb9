"""The bot's reactions to messages. They are kept in `Chat.reactions`; people's are not played."""

from telegram.constants import ReactionEmoji

from sandbox.refusal import bad_request
from sandbox.specification import Object
from sandbox.world import World

#: https://core.telegram.org/bots/api#setmessagereaction: bots have one at most.
_MOST = 1
_EMOJI = {emoji.value for emoji in ReactionEmoji}


def set_message_reaction(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#setmessagereaction"""
    chat = world.chat(given["chat_id"])
    chat.check_bot_may_read()
    message = chat.message(given["message_id"], "message to react not found")
    chat.check_bot_may_write()
    reactions = given.get("reaction", [])
    if len(reactions) > _MOST:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(reaction.get("emoji") not in _EMOJI for reaction in reactions):
        raise bad_request("REACTION_INVALID")
    chat.reactions[message["message_id"]] = reactions
    return True
