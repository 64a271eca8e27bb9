"""A linear model over features: which topic a message is about, or that it is not ours."""

import gzip
import json
import math
import struct
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

ELSEWHERE = "@elsewhere"
"""The label of what is not ours."""
FIGURES = "stats"
"""The topic of questions that a figure answers."""
_LANE = 8
"""Bytes from one label's number to the next in the long integers that are added up."""
_FINEST = 2.0**30
"""Into how many steps the greatest factor is divided; more would not fit into one digit of a long one."""
_LATELY = 2000
"""Of so many features the rows are kept as they are reckoned with, 1.5 MB."""
_ZERO = 128
_FROM_ZERO_UP = bytes(byte ^ _ZERO for byte in range(256))
"""Leads from a signed byte to the same number counted from -128 on, so that no lane is ever negative."""


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
        self._weights = weights.translate(_FROM_ZERO_UP)
        self._idf, self._scale = array("d", header["idf"]), array("d", header["scale"])
        self._numbers = {name: number for number, name in enumerate(header["features"])}
        self._row = lru_cache(_LATELY)(self._lanes)

    def judge(self, counts: Mapping[str, int]) -> Judgement | None:
        """Ranks all labels for the features of a message; None if it has never seen any of them."""
        number_of = self._numbers.get
        known = {number: counts[name] for name in counts if (number := number_of(name)) is not None}
        if not known:
            return None
        ranked = sorted(zip(self._labels, self._scores(known), strict=True), key=itemgetter(1), reverse=True)
        return Judgement(tuple(ranked), self._likelihood(ranked))

    def _scores(self, known: Mapping[int, int]) -> list[float]:
        """The bias and the weights of the features, times their tf-idf, summed up for each label.

        A row of weights is read as one long integer in which each label has a lane of its own. A product and
        a sum then reckon for all labels at once, a dozen times as fast as label by label.
        """
        tfidf = {number: (1 + math.log(count)) * self._idf[number] for number, count in known.items()}
        norm = math.sqrt(sum(value * value for value in tfidf.values())) or 1.0
        factors = {number: value * self._scale[number] / norm for number, value in tfidf.items()}
        step = max(factors.values()) / _FINEST
        total = steps = 0
        for number, factor in factors.items():
            so_many = round(factor / step)
            steps += so_many
            total += so_many * self._row(number)
        size = len(self._labels)
        lanes = struct.unpack(f"<{size}Q", total.to_bytes(size * _LANE, "little"))
        return [bias + (lane - _ZERO * steps) * step for bias, lane in zip(self._bias, lanes, strict=True)]

    def _lanes(self, number: int) -> int:
        size = len(self._labels)
        lanes = bytearray(size * _LANE)
        lanes[::_LANE] = self._weights[number * size : (number + 1) * size]
        return int.from_bytes(lanes, "little")

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
