"""Entities of a text: their order, and what becomes of those that lie across each other.

The rules are those by which TDLib mends what a bot sends, and are compared with it in the tests.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from sandbox.specification import Object

STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler")
#: Their text carries nothing but, perhaps, the quotation that it stands in.
_BARE = ("pre", "code", "date_time")
#: Of entities that cover the same text those with a lower number come first; links have 49, 50 what is found.
_PRIORITIES = {"blockquote": 0, "expandable_blockquote": 0, "pre": 11, "code": 20, "date_time": 30}
_PRIORITIES |= {"text_link": 49, "text_mention": 49, "custom_emoji": 99}
_PRIORITIES |= {style: 90 + place for place, style in enumerate(STYLES)}


def utf16_length(text: str) -> int:
    """The length in UTF-16 units, in which Telegram counts offsets and limits."""
    return len(text) + sum(character > "\uffff" for character in text)


def end(entity: Object) -> int:
    """Where an entity ends, in UTF-16 units."""
    return int(entity["offset"] + entity["length"])


def in_order(entities: Iterable[Object]) -> list[Object]:
    """The entities as Telegram lists them: by place, the longer and the outer first."""
    return sorted(entities, key=_rank)


def mended(entities: Iterable[Object]) -> list[Object]:
    """The entities in order, without those that Telegram drops, styles cut up so that all are nested.

    Quotations, links, code and the like never overlap their own sort: the first of them stays. None leaves a
    quotation in which it begins, or the other way round. Styles of a kind that touch become one, then all
    are cut where another entity begins or ends or another style begins. In code there is no style.
    """
    given = in_order(entity for entity in entities if entity["length"] > 0)
    quotations = _apart(entity for entity in given if _is_quotation(entity))
    solid = _apart(entity for entity in given if not _is_quotation(entity) and entity["type"] not in STYLES)
    solid = [entity for entity in solid if not any(_crosses(entity, other) for other in quotations)]
    return in_order([*quotations, *solid, *_cut(given, [*quotations, *solid])])


def with_found(entities: list[Object], found: list[Object]) -> list[Object]:
    """The same with what Telegram found in the text by itself, where no link or code is in the way."""
    solid = [entity for entity in entities if not _is_quotation(entity) and entity["type"] not in STYLES]
    return mended([*entities, *(new for new in found if not any(_overlap(new, other) for other in solid))])


def _rank(entity: Object) -> tuple[int, int, int]:
    priority = _PRIORITIES.get(entity["type"], 50) - ("language" in entity)
    return entity["offset"], -entity["length"], priority


def _is_quotation(entity: Object) -> bool:
    return str(entity["type"]).endswith("blockquote")


def _overlap(one: Object, other: Object) -> bool:
    return bool(one["offset"] < end(other) and other["offset"] < end(one))


def _within(inner: Object, outer: Object) -> bool:
    return bool(outer["offset"] <= inner["offset"] and end(inner) <= end(outer))


def _crosses(entity: Object, quotation: Object) -> bool:
    return _overlap(entity, quotation) and not _within(entity, quotation)


def _apart(entities: Iterable[Object]) -> list[Object]:
    """Without those that overlap an earlier one."""
    kept: list[Object] = []
    for entity in entities:
        if not kept or end(kept[-1]) <= entity["offset"]:
            kept.append(entity)
    return kept


def _cut(entities: list[Object], solid: list[Object]) -> list[Object]:
    """The styles among the entities, in pieces that lie across nothing."""
    runs = [run for style in STYLES for run in _runs(style, entities)]
    cuts = sorted(
        {run["offset"] for run in runs} | {at for other in solid for at in (other["offset"], end(other))}
    )
    bare = [other for other in solid if other["type"] in _BARE]
    pieces = (piece for run in runs for piece in _pieces(run, cuts))
    return [piece for piece in pieces if not any(_within(piece, other) for other in bare)]


def _runs(style: str, entities: list[Object]) -> list[Object]:
    """The stretches of text of one style."""
    runs: list[Object] = []
    for entity in entities:
        if entity["type"] != style:
            continue
        if runs and entity["offset"] <= end(runs[-1]):
            runs[-1]["length"] = max(end(runs[-1]), end(entity)) - runs[-1]["offset"]
        else:
            runs.append({"type": style, "offset": entity["offset"], "length": entity["length"]})
    return runs


def _pieces(run: Object, cuts: list[int]) -> Iterator[Object]:
    inside = [cut for cut in cuts if run["offset"] < cut < end(run)]
    for begin, stop in pairwise([run["offset"], *inside, end(run)]):
        yield {**run, "offset": begin, "length": stop - begin}
