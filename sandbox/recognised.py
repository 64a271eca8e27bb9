"""What Telegram finds in a text by itself.

Of commands, mentions, addresses, e-mails, hashtags, cashtags and numbers the sandbox finds the first three,
and only addresses that begin with http:// or https://.
"""

import re

from sandbox.entities import in_order, utf16_length
from sandbox.specification import Object

_COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32}(?![\w/<>])|(?![\w/<>@]))")
_MENTION = re.compile(r"(?<!\w)@(?:[A-Za-z0-9_]{4,32}|(?ai:gif|nft|pic|ufc|vid))(?!\w)")
_ADDRESS = re.compile(r"(?<![\w@./])https?://[^\s<>\"'«»()]+[^\s<>\"'«»().,;:!?]", re.IGNORECASE)
_PATTERNS = {"url": _ADDRESS, "bot_command": _COMMAND, "mention": _MENTION}


def recognised(text: str) -> list[Object]:
    """Commands, mentions and web addresses in a text, as entities in order; none overlaps another."""
    found: list[Object] = []
    taken: list[range] = []
    for kind, pattern in _PATTERNS.items() if "/" in text or "@" in text else ():
        for match in pattern.finditer(text):
            if not any(match.start() in other for other in taken):
                taken.append(range(*match.span()))
                offset = utf16_length(text[: match.start()])
                found.append({"type": kind, "offset": offset, "length": utf16_length(match[0])})
    return in_order(found)
