"""Telegram's HTML: from "<b>Salaam</b>" to the plain text and its entities.

https://core.telegram.org/bots/api#html-style
"""

import re
from dataclasses import dataclass

from sandbox.draft import Draft, Place, emoji_id, time_format, wrong
from sandbox.entities import end
from sandbox.html_reader import Reader
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
}


def parse_html(source: str) -> tuple[str, list[Object]]:
    """The plain text and its entities in order; a `Refusal` for bad markup."""
    return _Parser(source).parsed()


@dataclass(frozen=True, slots=True)
class _Open:
    """A tag that waits for its end."""

    name: str
    attributes: dict[str, str]
    place: Place


class _Parser:
    def __init__(self, source: str) -> None:
        self._reader = Reader(source)
        self._draft = Draft()
        self._open: list[_Open] = []

    def parsed(self) -> tuple[str, list[Object]]:
        while not self._reader.finished():
            if self._reader.sees("</"):
                self._end_tag()
            elif self._reader.sees("<"):
                self._open.append(_Open(*self._reader.start_tag(), self._draft.here()))
            else:
                self._draft.write(self._reader.plain())
        if self._open:
            raise wrong(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        text, entities = self._draft.read()
        return _whole(text), [_told(entity) for entity in entities]

    def _end_tag(self) -> None:
        where = self._reader.where()
        if not self._open:
            raise wrong(f"Unexpected end tag {where}")
        name, opened = self._reader.end_tag(), self._open.pop()
        if name and name != opened.name:
            raise wrong(f'Unmatched end tag {where}, expected "</{opened.name}>", found "</{name}>"')
        if self._draft.here() != opened.place:
            self._mark(opened)

    def _mark(self, tag: _Open) -> None:
        said = tag.attributes
        if tag.name in ("pre", "code"):
            self._mark_code(tag)
        elif tag.name == "a":
            self._draft.link(tag.place, said.get("href") or self._draft.since(tag.place))
        elif tag.name == "tg-emoji":
            self._mark_emoji(tag)
        elif tag.name == "tg-time":
            self._mark_time(tag)
        elif tag.name == "blockquote":
            self._draft.mark(tag.place, "expandable_blockquote" if "expandable" in said else "blockquote")
        else:
            self._draft.mark(tag.place, _KINDS[tag.name])

    def _mark_code(self, tag: _Open) -> None:
        """`<pre><code class="language-x">` (either way round) is one block of code in that language."""
        language = tag.attributes.get("class")
        inner = self._same(tag.place)
        kinds = (inner.get("type"), tag.name)
        if kinds == ("code", "pre") and "language" in inner:
            inner["type"] = "pre"
        elif kinds == ("pre", "code") and language and "language" not in inner:
            inner["language"] = language
        else:
            self._draft.mark(tag.place, tag.name, **({"language": language} if language else {}))

    def _same(self, place: Place) -> Object:
        """The last entity if it covers the text from this place on, else an empty one."""
        last = self._draft.entities[-1] if self._draft.entities else {}
        covers = last and (last["offset"], end(last)) == (place.offset, self._draft.here().offset)
        return last if covers else {}

    def _mark_emoji(self, tag: _Open) -> None:
        identifier = emoji_id(tag.attributes.get("emoji-id", ""))
        if not identifier:
            raise wrong("Invalid custom emoji identifier specified")
        self._draft.mark(tag.place, "custom_emoji", custom_emoji_id=identifier)

    def _mark_time(self, tag: _Open) -> None:
        form = time_format(tag.attributes.get("format", ""))
        if form is None:
            raise wrong("Invalid date format used")
        moment = _moment(tag.attributes.get("unix", ""))
        if 0 < moment < 2**31:
            self._draft.mark(tag.place, "date_time", unix_time=moment, date_time_format=form)


def _moment(written: str) -> int:
    """The number at the beginning of a text, 0 if there is none, in 32 bits with a sign."""
    matched = re.match(r"(-?)([0-9]*)", written)
    assert matched is not None  # noqa: S101 - the pattern matches the empty string too
    number = int(matched[2] or 0) % 2**32
    number -= 2**32 if number >= 2**31 else 0
    return -number if matched[1] else number


def _told(entity: Object) -> Object:
    """Without the language of inline code."""
    return {name: value for name, value in entity.items() if name != "language" or entity["type"] == "pre"}


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
