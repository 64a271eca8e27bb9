"""The linear model, read without a library."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answers.understanding.classifier import ELSEWHERE, Classifier, is_topic, parse
from answers.understanding.features import features
from answers.understanding.fold import tokens
from tests.conftest import DATA

MODEL = parse((DATA / "model.gz").read_bytes())


def judged(model: Classifier, text: str) -> str:
    """The label that ranks first."""
    return model.judge(features(tokens(text), {})).best


def test_a_question_of_ours_has_a_topic_and_another_has_not() -> None:
    assert judged(MODEL, "how do I get the PSEB certificate") == "certificate"
    assert judged(MODEL, "what will the weather be like tomorrow") == ELSEWHERE


def test_talk_and_wishes_for_places_are_no_topics() -> None:
    assert not is_topic(judged(MODEL, "shukriya bhai"))
    assert judged(MODEL, "mere qareeb kaun sa center hai") == "@find_nearby"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_every_text_is_judged_with_a_likelihood(text: str) -> None:
    judgement = MODEL.judge(features(tokens(text), {}))
    assert 0 <= judgement.confidence <= 1
    scores = [score for _, score in judgement.ranked]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    "packed",
    [b"", b"nonsense", gzip.compress(b"{}\n"), gzip.compress(b"no json\n")],
    ids=["empty", "no gzip", "no labels", "no header"],
)
def test_what_is_no_model_is_refused(packed: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the several ways of being no model
        parse(packed)
