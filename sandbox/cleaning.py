"""What Telegram takes out of a text before it is a message, and where the entities are afterwards.

The rules are TDLib's; all but the trimming are compared with it in the tests.
"""

import re
from collections.abc import Iterator

from sandbox.entities import end, in_order, utf16_length
from sandbox.refusal import bad_request
from sandbox.specification import Object

_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
#: Carriage returns, separators of lines, overrides of direction, and lines above and below letters.
_VANISHING = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_DIRECTION = re.compile("[\u200e\u200f](?=[\u200e\u200f])")
_BLANK = re.compile(
    "[ \n\u00a0\u1680\u180e\u2000-\u200f\u202f\u205f\u2800\u3000\ufeff\ufffc\U000e0000-\U000e007f]*"
)


def clean(text: str) -> str:
    """The text without what vanishes, spaces for other control characters, one mark of direction of many."""
    return _DIRECTION.sub("\u200c", _VANISHING.sub("", _CONTROL.sub(" ", text)))


def is_blank(text: str) -> bool:
    """Whether there is nothing to be seen in it."""
    return _BLANK.fullmatch(text) is not None


def cleaned(text: str, entities: list[Object]) -> tuple[str, list[Object]]:
    """The clean text with the entities (in order, nested) where they belong then.

    Raises a `Refusal` for an entity that is not in the text, or that begins or ends within a character.
    """
    units = text.encode("utf-16-le")
    for wrong in _misplaced(units, entities):
        raise bad_request(wrong)
    moved = [_moved(units, entity) for entity in entities] if _VANISHING.search(text) else entities
    return clean(text), [entity for entity in moved if entity["length"]]


def trimmed(text: str, entities: list[Object]) -> tuple[str, list[Object]]:
    """Without blanks at the end, and without those at the beginning that no entity covers."""
    text = text.rstrip(" \n")
    stop = utf16_length(text)
    kept = [{**entity, "length": min(entity["length"], stop - entity["offset"])} for entity in entities]
    kept = [entity for entity in kept if entity["length"] > 0]
    start = min([len(text) - len(text.lstrip(" \n")), *(entity["offset"] for entity in kept)])
    return text[start:], in_order({**entity, "offset": entity["offset"] - start} for entity in kept)


def _moved(units: bytes, entity: Object) -> Object:
    begin, stop = (_length_without(units, at) for at in (entity["offset"], end(entity)))
    return {**entity, "offset": begin, "length": stop - begin}


def _length_without(units: bytes, position: int) -> int:
    """How long the text up to a place is without what vanishes."""
    return utf16_length(_VANISHING.sub("", units[: 2 * position].decode("utf-16-le")))


def _misplaced(units: bytes, entities: list[Object]) -> Iterator[str]:
    """What Telegram says of entities that do not lie on whole characters of the text; the first it says."""
    length = len(units) // 2
    for at in (at for at in range(length) if 0xDC <= units[2 * at + 1] <= 0xDF):
        byte = len(units[: 2 * at + 2].decode("utf-16-le").encode())
        where = f"in a middle of a UTF-16 symbol at byte offset {byte}"
        yield from (f"{_named(entity)} ends {where}" for entity in reversed(entities) if end(entity) == at)
        yield from (f"entity begins {where}" for entity in entities if entity["offset"] == at)
    beyond = "after the end of the text at UTF-16 offset"
    yield from (f"entity begins {beyond} {e['offset']}" for e in entities if e["offset"] > length)
    yield from (f"{_named(e)} ends {beyond} {end(e)}" for e in reversed(entities) if end(e) > length)


def _named(entity: Object) -> str:
    return f"entity beginning at UTF-16 offset {entity['offset']}"
