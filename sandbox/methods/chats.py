"""What the bot may know of a chat, and leaving it."""

from sandbox.chats import Chat
from sandbox.members import bot_member, member
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
    chat = _readable(world, given)
    required = {"accent_color_id": 0, "max_reaction_count": 11}
    pinned = {"pinned_message": chat.messages[chat.pinned[-1]]} if chat.pinned else {}
    return {**chat.object, **required, **pinned, "accepted_gift_types": dict.fromkeys(_GIFTS, False)}


def get_chat_member(world: World, given: Object) -> Object:
    """https://core.telegram.org/bots/api#getchatmember"""
    chat = _readable(world, given)
    if given["user_id"] <= 0:
        raise bad_request("invalid user_id specified")
    if given["user_id"] not in world.users:
        raise bad_request("member not found")
    if given["user_id"] == world.bot.id:
        return bot_member(world, chat)
    taking_part = "member" if given["user_id"] == chat.id else "left"
    return member(world.users[given["user_id"]], chat.members.get(given["user_id"], taking_part), chat)


def get_chat_member_count(world: World, given: Object) -> int:
    """https://core.telegram.org/bots/api#getchatmembercount"""
    chat = _readable(world, given)
    if chat.private:
        return 2
    return sum(_takes_part(status) for status in (*chat.members.values(), chat.bot_status))


def get_chat_administrators(world: World, given: Object) -> list[Object]:
    """https://core.telegram.org/bots/api#getchatadministrators"""
    chat = _readable(world, given)
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    if chat.channel and chat.bot_status != "administrator":
        raise bad_request("member list is inaccessible")
    statuses = chat.members.items()
    ruling = [user_id for user_id, status in statuses if status in ("creator", "administrator")]
    people = [member(world.users[user_id], chat.members[user_id], chat) for user_id in ruling]
    return [*people, bot_member(world, chat)] if chat.bot_status == "administrator" else people


def leave_chat(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#leavechat"""
    chat = world.chat(given["chat_id"])
    if chat.private:
        raise bad_request("can't leave private chats")
    chat.check_bot_may_write()
    chat.bot_status = "left"
    return True


def _takes_part(status: str) -> bool:
    return status not in ("left", "kicked")


def _readable(world: World, given: Object) -> Chat:
    chat = world.chat(given["chat_id"])
    chat.check_bot_may_read()
    return chat
