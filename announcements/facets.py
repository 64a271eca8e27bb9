"""What an audience is chosen by, value by value."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from domain.announcements import EVERYBODY, Audience, Role
from domain.interests import Interest
from domain.languages import Language
from domain.places import Province

FACETS = {"l": "languages", "p": "provinces", "c": "cities", "i": "interests", "r": "roles"}
"""The letter by which buttons name a facet, and the field of the audience."""

_READERS: dict[str, Callable[[str], str]] = {
    "l": Language,
    "p": Province,
    "c": str,
    "i": Interest,
    "r": Role,
}
_FIXED: dict[str, tuple[str, ...]] = {
    "l": tuple(Language),
    "p": tuple(Province),
    "i": tuple(Interest),
    "r": tuple(Role),
}


def toggled(audience: Audience, said: str) -> Audience:
    """The audience with one value more or less, as a button names it ("p.punjab"); everybody for "".

    Raises KeyError or ValueError for what is no value (any more).
    """
    if not said:
        return EVERYBODY
    letter, _, value = said.partition(".")
    values: Any = chosen(audience, letter) ^ {_READERS[letter](value)}
    return replace(audience, **{FACETS[letter]: values})


def chosen(audience: Audience, letter: str) -> frozenset[str]:
    """The values that are chosen in a facet."""
    values: frozenset[str] = getattr(audience, FACETS[letter])
    return values


def offered(letter: str, known: Mapping[str, int], audience: Audience) -> Sequence[str]:
    """What may be chosen in a facet. `known` are the values that subscribers have, and how many each."""
    if letter in _FIXED:
        return _FIXED[letter]
    # what is chosen can be taken away also when nobody has it any more
    return [*known, *sorted(chosen(audience, letter) - known.keys())]
