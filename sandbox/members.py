"""Membership of a chat as the Bot API tells it."""

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


def member(user: Object, status: str) -> Object:
    """A ChatMember: creator, administrator (with all rights), member, left or kicked."""
    told: Object = {"status": status, "user": user}
    if status == "kicked":
        told["until_date"] = 0
    elif status == "creator":
        told["is_anonymous"] = False
    elif status == "administrator":
        told |= {"can_be_edited": False, "is_anonymous": False, **dict.fromkeys(_RIGHTS, True)}
    return told


def change_bot_status(world: World, chat: Chat, by: Object, status: str) -> None:
    """The user `by` changes what the bot is in the chat; the bot gets `my_chat_member`."""
    before, chat.bot_status = chat.bot_status, status
    bot = world.bot.user()
    change = {
        "chat": chat.object,
        "from": by,
        "date": world.now(),
        "old_chat_member": member(bot, before),
        "new_chat_member": member(bot, status),
    }
    world.updates.put("my_chat_member", change)
