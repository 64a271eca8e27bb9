"""What can be done on the page. Each action names its person, and the chat if it happens in one."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from sandbox.chats import Chat
from sandbox.page.scene import Scene
from sandbox.people import Person
from sandbox.population import populate
from sandbox.queries import Query
from sandbox.specification import Object

#: Shares of a crowd, like those of an older bot: made up, so that an announcement meets every kind.
_BLOCKED, _DEACTIVATED = 0.03, 0.01

Text = Annotated[str, Field(min_length=1, max_length=4096)]


class Action(BaseModel):
    """The body of a request, by which it is known how it is `named`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kinds: ClassVar[dict[str, type["Action"]]] = {}

    def __init_subclass__(cls, named: str | None = None) -> None:
        if named:
            cls.kinds[named] = cls

    def perform(self, scene: Scene) -> Object:
        """Does it and returns the answer; LookupError if what it names is not there."""
        return self._perform(scene) or {}

    def _perform(self, scene: Scene) -> Object | None:
        raise NotImplementedError


class PersonalAction(Action):
    """Somebody does it, by default in their private chat."""

    person: int
    chat: int | None = None

    def who(self, scene: Scene) -> Person:
        """Who does it."""
        return scene.cast.people[self.person]

    def where(self, scene: Scene) -> Chat:
        """The chat in which it is done; LookupError if this person is not in it."""
        chat = scene.world.chats[self.chat or self.person]
        if not scene.cast.follows(chat) or self.person not in scene.cast.writers(chat):
            raise LookupError(f"person {self.person} can't write in chat {self.chat}")
        return chat


class Say(PersonalAction, named="say"):
    """Writes a message."""

    text: Text
    reply_to: int | None = None

    def _perform(self, scene: Scene) -> Object:
        chat = self.where(scene)
        quoted = chat.messages[self.reply_to] if self.reply_to else None
        return {"message_id": self.who(scene).says(self.text, reply_to=quoted, chat=chat)["message_id"]}


class Correct(PersonalAction, named="correct"):
    """Changes the text of a message of theirs."""

    message: int
    text: Text

    def _perform(self, scene: Scene) -> None:
        self.who(scene).edits(_own(self, scene), self.text)


class Withdraw(PersonalAction, named="withdraw"):
    """Takes a message of theirs away."""

    message: int

    def _perform(self, scene: Scene) -> None:
        self.who(scene).deletes(_own(self, scene))


def _own(action: Correct | Withdraw, scene: Scene) -> Object:
    message = action.where(scene).messages[action.message]
    if message["from"]["id"] != action.person:
        raise LookupError(f"message {action.message} is not of person {action.person}")
    return message


class Press(PersonalAction, named="press"):
    """Presses a button under a message that asks the bot; the others do what they do in the browser."""

    message: int
    row: int = Field(ge=0)
    column: int = Field(ge=0)

    def _perform(self, scene: Scene) -> Object:
        message = self.where(scene).messages[self.message]
        button = message["reply_markup"]["inline_keyboard"][self.row][self.column]
        pressed = self.who(scene).presses(message, button)
        if not isinstance(pressed, Query):
            raise LookupError(f"{button['text']!r} does not ask the bot")
        return {"query": pressed.object["id"]}


class Locate(PersonalAction, named="locate"):
    """Shares a location (degrees)."""

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)

    def _perform(self, scene: Scene) -> None:
        self.who(scene).shares_location(self.latitude, self.longitude, chat=self.where(scene))


class Attach(PersonalAction, named="attach"):
    """Sends something that is not text into their private chat."""

    what: Literal["contact", "photo", "sticker", "voice"]

    def _perform(self, scene: Scene) -> None:
        person = self.who(scene)
        match self.what:
            case "contact":
                person.shares_contact("+92 300 0000000")
            case "photo":
                person.sends_photo()
            case "sticker":
                person.sends_sticker()
            case "voice":
                person.sends_voice()


class Ask(PersonalAction, named="ask"):
    """Types "@bot text"; the results come as an event."""

    text: str = Field(max_length=256)
    offset: str = ""

    def _perform(self, scene: Scene) -> Object:
        chat = self.where(scene)
        asked = self.who(scene).asks_inline(
            self.text, offset=self.offset, chat=None if chat.private else chat
        )
        return {"query": asked.object["id"]}


class Choose(PersonalAction, named="choose"):
    """Sends a result of an inline query."""

    query: str
    result: str

    def _perform(self, scene: Scene) -> None:
        query = scene.world.inline_queries[self.query]
        self.who(scene).chooses(query, self.result, chat=self.where(scene))


class Start(PersonalAction, named="start"):
    """Presses Start, or follows a link to the bot."""

    payload: str = Field(default="", pattern=r"^[A-Za-z0-9_-]{0,64}$")

    def _perform(self, scene: Scene) -> None:
        person = self.who(scene)
        person.starts(self.payload)
        scene.tell_standing(person.chat)


class Block(PersonalAction, named="block"):
    """Blocks the bot, or lets it in again."""

    blocked: bool

    def _perform(self, scene: Scene) -> None:
        person = self.who(scene)
        if self.blocked:
            person.blocks()
        else:
            person.unblocks()
        scene.tell_standing(person.chat)


class Populate(Action, named="populate"):
    """Brings a crowd into the world."""

    count: Literal[1000, 20000]

    def _perform(self, scene: Scene) -> None:
        populate(scene.world, self.count, blocked=_BLOCKED, deactivated=_DEACTIVATED)


class Disturb(Action, named="disturb"):
    """Switches these disturbances on, all others off."""

    on: list[str]

    def _perform(self, scene: Scene) -> None:
        scene.disturbances.switch(self.on)
        scene.tell_disturbances()
