"""What Telegram finds in a text by itself.

The sandbox finds commands, mentions, hashtags, cashtags and addresses that begin with http://, https:// or
ftp://; Telegram finds other addresses, e-mails and telephone numbers too.
"""

import re
from collections.abc import Iterator

from sandbox.entities import in_order, utf16_length
from sandbox.specification import Object

_COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32}(?![\w/<>])|(?![\w/<>@]))")
_MENTION = re.compile(r"(?<!\w)@(?:[A-Za-z0-9_]{4,32}|(?ai:gif|nft|pic|ufc|vid))(?!\w)")
_TAG = r"\w\u200c\xb7\u0d80-\u0dff"
_AT = r"(?:@[A-Za-z0-9_]{3,32}+)?+"
_HASHTAG = re.compile(rf"(?<![{_TAG}])#(?=[\d_\u200c\xb7]*[^\W\d_])[{_TAG}]{{1,256}}+{_AT}(?!#)")
_CASHTAG = re.compile(rf"(?<![${_TAG}])\$(?:1INCH|[A-Z]{{1,8}}){_AT}(?![${_TAG}])")
#: What no address holds: blanks, and punctuation for print.
_NOWHERE = r"\s\u2000-\u200b\u200e\u200f\u2016-\u206f"
_ADDRESS = re.compile(
    rf"(?ai:https?|ftp)://(?:[^/\[\]{{}}()'`<>\"@«»{_NOWHERE}]+@)?"
    rf"(?P<host>[^\0-,/:-@\[-^`{{-\xbf{_NOWHERE}]+)(?::0*[1-9][0-9]{{,4}}(?![0-9]))?"
    rf"(?P<path>[/?#][^<>\"«»{_NOWHERE}]*)?"
)
_LABEL = r"(?!-)(?:[^.]{0,62}[^.-])"
_HOST = re.compile(rf"(?:{_LABEL}\.)*[^._]{{0,62}}[^._-]\.(?:[^._-]{{2,63}}|xn--[A-Za-z0-9]{{2,}})")
_NUMBERS = re.compile(r"[0-9.]+")
_IPV4 = re.compile(r"(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\.|\Z)){4}")
_PATTERNS = {"bot_command": _COMMAND, "mention": _MENTION, "hashtag": _HASHTAG, "cashtag": _CASHTAG}
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_NOT_LAST = ".:;,('?!`"


def recognised(text: str) -> list[Object]:
    """What is found, as entities in order; of those that overlap the first stays."""
    found: list[Object] = []
    end = 0
    for begin, stop, kind in sorted(_spans(text)):
        if begin >= end:
            offset, end = utf16_length(text[:begin]), stop
            found.append({"type": kind, "offset": offset, "length": utf16_length(text[begin:stop])})
    return in_order(found)


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _ADDRESS.finditer(text):
        if length := _length(match):
            yield match.start(), match.start() + length, "url"
    for kind, pattern in _PATTERNS.items():
        yield from ((*match.span(), kind) for match in pattern.finditer(text))


def _length(match: re.Match[str]) -> int:
    """How much of a match is an address, 0 if nothing is."""
    path = _closed(match["path"] or "").rstrip(_NOT_LAST)
    host = match["host"] if match["path"] else match["host"].rstrip(".")
    valid = _IPV4.fullmatch(host) if _NUMBERS.fullmatch(host) else _HOST.fullmatch(host)
    if not valid:
        return 0
    whole = match[0].removesuffix(match["path"] or "")
    return len(whole.rstrip(".") if not match["path"] else whole) + len(path)


def _closed(path: str) -> str:
    """The path up to a bracket that closes none."""
    opened: list[str] = []
    for place, character in enumerate(path):
        if character in _BRACKETS.values():
            opened.append(character)
        elif character in _BRACKETS and _BRACKETS[character] not in opened:
            return path[:place]
        elif character in _BRACKETS:
            opened.remove(_BRACKETS[character])
    return path
