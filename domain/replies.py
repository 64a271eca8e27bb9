"""What goes back to a person: a text with buttons, or a spot on the map. Telegram-free."""

from dataclasses import dataclass

from domain.geometry import Point
from domain.languages import Language


class Html(str):
    """Text in Telegram's HTML; only texts/ makes it, so that what people typed is always escaped."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Press:
    """A button that comes back to the bot. `data` is all it carries: at most 64 bytes."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens a web address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A button that puts a text (1 to 256 characters) on the clipboard."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Share:
    """A button that offers the bot's inline mode, with this query, in a chat of the person's choice."""

    label: str
    query: str


Button = Press | Link | Copy | Share
Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Venue:
    """A named spot for Telegram's map."""

    title: str
    address: str
    point: Point


@dataclass(frozen=True, slots=True)
class Reply:
    """One message. With `venue` it is shown on the map and `text` follows below it.

    `ask_location` carries the label of the button by which a phone shares where it is; where a chat has no
    such button the text alone must do.
    """

    text: Html
    rows: tuple[Row, ...] = ()
    venue: Venue | None = None
    ask_location: str | None = None


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is asking now: in which language to answer, and what the chat can do."""

    language: Language
    private: bool = True
