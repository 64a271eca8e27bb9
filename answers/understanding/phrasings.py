"""The ways people ask, weighed once."""

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from answers.understanding.terms import WordWeights, terms


@dataclass(frozen=True, slots=True)
class _Topic:
    """The phrasings of a topic, by their place in it: the id asked for, how much their words weigh together,
    and which of them have a word.
    """

    ids: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    having: dict[str, tuple[int, ...]] = field(default_factory=dict)


_NO_TOPIC = _Topic()


class Phrasings:
    """The phrasings of a directory, by topic."""

    def __init__(self, rows: Iterable[tuple[str, str, str]], weights: WordWeights) -> None:
        """Takes for each phrasing its topic ("" for figures), the id asked for, and the folded words."""
        self._weights = weights
        self._by_topic: dict[str, _Topic] = defaultdict(_Topic)
        for topic, its_id, words in rows:
            self._add(self._by_topic[topic], its_id, frozenset(words.split()))

    def _add(self, topic: _Topic, its_id: str, words: frozenset[str]) -> None:
        place = (len(topic.ids),)
        for word in words:
            # the words of one topic are mostly those of others too
            topic.having[sys.intern(word)] = topic.having.get(word, ()) + place
        topic.ids.append(sys.intern(its_id))
        topic.weights.append(self._weights.of_terms(words))

    def nearness(self, words: Sequence[str], topic: str) -> dict[str, float]:
        """How near the nearest phrasing of each answer of a topic, or figure, comes to the words (0 to 1)."""
        asked = self._by_topic.get(topic, _NO_TOPIC)
        shared, whole = [0.0] * len(asked.ids), 0.0
        for term in frozenset(terms(words)):
            weight = self._weights.of_term(term)
            whole += weight
            for place in asked.having.get(term, ()):
                shared[place] += weight
        nearest = dict.fromkeys(asked.ids, 0.0)
        for its_id, weight, common in zip(asked.ids, asked.weights, shared, strict=True):
            near = 2 * common / max(whole + weight, 1e-9)
            if near > nearest[its_id]:
                nearest[its_id] = near
        return nearest

    def share(self, words: Sequence[str], topic: str) -> float:
        """What share of the weight of folded words is used by people who ask about a topic (0 to 1)."""
        asked = self._by_topic.get(topic, _NO_TOPIC)
        weights = {word: self._weights.of_word(word) for word in words}
        used = sum(weight for word, weight in weights.items() if word in asked.having)
        return used / max(sum(weights.values()), 1e-9)

    def used(self, words: Iterable[str], topic: str, its_id: str) -> frozenset[str]:
        """Those of the words that are used by people who ask for an answer of a topic."""
        asked = self._by_topic.get(topic, _NO_TOPIC)
        return frozenset(
            word for word in words if any(asked.ids[place] == its_id for place in asked.having.get(word, ()))
        )
