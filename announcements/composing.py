"""What staff wrote, as the content of an announcement: links at the end become buttons, limits are kept."""

import re
from enum import StrEnum

from announcements.errors import Refused
from domain.announcements import Content
from domain.replies import Link

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
"""UTF-16 units after parsing: https://core.telegram.org/bots/api#sendmessage and #sendphoto."""
MOST_BUTTONS = 99
"""Under one message; Telegram takes 100, of which one is for stopping (`handlers/contents.py`)."""
LONGEST_LABEL = 64
"""Characters on a button; ours: a phone shows no more."""
LONGEST_ADDRESS = 2048
"""Characters; ours: what browsers take."""
NEARLY_FULL = 3900
"""UTF-16 units of a text that an app may have cut off: it cuts before 4,096, where a word ends."""

_LINE = re.compile(r"\[(?P<label>[^\[\]]+)\]\((?P<url>[^\s()]+)\)")
_WORDS = re.compile(r"(?!https?:)(?P<label>.+?)[\s:–-]+(?P<url>\S+)")
_ADDRESS = re.compile(r"https://[^\s/.]+\.[^\s]+")


class Fault(StrEnum):
    """What is wrong with something that staff wrote."""

    ALBUM = "album"
    KIND = "kind"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    CUT_OFF = "cut_off"
    CAPTION_TOO_LONG = "caption_too_long"
    NO_LINK = "no_link"
    LABEL = "label"
    ADDRESS = "address"
    TOO_MANY_BUTTONS = "too_many_buttons"
    HIDDEN = "hidden"
    NOT_ON_TELEGRAM = "not_on_telegram"
    NOBODY = "nobody"


class Unfit(Refused):
    """Telegram, or one of our rules, would not take this. `excess` is by how much it is too long."""

    def __init__(self, fault: Fault, excess: int = 0) -> None:
        super().__init__(fault, excess)
        self.fault, self.excess = fault, excess


def length(text: str) -> int:
    """The length in UTF-16 units, as Telegram measures."""
    return len(text.encode("utf-16-le")) // 2


def without_link_lines(text: str) -> tuple[str, tuple[Link, ...]]:
    """The text before the lines `[label](https://…)` at its end, and the buttons of these. Raises Unfit."""
    lines = text.rstrip().split("\n")
    links: list[Link] = []
    while lines and (found := _LINE.fullmatch(lines[-1].strip())):
        links.insert(0, _link(found["label"], found["url"]))
        lines.pop()
    return ("\n".join(lines).rstrip(), tuple(links)) if links else (text, ())


def link_of(said: str) -> Link:
    """A button written by itself: `[label](https://…)`, or words and then an address. Raises Unfit."""
    found = _LINE.fullmatch(said.strip()) or _WORDS.fullmatch(said.strip())
    if found is None or "\n" in said.strip():
        raise Unfit(Fault.NO_LINK)
    return _link(found["label"], found["url"])


def check(content: Content, text: str) -> None:
    """Raises Unfit for a content that Telegram would refuse; `text` is its HTML as people read it."""
    longest = LONGEST_CAPTION if content.attachment else LONGEST_TEXT
    if not text.strip() and not content.attachment:
        raise Unfit(Fault.EMPTY)
    if (excess := length(text) - longest) > 0:
        raise Unfit(Fault.CAPTION_TOO_LONG if content.attachment else Fault.TOO_LONG, excess)
    if (excess := sum(map(len, content.buttons)) - MOST_BUTTONS) > 0:
        raise Unfit(Fault.TOO_MANY_BUTTONS, excess)


def _link(label: str, url: str) -> Link:
    if len(label.strip()) > LONGEST_LABEL:
        raise Unfit(Fault.LABEL, len(label.strip()) - LONGEST_LABEL)
    if not _ADDRESS.fullmatch(url) or len(url) > LONGEST_ADDRESS:
        raise Unfit(Fault.ADDRESS)
    return Link(label.strip(), url)
