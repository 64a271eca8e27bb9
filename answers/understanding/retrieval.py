"""Ranks answers and figures for a message, with a confidence that can be compared between messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answers.understanding.terms import word_terms
from storage.directory.search import Hit, Search

_CANDIDATES = 12
_SOUNDS_ALIKE = 0.7
"""What a word counts that only sounds like one in the text; 0.5 and 0.9 rank the same."""
_WEIGHT_OF_UNKNOWN = 5.2
"""A word no answer knows counts like one that a single answer knows: ln(1 + 175)."""


@dataclass(frozen=True, slots=True)
class Found:
    """A search's result: hits best first, what share of the message's weight the best explains (0 to 1),
    and how far its score leads that of the next label (0 to 1).
    """

    hits: tuple[Hit, ...]
    coverage: float
    lead: float

    @property
    def best(self) -> Hit | None:
        """The hit that ranks first."""
        return self.hits[0] if self.hits else None

    @property
    def labels(self) -> tuple[str, ...]:
        """What the hits are filed under, best first, each once."""
        return tuple(dict.fromkeys(hit.label for hit in self.hits if hit.label))


class Retrieval:
    """Full-text search with word weights."""

    def __init__(self, search: Search, weights: Mapping[str, float]) -> None:
        self._search = search
        self._weights = weights

    async def answers(self, words: Sequence[str]) -> Found:
        """The answers that fit the words; labels are topics."""
        return self._rated(await self._search.answers(_terms(words), _CANDIDATES), words)

    async def figures(self, words: Sequence[str]) -> Found:
        """The figures that fit the words; labels are the statistics that people ask for by name."""
        return self._rated(await self._search.figures(_terms(words), _CANDIDATES), words)

    async def places(self, words: Sequence[str]) -> Found:
        """The places whose name, host or address fits the words."""
        return self._rated(await self._search.places(_terms(words), _CANDIDATES), words)

    def _rated(self, hits: Sequence[Hit], words: Sequence[str]) -> Found:
        if not hits:
            return Found((), 0.0, 0.0)
        best = hits[0]
        other = next((hit for hit in hits if hit.label != best.label), None)
        explained = sum(self._weight(word) * _match(word, best.words) for word in words)
        whole = sum(self._weight(word) for word in words)
        lead = 1.0 if other is None else 1 - max(0.0, other.score) / max(best.score, 1e-9)
        return Found(tuple(hits), explained / max(whole, 1e-9), lead)

    def _weight(self, word: str) -> float:
        return min(self._weights.get(term, _WEIGHT_OF_UNKNOWN) for term in word_terms(word))


def _terms(words: Sequence[str]) -> list[str]:
    return [term for word in words for term in word_terms(word)]


def _match(word: str, found: frozenset[str]) -> float:
    """1 for the word itself, less for one that only sounds alike."""
    if word in found:
        return 1.0
    return _SOUNDS_ALIKE if found.intersection(word_terms(word)) else 0.0
