"""The world: one bot, the chats it can be in, what was said there, and what waits for the bot."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from sandbox.chats import Chat
from sandbox.queries import Query
from sandbox.refusal import Refusal, bad_request
from sandbox.specification import Object
from sandbox.updates import UpdateQueue

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class BotAccount:
    """The bot as BotFather knows it."""

    token: str = "7000000001:sandbox-token"  # noqa: S105 - good in the sandbox only
    first_name: str = "Rahnuma"
    username: str = "rahnuma_bot"
    inline: bool = True
    reads_all_group_messages: bool = False  # True: privacy mode is off
    reports_chosen_results: bool = False  # "inline feedback"

    @property
    def id(self) -> int:
        """The user id, which is the part of the token before the colon."""
        return int(self.token.partition(":")[0])

    def user(self) -> Object:
        """The bot as the sender of a message."""
        return {"id": self.id, "is_bot": True, "first_name": self.first_name, "username": self.username}


@dataclass(frozen=True, slots=True)
class Call:
    """One Bot API call and its answer."""

    method: str
    parameters: Object
    ok: bool
    result: object = None
    error_code: int | None = None
    description: str | None = None
    retry_after: int | None = None

    def response(self) -> Object:
        """The body of the answer."""
        if self.ok:
            return {"ok": True, "result": self.result}
        told = {"ok": False, "error_code": self.error_code, "description": self.description}
        return told if self.retry_after is None else {**told, "parameters": {"retry_after": self.retry_after}}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the people in a chat see happen. `content` is the message, or the answer to a query."""

    kind: Literal["said", "edited", "deleted", "answered", "acting"]
    chat: Chat
    content: Object


@dataclass(slots=True)
class Profile:
    """What the bot says of itself, per language ("" for all the others)."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[object, ...], list[Object]] = field(default_factory=dict)  # by scope and language
    menu_buttons: dict[int, Object] = field(default_factory=dict)  # by private chat, 0 for all the others


class World:
    """Everything there is. `clock` tells the time (with a time zone) that messages are dated with."""

    def __init__(
        self, bot: BotAccount | None = None, clock: Clock = lambda: datetime.now(UTC), people_from: int = 1001
    ) -> None:
        self.bot = bot or BotAccount()
        self.clock = clock
        self.updates = UpdateQueue()
        self.profile = Profile()
        self.calls: list[Call] = []
        self.chats: dict[int, Chat] = {}
        self.users: dict[int, Object] = {self.bot.id: self.bot.user()}
        self.callback_queries: dict[str, Query] = {}
        self.inline_queries: dict[str, Query] = {}
        self.inline_messages: dict[str, tuple[Chat, int]] = {}
        self._listeners: list[Callable[[Event], None]] = []
        self._faults: list[tuple[str, Refusal]] = []
        self._next_user = people_from
        self._next_query = 1

    def now(self) -> int:
        """The time in Unix seconds."""
        return int(self.clock().timestamp())

    def listen(self, listener: Callable[[Event], None]) -> None:
        """Tells `listener` of every event from now on."""
        self._listeners.append(listener)

    def announce(self, event: Event) -> None:
        """Tells the listeners."""
        for listener in self._listeners:
            listener(event)

    def fail_next(self, method: str, status: int, description: str, retry_after: int | None = None) -> None:
        """The next call of `method` that was not failed yet is answered with this error and has no effect."""
        self._faults.append((method, Refusal(status, description, retry_after)))

    def fault(self, method: str) -> Refusal | None:
        """The error ordered for this call, if one was; it is used up."""
        for position, (failing, refusal) in enumerate(self._faults):
            if failing == method:
                del self._faults[position]
                return refusal
        return None

    def new_user_id(self) -> int:
        """An id that nobody has."""
        self._next_user += 1
        return self._next_user - 1

    def new_query_id(self) -> str:
        """An id for a query or an inline message."""
        self._next_query += 1
        return str(self._next_query - 1)

    def chat(self, chat_id: int | str) -> Chat:
        """The chat that a bot names by number or @username; 400 if there is none that the bot can know."""
        chat = self._named(chat_id)
        if chat is None or (chat.private and not self._known(chat)):
            raise bad_request("chat not found")
        return chat

    def _named(self, chat_id: int | str) -> Chat | None:
        text = str(chat_id)
        if text.removeprefix("-").isdecimal():
            return self.chats.get(int(text))
        public = (chat for chat in self.chats.values() if not chat.private and text.startswith("@"))
        return next((chat for chat in public if chat.object.get("username") == text[1:]), None)

    def _known(self, chat: Chat) -> bool:
        """A bot knows the people who started it and those it shares a group with."""
        return chat.started or any(
            chat.id in group.members and group.bot_status in ("member", "administrator")
            for group in self.chats.values()
        )

    def post(self, chat: Chat, sender: Object, content: Object) -> Object:
        """A new message in the chat; the people see it, the bot is not told."""
        dated = {"from": sender, "date": self.now(), "chat": chat.object}
        message = chat.add({**dated, **self._with_known_people(content)})
        self.announce(Event("said", chat, message))
        return message

    def edit(self, chat: Chat, message: Object) -> Object:
        """Puts the message in the place of the one with its id."""
        message = self._with_known_people(message)
        chat.messages[message["message_id"]] = message
        self.announce(Event("edited", chat, message))
        return message

    def _with_known_people(self, content: Object) -> Object:
        """Links to people (tg://user?id=1) get the whole User; those to strangers are dropped."""
        entities = content.get("entities", [])
        if not any(entity["type"] == "text_mention" for entity in entities):
            return content
        told = [
            {**entity, "user": self.users[entity["user"]["id"]]} if "user" in entity else entity
            for entity in entities
            if "user" not in entity or entity["user"]["id"] in self.users
        ]
        return {**content, "entities": told}

    def delete(self, chat: Chat, message: Object) -> None:
        """Takes the message away."""
        del chat.messages[message["message_id"]]
        self.announce(Event("deleted", chat, message))
