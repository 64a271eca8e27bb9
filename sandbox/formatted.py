"""The last steps before a text is a message: cleaned, trimmed, and with what Telegram finds in it by itself.

Of what Telegram finds (commands, mentions, addresses, hashtags, numbers ...) the sandbox marks commands,
mentions and web addresses that begin with http:// or https://. It does not split overlapping styles.
"""

import re
from collections.abc import Iterator

from sandbox.markup import parse_html, utf16_length
from sandbox.refusal import bad_request
from sandbox.specification import Object

#: UTF-16 units in one message, after parsing: https://core.telegram.org/bots/api#sendmessage
LONGEST_TEXT = 4096

_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
_VANISHING = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32}(?![\w/<>])|(?![\w/<>@]))")
_MENTION = re.compile(r"(?<!\w)@[A-Za-z0-9_]{4,32}(?!\w)")
_ADDRESS = re.compile(r"(?<![\w@./])https?://[^\s<>\"'«»()]+[^\s<>\"'«»().,;:!?]", re.IGNORECASE)
_CODE = ("pre", "code")
_STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler")


def formatted(parameters: Object, text: str = "text") -> Object:
    """`{"text": ..., "entities": [...]}` (the latter only if any) for a bot's text parameters.

    Raises a `Refusal` for an unknown parse mode, bad markup, a text that is empty or too long.
    """
    mode = parameters.get("parse_mode", "").lower()
    if mode not in ("", "html"):
        raise bad_request("unsupported parse_mode")
    written = _unicode(parameters[text])
    plain, marks = parse_html(written) if mode else (written, parameters.get("entities", []))
    plain, marks = _trimmed(*_cleaned(plain, marks))
    if not plain:
        raise bad_request("text must be non-empty")
    if utf16_length(plain) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return with_entities(plain, _outside_code(marks))


def _unicode(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise bad_request("text must be encoded in UTF-8") from error
    return text


def with_entities(text: str, marks: list[Object]) -> Object:
    """The text with the given entities and those that Telegram finds by itself."""
    found = [mark for mark in recognised(text) if not any(_touch(mark, other) for other in marks)]
    told = sorted([*marks, *found], key=lambda mark: (mark["offset"], -mark["length"]))
    return {"text": text, "entities": told} if told else {"text": text}


def recognised(text: str) -> list[Object]:
    """Commands, mentions and web addresses in a text, as entities in order."""
    return sorted(_recognised(text), key=lambda mark: int(mark["offset"]))


def _recognised(text: str) -> Iterator[Object]:
    if "/" not in text and "@" not in text:
        return
    taken: list[range] = []
    for kind, pattern in (("url", _ADDRESS), ("bot_command", _COMMAND), ("mention", _MENTION)):
        for match in pattern.finditer(text):
            if not any(match.start() in other for other in taken):
                taken.append(range(*match.span()))
                offset = utf16_length(text[: match.start()])
                yield {"type": kind, "offset": offset, "length": len(match[0])}


def _cleaned(text: str, marks: list[Object]) -> tuple[str, list[Object]]:
    """Control characters become spaces; carriage returns and direction overrides go."""
    text = _CONTROL.sub(" ", text)
    removed = [utf16_length(text[: match.start()]) for match in _VANISHING.finditer(text)]
    if not removed:
        return text, marks
    moved = []
    for mark in marks:
        end = mark["offset"] + mark["length"]
        before = sum(at < mark["offset"] for at in removed)
        inside = sum(mark["offset"] <= at < end for at in removed)
        moved.append({**mark, "offset": mark["offset"] - before, "length": mark["length"] - inside})
    return _VANISHING.sub("", text), [mark for mark in moved if mark["length"]]


def _trimmed(text: str, marks: list[Object]) -> tuple[str, list[Object]]:
    """Without blanks at the end, and without those at the beginning that no entity covers."""
    text = text.rstrip(" \n")
    end = utf16_length(text)
    kept = [{**mark, "length": min(mark["length"], end - mark["offset"])} for mark in marks]
    kept = [mark for mark in kept if mark["length"] > 0]
    start = len(text) - len(text.lstrip(" \n"))
    start = min([start, *(mark["offset"] for mark in kept)])
    return text[start:], [{**mark, "offset": mark["offset"] - start} for mark in kept] if start else kept


def _outside_code(marks: list[Object]) -> list[Object]:
    """Code carries no other style."""
    code = [mark for mark in marks if mark["type"] in _CODE]
    return [m for m in marks if m["type"] not in _STYLES or not any(_within(m, other) for other in code)]


def _within(inner: Object, outer: Object) -> bool:
    return bool(
        outer["offset"] <= inner["offset"]
        and inner["offset"] + inner["length"] <= outer["offset"] + outer["length"]
    )


def _touch(found: Object, other: Object) -> bool:
    """Whether a found entity would lie across one that forbids it; plain styles and quotations do not."""
    if other["type"] in _STYLES or other["type"].endswith("blockquote"):
        return False
    return bool(
        found["offset"] < other["offset"] + other["length"]
        and other["offset"] < found["offset"] + found["length"]
    )
