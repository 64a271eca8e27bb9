"""A sample of what `python -m tests.sandbox.agree 20000` compares in full."""

import pytest

from tests.sandbox.agree import GRAMMARS, compared_entities, compared_texts

TEXTS = 4000


@pytest.mark.parametrize("mode", GRAMMARS)
def test_telegram_and_we_read_the_same_in_every_text(mode: str) -> None:
    tally = compared_texts(mode, TEXTS)
    assert tally.disagreements == []
    assert tally.outcomes["accepted"] > TEXTS / 3
    assert tally.outcomes["refused"] > TEXTS / 10


def test_telegram_and_we_mend_entities_that_lie_across_each_other_alike() -> None:
    tally = compared_entities(TEXTS)
    assert tally.disagreements == []
    assert tally.outcomes["accepted"] > TEXTS / 3
    assert tally.outcomes["refused"] > TEXTS / 50
