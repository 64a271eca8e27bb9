"""Trains the classifier from the data files. Needs the development requirements (scikit-learn)."""

import gzip
import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer  # type: ignore[import-untyped]
from sklearn.feature_extraction.text import TfidfTransformer  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.model_selection import StratifiedKFold, cross_val_predict  # type: ignore[import-untyped]
from sklearn.pipeline import make_pipeline  # type: ignore[import-untyped]
from sklearn.preprocessing import FunctionTransformer, Normalizer  # type: ignore[import-untyped]
from sklearn.svm import LinearSVC  # type: ignore[import-untyped]

from answers.understanding.classifier import evidence, is_topic
from answers.understanding.examples import Example, fingerprint
from answers.understanding.features import LETTERS

_RARE = 2
"""A feature that fewer phrasings have is left out: half the size, no loss on the labelled questions."""
_C = 1.0
_WEIGHT_OF_LETTERS = 0.4
"""Runs of letters are many; weighed less than words they mislead less (+0.5 points on questions held out)."""
_FOLDS = 5
_STEPS = 127


def train(examples: Sequence[Example]) -> bytes:
    """A model file, the same for the same examples."""
    vectors = DictVectorizer()
    counts = vectors.fit_transform([example.features for example in examples])
    frequent = np.asarray((counts > 0).sum(axis=0)).ravel() >= _RARE
    counts, labels = counts[:, frequent], [example.label for example in examples]
    names = [str(name) for name in vectors.get_feature_names_out()[frequent]]
    steps = _steps(names)
    model = steps.fit(counts, labels)[-1]
    scale = np.abs(model.coef_).max(axis=0).clip(1e-9) / _STEPS
    weights = np.round(model.coef_ / scale).T.astype(np.int8)
    header = {
        "fingerprint": fingerprint(examples),
        "labels": list(model.classes_),
        "features": names,
        "idf": _rounded(steps[0].idf_ * _shares(names)),
        "scale": _rounded(scale),
        "bias": _rounded(model.intercept_),
        "confidence": _rounded(_confidence(counts, labels, names)),
    }
    line = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    return gzip.compress(line + b"\n" + weights.tobytes(), mtime=0)


def _steps(names: Sequence[str]) -> Any:
    weigh = FunctionTransformer(_weighed, kw_args={"shares": _shares(names)}, accept_sparse=True)
    tfidf = TfidfTransformer(sublinear_tf=True, norm=None)
    return make_pipeline(tfidf, weigh, Normalizer(), LinearSVC(C=_C, random_state=0))


def _weighed(counts: Any, shares: Any) -> Any:
    return counts.multiply(shares).tocsr()


def _shares(names: Sequence[str]) -> Any:
    return np.array([_WEIGHT_OF_LETTERS if name.startswith(LETTERS) else 1.0 for name in names])


def _confidence(counts: Any, labels: Sequence[str], names: Sequence[str]) -> Any:
    """How the evidence of the scores adds up to a likelihood, learnt on phrasings left out."""
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    scores = cross_val_predict(_steps(names), counts, labels, cv=folds, method="decision_function")
    names = sorted(set(labels))
    seen, right = [], []
    for row, label in zip(scores, labels, strict=True):
        ranked = sorted(zip(names, row, strict=True), key=lambda pair: -pair[1])
        seen.append(evidence(ranked))
        best = next(name for name, _ in ranked if is_topic(name))
        right.append(best == label)
    fitted = LogisticRegression().fit(seen, right)
    return [fitted.intercept_[0], *fitted.coef_[0]]


def _rounded(values: Any) -> list[float]:
    return [round(float(value), 6) for value in values]
