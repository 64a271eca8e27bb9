r"""Telegram's MarkdownV2: from "*Salaam*, _Lahore_\!" to the plain text and its entities.

https://core.telegram.org/bots/api#markdownv2-style
"""

import re
from dataclasses import dataclass

from sandbox.draft import Draft, Place, at_byte, emoji_id, time_format, wrong
from sandbox.links import tg_parameters
from sandbox.refusal import Refusal
from sandbox.specification import Object

_ESCAPED = re.compile(r"\\([\x01-\x7e])")
#: A backslash that escapes nothing is text.
_PLAIN = re.compile(r"\\|[^_*\[\]()~`>#+\-=|{}.!\n\\]+")
_PLAIN_IN_CODE = re.compile(r"\\|[^`\\]+")
_MARK = re.compile(r"__|\|\||```|!\[|[_*~`\[]")
_ADDRESS = re.compile(r"(?:\\[\x01-\x7e]|[^)])*")
_LANGUAGE = re.compile(r"(?:([^ \t\r\n\0\v`]++)(?=[ \t\r\n\0\v]))?(?:\n\r?|\r\n?)?")

#: By the mark at its beginning: an entity's type, and its name in Telegram's refusals.
_KINDS = {
    "*": ("bold", "Bold"),
    "_": ("italic", "Italic"),
    "__": ("underline", "Underline"),
    "~": ("strikethrough", "Strikethrough"),
    "||": ("spoiler", "Spoiler"),
    "`": ("code", "Code"),
    "```": ("pre", "Pre"),
    "[": ("text_link", "TextUrl"),
    "![": ("custom_emoji", "CustomEmoji"),
}
_CODE = ("`", "```")


def parse_markdown_v2(source: str) -> tuple[str, list[Object]]:
    """The plain text and its entities in order; a `Refusal` for bad markup."""
    return _Parser(source).parsed()


def language_of_code(source: str, at: int) -> tuple[str, int]:
    """Reads on behind "```": the language of the code ("" if none is named), and where the code begins."""
    matched = _LANGUAGE.match(source, at)
    assert matched is not None  # noqa: S101 - the pattern matches the empty string too
    return matched[1] or "", matched.end()


@dataclass(frozen=True, slots=True)
class _Open:
    """A mark that waits for its end."""

    mark: str
    at: int  # in the source
    place: Place
    language: str

    def end(self) -> str:
        return "]" if self.mark.endswith("[") else self.mark


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._draft = Draft()
        self._open: list[_Open] = []
        self._line_begins = True
        self._quoting = False

    def parsed(self) -> tuple[str, list[Object]]:
        while self._at < len(self._source):
            if not self._plain():
                self._marked()
        if self._quoting:
            self._end_quotation(self._at)
        if self._open:
            raise self._unfinished()
        return self._draft.read()

    def _plain(self) -> bool:
        """Reads text that marks nothing, if there is some here."""
        plain = _PLAIN_IN_CODE if self._open and self._open[-1].mark in _CODE else _PLAIN
        escaped = _ESCAPED.match(self._source, self._at)
        matched = escaped or plain.match(self._source, self._at)
        if not matched:
            return False
        self._at = matched.end()
        text = escaped[1] if escaped else matched[0]
        self._draft.write(text)
        if text.strip("\r"):
            self._line_begins = bool(escaped) and text == "\n"
        return True

    def _marked(self) -> None:
        if self._sees("\n"):
            self._end_line()
        elif self._sees_end():
            self._end(self._open.pop())
        elif self._sees(">") and self._line_begins:
            self._quote()
        elif matched := _MARK.match(self._source, self._at):
            self._begin(matched[0])
        else:
            reserved = self._source[self._at]
            raise wrong(f"Character '{reserved}' is reserved and must be escaped with the preceding '\\'")

    def _sees(self, beginning: str) -> bool:
        return self._source.startswith(beginning, self._at)

    def _sees_end(self) -> bool:
        if not self._open or self._open[-1].mark == ">":
            return False
        return self._sees(self._open[-1].end()) and not (self._open[-1].mark == "_" and self._sees("__"))

    def _begin(self, mark: str) -> None:
        begin, language = self._at, ""
        self._at += len(mark)
        if mark == "```":
            language, self._at = language_of_code(self._source, self._at)
        self._open.append(_Open(mark, begin, self._draft.here(), language))

    def _quote(self) -> None:
        if not self._quoting:
            self._begin(">")
            self._quoting = True
        else:
            self._at += 1

    def _end_line(self) -> None:
        before = self._at - self._source.endswith("\r", 0, self._at)
        self._at += 1
        self._draft.write("\n")
        self._line_begins = True
        if self._quoting and not self._sees(">"):
            self._end_quotation(before)

    def _end_quotation(self, before: int) -> None:
        """Ends the quotation; one with a lone "||" before its end is expandable."""
        kind, last = "blockquote", self._open[-1]
        if last.mark == "||" and last.at == before - len("||"):
            kind = "expandable_blockquote"
            self._open.pop()
        if self._open[-1].mark != ">":
            raise self._unfinished()
        self._quoting = False
        self._draft.mark(self._open.pop().place, kind)

    def _end(self, ended: _Open) -> None:
        self._at += len(ended.end())
        if ended.mark == "[":
            address = self._address()
            self._draft.link(ended.place, self._draft.since(ended.place) if address is None else address)
        elif ended.mark == "![":
            self._draft.mark(ended.place, **_emoji_or_time(self._address()))
        elif ended.language:
            self._draft.mark(ended.place, "pre", language=ended.language)
        else:
            self._draft.mark(ended.place, _KINDS[ended.mark][0])

    def _address(self) -> str | None:
        """Reads the address in parentheses that follows a link's text, if one does."""
        if not self._sees("("):
            return None
        matched = _ADDRESS.match(self._source, self._at + 1)
        assert matched is not None  # noqa: S101 - the pattern matches the empty string too
        self._at = matched.end()
        if not self._sees(")"):
            raise wrong(f"Can't find end of a URL {at_byte(self._source, matched.start())}")
        self._at += 1
        return _ESCAPED.sub(r"\1", matched[0])

    def _unfinished(self) -> Refusal:
        last = self._open[-1]
        name = "PreCode" if last.language else _KINDS[last.mark][1]
        return wrong(f"Can't find end of {name} entity {at_byte(self._source, last.at)}")


def _emoji_or_time(address: str | None) -> Object:
    """What "![...](tg://emoji?id=...)" and "![...](tg://time?unix=...)" mark."""
    if address is None:
        raise wrong("The entity must contain a tg://emoji or tg://time URL")
    entity = _emoji(address) or _time(address)
    if not entity:
        raise wrong("Invalid tg://emoji or tg://time URL specified")
    return entity


def _emoji(address: str) -> Object | None:
    values = [value for name, value in tg_parameters(address, "emoji") if name == "id"]
    identifier = emoji_id(values[0]) if values else None
    return {"kind": "custom_emoji", "custom_emoji_id": identifier} if identifier else None


def _time(address: str) -> Object | None:
    parameters = tg_parameters(address, "time")
    moments = [value for name, value in parameters if name == "unix"]
    form = time_format(dict(parameters).get("format", ""))
    if form is None or not moments or not all(_is_moment(value) for value in moments):
        return None
    return {"kind": "date_time", "unix_time": int(moments[-1]), "date_time_format": form}


def _is_moment(seconds: str) -> bool:
    return bool(re.fullmatch("[1-9][0-9]{0,9}", seconds)) and int(seconds) < 2**31
