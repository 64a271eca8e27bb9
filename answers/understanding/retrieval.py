"""Ranks answers and figures for a message, with a confidence that can be compared between messages."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from answers.understanding.classifier import Classifier, Judgement, is_topic
from answers.understanding.features import features
from answers.understanding.terms import terms, word_terms
from storage.directory.search import Hit, Search

_CANDIDATES = 12
_EVERY_TOPIC, _MANY = 100, 200
_WEIGHT_OF_SEARCH = 0.5
"""Against the classifier's 1; measured on the labelled questions."""
_SOUNDS_ALIKE = 0.7
"""What a word counts, of 1, that only sounds like one in the text."""
_WEIGHT_OF_UNKNOWN = 5.2
"""A word no answer knows counts like one that a single answer knows: ln(1 + 175)."""


@dataclass(frozen=True, slots=True)
class Found:
    """A search's result: hits best first, what share of the message's weight the best explains (0 to 1),
    how far its score leads that of the next label (0 to 1), the weight of the message's rarest word,
    how likely the best is the one meant (0 to 1), and the label that the classifier puts first (both of
    answers only).
    """

    hits: tuple[Hit, ...]
    coverage: float
    lead: float
    rarity: float
    confidence: float = 0.0
    wish: str = ""

    @property
    def best(self) -> Hit | None:
        """The hit that ranks first."""
        return self.hits[0] if self.hits else None

    @property
    def labels(self) -> tuple[str, ...]:
        """What the hits are filed under, best first, each once."""
        return tuple(dict.fromkeys(hit.label for hit in self.hits if hit.label))


class Retrieval:
    """A classifier and full-text search, blended."""

    def __init__(
        self,
        search: Search,
        weights: Mapping[str, float],
        classifier: Classifier,
        concepts: Mapping[str, str],
    ) -> None:
        """Takes the index, how telling its words are, and the classifier with the concepts it has learnt."""
        self._search = search
        self._weights = weights
        self._classifier = classifier
        self._concepts = concepts

    async def answers(self, words: Sequence[str]) -> Found:
        """The answers that fit the words, by topic and then by themselves; labels are topics."""
        judgement = self._classifier.judge(features(words, self._concepts))
        found = self._rated(await self._search.topics(terms(words), _EVERY_TOPIC), words)
        topics = _blended(judgement, found.hits)
        hits = await self._search.answers(terms(words), _MANY)
        nearness = await self._nearness(words, topics[0]) if topics else {}
        ranks = {topic: rank for rank, topic in enumerate(topics)}
        ordered = sorted(
            hits, key=lambda hit: (ranks.get(hit.label or "", _MANY), -nearness.get(hit.id, 0.0), -hit.score)
        )
        return replace(found, hits=tuple(ordered), confidence=judgement.confidence, wish=judgement.best)

    async def _nearness(self, words: Sequence[str], topic: str) -> dict[str, float]:
        """How near the nearest phrasing of each answer of a topic, or figure, comes to the words (0 to 1)."""
        asked = frozenset(terms(words))
        nearest: dict[str, float] = {}
        for answer_id, phrasing in await self._search.phrasings(topic):
            shared = 2 * self._sum(asked & phrasing) / max(self._sum(asked) + self._sum(phrasing), 1e-9)
            nearest[answer_id] = max(shared, nearest.get(answer_id, 0.0))
        return nearest

    def _sum(self, found: frozenset[str]) -> float:
        return sum(self._weights.get(term, _WEIGHT_OF_UNKNOWN) for term in found)

    async def figures(self, words: Sequence[str]) -> Found:
        """The figures that fit the words; labels are the statistics that people ask for by name."""
        if not words:
            return self._rated((), words)
        hits = await self._search.figures(terms(words), _CANDIDATES)
        nearness = await self._nearness(words, "")
        nearer = [replace(hit, score=hit.score * (1 + nearness.get(hit.id, 0.0))) for hit in hits]
        return self._rated(sorted(nearer, key=lambda hit: -hit.score), words)

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


def _blended(judgement: Judgement, found: Sequence[Hit]) -> list[str]:
    """The topics, best first, by the sum of what the classifier and the search say."""
    topics = [(label, score) for label, score in judgement.ranked if is_topic(label)]
    searched = {hit.id: hit.score for hit in found}
    classified = _standardised([score for _, score in topics])
    matched = _standardised([searched.get(label, 0.0) for label, _ in topics])
    sums = [
        (learnt + _WEIGHT_OF_SEARCH * read, label)
        for learnt, read, (label, _) in zip(classified, matched, topics, strict=True)
    ]
    return [label for _, label in sorted(sums, reverse=True)]


def _standardised(scores: Sequence[float]) -> list[float]:
    mean = sum(scores) / len(scores)
    spread = math.sqrt(sum((score - mean) ** 2 for score in scores) / len(scores)) or 1.0
    return [(score - mean) / spread for score in scores]


def _match(word: str, found: frozenset[str]) -> float:
    """1 for the word itself, less for one that only sounds alike."""
    if word in found:
        return 1.0
    return _SOUNDS_ALIKE if found.intersection(word_terms(word)) else 0.0
