"""Short questions that lean on the turn before: "and the fee?", "us ke documents?", "aur Lahore mein?"."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answers.understanding.fold import fold, tokens
from answers.understanding.reading import Decision, Intent, Reading
from domain.conversation import About
from domain.places import PARKS, Kind

_PLACES = (Intent.FIND_CITY, Intent.FIND_NEARBY, Intent.LIST_KIND)
_LONGEST = 7
"""A message of more words stands by itself."""
_LIKELY = 0.8
_CONTACT = "contact"
"""The ministry's addresses; after a city the address or number of the place there is meant."""
_BARE = 4
"""One of so few words needs no pointing word to lean on the turn before."""


def _words(text: str) -> frozenset[str]:
    return frozenset(tokens(text))


_POINTING = _words(
    "us is un in uska uski uske iska iski iske unka unki unke inka inki inke wahan wahaan udhar yahan "
    "it its that those them they there اس ان وہاں یہاں اسکا اسکی اسکے انکا انکی انکے"
)
_OPENING = _words("and also then what how aur or phir اور پھر")


@dataclass(frozen=True, slots=True)
class Subject:
    """What several topics, or a kind of places, are about, in words that a question may leave out."""

    words: tuple[str, ...]
    topics: frozenset[str]
    kinds: frozenset[Kind]


class Subjects:
    """The subjects of answers and places."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        self._by_topic = {topic: subject for subject in subjects for topic in subject.topics}
        self._by_kind = {kind: subject for subject in subjects for kind in subject.kinds}

    def of(self, about: About) -> Subject | None:
        """What the turn before was about."""
        if about.topic:
            return self._by_topic.get(about.topic)
        kinds = [Kind.SOFTWARE_TECHNOLOGY_PARK] if about.kinds == PARKS else about.kinds
        return self._by_kind.get(next(iter(kinds))) if len(kinds) == 1 else None


def read_subjects(text: str) -> Subjects:
    """Reads subjects.toml. Raises tomllib.TOMLDecodeError, KeyError, ValueError."""
    return Subjects(
        [
            Subject(
                words=tuple(tokens(fold(row["words"]))),
                topics=frozenset(row["topics"]),
                kinds=frozenset(map(Kind, row.get("kinds", ()))),
            )
            for row in tomllib.loads(text).values()
        ]
    )


def leans(words: Sequence[str]) -> bool:
    """Whether folded words may be no question of their own: few, and pointing back, or very few."""
    if len(words) > _LONGEST:
        return False
    return len(words) <= _BARE or words[0] in _OPENING or points_back(words)


def points_back(words: Sequence[str]) -> bool:
    """Whether one of the folded words stands for something said before."""
    return not _POINTING.isdisjoint(words)


def about(reading: Reading, before: About) -> About:
    """What the next question may lean on, once this one has been answered."""
    if reading.intent in (Intent.FAQ, Intent.STATS) and reading.topics:
        return About(topic=reading.topics[0], city_id=_city(reading, before))
    if reading.intent in _PLACES:
        return About(city_id=_city(reading, before), kinds=reading.keep.kinds)
    return before


def _city(reading: Reading, before: About) -> str | None:
    """The city that was spoken of last; none where the question goes somewhere else than to a city."""
    if reading.cities:
        return reading.cities[0]
    nearby = reading.intent is Intent.FIND_NEARBY
    elsewhere = nearby or reading.place_id or reading.candidates or reading.region
    return None if elsewhere else before.city_id


def in_places_of(reading: Reading, before: About) -> Reading:
    """What a short question leaves out of where and of which kind: "aur Karachi mein?", "address?"."""
    reaches = before.city_id and reading.intent is Intent.FAQ and reading.topics[0] == _CONTACT
    if not reaches and (reading.intent is not Intent.FIND_CITY or reading.place_id or reading.candidates):
        return reading
    keep = reading.keep if reading.keep.kinds else replace(reading.keep, kinds=before.kinds)
    if reading.cities:
        return replace(reading, keep=keep)
    if before.city_id is None:
        return reading
    return replace(
        reading,
        intent=Intent.FIND_CITY,
        decision=Decision.ANSWER,
        confidence=_LIKELY,
        keep=keep,
        cities=(before.city_id,),
    )
