"""What is said in Urdu and Roman Urdu says the same as the English: nothing is missing, no figure differs."""

import re
import tomllib
from collections import Counter
from typing import Any

import pytest

from storage.directory.load import load
from tests.conftest import DATA

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
ANSWERS = [answer for topic in load(DATA).topics for answer in topic.row.answers]
LANGUAGES = ("ur", "ur-Latn")


def numbers(*texts: str) -> Counter[str]:
    """The groups of digits in texts, and how often each is there."""
    return Counter(_NUMBER.findall(" ".join(texts)))


def read(name: str) -> dict[str, Any]:
    """A file of data/wordings."""
    return tomllib.loads((DATA / "wordings" / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.id)
def test_an_answer_says_the_same_in_all_three_languages(answer: Any) -> None:
    assert len(answer.wordings) == 3
    english = answer.en
    for wording in answer.wordings.values():
        assert len(wording.steps) == len(english.steps)
        assert numbers(wording.question, wording.text, *wording.steps) == numbers(
            english.question, english.text, *english.steps
        )


def test_every_figure_and_its_subject_and_unit_are_worded_in_all_three_languages() -> None:
    figures = {row.row.id: row.row for row in load(DATA).figures}
    worded = {row["id"]: row for row in read("figures.toml")["figures"]}
    subjects, units = read("figures.toml")["subjects"], read("figures.toml")["units"]
    assert worded.keys() == figures.keys()
    for figure in figures.values():
        assert figure.subject in subjects
        assert figure.unit in units
        for language in LANGUAGES:
            assert numbers(worded[figure.id][language]) == numbers(figure.statement)


def test_every_programme_is_worded_in_all_three_languages() -> None:
    programmes = {row.row.id: row.row for row in load(DATA).programmes}
    worded = {row["id"]: row for row in read("programmes.toml")["programmes"]}
    assert worded.keys() == programmes.keys()
    for programme in programmes.values():
        for language in LANGUAGES:
            for cell in ("summary", "who_can_use", "how_to_apply", "cost"):
                english = getattr(programme, cell)
                assert (worded[programme.id][language].get(cell) is None) == (english is None)
                assert numbers(worded[programme.id][language].get(cell) or "") == numbers(english or "")
