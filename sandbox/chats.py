"""A chat: its messages, its members, and whether the bot may write there."""

from dataclasses import dataclass, field

from sandbox.refusal import bad_request, forbidden
from sandbox.specification import Object


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat or a supergroup. Messages are replaced, never changed: what was handed out stays."""

    id: int
    object: Object  # the Bot API's Chat
    messages: dict[int, Object] = field(default_factory=dict)
    members: dict[int, str] = field(default_factory=dict)  # user id -> status, of a group
    bot_status: str = "member"  # of the bot: member, administrator, left, kicked (blocked, in a private chat)
    started: bool = False  # a private chat: whether the person ever wrote or pressed Start
    deactivated: bool = False  # a private chat: whether the person's account is gone
    keyboard: Object | None = None  # the reply keyboard that is open
    last_id: int = 0

    @property
    def private(self) -> bool:
        """Whether this is a conversation with one person."""
        return self.object["type"] == "private"  # type: ignore[no-any-return]  # JSON

    def add(self, message: Object) -> Object:
        """Numbers the message within the chat and keeps it."""
        self.last_id += 1
        numbered = {"message_id": self.last_id, **message}
        self.messages[self.last_id] = numbered
        return numbered

    def check_bot_may_write(self) -> None:
        """Raises the `Refusal` with which Telegram stops a bot that may not write here."""
        if not self.private:
            self._check_group()
        elif self.deactivated:
            raise forbidden("user is deactivated")
        elif self.bot_status == "kicked":
            raise forbidden("bot was blocked by the user")
        elif not self.started:
            raise forbidden("bot can't initiate conversation with a user")

    def _check_group(self) -> None:
        if self.bot_status == "kicked":
            raise forbidden("bot was kicked from the supergroup chat")
        if self.bot_status == "left":
            raise forbidden("bot is not a member of the supergroup chat")

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
