"""The terms a text is searched by: each word, and the consonants it shares with its other spellings."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from answers.understanding.fold import skeleton, tokens

_MARK = "zz"
"""Starts every skeleton, so that none is taken for a word. No Urdu or English word starts like this."""
_SHORTEST = 2
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_WEIGHT_OF_UNKNOWN = 5.2
"""A word no answer knows counts like one that a single answer knows: ln(1 + 175)."""


def is_year(word: str) -> bool:
    """Whether a folded word is a year, as people ask for figures of one."""
    return _YEAR.fullmatch(word) is not None


def word_terms(word: str) -> tuple[str, ...]:
    """A folded word and, if it has two consonants or more, its skeleton."""
    sounds = skeleton(word)
    return (word, _MARK + sounds.casefold()) if len(sounds) >= _SHORTEST else (word,)


def terms(words: Sequence[str]) -> list[str]:
    """What folded words are searched by: the words, their skeletons, and those of neighbours together."""
    sounds = [skeleton(word).casefold() for word in words]
    pairs = [f"{_MARK}{first}{_MARK}{second}" for first, second in pairwise(sounds) if first and second]
    return [term for word in words for term in word_terms(word)] + pairs


def index_text(text: str) -> str:
    """A text as the full-text index keeps it."""
    return " ".join(terms(tokens(text)))


class WordWeights:
    """How telling words are: the fewer answers have one, the more it says."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        """Takes the inverse document frequencies of terms (natural logarithms)."""
        self._weights = weights

    def of_word(self, word: str) -> float:
        """The weight of a folded word: the least of its terms', so that a misspelling is no rare word."""
        return min(map(self.of_term, word_terms(word)))

    def of_term(self, term: str) -> float:
        """The weight of a term."""
        return self._weights.get(term, _WEIGHT_OF_UNKNOWN)

    def of_terms(self, found: Iterable[str]) -> float:
        """What terms weigh together."""
        return sum(map(self.of_term, found))
