"""A chat: its messages, its members, its topics, and what the bot may do there.

The words of the refusals are those of Telegram's published server and of TDLib (github.com/tdlib).
"""

from dataclasses import dataclass, field

from sandbox.refusal import Refusal, bad_request, forbidden
from sandbox.specification import Object

#: What a message that may not be sent is called, by the field that it is sent in.
_CONTENTS = {
    "text": "text messages",
    "animation": "animations",
    "audio": "music",
    "contact": "contacts",
    "dice": "dice",
    "document": "documents",
    "photo": "photos",
    "poll": "polls",
    "sticker": "stickers",
    "venue": "venues",
    "location": "locations",
    "video": "videos",
    "video_note": "video notes",
    "voice": "voice notes",
}


GENERAL = 1
#: The colour of topics for which nobody chose another: https://core.telegram.org/bots/api#createforumtopic
BLUE = 0x6FB9F0


@dataclass(slots=True)
class Topic:
    """A topic of a forum. The one numbered `GENERAL` is there from the beginning."""

    object: Object  # the Bot API's ForumTopic
    closed: bool = False
    hidden: bool = False


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat, group, supergroup or channel.

    Messages are replaced, never changed: what was handed out stays.
    """

    id: int
    object: Object  # the Bot API's Chat
    messages: dict[int, Object] = field(default_factory=dict)
    members: dict[int, str] = field(default_factory=dict)  # user id -> status, if this is not private
    bot_status: str = "member"  # of the bot, as in ChatMember; kicked: blocked, if this is private
    bot_lacks: frozenset[str] = frozenset()  # the rights that the bot has not, as an administrator
    started: bool = False  # a private chat: whether the person ever wrote or pressed Start
    deactivated: bool = False  # a private chat: whether the person's account is gone
    migrated_to: int | None = None  # the supergroup that this group has become
    seconds_per_message: float = 0  # how long the answer to a call that sends here takes
    keyboard: Object | None = None  # the reply keyboard that is open
    topics: dict[int, Topic] = field(default_factory=dict)  # of a forum
    from_bot: set[int] = field(default_factory=set)  # the numbers of the bot's messages
    not_editable: set[int] = field(default_factory=set)  # of those that were sent with a reply keyboard
    pinned: list[int] = field(default_factory=list)  # of those that are pinned, in that order
    reactions: dict[int, list[Object]] = field(default_factory=dict)  # of the bot, by message
    last_id: int = 0

    @property
    def private(self) -> bool:
        """Whether this is a conversation with one person."""
        return self.object["type"] == "private"  # type: ignore[no-any-return]  # JSON

    @property
    def channel(self) -> bool:
        """Whether only administrators post here, in the chat's name."""
        return self.object["type"] == "channel"  # type: ignore[no-any-return]  # JSON

    @property
    def bot_is_in(self) -> bool:
        """Whether the bot takes part."""
        return self.migrated_to is None and self.bot_status in ("member", "administrator", "restricted")

    def bot_may(self, right: str) -> bool:
        """Whether the bot has an administrator's right here, as named in ChatMemberAdministrator."""
        return self.bot_status == "administrator" and right not in self.bot_lacks

    def add(self, message: Object) -> Object:
        """Numbers the message within the chat and keeps it."""
        self.last_id += 1
        numbered = {"message_id": self.last_id, **message}
        self.messages[self.last_id] = numbered
        return numbered

    def forget(self, message_id: int) -> None:
        """Takes a message away."""
        del self.messages[message_id]
        self.from_bot.discard(message_id)
        if message_id in self.pinned:
            self.pinned.remove(message_id)

    def check_bot_may_write(self) -> None:
        """Raises the `Refusal` with which Telegram stops a bot that can't write here."""
        if not self.private:
            self._check_group()
        elif self.deactivated:
            raise forbidden("user is deactivated")
        elif self.bot_status == "kicked":
            raise forbidden("bot was blocked by the user")
        elif not self.started:
            raise forbidden("bot can't initiate conversation with a user")

    def check_bot_may_send(self, content: Object) -> None:
        """Raises the `Refusal` for a bot that is here but may not send this: in a channel, or restricted."""
        if self.channel and not self.bot_may("can_post_messages"):
            raise bad_request("need administrator rights in the channel chat")
        if self.bot_status == "restricted":
            name = next(name for kind, name in _CONTENTS.items() if kind in content)
            raise bad_request(f"not enough rights to send {name} to the chat")

    def check_bot_may_read(self) -> None:
        """Raises the `Refusal` for a bot that sees nothing of this supergroup or channel.

        What is public it sees, unless it was thrown out; and of plain groups what was said when it was there.
        """
        lasting = self.object["type"] in ("supergroup", "channel")
        if lasting and (self.bot_status == "kicked" or "username" not in self.object):
            self._check_group()

    def _check_group(self) -> None:
        if self.migrated_to is not None:
            reason = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refusal(400, reason, migrate_to_chat_id=self.migrated_to)
        if self.bot_status == "kicked":
            raise forbidden(f"bot was kicked from the {self.object['type']} chat")
        if self.bot_status == "left":
            raise forbidden(f"bot is not a member of the {self.object['type']} chat")

    def message(self, message_id: int, otherwise: str) -> Object:
        """The message, or a 400 with the given reason."""
        try:
            return self.messages[message_id]
        except KeyError:
            raise bad_request(otherwise) from None

    def show_keyboard(self, markup: Object) -> None:
        """Opens a reply keyboard, or takes it away; a forced reply leaves it as it is."""
        if "keyboard" in markup:
            self.keyboard = markup
        elif markup.get("remove_keyboard"):
            self.keyboard = None
