"""People: what somebody with a Telegram client can do. Each act queues the update that Telegram sends."""

from collections.abc import Iterable
from dataclasses import dataclass

from sandbox import keyboards
from sandbox.chats import BLUE, Chat, Topic
from sandbox.inline_results import content
from sandbox.members import change_bot_status, change_status
from sandbox.migration import migrate
from sandbox.privacy import pass_on
from sandbox.queries import Query
from sandbox.senders import Sender
from sandbox.specification import Object
from sandbox.world import World


@dataclass(frozen=True, slots=True)
class Opened:
    """A pressed button opened an address."""

    url: str


@dataclass(frozen=True, slots=True)
class Copied:
    """A pressed button copied a text."""

    text: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A pressed button wrote "@bot query" into the input field, of this chat or of one to choose."""

    query: str
    this_chat: bool


Pressed = Query | Opened | Copied | Offered


class Person(Sender):
    """A user of Telegram and their private chat with the bot."""

    def __init__(
        self,
        world: World,
        first_name: str = "Ayesha",
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "en",
        user_id: int | None = None,
    ) -> None:
        self.world = world
        self.id = user_id or world.new_user_id()
        names = {"first_name": first_name, "last_name": last_name, "username": username}
        names = {name: value for name, value in names.items() if value}
        language = {"language_code": language_code} if language_code else {}
        self.user: Object = {"id": self.id, "is_bot": False, **names, **language}
        self.chat = Chat(self.id, {"id": self.id, "type": "private", **names})
        world.users[self.id] = self.user
        world.add(self.chat)

    def received(self, chat: Chat | None = None) -> list[Object]:
        """The bot's messages in the chat (private if not said otherwise), as they stand now."""
        chat = chat or self.chat
        return [message for number, message in chat.messages.items() if number in chat.from_bot]

    def latest(self, chat: Chat | None = None) -> Object:
        """The last of them; LookupError if the bot has said nothing."""
        return self.received(chat)[-1]

    def starts(self, payload: str = "") -> Object:
        """Presses Start, or opens a link https://t.me/bot?start=payload; unblocks the bot if need be."""
        if self.chat.bot_status == "kicked":
            self.unblocks()
        return self.says(f"/start {payload}".strip())

    def taps(self, label: str) -> Object:
        """Taps a button of the open reply keyboard by (part of) its label, which says that label."""
        button = keyboards.find(self.chat.keyboard, label)
        if button.get("request_location") or button.get("request_contact"):
            raise LookupError(f"{label!r} asks for a place or contact: use shares_location or shares_contact")
        return self.says(button["text"])

    def presses(self, message: Object, button: str | Object) -> Pressed:
        """Presses a button under a message, found by (part of) its label or given itself.

        LookupError if the message, as it stands now, has no such button.
        """
        chat = self._chat_of(message)
        message = chat.messages.get(message["message_id"], message)
        if isinstance(button, str):
            button = keyboards.find(message.get("reply_markup"), button)
        if "callback_data" in button:
            return self.asks_back(message, button["callback_data"])
        if "url" in button:
            return Opened(button["url"])
        if "copy_text" in button:
            return Copied(button["copy_text"]["text"])
        if "switch_inline_query_current_chat" in button:
            return Offered(button["switch_inline_query_current_chat"], this_chat=True)
        chosen = button.get("switch_inline_query_chosen_chat", {}).get("query", "")
        return Offered(button.get("switch_inline_query", chosen), this_chat=False)

    def asks_back(self, message: Object, data: str) -> Query:
        """Sends a callback query with any data, as an old or a tampered client may."""
        sent = {"id": self.world.new_query_id(), "from": self.user, **self._origin(message)}
        sent |= {"chat_instance": str(message["chat"]["id"]), "data": data}
        query = Query(sent, self.world.clock())
        self.world.callback_queries[sent["id"]] = query
        self.world.updates.put("callback_query", sent)
        return query

    def asks_inline(
        self,
        text: str,
        *,
        offset: str = "",
        location: tuple[float, float] | None = None,
        chat: Chat | None = None,
    ) -> Query:
        """Types "@bot text" in a chat; `offset` asks for a further page. The answer arrives in the query."""
        if not self.world.bot.inline:
            raise RuntimeError("this bot does not take inline queries")
        sent: Object = {"id": self.world.new_query_id(), "from": self.user, "query": text, "offset": offset}
        sent["chat_type"] = "sender" if chat is None else chat.object["type"]
        if location:
            sent["location"] = {"latitude": location[0], "longitude": location[1]}
        query = Query(sent, self.world.clock())
        self.world.inline_queries[sent["id"]] = query
        self.world.updates.put("inline_query", sent)
        return query

    def chooses(self, query: Query, result_id: str, *, chat: Chat | None = None) -> Object:
        """Picks a result of an answered inline query, which says it in the chat."""
        results = query.answer["results"] if query.answer else []
        result = next((result for result in results if result["id"] == result_id), None)
        if result is None:
            raise LookupError(f"no result {result_id!r} was offered")
        message = self.sends({"via_bot": self.world.bot.user(), **content(result)}, chat=chat)
        self._report(query, result, self._remembered(message) if "reply_markup" in message else None)
        return message

    def blocks(self) -> None:
        """Blocks the bot."""
        change_bot_status(self.world, self.chat, self.user, "kicked")

    def unblocks(self) -> None:
        """Unblocks it again, without a word."""
        change_bot_status(self.world, self.chat, self.user, "member")

    def deletes_account(self) -> None:
        """Leaves Telegram; bots learn of it when they write."""
        self.chat.deactivated = True

    def adds_bot(self, group: Chat, status: str = "member", *, without: Iterable[str] = ()) -> None:
        """Brings the bot into a group, or makes it an administrator `without` some rights."""
        change_bot_status(self.world, group, self.user, status, frozenset(without))

    def restricts_bot(self, group: Chat) -> None:
        """Lets the bot stay in a group but say nothing."""
        change_bot_status(self.world, group, self.user, "restricted")

    def removes_bot(self, group: Chat) -> None:
        """Throws the bot out of a group."""
        change_bot_status(self.world, group, self.user, "kicked")

    def joins(self, group: Chat) -> None:
        """Joins a group, or subscribes to a channel."""
        self._enters(group, "member")

    def leaves(self, group: Chat) -> None:
        """Leaves it again."""
        self._enters(group, "left")

    def upgrades(self, group: Chat) -> Chat:
        """Makes a plain group a supergroup, which is another chat."""
        return migrate(self.world, group, self.user)

    def opens_topic(self, forum: Chat, name: str) -> int:
        """A new topic in a forum; its number."""
        created = {"name": name, "icon_color": BLUE}
        number = forum.last_id + 1
        forum.topics[number] = Topic({"message_thread_id": number, **created})
        self.sends({"forum_topic_created": created}, chat=forum, topic=number)
        return number

    def _enters(self, group: Chat, status: str) -> None:
        if message := change_status(self.world, group, self.user, status):
            pass_on(self.world, group, message)

    def _origin(self, message: Object) -> Object:
        """What a callback query says of the message: itself, or the id of one sent through the bot."""
        place = (self._chat_of(message), message["message_id"])
        for inline_id, inline_place in self.world.inline_messages.items():
            if inline_place == place:
                return {"inline_message_id": inline_id}
        return {"message": message}

    def _remembered(self, message: Object) -> str:
        inline_id = f"inline-{self.world.new_query_id()}"
        self.world.inline_messages[inline_id] = (self._chat_of(message), message["message_id"])
        return inline_id

    def _report(self, query: Query, result: Object, inline_id: str | None) -> None:
        if not self.world.bot.reports_chosen_results:
            return
        chosen = {"result_id": result["id"], "from": self.user, "query": query.object["query"]}
        inline = {"inline_message_id": inline_id} if inline_id else {}
        self.world.updates.put("chosen_inline_result", {**chosen, **inline})
