"""Telegram's HTML: from "<b>Salaam</b>" to the plain text and its entities.

Known and deliberate gap: `<tg-time>` is refused as an unknown tag. Everything else is compared with
Telegram's own parser in the tests.
"""

import re
from dataclasses import dataclass

from sandbox.html_reader import Reader, wrong
from sandbox.links import linked_person, written
from sandbox.specification import Object

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
#: The order of entities that cover the same piece of text: outer first.
_ORDER = ["blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention"]
_ORDER += ["bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji"]


def utf16_length(text: str) -> int:
    """The length in UTF-16 units, in which Telegram counts offsets and limits."""
    return len(text) + sum(character > "\uffff" for character in text)


def parse_html(text: str) -> tuple[str, list[Object]]:
    """The plain text and its entities sorted as Telegram sorts them; a `Refusal` for bad markup."""
    return _Parser(text).parsed()


@dataclass(frozen=True, slots=True)
class _Open:
    """A tag that waits for its end."""

    name: str
    argument: str
    offset: int  # in UTF-16 units
    piece: int  # index of the first piece of plain text inside


class _Parser:
    def __init__(self, text: str) -> None:
        self._reader = Reader(text)
        self._pieces: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[Object] = []

    def parsed(self) -> tuple[str, list[Object]]:
        while not self._reader.finished():
            if self._reader.sees("</"):
                self._end_tag()
            elif self._reader.sees("<"):
                name, argument = self._reader.start_tag()
                self._open.append(_Open(name, argument, self._length, len(self._pieces)))
            else:
                self._add(self._reader.plain())
        if self._open:
            raise wrong(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        return _whole("".join(self._pieces)), sorted((_told(entity) for entity in self._entities), key=_rank)

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += utf16_length(piece)

    def _end_tag(self) -> None:
        where = self._reader.where()
        if not self._open:
            raise wrong(f"Unexpected end tag {where}")
        name = self._reader.end_tag()
        opened = self._open.pop()
        if name and name != opened.name:
            raise wrong(f'Unmatched end tag {where}, expected "</{opened.name}>", found "</{name}>"')
        if self._length > opened.offset:
            self._close(opened)

    def _close(self, tag: _Open) -> None:
        entity: Object = {
            "type": _KINDS[tag.name],
            "offset": tag.offset,
            "length": self._length - tag.offset,
        }
        if tag.name in ("pre", "code"):
            self._close_code(entity, tag.argument)
        elif tag.name == "a":
            self._close_link(entity, tag.argument or "".join(self._pieces[tag.piece :]))
        elif tag.name == "tg-emoji":
            self._entities.append({**entity, "custom_emoji_id": _emoji_id(tag.argument)})
        elif tag.name == "blockquote" and tag.argument:
            self._entities.append({**entity, "type": "expandable_blockquote"})
        else:
            self._entities.append(entity)

    def _close_link(self, entity: Object, address: str) -> None:
        person = linked_person(address)
        if person:
            self._entities.append({**entity, "type": "text_mention", "user": {"id": person}})
        elif link := written(address):
            self._entities.append({**entity, "url": link})

    def _close_code(self, entity: Object, language: str) -> None:
        """`<pre><code class="language-x">` (either way round) is one block of code in that language."""
        inner = self._entities[-1] if self._entities else {}
        same = (inner.get("offset"), inner.get("length")) == (entity["offset"], entity["length"])
        kinds = (entity["type"], inner["type"]) if same else None
        if kinds == ("pre", "code") and inner["language"]:
            self._entities[-1] = {**inner, "type": "pre"}
        elif kinds == ("code", "pre") and language and not inner["language"]:
            self._entities[-1] = {**inner, "language": language}
        else:
            self._entities.append({**entity, "language": language if entity["type"] == "code" else ""})


def _emoji_id(argument: str) -> str:
    if not re.fullmatch(r"-?[1-9][0-9]{0,18}", argument) or not -(2**63) <= int(argument) < 2**63:
        raise wrong("Invalid custom emoji identifier specified")
    return argument


def _told(entity: Object) -> Object:
    """Without the language where there is none to tell: in inline code, and in a block that has none."""
    if entity.get("language") and entity["type"] == "pre":
        return entity
    return {name: value for name, value in entity.items() if name != "language"}


def _rank(entity: Object) -> tuple[int, int, int]:
    return entity["offset"], -entity["length"], _ORDER.index(entity["type"])


def _whole(text: str) -> str:
    """The text, unless references left half a surrogate pair in it; two halves do not make a whole either."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise wrong(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        ) from error
    return text
