"""Telegram's HTML: from "<b>Salaam</b>" to the plain text and its entities.

Known and deliberate gap: `<tg-time>` is refused as an unknown tag. Everything else is compared with Telegram's own
parser in the tests.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.links import ascii_lower, linked_person, written
from sandbox.refusal import Refusal, bad_request
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
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

_REFERENCE = re.compile(r"&(?:#(?:x(?P<hex>[0-9A-Fa-f]*)|(?P<decimal>[0-9]*))|(?P<name>[A-Za-z]*));?")
_SPACES = re.compile(r"[ \t\r\n\v]*")
_TAG_NAME = re.compile(r"[^ \t\r\n\v\0>]*")
_ATTRIBUTE_NAME = re.compile(r"[^ \t\r\n\v\0=>/\"']*")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_PLAIN = re.compile(r"[^<&]+")
_END = "\0"


def utf16_length(text: str) -> int:
    """The length in UTF-16 units, in which Telegram counts offsets and limits."""
    return len(text) + sum(character > "\uffff" for character in text)


def parse_html(text: str) -> tuple[str, list[Object]]:
    """The plain text and its entities sorted as Telegram sorts them; a `Refusal` for bad markup."""
    return _Parser(text).parsed()


def _decoded(text: str, position: int) -> tuple[str, int] | None:
    """The character that the reference at `position` stands for and where it ends; None if it stands for none."""
    matched = _REFERENCE.match(text, position)
    if matched is None:
        return None
    if matched["name"] is not None:
        character = _NAMED.get(matched["name"])
        return (character, matched.end()) if character else None
    digits = matched["hex"] if matched["hex"] is not None else matched["decimal"]
    length = matched.end() - position - matched[0].endswith(";")
    code = int(digits, 16 if matched["hex"] is not None else 10) if digits and length < 10 else 0
    return (chr(code), matched.end()) if 0 < code < 0x10FFFF else None


@dataclass(frozen=True, slots=True)
class _Open:
    """A tag that waits for its end."""

    name: str
    argument: str
    offset: int  # in UTF-16 units
    piece: int  # index of the first piece of plain text inside


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text + _END
        self._end = len(text)
        self._at = 0
        self._pieces: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[Object] = []

    def parsed(self) -> tuple[str, list[Object]]:
        while self._at < self._end:
            character = self._text[self._at]
            if character == "&":
                self._reference()
            elif character != "<":
                self._plain()
            elif self._text[self._at + 1] == "/":
                self._end_tag()
            else:
                self._start_tag()
        if self._open:
            name = self._open[-1].name
            raise _wrong(f'Can\'t find end tag corresponding to start tag "{name}"')
        return _whole("".join(self._pieces)), sorted((_told(entity) for entity in self._entities), key=_rank)

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += utf16_length(piece)

    def _plain(self) -> None:
        matched = _PLAIN.match(self._text, self._at, self._end)
        assert matched is not None  # noqa: S101 - called at a character that is neither < nor &
        self._add(matched[0])
        self._at = matched.end()

    def _reference(self) -> None:
        character, self._at = _decoded(self._text, self._at) or ("&", self._at + 1)
        self._add(character)

    def _skip(self, pattern: re.Pattern[str]) -> str:
        matched = pattern.match(self._text, self._at)
        assert matched is not None  # noqa: S101 - these patterns match the empty string too
        self._at = matched.end()
        return matched[0]

    def _ended(self) -> bool:
        return self._text[self._at] == _END

    def _byte(self, position: int) -> str:
        return f"at byte offset {len(self._text[:position].encode())}"

    def _start_tag(self) -> None:
        begin, self._at = self._at, self._at + 1
        name = ascii_lower(self._skip(_TAG_NAME))
        if self._ended():
            raise _wrong(f"Unclosed start tag {self._byte(begin)}")
        if name not in _KINDS:
            raise _wrong(f'Unsupported start tag "{name}" {self._byte(begin)}')
        argument = self._attributes(name, begin)
        if name == "span" and argument != "spoiler":
            raise _wrong(f'Tag "span" must have class "tg-spoiler" {self._byte(begin)}')
        self._open.append(_Open(name, argument, self._length, len(self._pieces)))

    def _attributes(self, tag: str, begin: int) -> str:
        """Reads on to the tag's ">" and gives the one attribute that matters for this tag."""
        argument = ""
        while self._text[self._at] != ">":
            self._skip(_SPACES)
            if self._text[self._at] == ">":
                break
            argument = self._attribute(tag, begin, argument)
        self._at += 1
        return argument

    def _attribute(self, tag: str, begin: int, argument: str) -> str:
        name = self._skip(_ATTRIBUTE_NAME)
        if not name:
            raise _wrong(f'Empty attribute name in the tag "{tag}" {self._byte(begin)}')
        self._skip(_SPACES)
        if not self._ended() and self._text[self._at] != "=":
            return "1" if (tag, name) == ("blockquote", "expandable") else argument
        if not self._ended():
            self._at += 1
            self._skip(_SPACES)
        if self._ended():
            raise _wrong(f'Unclosed start tag "{tag}" {self._byte(begin)}')
        value = self._value()
        if self._ended():
            raise _wrong(f"Unclosed start tag {self._byte(begin)}")
        meaning = _MEANINGS.get((tag, name))
        found = meaning(value) if meaning else None
        return argument if found is None else found

    def _value(self) -> str:
        if self._text[self._at] in "'\"":
            return self._quoted()
        begin = self._at
        token = self._skip(_TOKEN)
        if self._text[self._at] not in " \t\r\n\v\0>":
            raise _wrong(f"Unexpected end of name token {self._byte(begin)}")
        return ascii_lower(token)

    def _quoted(self) -> str:
        quote, value = self._text[self._at], []
        self._at += 1
        while self._text[self._at] not in (quote, _END):
            decoded = _decoded(self._text, self._at) if self._text[self._at] == "&" else None
            character, self._at = decoded or (self._text[self._at], self._at + 1)
            value.append(character)
        if not self._ended():
            self._at += 1
        return "".join(value)

    def _end_tag(self) -> None:
        begin, self._at = self._at, self._at + 2
        if not self._open:
            raise _wrong(f"Unexpected end tag {self._byte(begin)}")
        name = ascii_lower(self._skip(_TAG_NAME))
        self._skip(_SPACES)
        if self._text[self._at] != ">":
            raise _wrong(f"Unclosed end tag {self._byte(begin)}")
        opened = self._open.pop()
        if name and name != opened.name:
            raise _wrong(
                f'Unmatched end tag {self._byte(begin)}, expected "</{opened.name}>", found "</{name}>"'
            )
        self._at += 1
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
        if entity["type"] == "pre" and same and inner["type"] == "code" and inner["language"]:
            self._entities[-1] = {**inner, "type": "pre"}
        elif (
            entity["type"] == "code"
            and same
            and inner["type"] == "pre"
            and language
            and not inner["language"]
        ):
            self._entities[-1] = {**inner, "language": language}
        else:
            self._entities.append({**entity, "language": language if entity["type"] == "code" else ""})


def _language(value: str) -> str | None:
    return value.removeprefix("language-") if value.startswith("language-") else None


def _class(value: str) -> str | None:
    return value.removeprefix("tg-") if value.startswith("tg-") else None


_MEANINGS: dict[tuple[str, str], Callable[[str], str | None]] = {
    ("a", "href"): str,
    ("code", "class"): _language,
    ("span", "class"): _class,
    ("tg-emoji", "emoji-id"): str,
    ("blockquote", "expandable"): lambda _: "1",
}


def _emoji_id(argument: str) -> str:
    if not re.fullmatch(r"-?[1-9][0-9]{0,18}", argument) or not -(2**63) <= int(argument) < 2**63:
        raise _wrong("Invalid custom emoji identifier specified")
    return argument


def _told(entity: Object) -> Object:
    """Without the language where there is none to tell: in inline code, and in a block that has none."""
    if entity.get("language") and entity["type"] == "pre":
        return entity
    return {name: value for name, value in entity.items() if name != "language"}


def _rank(entity: Object) -> tuple[int, int, int]:
    return entity["offset"], -entity["length"], _ORDER.index(entity["type"])


def _whole(text: str) -> str:
    """Halves of a surrogate pair, written as two references, make one character; a lone half makes none."""
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError as error:
        raise _wrong(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        ) from error


def _wrong(reason: str) -> Refusal:
    # Telegram lower-cases only the first letter of the whole sentence, "can't".
    return bad_request(f"can't parse entities: {reason}")
