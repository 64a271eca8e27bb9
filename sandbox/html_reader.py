"""Reading HTML as Telegram reads it: tags, attributes and character references, one step at a time."""

import re
import sys
from collections.abc import Callable

from sandbox.draft import at_byte, wrong
from sandbox.links import ascii_lower

_TAGS = {"a", "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "pre", "code", "blockquote", "span"}
_TAGS |= {"tg-spoiler", "tg-emoji", "tg-time"}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

_REFERENCE = re.compile(r"&(?:#(?:[xX](?P<hex>[0-9A-Fa-f]*)|(?P<decimal>[0-9]*))|(?P<name>[A-Za-z]*));?")
_SPACES = re.compile(r"[ \t\r\n\v]*")
_TAG_NAME = re.compile(r"[^ \t\r\n\v\0>]*")
_ATTRIBUTE_NAME = re.compile(r"[^ \t\r\n\v\0=>/\"']*")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_PLAIN = re.compile(r"[^<&]*")
_END = "\0"


def _decoded(text: str, position: int) -> tuple[str, int] | None:
    """The character that a reference ("&lt;") stands for and where it ends; None if it stands for none."""
    matched = _REFERENCE.match(text, position)
    assert matched is not None  # noqa: S101 - called at an "&", which the pattern matches alone
    if matched["name"] is not None:
        character = _NAMED.get(matched["name"])
        return (character, matched.end()) if character else None
    digits = matched["hex"] if matched["hex"] is not None else matched["decimal"]
    length = matched.end() - position - matched[0].endswith(";")
    code = int(digits, 16 if matched["hex"] is not None else 10) if digits and length < 10 else 0
    return (chr(code), matched.end()) if 0 < code < 0x10FFFF else None


class Reader:
    """A place in a text that moves on as it is read. A NUL ends the text, also one in the middle of a tag."""

    def __init__(self, text: str) -> None:
        self._text = text + _END
        self._length = len(text)
        self._at = 0

    def finished(self) -> bool:
        """Whether everything was read."""
        return self._at >= self._length

    def sees(self, beginning: str) -> bool:
        """Whether the rest begins like this."""
        return self._text.startswith(beginning, self._at)

    def where(self) -> str:
        """The place as Telegram names it in its refusals."""
        return self._byte(self._at)

    def plain(self) -> str:
        """Reads text up to the next tag or reference, or one reference."""
        if self.sees("&"):
            character, self._at = _decoded(self._text, self._at) or ("&", self._at + 1)
            return character
        return self._skip(_PLAIN, self._length)

    def start_tag(self) -> tuple[str, dict[str, str]]:
        """Reads a start tag: its name, and what its attributes say, as far as they mean something."""
        begin, self._at = self._at, self._at + 1
        name = ascii_lower(self._skip(_TAG_NAME))
        if self._ended():
            raise wrong(f"Unclosed start tag {self._byte(begin)}")
        if name not in _TAGS:
            raise wrong(f'Unsupported start tag "{name}" {self._byte(begin)}')
        said = self._attributes(name, begin)
        if name == "span" and said.get("class") != "spoiler":
            raise wrong(f'Tag "span" must have class "tg-spoiler" {self._byte(begin)}')
        return name, said

    def end_tag(self) -> str:
        """Reads an end tag: its name, "" in the short form "</>"."""
        begin, self._at = self._at, self._at + 2
        name = ascii_lower(self._skip(_TAG_NAME))
        self._skip(_SPACES)
        if not self.sees(">"):
            raise wrong(f"Unclosed end tag {self._byte(begin)}")
        self._at += 1
        return name

    def _skip(self, pattern: re.Pattern[str], end: int = sys.maxsize) -> str:
        matched = pattern.match(self._text, self._at, end)
        assert matched is not None  # noqa: S101 - these patterns match the empty string too
        self._at = matched.end()
        return matched[0]

    def _ended(self) -> bool:
        return self.sees(_END)

    def _byte(self, position: int) -> str:
        return at_byte(self._text, position)

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        """Reads on behind the tag's ">" and gives what the attributes say that mean something in this tag."""
        said = {}
        while not self.sees(">"):
            self._skip(_SPACES)
            if self.sees(">"):
                break
            name, value = self._attribute(tag, begin)
            meaning = _MEANINGS.get((tag, name))
            if meaning and (meant := meaning(value)) is not None:
                said[name] = meant
        self._at += 1
        return said

    def _attribute(self, tag: str, begin: int) -> tuple[str, str | None]:
        """Reads an attribute: its name, and its value if it has one."""
        name = self._skip(_ATTRIBUTE_NAME)
        if not name:
            raise wrong(f'Empty attribute name in the tag "{tag}" {self._byte(begin)}')
        self._skip(_SPACES)
        if not self._ended() and not self.sees("="):
            return name, None
        self._at += self.sees("=")
        self._skip(_SPACES)
        if self._ended():
            raise wrong(f'Unclosed start tag "{tag}" {self._byte(begin)}')
        value = self._value()
        if self._ended():
            raise wrong(f"Unclosed start tag {self._byte(begin)}")
        return name, value

    def _value(self) -> str:
        if self._text[self._at] in "'\"":
            return self._quoted()
        begin = self._at
        token = self._skip(_TOKEN)
        if self._text[self._at] not in " \t\r\n\v\0>":
            raise wrong(f"Unexpected end of name token {self._byte(begin)}")
        return ascii_lower(token)

    def _quoted(self) -> str:
        quote, value = self._text[self._at], []
        self._at += 1
        while self._text[self._at] not in (quote, _END):
            decoded = _decoded(self._text, self._at) if self.sees("&") else None
            character, self._at = decoded or (self._text[self._at], self._at + 1)
            value.append(character)
        if not self._ended():
            self._at += 1
        return "".join(value)


def _behind(beginning: str) -> Callable[[str | None], str | None]:
    """The meaning of values that begin like this: what follows."""
    return lambda value: (
        value.removeprefix(beginning) if value is not None and value.startswith(beginning) else None
    )


#: What the value (None if there is none) of an attribute of a tag means, if anything.
_MEANINGS: dict[tuple[str, str], Callable[[str | None], str | None]] = {
    ("a", "href"): _behind(""),
    ("code", "class"): _behind("language-"),
    ("span", "class"): _behind("tg-"),
    ("tg-emoji", "emoji-id"): _behind(""),
    ("tg-time", "unix"): _behind(""),
    ("tg-time", "format"): _behind(""),
    ("blockquote", "expandable"): lambda _: "",
}
