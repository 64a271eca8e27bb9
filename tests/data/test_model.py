"""The classifier that ships."""

from answers.understanding.classifier import parse
from answers.understanding.examples import fingerprint
from bot.assembly import learnt_from
from tests.conftest import DATA


def test_the_model_was_trained_from_the_phrasings_that_ship_with_it() -> None:
    """If this fails: make train."""
    assert parse((DATA / "model.gz").read_bytes()).fingerprint == fingerprint(learnt_from(DATA))
