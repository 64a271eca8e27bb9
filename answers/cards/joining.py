"""Several replies as one message, where a message asked several things."""

from collections.abc import Sequence

from domain.replies import Html, Reply

_LONGEST = 4096
"""Telegram's limit for a text, in UTF-16 units after its markup is read; counted here with the markup."""
_BETWEEN = "\n\n➖➖➖\n\n"


def joined(replies: Sequence[Reply]) -> Reply:
    """One reply with the texts below each other and all buttons, each once; what is too long is left to the
    first reply alone.
    """
    first = replies[0]
    text = Html(_BETWEEN.join(reply.text for reply in replies))
    if len(replies) == 1 or _length(text) > _LONGEST:
        return first
    return Reply(text, tuple(dict.fromkeys(row for reply in replies for row in reply.rows)))


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
