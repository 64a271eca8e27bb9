"""A linear model over features: which topic a message is about, or that it is not ours."""

import gzip
import json
import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ELSEWHERE = "@elsewhere"
"""The label of what is not ours."""
FIGURES = "stats"
"""The topic of questions that a figure answers."""


def is_topic(label: str) -> bool:
    """Whether a label is a topic; the others start with @: not ours, or a wish for places or talk."""
    return not label.startswith("@")


@dataclass(frozen=True, slots=True)
class Judgement:
    """Labels with their scores, best first, and how likely the best topic is the one meant (0 to 1)."""

    ranked: tuple[tuple[str, float], ...]
    confidence: float

    @property
    def best(self) -> str:
        """The label that ranks first."""
        return self.ranked[0][0]


class Classifier:
    """One-against-the-rest linear scores of tf-idf features, weights in whole numbers from -127 to 127."""

    def __init__(self, header: Mapping[str, Any], weights: bytes) -> None:
        """Takes what `parse` reads: labels, features with idf and scale, biases, and the weights by row."""
        self.fingerprint: str = header["fingerprint"]
        self._labels: Sequence[str] = header["labels"]
        self._bias: Sequence[float] = header["bias"]
        self._confidence: Sequence[float] = header["confidence"]
        self._weights = array("b", weights)
        size = len(self._labels)
        facts = zip(header["features"], header["idf"], header["scale"], strict=True)
        self._rows = {name: (idf, scale, number * size) for number, (name, idf, scale) in enumerate(facts)}

    def judge(self, counts: Mapping[str, int]) -> Judgement | None:
        """Ranks all labels for the features of a message; None if it has never seen any of them."""
        if not any(name in self._rows for name in counts):
            return None
        scores = self._scores(counts)
        ranked = sorted(zip(self._labels, scores, strict=True), key=lambda pair: -pair[1])
        return Judgement(tuple(ranked), self._likelihood(ranked))

    def _scores(self, counts: Mapping[str, int]) -> list[float]:
        known = [
            (self._rows[name], 1 + math.log(count)) for name, count in counts.items() if name in self._rows
        ]
        norm = math.sqrt(sum((often * idf) ** 2 for (idf, _, _), often in known)) or 1.0
        size = len(self._labels)
        scores = list(self._bias)
        for (idf, scale, start), often in known:
            value = often * idf * scale / norm
            row = self._weights[start : start + size]
            scores = [score + value * weight for score, weight in zip(scores, row, strict=True)]
        return scores

    def _likelihood(self, ranked: Sequence[tuple[str, float]]) -> float:
        steps = [1.0, *evidence(ranked)]
        logit = sum(weight * step for weight, step in zip(self._confidence, steps, strict=True))
        return 1 / (1 + math.exp(-logit))


def evidence(ranked: Sequence[tuple[str, float]]) -> tuple[float, float, float]:
    """What speaks for the best topic: its score, its lead over the next topic, and over what is no topic."""
    topics = [score for label, score in ranked if is_topic(label)]
    other = next(score for label, score in ranked if not is_topic(label))
    return topics[0], topics[0] - topics[1], topics[0] - other


def parse(packed: bytes) -> Classifier:
    """Reads a model file: gzip, a JSON line, then the weights. Raises ValueError if it is none."""
    try:
        header, _, weights = gzip.decompress(packed).partition(b"\n")
        return Classifier(json.loads(header), weights)
    except (OSError, KeyError) as error:
        raise ValueError(f"not a model file: {error}") from error
