"""What a bot hears of groups: Telegram's privacy mode."""

from sandbox.chats import Chat
from sandbox.specification import Object
from sandbox.world import World

_SERVICE = {
    "new_chat_members",
    "left_chat_member",
    "pinned_message",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "forum_topic_created",
}


def pass_on(world: World, chat: Chat, message: Object, *, edited: bool = False) -> None:
    """Queues the update about a new or edited message, if the bot hears it."""
    if bot_hears(world, chat, message):
        kind = "channel_post" if chat.channel else "message"
        world.updates.put(f"edited_{kind}" if edited else kind, message)


def bot_hears(world: World, chat: Chat, message: Object) -> bool:
    """Whether the message reaches the bot: https://core.telegram.org/bots/features#privacy-mode

    In privacy mode these do: commands (not those for another bot), mentions of the bot, replies to it,
    messages sent through it, and service messages.
    """
    if chat.private:
        return True
    if not chat.bot_is_in:
        return False
    if world.bot.reads_all_group_messages or chat.bot_status == "administrator":
        return True
    return _concerns(world, message)


def _concerns(world: World, message: Object) -> bool:
    replied = message.get("reply_to_message", {}).get("from", {}).get("id")
    through = message.get("via_bot", {}).get("id")
    service = not _SERVICE.isdisjoint(message)
    return service or world.bot.id in (replied, through) or _addresses(world, message)


def _addresses(world: World, message: Object) -> bool:
    text = message.get("text") or message.get("caption", "")
    name = f"@{world.bot.username}".lower()
    for entity in message.get("entities") or message.get("caption_entities", ()):
        # In UTF-16 as Telegram counts; commands and mentions themselves are ASCII.
        marked = text.encode("utf-16-le")[2 * entity["offset"] :][: 2 * entity["length"]].decode("utf-16-le")
        if entity["type"] == "mention" and marked.lower() == name:
            return True
        if entity["type"] == "bot_command" and marked.lower().partition("@")[2] in ("", name[1:]):
            return True
    return False
