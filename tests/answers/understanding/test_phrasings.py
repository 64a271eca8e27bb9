"""The ways people ask, weighed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.understanding.phrasings import Phrasings
from answers.understanding.terms import WordWeights, index_text

WEIGHTS = WordWeights({"fee": 1.0, "loan": 3.0, "kitni": 0.5, "hai": 0.5})
ROWS = [
    ("loan", "loan-fee", index_text("loan fee")),
    ("loan", "loan-how", index_text("loan kaise milega")),
    ("tax", "tax-rate", index_text("tax kitna hai")),
]
PHRASINGS = Phrasings(ROWS, WEIGHTS)


def test_the_nearest_phrasing_of_each_answer_counts() -> None:
    near = PHRASINGS.nearness(["loan", "fee"], "loan")
    assert near["loan-fee"] == pytest.approx(1.0)
    assert 0 < near["loan-how"] < 1
    assert PHRASINGS.nearness(["loan"], "no_such_topic") == {}


def test_the_words_that_people_use_who_ask_for_an_answer_are_told_from_others() -> None:
    assert PHRASINGS.used(["loan", "fee", "kaise"], "loan", "loan-fee") == {"loan", "fee"}
    assert PHRASINGS.used(["loan"], "no_such_topic", "loan-fee") == frozenset()


def test_the_share_of_words_that_people_use_for_a_topic_is_weighed() -> None:
    assert PHRASINGS.share(["fee"], "loan") == pytest.approx(1.0)
    assert PHRASINGS.share(["fee"], "tax") == 0.0
    assert PHRASINGS.share(["biryani", "fee"], "loan") < PHRASINGS.share(["hai", "fee"], "loan") < 1


def test_no_word_and_no_topic_share_nothing() -> None:
    assert PHRASINGS.share([], "loan") == 0.0
    assert PHRASINGS.share(["fee"], "no_such_topic") == 0.0


@given(st.lists(st.sampled_from(["loan", "fee", "tax", "hai", "biryani"]) | st.text(max_size=8), max_size=8))
def test_nearness_and_share_are_shares_whatever_is_asked(words: list[str]) -> None:
    for topic in ("loan", "tax", "no_such_topic"):
        assert 0 <= PHRASINGS.share(words, topic) <= 1 + 1e-9
        assert all(0 <= near <= 1 + 1e-9 for near in PHRASINGS.nearness(words, topic).values())
