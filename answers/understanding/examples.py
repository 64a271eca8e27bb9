"""What the classifier learns from: every phrasing of the data files as features, under its label."""

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from answers.understanding.classifier import ELSEWHERE
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
    for topic in data.topics:
        for answer in topic.row.answers:
            questions = (wording.question for wording in answer.wordings.values())
            yield from ((said, topic.row.topic) for said in (*answer.asked.all, *questions))
    if data.intents:
        for intent, asked in data.intents.row.root.items():
            yield from ((said, f"@{intent}") for said in asked.all)
    if data.elsewhere:
        for group in (data.elsewhere.row.near, data.elsewhere.row.far):
            yield from ((said, ELSEWHERE) for said in group.all)


def fingerprint(learnt: Sequence[Example]) -> str:
    """Names what a model was trained from: twelve hexadecimal digits."""
    content = [[example.label, dict(example.features)] for example in learnt]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:12]
