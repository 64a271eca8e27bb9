"""What a person can send. Each message queues the update that Telegram sends to the bot, if it hears it."""

from sandbox.chats import Chat
from sandbox.files import Upload
from sandbox.formatted import with_entities
from sandbox.media import CAPTIONED, of_person
from sandbox.privacy import pass_on
from sandbox.specification import Object
from sandbox.world import World


class Sender:
    """A user of Telegram who writes, by default into their private chat with the bot."""

    world: World
    id: int
    user: Object  # the Bot API's User
    chat: Chat

    def says(
        self,
        text: str,
        *,
        reply_to: Object | None = None,
        chat: Chat | None = None,
        topic: int | None = None,
    ) -> Object:
        """Writes a message, commands and mentions marked as the client does; in a channel, a post."""
        return self.sends(with_entities(text, []), reply_to=reply_to, chat=chat, topic=topic)

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
        return self._sends_file("sticker", None, {"emoji": emoji})

    def sends_photo(self, photo: Upload | None = None, caption: str = "", chat: Chat | None = None) -> Object:
        """Sends a photo."""
        return self._sends_file("photo", photo, {}, caption, chat)

    def sends_document(
        self, document: Upload | None = None, caption: str = "", chat: Chat | None = None
    ) -> Object:
        """Sends a file of any type."""
        return self._sends_file("document", document, {}, caption, chat)

    def sends_voice(self, duration: int = 3, voice: Upload | None = None) -> Object:
        """Sends a voice message of so many seconds."""
        return self._sends_file("voice", voice, {"duration": duration})

    def sends(
        self,
        parts: Object,
        *,
        reply_to: Object | None = None,
        chat: Chat | None = None,
        topic: int | None = None,
    ) -> Object:
        """Sends a message of the given parts (of a Bot API Message)."""
        chat = chat or self.chat
        self._check_may_write(chat)
        if topic:
            parts = {"message_thread_id": topic, "is_topic_message": True, **parts}
        if reply_to:
            quoted = {name: value for name, value in reply_to.items() if name != "reply_to_message"}
            parts = {"reply_to_message": quoted, **parts}
        chat.started = chat.started or chat.private
        message = self.world.post(chat, self.user, parts)
        pass_on(self.world, chat, message)
        return message

    def edits(self, message: Object, text: str) -> Object:
        """Changes the text of a message of theirs, or the caption if it is a file."""
        told = with_entities(text, [])
        if message.keys() & CAPTIONED:
            told = _as_caption(told)
        return self._replaces(message, told)

    def deletes(self, message: Object) -> None:
        """Takes a message away; Telegram does not tell bots."""
        self.world.delete(self._chat_of(message), message)

    def _sends_file(
        self, kind: str, upload: Upload | None, details: Object, caption: str = "", chat: Chat | None = None
    ) -> Object:
        written = _as_caption(with_entities(caption, [])) if caption else {}
        return self.sends({**of_person(self.world, kind, upload, details), **written}, chat=chat)

    def _check_may_write(self, chat: Chat) -> None:
        if chat.private and chat.bot_status == "kicked":
            raise RuntimeError("one can't write to a bot that one has blocked: it has to be unblocked first")
        if chat.migrated_to is not None:
            raise RuntimeError("this group has become a supergroup: write there")
        if chat.channel and chat.members.get(self.id) not in ("creator", "administrator"):
            raise RuntimeError("only administrators post in a channel")

    def _chat_of(self, message: Object) -> Chat:
        return self.world.chats[message["chat"]["id"]]

    def _replaces(self, message: Object, parts: Object) -> Object:
        chat = self._chat_of(message)
        replaced = ("text", "entities", "caption", "caption_entities")
        kept = {name: value for name, value in message.items() if name not in replaced}
        edited = self.world.edit(chat, {**kept, "edit_date": self.world.now(), **parts})
        pass_on(self.world, chat, edited, edited=True)
        return edited


def _as_caption(told: Object) -> Object:
    return {"caption" if name == "text" else f"caption_{name}": value for name, value in told.items()}
