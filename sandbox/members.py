"""Membership of a chat as the Bot API tells it, and the service messages about it."""

from sandbox.chats import Chat
from sandbox.specification import Object
from sandbox.world import World

_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
#: Rights that there are in channels only, and in groups only.
_CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
_GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics")
_PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


def member(user: Object, status: str, chat: Chat, lacks: frozenset[str] = frozenset()) -> Object:
    """A ChatMember of any status; an administrator has all rights but those that it `lacks`."""
    told: Object = {"status": status, "user": user}
    if status == "creator":
        return {**told, "is_anonymous": False}
    if status == "administrator":
        rights = _RIGHTS + (_CHANNEL_RIGHTS if chat.channel else _GROUP_RIGHTS)
        granted = {right: right not in lacks for right in rights}
        return {**told, "can_be_edited": False, "is_anonymous": False, **granted}
    if status == "restricted":
        return {**told, "is_member": True, **dict.fromkeys(_PERMISSIONS, False), "until_date": 0}
    return {**told, "until_date": 0} if status == "kicked" else told


def bot_member(world: World, chat: Chat) -> Object:
    """The same for the bot itself."""
    return member(world.bot.user(), chat.bot_status, chat, chat.bot_lacks)


def change_bot_status(
    world: World, chat: Chat, by: Object, status: str, lacks: frozenset[str] = frozenset()
) -> None:
    """The user `by` changes what the bot is in the chat; the bot gets `my_chat_member`."""
    before = bot_member(world, chat)
    chat.bot_status, chat.bot_lacks = status, lacks
    world.updates.put("my_chat_member", _change(world, chat, by, before, bot_member(world, chat)))


def change_status(world: World, chat: Chat, user: Object, status: str) -> Object:
    """Somebody joins or leaves; returns the message that says so (channels have none: an empty one).

    The bot gets `chat_member` if it asked for it and is an administrator.
    """
    before = member(user, chat.members.get(user["id"], "left"), chat)
    chat.members[user["id"]] = status
    if chat.bot_status == "administrator":
        world.updates.put("chat_member", _change(world, chat, user, before, member(user, status, chat)))
    if chat.channel:
        return {}
    service: Object = {"left_chat_member": user} if status == "left" else {"new_chat_members": [user]}
    return world.post(chat, user, service)


def _change(world: World, chat: Chat, by: Object, before: Object, after: Object) -> Object:
    members = {"old_chat_member": before, "new_chat_member": after}
    return {"chat": chat.object, "from": by, "date": world.now(), **members}
