"""The ways people ask, read once from the directory and weighed once."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from answers.understanding.terms import WordWeights, terms
from storage.directory.search import Search


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A way to ask for an answer or a figure: the id asked for, the folded words and how much they weigh."""

    id: str
    words: frozenset[str]
    weight: float


class Phrasings:
    """The phrasings of one directory, kept from their first use on: a release never changes."""

    def __init__(self, search: Search, weights: WordWeights) -> None:
        self._search = search
        self._weights = weights
        self._read: dict[str, tuple[Phrasing, ...]] = {}

    async def of(self, topic: str) -> tuple[Phrasing, ...]:
        """The ways to ask about a topic, or for figures ("")."""
        if topic not in self._read:
            rows = await self._search.phrasings(topic)
            self._read[topic] = tuple(self._phrasing(its_id, words) for its_id, words in rows)
        return self._read[topic]

    def _phrasing(self, its_id: str, words: frozenset[str]) -> Phrasing:
        interned = frozenset(map(sys.intern, words))
        return Phrasing(sys.intern(its_id), interned, self._weights.of_terms(interned))

    def nearness(self, words: Sequence[str], phrasings: Sequence[Phrasing]) -> dict[str, float]:
        """How near the nearest of the phrasings of each id comes to folded words (0 to 1)."""
        asked = frozenset(terms(words))
        weight = self._weights.of_terms(asked)
        nearest: dict[str, float] = {}
        for phrasing in phrasings:
            shared = self._weights.of_terms(asked & phrasing.words)
            near = 2 * shared / max(weight + phrasing.weight, 1e-9)
            nearest[phrasing.id] = max(near, nearest.get(phrasing.id, 0.0))
        return nearest
