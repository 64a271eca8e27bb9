"""Actions as the 64 bytes that a button may carry, and back."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any, get_type_hints

from answers.actions import Action, Shown
from answers.announcement_actions import AnnouncementId
from domain.geometry import Point
from domain.interests import Interest
from domain.languages import Language
from domain.places import Kind, Openness, PlaceFilter, Province
from domain.replies import Press

MAX_BYTES = 64
"""Telegram's limit for callback_data."""

_KIND_LETTERS = {
    Kind.SOFTWARE_TECHNOLOGY_PARK: "s",
    Kind.IT_PARK: "i",
    Kind.WOMEN_TECHNOLOGY_PARK: "w",
    Kind.E_ROZGAAR_CENTRE: "e",
    Kind.COWORKING_SPACE: "c",
    Kind.INCUBATION_CENTRE: "n",
    Kind.TRAINING_CENTRE: "t",
}
_KINDS = {letter: kind for kind, letter in _KIND_LETTERS.items()}
_OPENNESS_LETTERS = {Openness.ANY: "A", Openness.OPEN: "O", Openness.COMING: "C"}
_OPENNESS = {letter: openness for openness, letter in _OPENNESS_LETTERS.items()}
_WOMEN_ONLY = "W"
_INSIDE = "~"
"""What stands for the colons of an action within another one."""
_NEXT = "+"
"""What stands between the actions within another one."""
_MOST_PAGES = 1000
_MOST_ANNOUNCEMENTS = 2**31
"""The ledger counts them in 32 bits."""


def press(label: str, action: Action) -> Press:
    """A button that asks for this action."""
    return Press(label, encode(action))


def encode(action: Action) -> str:
    """The action as callback data. Raises ValueError if it does not fit into 64 bytes."""
    values = (_write(getattr(action, field.name)) for field in fields(action))
    data = ":".join((action.verb, *values))
    if len(data.encode()) > MAX_BYTES:
        raise ValueError(f"{data!r} does not fit into {MAX_BYTES} bytes")
    return data


def decode(data: str) -> Action | None:
    """The action of a button, or None if it is not one of ours (any more)."""
    verb, *values = data.split(":")
    action = _ACTIONS.get(verb)
    if action is None or len(values) != len(fields(action)):
        return None
    hints = get_type_hints(action)
    try:
        return action(
            *(_READERS[hints[field.name]](value) for field, value in zip(fields(action), values, strict=True))
        )
    except ValueError:
        return None


_ACTIONS = {action.verb: action for action in Action.__subclasses__()}


def _write(value: object) -> str:
    match value:
        case None:
            return ""
        case PlaceFilter():
            return _write_filter(value)
        case tuple():
            return _NEXT.join(encode(part).replace(":", _INSIDE) for part in value)
        case Point():
            return f"{value.lat:.3f},{value.lon:.3f}"
        case _:
            return str(value)


def _write_filter(keep: PlaceFilter) -> str:
    kinds = "".join(_KIND_LETTERS[kind] for kind in sorted(keep.kinds))
    return kinds + _OPENNESS_LETTERS[keep.openness] + (_WOMEN_ONLY if keep.women_only else "")


def _read_filter(text: str) -> PlaceFilter:
    women_only = text.endswith(_WOMEN_ONLY)
    text = text.removesuffix(_WOMEN_ONLY)
    if not text or text[-1] not in _OPENNESS or not set(text[:-1]) <= _KINDS.keys():
        raise ValueError(f"{text!r} is not a filter")
    return PlaceFilter(frozenset(_KINDS[letter] for letter in text[:-1]), _OPENNESS[text[-1]], women_only)


def _read_point(text: str) -> Point:
    lat, _, lon = text.partition(",")
    return Point(float(lat), float(lon))


def _read_shown(text: str) -> tuple[Shown, ...]:
    parts = [decode(part.replace(_INSIDE, ":")) for part in text.split(_NEXT)]
    shown = tuple(part for part in parts if isinstance(part, Shown))
    if len(shown) < len(parts):
        raise ValueError(f"{text!r} is not what a reply shows")
    return shown


def _read_page(text: str) -> int:
    page = int(text)
    if not 0 <= page < _MOST_PAGES:
        raise ValueError(f"{page} is not a page")
    return page


def _read_announcement(text: str) -> AnnouncementId:
    number = int(text)
    if not 0 < number < _MOST_ANNOUNCEMENTS:
        raise ValueError(f"{number} is no announcement")
    return AnnouncementId(number)


_READERS: dict[Any, Callable[[str], Any]] = {
    str: str,
    int: _read_page,
    AnnouncementId: _read_announcement,
    Interest: Interest,
    Language: Language,
    Province: Province,
    Province | None: lambda text: Province(text) if text else None,
    PlaceFilter: _read_filter,
    Point: _read_point,
    tuple[Shown, ...]: _read_shown,
}
