"""The words that say what a message wants: kinds of places, nearness, lists, counts, greetings."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from answers.understanding.fold import fold
from domain.places import PARKS, Kind


@dataclass(frozen=True, slots=True)
class Heard:
    """What the vocabulary recognises in a message: meanings, and the words that none of them explains."""

    kinds: frozenset[Kind]
    speaks_of_places: bool
    wishes: frozenset[str]
    talk: str | None
    unexplained: tuple[str, ...]


class Vocabulary:
    """Phrases by what they mean."""

    def __init__(self, groups: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        """Takes the tables of words.toml: group -> meaning -> phrases."""
        self._meanings: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for group, meanings in groups.items():
            for meaning, phrases in meanings.items():
                for phrase in phrases:
                    key = tuple(fold(phrase).split())
                    self._meanings.setdefault(key, []).append((group, meaning))
        self._longest = max(map(len, self._meanings), default=0)

    def hear(self, words: list[str]) -> Heard:
        """Recognises the longest phrases first, each word once."""
        said: list[tuple[str, str]] = []
        explained: set[int] = set()
        for size in range(self._longest, 0, -1):
            for start in range(len(words) - size + 1):
                span = range(start, start + size)
                if explained.isdisjoint(span) and (
                    found := self._meanings.get(tuple(words[start : start + size]))
                ):
                    said += found
                    explained.update(span)
        return _heard(said, tuple(word for place, word in enumerate(words) if place not in explained))


def _heard(said: list[tuple[str, str]], unexplained: tuple[str, ...]) -> Heard:
    kinds = [meaning for group, meaning in said if group == "kinds"]
    talk = next((meaning for group, meaning in said if group == "talk"), None)
    return Heard(
        kinds=frozenset[Kind]().union(*map(_kinds, kinds)),
        speaks_of_places=bool(kinds),
        wishes=frozenset(meaning for group, meaning in said if group == "wishes"),
        talk=talk,
        unexplained=unexplained,
    )


def _kinds(meaning: str) -> frozenset[Kind]:
    if meaning == "parks":
        return PARKS
    return frozenset() if meaning == "any" else frozenset({Kind(meaning)})


def read_vocabulary(text: str) -> Vocabulary:
    """Reads words.toml. Raises tomllib.TOMLDecodeError."""
    return Vocabulary(tomllib.loads(text))
