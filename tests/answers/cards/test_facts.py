"""Answers and figures: each with its date and source, old ones marked as old."""

import pytest

from answers.actions import Action, ShowAnswer, ShowFigure
from answers.cards.facts import answer_button, answer_card, figure_card
from domain.facts import Answer, Figure, Source, Wording
from domain.languages import Language
from domain.places import Confidence
from domain.replies import Reply
from storage.directory.load import load
from tests.conftest import DATA
from tests.texts.telegram import as_read
from texts.catalogue import phrases

T = phrases(Language.ENGLISH)
SOURCE = Source(title="A page", url="https://example.org/a", date="2025-02-13")


def answer(**known: object) -> Answer:
    return Answer.model_validate(
        {
            "id": "a",
            "topic": "loan",
            "section": "loans",
            "as_of": "2025-02",
            "confidence": Confidence.HIGH,
            "volatile": False,
            "source": SOURCE,
            "wording": Wording(question="May I?", text="Yes."),
        }
        | known
    )


def figure(figure_id: str, as_of: str, superseded_by: str | None = None) -> Figure:
    return Figure(
        id=figure_id,
        subject="software technology parks",
        subject_name="software technology parks",
        statement=f"There were {figure_id} parks.",
        value=figure_id,
        unit="parks",
        as_of=as_of,
        source=SOURCE,
        superseded_by=superseded_by,
    )


def test_every_answer_is_shown_whole_with_links_source_and_date(pages: dict[Action, Reply]) -> None:
    for topic in load(DATA).topics:
        for row in topic.row.answers:
            text = as_read(pages[ShowAnswer(row.id)].text)
            for said in (row.en.question, row.en.text, *row.en.steps):
                assert said in text, row.id
            assert pages[ShowAnswer(row.id)].text.count("<a href=") >= len(row.links), row.id
            assert row.source.title in text, row.id
            assert "As of" in text, row.id
            assert ("May have changed" in text) == row.volatile, row.id
            assert ("weak or unofficial" in text) == (row.confidence is Confidence.LOW), row.id


def test_every_figure_is_shown_with_source_and_date_and_a_superseded_one_is_struck_out(
    pages: dict[Action, Reply],
) -> None:
    for located in load(DATA).figures:
        row, shown = located.row, pages[ShowFigure(located.row.id)].text
        text = as_read(shown)
        assert row.statement in text, row.id
        assert row.source_title in text, row.id
        assert "As of" in text, row.id
        assert ("replaced by a newer figure" in text) or not row.superseded_by, row.id
        if row.superseded_by:
            newest = text.index("As of")
            assert text.index(row.statement) > newest, row.id  # the newer one leads


def test_a_figure_in_force_stands_first_and_what_it_replaced_is_struck_out_below() -> None:
    new, old = figure("43", "2025-02-13"), figure("41", "2024", superseded_by="43")
    shown = figure_card(T, old, new, []).text
    assert shown.index("There were 43 parks.") < shown.index("This replaces:")
    assert "<s>There were 41 parks.</s> (2024, " in shown
    assert "<s>There were 43" not in shown


def test_a_figure_that_replaced_nothing_has_no_heading_for_old_ones() -> None:
    assert "This replaces" not in figure_card(T, figure("43", "2025-02-13"), None, []).text


def test_steps_are_numbered_in_their_order() -> None:
    steps = ("Log in.", "Pay.")
    text = as_read(answer_card(T, answer(wording=Wording(question="How?", text="So:", steps=steps))).text)
    assert "1. Log in.\n2. Pay." in text


def test_an_answer_from_this_project_names_its_page_without_a_link() -> None:
    source = Source(title="Sources page of this bot", url="data/SOURCES.md", date="2026-11-22")
    shown = answer_card(T, answer(source=source)).text
    assert "Source: Sources page of this bot" in shown
    assert "<a " not in shown


@pytest.mark.parametrize("date", [None, "2025", "2025-02", "2025-02-13"])
def test_a_source_says_its_date_or_that_it_has_none(date: str | None) -> None:
    source = Source(title="A page", url="https://example.org/a", date=date)
    text = as_read(answer_card(T, answer(source=source)).text)
    expected = {None: "undated", "2025": "2025", "2025-02": "February 2025", "2025-02-13": "13 February 2025"}
    assert f"Source: A page ({expected[date]})" in text


def test_an_answer_is_text_and_never_markup() -> None:
    hostile = "Is 1 < 2 & <b>that</b> so?"
    text = as_read(
        answer_card(T, answer(wording=Wording(question=hostile, text=hostile, steps=(hostile,)))).text
    )
    assert text.count(hostile) == 3


def test_a_long_question_is_cut_on_its_button() -> None:
    button = answer_button(answer(wording=Wording(question="Why? " * 30, text="So.")))
    assert len(button.label) <= 64
    assert button.label.endswith("…")
