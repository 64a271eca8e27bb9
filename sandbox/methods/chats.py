"""What the bot may know of a chat, and leaving it."""

from sandbox.members import member
from sandbox.refusal import bad_request
from sandbox.specification import Object
from sandbox.world import World

_GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


def get_chat(world: World, given: Object) -> Object:
    """https://core.telegram.org/bots/api#getchat"""
    chat = world.chat(given["chat_id"])
    if not chat.private:
        chat.check_bot_may_write()
    required = {"accent_color_id": 0, "max_reaction_count": 11}
    return {**chat.object, **required, "accepted_gift_types": dict.fromkeys(_GIFTS, False)}


def get_chat_member(world: World, given: Object) -> Object:
    """https://core.telegram.org/bots/api#getchatmember"""
    chat = world.chat(given["chat_id"])
    if given["user_id"] not in world.users:
        raise bad_request("invalid user_id specified")
    chat.check_bot_may_write()
    if given["user_id"] == world.bot.id:
        return member(world.users[world.bot.id], chat.bot_status)
    taking_part = "member" if given["user_id"] == chat.id else "left"
    return member(world.users[given["user_id"]], chat.members.get(given["user_id"], taking_part))


def leave_chat(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#leavechat"""
    chat = world.chat(given["chat_id"])
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.check_bot_may_write()
    chat.bot_status = "left"
    return True
