"""The cities and the region that a message names, however they are spelt."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from answers.understanding.fold import fold, tokens
from answers.understanding.regions import REGION_NAMES
from answers.understanding.spelling import Guess, SpellingIndex
from domain.places import Province

_LONGEST_MISSPELT = 3

def _words(text: str) -> frozenset[str]:
    return frozenset(tokens(text))


_LEAD = 0.03
"""By how much the likeliest reading must lead the next one; otherwise we ask."""
_WORTH_ASKING = 0.66
_FEW_WORDS = 2

_BEFORE = _words("in at near from around within inside of for to district zila zilla city tehsil ضلع شہر")
_AT = _words("in at near from around within inside district zila city ضلع")
_INSIDE = _words("me mein mai main mn m mei may city district sheher shehr shehar zila میں مے مین شہر ضلع")
_GENITIVE = _words("ka ke ki k ky kay wala wale wali waly کا کے کی والا والے والی")
_AFTER = _INSIDE | _GENITIVE | _words("se sy say par pe pr tak tk ko walo walon سے پر تک کو والوں")
_AND = _words("and aur or ya & اور یا")
_DOMAIN = _words(
    """
    stp stps park parks software technology tech it e erozgar erozgaar rozgar rozgaar rozgr office hubs
    center centers centre centres centr cntr senter sentr markaz marakiz coworking incubator incubation
    ایس پارک پارکس سافٹ سافٹویر سافٹویئر ٹیکنالوجی ای روزگار سینٹر سنٹر سینٹرز مرکز مراکز دفتر
    """
)
_MARKS = _BEFORE | _AFTER | _DOMAIN
_ABROAD = _words("india indian bharat hindustan deccan dakkan dakan occupied انڈیا بھارت دکن مقبوضہ")
_REGIONS = frozenset(map(str, REGION_NAMES))
_GLUED = re.compile("(.{3,}?)(?:میں|مین|کا|کے|کی|سے|پر|تک|کو|والا|والے|والوں|mein|main|me)")


@dataclass(frozen=True, slots=True)
class CityName:
    """One of the names of a city."""

    city_id: str
    name: str


@dataclass(frozen=True, slots=True)
class CityMatches:
    """Where a message speaks of.

    `cities` are surely named, in that order; `candidates` are to be asked about ("did you mean"); `region` is a
    province or territory asked for as a whole; `rest` is the folded text without all of these.
    """

    cities: tuple[str, ...]
    candidates: tuple[str, ...]
    region: Province | None
    rest: str


class _Span(NamedTuple):
    start: int
    end: int
    targets: tuple[str, ...]
    sure: bool = True


def city_names(rows: Iterable[Mapping[str, str]]) -> list[CityName]:
    """All names in rows of cities.csv; a district is a name of its headquarters unless a town is called so."""
    towns, districts = [], []
    for row in rows:
        own = [row["name"], row["name_ur"], *row["aliases"].split("|")]
        towns += [CityName(row["id"], name) for name in own if name]
        districts += [CityName(row["id"], name) for name in row["hq_of"].split("|") if name]
    taken = {fold(town.name) for town in towns}
    return towns + [district for district in districts if fold(district.name) not in taken]


def ambiguous_names(rows: Iterable[Mapping[str, str]]) -> dict[str, bool]:
    """The names in rows of ambiguous_places.csv, and whether each means the city when it stands alone."""
    return {fold(row["name"]): row["alone"] == "yes" for row in rows}


class CityFinder:
    """Finds the cities of one gazetteer in messages."""

    def __init__(
        self, names: Iterable[CityName], guard_words: Collection[str], ambiguous: Mapping[str, bool]
    ) -> None:
        """Takes all names, the words that are never misspelt names, and the names that mean something else too.

        `ambiguous` says of each such name whether it means the city when the message has no other word.
        """
        self._guard_words = guard_words
        self._ambiguous = ambiguous
        self._names = _targets_by_name(names)
        self._joined = {name.replace(" ", ""): target for name, target in self._names.items()}
        self._longest = max((len(name.split()) for name in self._names), default=0)
        self._spellings = SpellingIndex(
            {name: target for name, target in self._joined.items() if name not in ambiguous}
        )

    def find(self, text: str) -> CityMatches:
        """What the message, raw or folded, names."""
        words = tokens(text)
        spans = self._named(words)
        spans += self._misspelt(words, _positions(spans))
        return _matches(words, sorted(span for span in spans if not _is_abroad(words, span)))

    def _named(self, words: list[str]) -> list[_Span]:
        """Names spelt as the gazetteer has them, the longest first."""
        spans: list[_Span] = []
        for start, end in _windows(len(words), self._longest):
            if _positions(spans).isdisjoint(range(start, end)) and (target := self._lookup(words[start:end])):
                spans += self._meant(words, _Span(start, end, (target,)))
        return spans

    def _lookup(self, window: list[str]) -> str | None:
        spaced, joined = " ".join(window), "".join(window)
        if spaced in self._names:
            return self._names[spaced]
        if len(window) > 1:
            return None if self._is_guarded(window) else self._joined.get(joined)
        glued = _GLUED.fullmatch(joined)
        if glued and glued[1] not in self._ambiguous:
            return self._joined.get(joined) or self._joined.get(glued[1])
        return self._joined.get(joined)

    def _is_guarded(self, window: list[str]) -> bool:
        return all(word in self._guard_words for word in window)

    def _meant(self, words: list[str], span: _Span) -> list[_Span]:
        """The span, sure or to be asked about, or nothing where its word has its other meaning."""
        name = " ".join(words[span.start : span.end])
        if name not in self._ambiguous or _is_place(words, span):
            return [span]
        if len(words) > span.end - span.start:
            return []
        return [span if self._ambiguous[name] else span._replace(sure=False)]

    def _misspelt(self, words: list[str], taken: set[int]) -> list[_Span]:
        """Names spelt otherwise, the likeliest first, where the message seems to speak of a place."""
        spans: list[_Span] = []
        for _, span in sorted(self._guesses(words, taken), key=_likeliest):
            if _positions(spans).isdisjoint(range(span.start, span.end)):
                spans.append(span)
        return spans

    def _guesses(self, words: list[str], taken: set[int]) -> Iterator[tuple[float, _Span]]:
        about_places = len(words) <= _FEW_WORDS or not _DOMAIN.isdisjoint(words)
        for start, end in _windows(len(words), _LONGEST_MISSPELT):
            window = words[start:end]
            if (
                not taken.isdisjoint(range(start, end))
                or self._is_guarded(window)
                or not _MARKS.isdisjoint(window)
            ):
                continue
            if about_places or _has_locative(words, start, end):
                guesses = self._spellings.guesses("".join(window))
                if span := _decided(start, end, guesses, is_short=len(words) <= _FEW_WORDS):
                    yield guesses[0].likeness, span


def _likeliest(guess: tuple[float, _Span]) -> tuple[bool, float, int]:
    likeness, span = guess
    return not span.sure, -likeness, span.start - span.end


def _decided(start: int, end: int, guesses: list[Guess], *, is_short: bool) -> _Span | None:
    """The one likely target, several to ask about, or None."""
    worth = [guess for guess in guesses if guess.sure or (is_short and guess.likeness >= _WORTH_ASKING)]
    close = tuple(guess.target for guess in worth if guess.likeness > worth[0].likeness - _LEAD)
    if not worth:
        return None
    return _Span(start, end, close, sure=worth[0].sure and len(close) == 1)


def _targets_by_name(names: Iterable[CityName]) -> dict[str, str]:
    regions = {fold(name): region for region, spellings in REGION_NAMES.items() for name in spellings}
    return {fold(name.name): name.city_id for name in names} | regions


def _windows(length: int, longest: int) -> Iterator[tuple[int, int]]:
    """All runs of words, as start and end, the longest first."""
    for size in range(min(longest, length), 0, -1):
        for start in range(length - size + 1):
            yield start, start + size


def _positions(spans: Iterable[_Span]) -> set[int]:
    return {position for span in spans for position in range(span.start, span.end)}


def _neighbours(words: list[str], start: int, end: int) -> tuple[str, str]:
    return words[start - 1] if start else "", words[end] if end < len(words) else ""


def _has_locative(words: list[str], start: int, end: int) -> bool:
    before, after = _neighbours(words, start, end)
    return before in _BEFORE or after in _AFTER


def _is_place(words: list[str], span: _Span) -> bool:
    """Whether an ambiguous name stands as a place: "in Bagh", "bagh mein" in a message on centres, "bagh stp"."""
    before, after = _neighbours(words, span.start, span.end)
    after_next = words[span.end + 1] if span.end + 1 < len(words) else ""
    if after in _DOMAIN or (after in _GENITIVE and after_next in _DOMAIN):
        return True
    if before in _DOMAIN and len(words) <= _FEW_WORDS + 1:
        return True
    return (before in _AT or after in _INSIDE) and not _DOMAIN.isdisjoint(words)


def _is_abroad(words: list[str], span: _Span) -> bool:
    return not _ABROAD.isdisjoint(_neighbours(words, span.start, span.end))


def _matches(words: list[str], spans: list[_Span]) -> CityMatches:
    named = _positions(spans)
    cities = dict.fromkeys(span.targets[0] for span in spans if span.sure and not _is_region(span))
    asked = dict.fromkeys(target for span in spans if not span.sure for target in span.targets)
    return CityMatches(
        cities=tuple(cities),
        candidates=tuple(target for target in asked if target not in cities and target not in _REGIONS),
        region=_region(spans),
        rest=" ".join(word for position, word in enumerate(words) if position not in named),
    )


def _region(spans: list[_Span]) -> Province | None:
    """The first region that is asked for: not the address of a city, as in "Lahore, Punjab"."""
    edges = {edge for span in spans if not _is_region(span) for edge in (span.start, span.end)}
    asked = (span for span in spans if _is_region(span) and edges.isdisjoint((span.start, span.end)))
    return next((Province(span.targets[0]) for span in asked), None)


def _is_region(span: _Span) -> bool:
    return span.sure and span.targets[0] in _REGIONS
