"""The world: one bot, the chats it can be in, what was said there, and what waits for the bot."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Literal

from sandbox.chats import Chat
from sandbox.faults import Fault, Faults
from sandbox.files import Files
from sandbox.limits import Limits, Traffic
from sandbox.queries import Query
from sandbox.refusal import Refusal, bad_request
from sandbox.specification import Object
from sandbox.updates import UpdateQueue, Webhook

Clock = Callable[[], datetime]
_MOST_CALLS_KEPT = 250_000
_FIRST_GROUP = -4_000_000_000
_FIRST_SUPERGROUP = -1_001_000_000_000


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
    migrate_to_chat_id: int | None = None

    def response(self) -> Object:
        """The body of the answer."""
        if self.ok:
            return {"ok": True, "result": self.result}
        told = {"ok": False, "error_code": self.error_code, "description": self.description}
        more = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to_chat_id}
        more = {name: value for name, value in more.items() if value is not None}
        return {**told, "parameters": more} if more else told


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
    """Everything there is. `clock` tells the time (with a time zone) that messages are dated with.

    `monotonic` (seconds) is what `limits` are measured with, `sleep` is how slow answers are waited for.
    """

    def __init__(
        self,
        bot: BotAccount | None = None,
        clock: Clock = lambda: datetime.now(UTC),
        people_from: int = 1001,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.bot = bot or BotAccount()
        self.clock = clock
        self.monotonic = monotonic
        self.sleep = sleep
        self.chance = Random(0)  # noqa: S311 - dice, not secrets
        self.faults = Faults()
        self.limits: Limits | None = None
        self.sent = Traffic()
        self.files = Files()
        self.updates = UpdateQueue(self.faults.copies)
        self.webhook: Webhook | None = None
        self.webhook_set = asyncio.Event()  # set by every change of the webhook; whoever pushes clears it
        self.profile = Profile()
        self.calls: deque[Call] = deque(maxlen=_MOST_CALLS_KEPT)
        self.chats: dict[int, Chat] = {}
        self.users: dict[int, Object] = {self.bot.id: self.bot.user()}
        self.callback_queries: dict[str, Query] = {}
        self.inline_queries: dict[str, Query] = {}
        self.inline_messages: dict[str, tuple[Chat, int]] = {}
        self._groups: dict[int, Chat] = {}  # of the chats those that are not private
        self._listeners: list[Callable[[Event], None]] = []
        self._watchers: list[Callable[[Call], None]] = []
        self._greeters: list[Callable[[list[int]], None]] = []
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

    def watch(self, watcher: Callable[[Call], None]) -> None:
        """Tells `watcher` of every call from now on, with its answer."""
        self._watchers.append(watcher)

    def record(self, call: Call) -> None:
        """Keeps the call (the latest 250,000 are kept) and tells the watchers."""
        self.calls.append(call)
        for watcher in self._watchers:
            watcher(call)

    def greet(self, greeter: Callable[[list[int]], None]) -> None:
        """Tells `greeter` of every crowd that comes from now on, by the ids of its chats."""
        self._greeters.append(greeter)

    def bring(self, chat_ids: list[int]) -> None:
        """Tells the greeters of a crowd."""
        for greeter in self._greeters:
            greeter(chat_ids)

    def fail_next(self, method: str, status: int, description: str, retry_after: int | None = None) -> None:
        """The next call of `method` that was not failed yet is answered with this error and has no effect."""
        self.faults.order(method, Fault(Refusal(status, description, retry_after)))

    def new_user_id(self) -> int:
        """An id that nobody has."""
        self._next_user += 1
        return self._next_user - 1

    def new_query_id(self) -> str:
        """An id for a query or an inline message."""
        self._next_query += 1
        return str(self._next_query - 1)

    def add(self, chat: Chat) -> None:
        """A new chat."""
        self.chats[chat.id] = chat
        if not chat.private:
            self._groups[chat.id] = chat

    def new_group_id(self, kind: str) -> int:
        """A number for a group, supergroup or channel that no chat has."""
        first = _FIRST_GROUP if kind == "group" else _FIRST_SUPERGROUP
        return first - len(self._groups)

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
        name = text.removeprefix("@").lower() if text.startswith("@") else None
        public = (chat for chat in self._groups.values() if "username" in chat.object)
        return next((chat for chat in public if chat.object["username"].lower() == name), None)

    def _known(self, chat: Chat) -> bool:
        """A bot knows the people who started it and those it shares a group with."""
        return chat.started or any(
            chat.id in group.members and group.bot_is_in for group in self._groups.values()
        )

    def post(self, chat: Chat, sender: Object, content: Object) -> Object:
        """A new message in the chat; the people see it, the bot is not told. In channels the chat speaks."""
        signed = {"sender_chat": chat.object} if chat.channel else {"from": sender}
        dated = {**signed, "date": self.now(), "chat": chat.object}
        message = chat.add({**dated, **self._with_known_people(content)})
        if sender["id"] == self.bot.id:
            chat.from_bot.add(message["message_id"])
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
        for name in ("entities", "caption_entities"):
            if any(entity["type"] == "text_mention" for entity in content.get(name, ())):
                content = {**content, name: list(self._with_users(content[name]))}
        return content

    def _with_users(self, entities: list[Object]) -> Iterator[Object]:
        for entity in entities:
            if "user" not in entity:
                yield entity
            elif entity["user"]["id"] in self.users:
                yield {**entity, "user": self.users[entity["user"]["id"]]}

    def delete(self, chat: Chat, message: Object) -> None:
        """Takes the message away."""
        chat.forget(message["message_id"])
        self.announce(Event("deleted", chat, message))
