"""What a reader of marked-up text writes: the plain text, and the entities found in it."""

import re
from dataclasses import dataclass

from sandbox.entities import in_order, utf16_length
from sandbox.links import linked_person, written
from sandbox.refusal import Refusal, bad_request
from sandbox.specification import Object


def wrong(reason: str) -> Refusal:
    """The refusal of bad markup, in Telegram's words."""
    return bad_request(f"can't parse entities: {reason}")


def at_byte(source: str, position: int) -> str:
    """A place in a source as Telegram names it in its refusals."""
    return f"at byte offset {len(source[:position].encode())}"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a draft."""

    offset: int  # in UTF-16 units
    piece: int


class Draft:
    """A plain text that grows, and its entities so far."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self.entities: list[Object] = []

    def write(self, piece: str) -> None:
        """Goes on with a piece of text."""
        if piece:
            self._pieces.append(piece)
            self._length += utf16_length(piece)

    def here(self) -> Place:
        """The end of the text so far."""
        return Place(self._length, len(self._pieces))

    def since(self, place: Place) -> str:
        """The text from a place on."""
        return "".join(self._pieces[place.piece :])

    def mark(self, place: Place, kind: str, **details: object) -> None:
        """Adds an entity that covers the text from a place on, unless there is none."""
        if length := self._length - place.offset:
            self.entities.append({"type": kind, "offset": place.offset, "length": length, **details})

    def link(self, place: Place, address: str) -> None:
        """Adds a link, a mention for the address of a user; nothing for what is no address."""
        if person := linked_person(address):
            self.mark(place, "text_mention", user={"id": person})
        elif link := written(address):
            self.mark(place, "text_link", url=link)

    def read(self) -> tuple[str, list[Object]]:
        """The text and its entities in order."""
        return "".join(self._pieces), in_order(self.entities)


def emoji_id(written_id: str) -> str | None:
    """The identifier of a custom emoji, None if it can't be one: 64 bits with a sign, not 0."""
    valid = re.fullmatch(r"-?[1-9][0-9]{0,18}", written_id) and -(2**63) <= int(written_id) < 2**63
    return written_id if valid else None


def time_format(letters: str) -> str | None:
    """How to show a moment ("wDT"), in Telegram's order of letters; None if one of them means nothing."""
    if letters in ("r", "R"):
        return "r"
    if not set(letters) <= set("wWdDtT"):
        return None
    day = "w" if set(letters) & set("wW") else ""
    return day + "".join(
        next((letter for letter in either if letter in letters), "") for either in ("dD", "tT")
    )
