"""What the classifier sees of a message: words, their sounds, their concepts, and runs of letters."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from answers.understanding.fold import skeleton

_GRAMS = (2, 3, 4)


def features(words: Sequence[str], concepts: Mapping[str, str]) -> dict[str, int]:
    """How often each feature occurs in folded words. `concepts` leads from words to what they mean."""
    counts: dict[str, int] = {}
    for feature in _features(words, concepts):
        counts[feature] = counts.get(feature, 0) + 1
    return counts


def _features(words: Sequence[str], concepts: Mapping[str, str]) -> Iterator[str]:
    meanings = [concepts.get(word) or skeleton(word) for word in words]
    for word, meaning in zip(words, meanings, strict=True):
        yield f"w{word}"
        yield f"s{skeleton(word)}"
        yield f"c{meaning}"
        yield from _grams(f" {word} ")
    for first, second in pairwise(meanings):
        yield f"p{first} {second}"


def _grams(padded: str) -> Iterator[str]:
    for size in _GRAMS:
        for start in range(len(padded) - size + 1):
            yield "g" + padded[start : start + size]
