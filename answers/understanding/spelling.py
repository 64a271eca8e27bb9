"""The names that a misspelt word may stand for."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from answers.understanding.fold import skeleton

_SHORTEST_WORD = 4
_SHORTEST_NAME = 5
_FLOOR = 0.5


class Guess(NamedTuple):
    """What a word may stand for; `likeness` is the share of letters kept, `sure` whether that is enough."""

    target: str
    likeness: float
    sure: bool


class SpellingIndex:
    """Names by their opening sound, each with what it stands for."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Takes folded names, written without spaces."""
        self._targets = names
        self._by_opening: dict[str, list[str]] = defaultdict(list)
        for name in names:
            if len(name) >= _SHORTEST_NAME:
                self._by_opening[skeleton(name)[:1]].append(name)

    def guesses(self, word: str) -> list[Guess]:
        """One guess for each target whose name is half alike or more, the likeliest first."""
        if len(word) < _SHORTEST_WORD or any(char.isdigit() for char in word):
            return []
        names = self._by_opening.get(skeleton(word)[:1], [])
        alike = process.extract(
            word, names, scorer=OSA.normalized_similarity, score_cutoff=_FLOOR, limit=None
        )
        best: dict[str, Guess] = {}
        for name, likeness, _ in alike:
            guess = Guess(self._targets[name], likeness, sure=likeness >= _enough(word, name))
            best[guess.target] = max(best.get(guess.target, guess), guess, key=_rank)
        return sorted(best.values(), key=_rank, reverse=True)


def _rank(guess: Guess) -> tuple[bool, float]:
    return guess.sure, guess.likeness


def _enough(word: str, name: str) -> float:
    """The likeness that decides: less for long words, less where all consonants agree ("fslbd")."""
    consonants = skeleton(word)
    if len(consonants) >= 3 and consonants == skeleton(name):
        has_no_vowels = len(consonants) >= 4 and len(word) <= len(consonants) + 1
        return 0.5 if has_no_vowels else 0.62
    return 0.8 if len(word) <= 6 else 0.76
