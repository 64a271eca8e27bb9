"""Ranks answers and figures for a message, with a confidence that can be compared between messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from answers.understanding.terms import terms, word_terms
from storage.directory.search import Hit, Search

_CANDIDATES = 12
_MANY = 200
_SOUNDS_ALIKE = 0.7
"""What a word counts that only sounds like one in the text; 0.5 and 0.9 rank the same."""
_WEIGHT_OF_UNKNOWN = 5.2
"""A word no answer knows counts like one that a single answer knows: ln(1 + 175)."""


@dataclass(frozen=True, slots=True)
class Found:
    """A search's result: hits best first, what share of the message's weight the best explains (0 to 1),
    how far its score leads that of the next label (0 to 1), and the weight of the message's rarest word.
    """

    hits: tuple[Hit, ...]
    coverage: float
    lead: float
    rarity: float

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
        """The answers that fit the words, by topic and then by themselves; labels are topics."""
        topics = self._rated(await self._search.topics(terms(words), _CANDIDATES), words)
        answers = await self._search.answers(terms(words), _MANY)
        ranks = {hit.id: rank for rank, hit in enumerate(topics.hits)}
        hits = sorted(
            (hit for hit in answers if hit.label in ranks),
            key=lambda hit: (ranks[hit.label or ""], -hit.score),
        )
        return replace(topics, hits=tuple(hits))

    async def figures(self, words: Sequence[str]) -> Found:
        """The figures that fit the words; labels are the statistics that people ask for by name."""
        return self._rated(await self._search.figures(terms(words), _CANDIDATES), words)

    async def places(self, words: Sequence[str]) -> Found:
        """The places whose name, host or address fits the words."""
        return self._rated(await self._search.places(terms(words), _CANDIDATES), words)

    def _rated(self, hits: Sequence[Hit], words: Sequence[str]) -> Found:
        if not hits:
            return Found((), 0.0, 0.0, 0.0)
        best = hits[0]
        other = next((hit for hit in hits if hit.label != best.label), None)
        weights = [self._weight(word) for word in words]
        explained = sum(
            weight * _match(word, best.words) for word, weight in zip(words, weights, strict=True)
        )
        lead = 1.0 if other is None else 1 - max(0.0, other.score) / max(best.score, 1e-9)
        return Found(tuple(hits), explained / max(sum(weights), 1e-9), lead, max(weights))

    def _weight(self, word: str) -> float:
        return min(self._weights.get(term, _WEIGHT_OF_UNKNOWN) for term in word_terms(word))


def _match(word: str, found: frozenset[str]) -> float:
    """1 for the word itself, less for one that only sounds alike."""
    if word in found:
        return 1.0
    return _SOUNDS_ALIKE if found.intersection(word_terms(word)) else 0.0
