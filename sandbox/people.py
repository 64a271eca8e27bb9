"""People: what somebody with a Telegram client can do. Each act queues the update that Telegram sends."""

from dataclasses import dataclass

from sandbox import keyboards
from sandbox.chats import Chat
from sandbox.formatted import with_entities
from sandbox.inline_results import content
from sandbox.members import change_bot_status
from sandbox.privacy import bot_hears
from sandbox.queries import Query
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


class Person:
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
        world.chats[self.id] = self.chat

    def received(self, chat: Chat | None = None) -> list[Object]:
        """The bot's messages in the chat (private if not said otherwise), as they stand now."""
        messages = (chat or self.chat).messages.values()
        return [message for message in messages if message["from"]["id"] == self.world.bot.id]

    def latest(self, chat: Chat | None = None) -> Object:
        """The last of them; LookupError if the bot has said nothing."""
        return self.received(chat)[-1]

    def says(self, text: str, *, reply_to: Object | None = None, chat: Chat | None = None) -> Object:
        """Writes a message, commands and mentions marked as the client does."""
        return self.sends(with_entities(text, []), reply_to=reply_to, chat=chat)

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

    def shares_location(self, latitude: float, longitude: float, *, chat: Chat | None = None) -> Object:
        """Sends a pin (degrees)."""
        return self.sends({"location": {"latitude": latitude, "longitude": longitude}}, chat=chat)

    def shares_live_location(self, latitude: float, longitude: float, period: int = 900) -> Object:
        """Begins to share where they are for `period` seconds; go on with `moves`."""
        point = {"latitude": latitude, "longitude": longitude, "live_period": period}
        return self.sends({"location": point})

    def moves(self, message: Object, latitude: float, longitude: float) -> Object:
        """A new point of a live location."""
        point = {**message["location"], "latitude": latitude, "longitude": longitude}
        return self._replaces(message, {"location": point})

    def shares_venue(self, latitude: float, longitude: float, title: str, address: str) -> Object:
        """Sends a named place."""
        point = {"latitude": latitude, "longitude": longitude}
        return self.sends(
            {"venue": {"location": point, "title": title, "address": address}, "location": point}
        )

    def shares_contact(self, phone_number: str, first_name: str | None = None) -> Object:
        """Sends a contact, their own if no other name is given."""
        told: Object = {"phone_number": phone_number, "first_name": first_name or self.user["first_name"]}
        return self.sends({"contact": told if first_name else {**told, "user_id": self.id}})

    def sends_sticker(self, emoji: str = "👍") -> Object:
        """Sends a sticker."""
        looks = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self.sends({"sticker": {**self._file("sticker"), **looks, "emoji": emoji}})

    def sends_photo(self) -> Object:
        """Sends a photo without a caption."""
        return self.sends({"photo": [{**self._file("photo"), "width": 800, "height": 600}]})

    def sends_voice(self, duration: int = 3) -> Object:
        """Sends a voice message of so many seconds."""
        return self.sends({"voice": {**self._file("voice"), "duration": duration}})

    def sends(self, parts: Object, *, reply_to: Object | None = None, chat: Chat | None = None) -> Object:
        """Sends a message of the given parts (of a Bot API Message)."""
        chat = chat or self.chat
        if chat.private and chat.bot_status == "kicked":
            raise RuntimeError("one can't write to a bot that one has blocked: it has to be unblocked first")
        if reply_to:
            quoted = {name: value for name, value in reply_to.items() if name != "reply_to_message"}
            parts = {"reply_to_message": quoted, **parts}
        chat.started = chat.started or chat.private
        message = self.world.post(chat, self.user, parts)
        if bot_hears(self.world, chat, message):
            self.world.updates.put("message", message)
        return message

    def edits(self, message: Object, text: str) -> Object:
        """Changes the text of a message of theirs."""
        return self._replaces(message, with_entities(text, []))

    def deletes(self, message: Object) -> None:
        """Takes a message away; Telegram does not tell bots."""
        self.world.delete(self._chat_of(message), message)

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

    def adds_bot(self, group: Chat, status: str = "member") -> None:
        """Brings the bot into a group, or makes it an administrator."""
        change_bot_status(self.world, group, self.user, status)

    def removes_bot(self, group: Chat) -> None:
        """Throws the bot out of a group."""
        change_bot_status(self.world, group, self.user, "kicked")

    def _chat_of(self, message: Object) -> Chat:
        return self.world.chats[message["chat"]["id"]]

    def _replaces(self, message: Object, parts: Object) -> Object:
        chat = self._chat_of(message)
        kept = {name: value for name, value in message.items() if name not in ("text", "entities")}
        edited = self.world.edit(chat, {**kept, "edit_date": self.world.now(), **parts})
        if bot_hears(self.world, chat, edited):
            self.world.updates.put("edited_message", edited)
        return edited

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

    def _file(self, kind: str) -> Object:
        identifier = f"{kind}-{self.world.new_query_id()}"
        return {"file_id": identifier, "file_unique_id": f"unique-{identifier}"}
