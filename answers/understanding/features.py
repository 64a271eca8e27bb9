"""What the classifier sees of a message: words, their sounds, their concepts, and runs of letters.

The first letter of a feature says what it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from answers.understanding.fold import skeleton

WORD, SOUND, MEANING, NEIGHBOURS, TOGETHER, LETTERS = "wscpkg"
"""A word, its consonants, its concept (or else its consonants), two neighbours, two concepts, letters."""
_GRAMS = (2, 3, 4)
_MOST_CONCEPTS = 12
"""Concepts of one message that are paired: a longer message says little more with the others."""


def features(words: Sequence[str], concepts: Mapping[str, str]) -> dict[str, int]:
    """How often each feature occurs in folded words. `concepts` leads from words to what they mean."""
    counts: dict[str, int] = {}
    for feature in _features(words, concepts):
        counts[feature] = counts.get(feature, 0) + 1
    return counts


def _features(words: Sequence[str], concepts: Mapping[str, str]) -> Iterator[str]:
    meanings = [concepts.get(word) or skeleton(word) for word in words]
    for word, meaning in zip(words, meanings, strict=True):
        yield f"{WORD}{word}"
        yield f"{SOUND}{skeleton(word)}"
        yield f"{MEANING}{meaning}"
        yield from _grams(f" {word} ")
    for first, second in pairwise(meanings):
        yield f"{NEIGHBOURS}{first} {second}"
    known = sorted({concepts[word] for word in words if word in concepts})
    for first, second in combinations(known[:_MOST_CONCEPTS], 2):
        yield f"{TOGETHER}{first} {second}"


def _grams(padded: str) -> Iterator[str]:
    for size in _GRAMS:
        for start in range(len(padded) - size + 1):
            yield LETTERS + padded[start : start + size]
