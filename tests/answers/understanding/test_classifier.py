"""The linear model, read without a library."""

import gzip
import math
from array import array
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answers.understanding.classifier import ELSEWHERE, Classifier, Judgement, is_topic, parse
from answers.understanding.examples import read_concepts
from answers.understanding.features import features
from answers.understanding.fold import tokens
from tests.conftest import DATA

MODEL = parse((DATA / "model.gz").read_bytes())


CONCEPTS = read_concepts((DATA / "vocabulary" / "concepts.toml").read_text(encoding="utf-8"))


def judged(text: str) -> Judgement | None:
    """What the model makes of a text."""
    return MODEL.judge(features(tokens(text), CONCEPTS))


def label(text: str) -> str:
    """The label that ranks first."""
    judgement = judged(text)
    assert judgement
    return judgement.best


def test_a_question_of_ours_has_a_topic_and_another_has_not() -> None:
    assert label("how do I get the PSEB certificate") == "certificate"
    assert label("what will the weather be like tomorrow") == ELSEWHERE


def test_talk_and_wishes_for_places_are_no_topics() -> None:
    assert not is_topic(label("shukriya bhai"))
    assert label("mere qareeb kaun sa center hai") == "@find_nearby"


@pytest.mark.parametrize("text", ["", "🦄", "漢字", "?!"])
def test_what_it_has_never_seen_it_does_not_judge(text: str) -> None:
    assert judged(text) is None


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60) | st.lists(st.sampled_from(["stp", "tax", "kya", "پارک", "۵"])).map(" ".join))
def test_every_text_is_judged_with_a_likelihood_or_not_at_all(text: str) -> None:
    judgement = judged(text)
    if judgement is None:
        return
    assert 0 <= judgement.confidence <= 1
    scores = [score for _, score in judgement.ranked]
    assert scores == sorted(scores, reverse=True)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(["wa", "wb", "wc", "unknown"]), st.integers(1, 1000)))
def test_all_labels_reckoned_at_once_get_what_each_gets_alone(counts: dict[str, int]) -> None:
    labels, names = ["tax", "loan", "@hello"], ["wa", "wb", "wc"]
    rows, idf, scale = [(-127, 127, 0), (1, -1, 5), (0, 0, -128)], [1.0, 2.5, 9.0], [0.01, 0.02, 5e-6]
    header = {"fingerprint": 1, "labels": labels, "features": names, "idf": idf, "scale": scale}
    model = Classifier({**header, "bias": [0.5, -0.25, 0.0], "confidence": [0, 1, 1, 1]}, packed(rows))
    judgement = model.judge(counts)
    known = [(1 + math.log(counts[name])) * idf[n] if name in counts else 0.0 for n, name in enumerate(names)]
    if not any(known):
        assert judgement is None
        return
    norm = math.hypot(*known)
    expected = {
        label: bias + sum(known[n] / norm * scale[n] * rows[n][place] for n in range(3))
        for place, (label, bias) in enumerate(zip(labels, [0.5, -0.25, 0.0], strict=True))
    }
    assert judgement
    assert dict(judgement.ranked) == pytest.approx(expected, abs=1e-7)


def packed(rows: Sequence[tuple[int, ...]]) -> bytes:
    """Rows of weights as a model file has them."""
    return array("b", [weight for row in rows for weight in row]).tobytes()


@pytest.mark.parametrize(
    "packed",
    [b"", b"nonsense", gzip.compress(b"{}\n"), gzip.compress(b"no json\n")],
    ids=["empty", "no gzip", "no labels", "no header"],
)
def test_what_is_no_model_is_refused(packed: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the several ways of being no model
        parse(packed)
