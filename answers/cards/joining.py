"""Several replies as one message, where a message asked several things."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from answers.actions import InLanguage, Shown
from answers.cards.general import other_languages
from domain.replies import Button, Html, Press, Reply, Row
from texts.phrases import Phrases

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


def in_languages(t: Phrases, replies: Sequence[Reply], shown: Sequence[Shown | None]) -> Reply:
    """The replies as one, with language buttons for all of it.

    There are none if a part is no card, or if the buttons would be too long.
    """
    reply = joined(replies)
    if reply is replies[0]:
        return reply
    rows = tuple(row for row in (tuple(b for b in row if not _is_language(b)) for row in reply.rows) if row)
    known = [part for part in shown if part]
    try:
        languages = (other_languages(t, *known),) if len(known) == len(shown) else ()
    except ValueError:
        languages = ()
    return replace(reply, rows=(*rows, *languages))


def _is_language(button: Button) -> bool:
    return isinstance(button, Press) and button.data.startswith(f"{InLanguage.verb}:")


def _each_once(rows: Iterable[Row]) -> Iterator[Row]:
    seen: set[str] = set()
    for row in rows:
        if new := tuple(button for button in row if button.label not in seen):
            seen.update(button.label for button in new)
            yield new


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
