"""Several replies as one message, where a message asked several things."""

from collections.abc import Iterable, Iterator, Sequence

from domain.replies import Html, Reply, Row

_LONGEST = 4096
"""Telegram's limit for a text, in UTF-16 units after its markup is read; counted here with the markup."""
_BETWEEN = "\n\n➖➖➖\n\n"


def joined(replies: Sequence[Reply]) -> Reply:
    """One reply with the texts below each other and the buttons, each label once, so that what acts on a
    single card acts on the first; what is too long is left to the first reply alone.
    """
    first = replies[0]
    text = Html(_BETWEEN.join(reply.text for reply in replies))
    if len(replies) == 1 or _length(text) > _LONGEST:
        return first
    return Reply(text, tuple(_each_once(row for reply in replies for row in reply.rows)))


def _each_once(rows: Iterable[Row]) -> Iterator[Row]:
    seen: set[str] = set()
    for row in rows:
        if new := tuple(button for button in row if button.label not in seen):
            seen.update(button.label for button in new)
            yield new


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
