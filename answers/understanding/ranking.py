"""Ranks topics, and the answers of the best one, with a confidence that can be compared between messages."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answers.understanding.classifier import Classifier, Judgement, is_topic
from answers.understanding.features import features
from answers.understanding.phrasings import Phrasings
from answers.understanding.terms import terms
from storage.directory.search import Search

_WEIGHT_OF_SEARCH = 0.5
"""Against the classifier's 1; measured on the labelled questions."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """What a message asks, best first: topics, and answers by their topic's rank.

    `confidence` says how likely the best topic is the one meant (0 to 1); `wish` is the label that the
    classifier puts first, which may be no topic; `said` are the words that phrasings of the best answer have;
    `nearness` says how near the nearest of those phrasings comes (0 to 1).
    """

    topics: tuple[str, ...] = ()
    answer_ids: tuple[str, ...] = ()
    confidence: float = 0.0
    wish: str = ""
    said: frozenset[str] = frozenset()
    nearness: float = 0.0


class Ranking:
    """A classifier and full-text search over topics, blended; the nearest phrasing within a topic."""

    def __init__(
        self,
        search: Search,
        answers: Mapping[str, Sequence[str]],
        phrasings: Phrasings,
        classifier: Classifier,
        concepts: Mapping[str, str],
    ) -> None:
        """Takes the index, the answers of each topic, and the classifier with the concepts it has learnt."""
        self._search = search
        self._answers = answers
        self._phrasings = phrasings
        self._classifier = classifier
        self._concepts = concepts

    async def rank(self, words: Sequence[str], first: str = "") -> Ranked:
        """The topics and answers that fit folded words, a topic that is known to be meant `first`; nothing
        where no word has been seen before.
        """
        judgement = self._classifier.judge(features(words, self._concepts))
        if judgement is None:
            return Ranked()
        ranked = _blended(judgement, await self._search.topics(terms(words)))
        topics = [topic for topic in ranked if topic in self._answers]
        if topics[:1] != ranked[:1]:  # an older directory, which stands in for faulty data, has no answer
            return Ranked(wish=judgement.best)
        topics.sort(key=lambda topic: topic != first)
        nearness = self._phrasings.nearness(words, topics[0])
        nearest = sorted(self._answers[topics[0]], key=lambda answer_id: -nearness.get(answer_id, 0.0))
        others = [answer_id for topic in topics[1:] for answer_id in self._answers[topic]]
        said = self._phrasings.used(words, topics[0], nearest[0])
        return Ranked(
            tuple(topics),
            (*nearest, *others),
            judgement.confidence,
            judgement.best,
            said,
            nearness.get(nearest[0], 0.0),
        )


def _blended(judgement: Judgement, found: Mapping[str, float]) -> list[str]:
    """The topics, best first, by the sum of what the classifier and the search say."""
    topics = [(label, score) for label, score in judgement.ranked if is_topic(label)]
    classified = _standardised([score for _, score in topics])
    matched = _standardised([found.get(label, 0.0) for label, _ in topics])
    sums = [
        (learnt + _WEIGHT_OF_SEARCH * read, label)
        for learnt, read, (label, _) in zip(classified, matched, topics, strict=True)
    ]
    return [label for _, label in sorted(sums, reverse=True)]


def _standardised(scores: Sequence[float]) -> list[float]:
    mean = sum(scores) / len(scores)
    spread = math.sqrt(sum((score - mean) ** 2 for score in scores) / len(scores)) or 1.0
    return [(score - mean) / spread for score in scores]
