"""Objects of the Bot API at random: of every type, with any fields, as its specification says."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from sandbox.specification import Object

TYPES: Object = json.loads(Path(__file__).with_name("update_types.json").read_text(encoding="utf-8"))

Known = Mapping[str, Sequence[Object]]
"""The objects of some types that there are: users and chats."""

_DEEP = 3
"""From here on objects have the fields that they must have, and no others."""
_OFTEN = [
    *(
        "lahore",
        "لاہور",
        "faisalabad mein stp",
        "is paypal available in pakistan?",
        "hello",
        "👍",
        "31.418, 73.079",
    ),
    *(
        "/start",
        "/start place_x",
        "/city لاہور",
        "/announce",
        "/off answers",
        "/x",
        "/",
        "@rahnuma_bot lahore",
    ),
    *("p:x", "la", "st:open:1", "st:off:0:answers", "l::A:0", "c:lahore:A:0", ":", "private", "supergroup"),
]
_CONTENTS = [
    *(
        "text",
        "text",
        "text",
        "text",
        "entities",
        "animation",
        "audio",
        "document",
        "live_photo",
        "paid_media",
    ),
    *("photo", "sticker", "story", "video", "video_note", "voice", "caption", "checklist", "contact", "dice"),
    *("game", "poll", "venue", "location", "rich_message", "quote", "external_reply", "giveaway", "invoice"),
]
"""One of these is in every message: what somebody has said, more often than what else Telegram tells."""
_STRINGS = st.sampled_from(_OFTEN) | st.text(min_size=1, max_size=30)
_SCALARS: dict[str, st.SearchStrategy[Any]] = {
    "Integer": st.integers(0, 2**31 - 1),
    "Float": st.floats(0, 1),
    "String": _STRINGS,
    "Boolean": st.just(True),
}
_BY_FIELD: dict[str, st.SearchStrategy[Any]] = {
    "latitude": st.floats(-90, 90),
    "longitude": st.floats(-180, 180),
    "offset": st.integers(0, 40),
    "length": st.integers(1, 40),
    "is_bot": st.booleans(),
    "message_id": st.integers(1, 2**31 - 1),
    "migrate_to_chat_id": st.integers(-(2**52), -1),
    "migrate_from_chat_id": st.integers(-(2**52), -1),
}


@st.composite
def objects(draw: st.DrawFn, name: str, known: Known, depth: int = 0) -> Any:
    """An object of a type. Of a few optional fields some are there, so that most things meet most others."""
    if name in known:
        return draw(st.sampled_from(known[name]))
    described = TYPES[name]
    if "any_of" in described:
        kinds = [min(described["any_of"], key=_size)] if depth >= _DEEP else described["any_of"]
        return draw(_of_type("", draw(st.sampled_from(kinds)), known, depth))
    fields = described["fields"]
    optional = [field for field, told in fields.items() if not told["required"]]
    some = st.lists(st.sampled_from(optional), unique=True, max_size=4) if optional else st.just([])
    there = {field for field, told in fields.items() if told["required"]}
    there.update(draw(some) if depth < _DEEP else ())
    if name == "Message" and depth == 0:
        there.add(draw(st.sampled_from(_CONTENTS)))
    return {field: draw(_value(field, fields[field], known, depth)) for field in fields if field in there}


def alone(field: str, known: Known) -> st.SearchStrategy[Object]:
    """A message with this field and those that it must have."""
    fields = TYPES["Message"]["fields"]
    names = [name for name, told in fields.items() if told["required"] or name == field]
    return st.fixed_dictionaries({name: _value(name, fields[name], known, 1) for name in names})


def _size(name: str) -> int:
    """How much an object of a type must hold; a text nothing."""
    fields: Object = TYPES.get(name, {}).get("fields", {})
    return sum(bool(told["required"]) for told in fields.values()) + name.startswith("Array of ")


def _value(field: str, told: Object, known: Known, depth: int) -> st.SearchStrategy[Any]:
    if "constant" in told:
        return st.just(told["constant"])
    return st.one_of([_of_type(field, expected, known, depth) for expected in told["types"]])


def _of_type(field: str, expected: str, known: Known, depth: int) -> st.SearchStrategy[Any]:
    if expected.startswith("Array of "):
        item = _of_type(field, expected.removeprefix("Array of "), known, depth)
        return st.lists(item, min_size=1, max_size=2)
    if expected in TYPES:
        return objects(expected, known, depth + 1)
    return _SCALARS[expected] if expected == "String" else _BY_FIELD.get(field, _SCALARS[expected])
