"""The cities and the region that a message names, however they are spelt."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from answers.understanding import context
from answers.understanding.fold import tokens
from answers.understanding.gazetteer import targets_by_name
from answers.understanding.regions import REGION_NAMES
from answers.understanding.spelling import Guess, SpellingIndex
from domain.places import Province
from storage.directory.cities import CityName

_LONGEST_MISSPELT = 3
_LEAD = 0.03
"""By how much the likeliest reading must lead the next one; otherwise we ask."""
_WORTH_ASKING = 0.66
"""How alike a name must be to be asked about when a short message holds nothing likelier."""
_WHOLE_WORD = 3
"""Words of fewer letters are never taken for a part of a misspelt name."""

_REGIONS = frozenset(map(str, REGION_NAMES))
_GLUED = re.compile("(.{3,}?)(?:میں|مین|کا|کے|کی|سے|پر|تک|کو|والا|والے|والوں|mein|main|me)")


@dataclass(frozen=True, slots=True)
class CityMatches:
    """Where a message speaks of.

    `cities` are surely named, in that order; `candidates` are to be asked about ("did you mean"); `region` is
    a province or territory asked for as a whole; `rest` is the folded text without all of these.
    """

    cities: tuple[str, ...]
    candidates: tuple[str, ...]
    region: Province | None
    rest: str


class _Span(NamedTuple):
    """Words that name one target surely, or that may name one of several."""

    start: int
    end: int
    targets: tuple[str, ...]
    sure: bool = True

    @property
    def is_region(self) -> bool:
        return self.sure and self.targets[0] in _REGIONS


class CityFinder:
    """Finds the cities of one gazetteer in messages."""

    def __init__(
        self, names: Iterable[CityName], guard_words: Collection[str], ambiguous: Mapping[str, bool]
    ) -> None:
        """Takes all names, the words that are no misspelt names, and the names that also mean something else.

        `ambiguous` says of each such name whether it means the city when the message has no other word.
        """
        self._guard_words = frozenset(guard_words) | ambiguous.keys()
        self._ambiguous = ambiguous
        self._names = targets_by_name(names)
        self._parts = {part for name in self._names for part in name.split()}
        self._longest = max((len(name.split()) for name in self._names), default=0)
        self._joined = {name.replace(" ", ""): target for name, target in self._names.items()}
        self._spellings = SpellingIndex(
            {name: target for name, target in self._joined.items() if name not in ambiguous}
        )

    def find(self, text: str) -> CityMatches:
        """What the message, raw or folded, names."""
        words = tokens(text)
        spans = self._with_misspelt(words, self._named(words))
        return _matches(
            words, sorted(span for span in spans if not context.is_abroad(words, span.start, span.end))
        )

    def _named(self, words: list[str]) -> list[_Span]:
        """Names spelt as the gazetteer has them, the longest first."""
        spans: list[_Span] = []
        for start, end in _windows(len(words), self._longest):
            taken = _positions(spans)
            if taken.isdisjoint(range(start, end)) and (target := self._lookup(words[start:end])):
                spans += self._meant(words, _Span(start, end, (target,)), taken)
        return spans

    def _lookup(self, window: list[str]) -> str | None:
        spaced, joined = " ".join(window), "".join(window)
        if spaced in self._names:
            return self._names[spaced]
        if len(window) > 1:
            return self._joined.get(joined) if self._may_be_misspelt(window) else None
        glued = _GLUED.fullmatch(joined)
        stem = glued[1] if glued and glued[1] not in self._ambiguous else ""
        return self._joined.get(joined) or self._joined.get(stem)

    def _meant(self, words: list[str], span: _Span, taken: set[int]) -> list[_Span]:
        """The span, sure or to be asked about, or nothing where the name has its other meaning."""
        name = " ".join(words[span.start : span.end])
        listed = context.follows_and(words, span.start) and span.start - 2 in taken
        if name not in self._ambiguous or listed or context.must_be_place(words, span.start, span.end):
            return [span]
        if len(words) > span.end - span.start:
            return []
        return [span._replace(sure=self._ambiguous[name])]

    def _with_misspelt(self, words: list[str], named: list[_Span]) -> list[_Span]:
        """The spans and those of names spelt otherwise, the likeliest first: "mirpur kahs" beats "mirpur"."""
        spans: list[_Span] = []
        for _, span in sorted(self._guesses(words, _positions(named)), key=_likeliest_first):
            if not any(_overlap(span, other) for other in spans):
                spans.append(span)
        return spans + [span for span in named if not any(_overlap(span, other) for other in spans)]

    def _guesses(self, words: list[str], taken: set[int]) -> Iterator[tuple[float, _Span]]:
        floor = _WORTH_ASKING if len(words) <= context.FEW_WORDS else 1
        for start, end in _windows(len(words), _LONGEST_MISSPELT):
            place = range(start, end)
            if not taken.issuperset(place) and self._may_name(words, start, end):
                guesses = self._spellings.guesses("".join(words[start:end]))
                if targets := _close(guesses, floor if taken.isdisjoint(place) else 1):
                    sure = guesses[0].sure and len(targets) == 1
                    yield guesses[0].likeness, _Span(start, end, targets, sure=sure)

    def _may_name(self, words: list[str], start: int, end: int) -> bool:
        window = words[start:end]
        is_word = context.MARKS.isdisjoint(window) and self._may_be_misspelt(window)
        return is_word and context.may_be_place(words, start, end)

    def _may_be_misspelt(self, window: list[str]) -> bool:
        """Whether a word is unknown, and known words beside it are parts of names ("rahim yar kahn")."""
        unknown = [word for word in window if len(word) >= _WHOLE_WORD and word not in self._guard_words]
        return bool(unknown) and all(word in unknown or word in self._parts for word in window)


def _windows(length: int, longest: int) -> Iterator[tuple[int, int]]:
    """All runs of words, as start and end, the longest first."""
    for size in range(min(longest, length), 0, -1):
        for start in range(length - size + 1):
            yield start, start + size


def _positions(spans: Iterable[_Span]) -> set[int]:
    return {position for span in spans for position in range(span.start, span.end)}


def _overlap(one: _Span, other: _Span) -> bool:
    return one.start < other.end and other.start < one.end


def _close(guesses: list[Guess], floor: float) -> tuple[str, ...]:
    """The targets that none of the others outdoes clearly."""
    if not guesses or not (guesses[0].sure or guesses[0].likeness >= floor):
        return ()
    least = guesses[0].likeness - _LEAD
    return tuple(guess.target for guess in guesses if guess.likeness > least)


def _likeliest_first(guess: tuple[float, _Span]) -> tuple[bool, float, int]:
    likeness, span = guess
    return not span.sure, -likeness, span.start - span.end


def _matches(words: list[str], spans: list[_Span]) -> CityMatches:
    named = _positions(spans)
    cities = dict.fromkeys(span.targets[0] for span in spans if span.sure and not span.is_region)
    asked = dict.fromkeys(target for span in spans if not span.sure for target in span.targets)
    return CityMatches(
        cities=tuple(cities),
        candidates=tuple(target for target in asked if target not in cities and target not in _REGIONS),
        region=_region(spans),
        rest=" ".join(word for position, word in enumerate(words) if position not in named),
    )


def _region(spans: list[_Span]) -> Province | None:
    """The first region that is asked for, rather than the address of a city ("Lahore, Punjab")."""
    edges = {edge for span in spans if not span.is_region for edge in (span.start, span.end)}
    asked = (span for span in spans if span.is_region and edges.isdisjoint((span.start, span.end)))
    return next((Province(span.targets[0]) for span in asked), None)
