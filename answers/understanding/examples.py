"""What the classifier learns from: every phrasing of the data files as features, under its label."""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from answers.understanding.classifier import ELSEWHERE, FIGURES
from answers.understanding.features import features
from answers.understanding.fold import fold, tokens
from storage.directory.data import Data


@dataclass(frozen=True, slots=True)
class Example:
    """A phrasing as features, and its label: a topic, or with an @ what is none."""

    features: Mapping[str, int]
    label: str


def read_concepts(text: str) -> dict[str, str]:
    """Reads concepts.toml: which concept a folded word stands for. Raises tomllib.TOMLDecodeError."""
    concepts = tomllib.loads(text)["concepts"]
    return {fold(word): f"={concept}" for concept, words in concepts.items() for word in words}


def examples(data: Data, concepts: Mapping[str, str]) -> list[Example]:
    """All phrasings and questions of the data, in a fixed order."""
    return [Example(features(tokens(said), concepts), label) for said, label in _labelled(data)]


def _labelled(data: Data) -> Iterator[tuple[str, str]]:
    for label, phrasings in (*_of_topics(data), *_of_wishes(data)):
        yield from ((said, label) for said in phrasings)


def _of_topics(data: Data) -> Iterator[tuple[str, Iterable[str]]]:
    for topic in data.topics:
        for answer in topic.row.answers:
            questions = (wording.question for wording in answer.wordings.values())
            yield topic.row.topic, (*answer.asked.all, *questions)
    if data.stats:
        for stat in data.stats.row.stats.values():
            yield FIGURES, stat.asked.all


def _of_wishes(data: Data) -> Iterator[tuple[str, Iterable[str]]]:
    if data.intents:
        for intent, asked in data.intents.row.root.items():
            yield f"@{intent}", asked.all
    if data.elsewhere:
        for group in (data.elsewhere.row.near, data.elsewhere.row.far):
            yield ELSEWHERE, group.all


def fingerprint(learnt: Sequence[Example]) -> str:
    """Names what a model was trained from: twelve hexadecimal digits."""
    content = [[example.label, dict(example.features)] for example in learnt]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:12]
