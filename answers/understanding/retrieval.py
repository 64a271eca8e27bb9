"""Finds the figures and places whose words stand in a message, with how well they explain it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from answers.understanding.phrasings import Phrasings
from answers.understanding.terms import WordWeights, is_year, terms, word_terms
from storage.directory.search import Hit, Search

_CANDIDATES = 24
_EXPLAINED = 0.5
"""A figure of the year asked for must explain so much of a message to go before one of another year."""
_SOUNDS_ALIKE = 0.7
"""What a word counts, of 1, that only sounds like one in the text."""


@dataclass(frozen=True, slots=True)
class Found:
    """A search's result: hits best first, what share of the message's weight the best explains (0 to 1),
    how far its score leads that of the next label (0 to 1), and the weight of the message's rarest word.
    """

    hits: tuple[Hit, ...] = ()
    coverage: float = 0.0
    lead: float = 0.0
    rarity: float = 0.0

    @property
    def best(self) -> Hit | None:
        """The hit that ranks first."""
        return self.hits[0] if self.hits else None


class Retrieval:
    """Full-text search over figures and places."""

    def __init__(self, search: Search, phrasings: Phrasings, weights: WordWeights) -> None:
        self._search = search
        self._phrasings = phrasings
        self._weights = weights

    async def figures(self, words: Sequence[str], named: Sequence[str] = ()) -> Found:
        """The figures that fit the words; labels are the statistics that people ask for by name.

        A figure must speak of `named`, the words of a city. One of the year asked for goes before the others.
        """
        if not words:
            return Found()
        hits = await self._search.figures(terms((*words, *named)), _CANDIDATES)
        nearness = self._phrasings.nearness(words, "")
        nearer = [replace(hit, score=hit.score * (1 + nearness.get(hit.id, 0.0))) for hit in hits]
        ranked = sorted(nearer, key=lambda hit: -hit.score)
        meant = [hit for hit in ranked if hit.words.issuperset(named)]
        years = {word for word in words if is_year(word)}
        dated = [hit for hit in meant if hit.words.issuperset(years)]
        found = self._rated(dated, words)
        return found if found.coverage >= _EXPLAINED else self._rated(meant, words)

    async def places(self, words: Sequence[str]) -> Found:
        """The places whose name, host or address fits the words."""
        return self._rated(await self._search.places(terms(words), _CANDIDATES), words)

    def _rated(self, hits: Sequence[Hit], words: Sequence[str]) -> Found:
        if not hits:
            return Found()
        best = hits[0]
        other = next((hit for hit in hits if hit.label != best.label), None)
        weights = [self._weights.of_word(word) for word in words]
        explained = sum(
            weight * _match(word, best.words) for word, weight in zip(words, weights, strict=True)
        )
        lead = 1.0 if other is None else 1 - max(0.0, other.score) / max(best.score, 1e-9)
        return Found(tuple(hits), explained / max(sum(weights), 1e-9), lead, max(weights))


def _match(word: str, found: frozenset[str]) -> float:
    """1 for the word itself, less for one that only sounds alike."""
    if word in found:
        return 1.0
    return _SOUNDS_ALIKE if found.intersection(word_terms(word)) else 0.0
