"""The ways people ask, weighed once."""

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answers.understanding.terms import WordWeights, terms


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A way to ask for an answer or a figure: the id asked for, the folded words and how much they weigh."""

    id: str
    words: frozenset[str]
    weight: float


class Phrasings:
    """The phrasings of a directory, by topic."""

    def __init__(self, rows: Iterable[tuple[str, str, str]], weights: WordWeights) -> None:
        """Takes for each phrasing its topic ("" for figures), the id asked for, and the folded words."""
        self._weights = weights
        self._by_topic: dict[str, list[Phrasing]] = defaultdict(list)
        for topic, its_id, words in rows:
            self._by_topic[topic].append(self._phrasing(its_id, words))

    def _phrasing(self, its_id: str, words: str) -> Phrasing:
        interned = frozenset(map(sys.intern, words.split()))  # 9,000 phrasings share a few thousand words
        return Phrasing(sys.intern(its_id), interned, self._weights.of_terms(interned))

    def nearness(self, words: Sequence[str], topic: str) -> dict[str, float]:
        """How near the nearest phrasing of each answer of a topic, or figure, comes to the words (0 to 1)."""
        asked = frozenset(terms(words))
        weight = self._weights.of_terms(asked)
        nearest: dict[str, float] = {}
        for phrasing in self._by_topic[topic]:
            shared = self._weights.of_terms(asked & phrasing.words)
            near = 2 * shared / max(weight + phrasing.weight, 1e-9)
            nearest[phrasing.id] = max(near, nearest.get(phrasing.id, 0.0))
        return nearest

    def share(self, words: Sequence[str], topic: str) -> float:
        """What share of the weight of folded words is used by people who ask about a topic (0 to 1)."""
        weights = {word: self._weights.of_word(word) for word in words}
        used = [word for word in weights if any(word in one.words for one in self._by_topic[topic])]
        return sum(weights[word] for word in used) / max(sum(weights.values()), 1e-9)

    def words_for(self, topic: str, its_id: str) -> frozenset[str]:
        """All words with which people ask for an answer of a topic."""
        return frozenset(word for one in self._by_topic[topic] if one.id == its_id for word in one.words)
