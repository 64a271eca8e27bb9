"""Everything the directory holds can be reached by taps alone, and can be shown, in every language."""

from pathlib import Path

import pytest

from answers.actions import ShowAnswer, ShowCity, ShowFigure, ShowOnMap, ShowPlace, ShowProgramme
from domain.languages import Language
from tests.conftest import Conversation
from tests.conversations.reading import programme_names, reviewed_answers, rows, shown_name, statements
from tests.conversations.walking import Everything, walked
from texts.catalogue import available


@pytest.fixture(scope="module", params=available())
def everything(built: Path, request: pytest.FixtureRequest) -> Everything:
    return walked(built)[request.param]


def test_every_place_has_its_card_and_its_spot_on_the_map(everything: Everything) -> None:
    places = rows("places.csv")
    assert len(places) == 164
    for place in places:
        assert everything.texts[ShowPlace(place["id"])].startswith(
            f"{shown_name(everything.language, place)}\n"
        )
        assert (ShowOnMap(place["id"]) in everything.shown) == bool(place["lat"])


def test_every_city_has_its_view(everything: Everything) -> None:
    cities = rows("cities.csv")
    assert len(cities) == 340
    comma = "،" if everything.language is Language.URDU else ","
    for city in cities:
        heading = f"🏙 {shown_name(everything.language, city)}{comma} "
        assert everything.texts[ShowCity(city["id"])].startswith(heading)


def test_every_figure_is_shown(everything: Everything) -> None:
    said = statements(everything.language)
    assert len(said) == 82
    for figure_id, statement in said.items():
        assert statement in everything.texts[ShowFigure(figure_id)]


def test_every_answer_is_shown(everything: Everything) -> None:
    answers = reviewed_answers()
    assert len(answers) == 175
    for answer in answers:
        text = everything.texts[ShowAnswer(answer["id"])]
        wording = answer[everything.language]
        assert text.startswith(wording["question"])
        for part in (*wording["text"].splitlines(), *wording.get("steps", [])):
            assert part in text


def test_every_programme_with_a_place_is_shown(everything: Everything) -> None:
    names = programme_names(everything.language)
    for programme_id in {place["programme"] for place in rows("places.csv")}:
        assert everything.texts[ShowProgramme(programme_id)].startswith(f"{names[programme_id]}\n")


def test_no_tap_leads_nowhere(everything: Everything) -> None:
    for action, reply in everything.shown.items():
        assert everything.texts[action] != everything.t.label("button_too_old"), action
        assert reply.rows, action


async def test_the_same_by_real_taps_from_the_start_to_a_place(ayesha: Conversation) -> None:
    for label in ("Browse cities", "Sindh (28)", "Karachi (8)", "Karachi IT Park"):
        await ayesha.presses(label)
    assert ayesha.newest.startswith("Karachi IT Park\n")


async def test_the_same_by_real_taps_from_the_facts_to_a_figure(ayesha: Conversation) -> None:
    await ayesha.says("/facts")
    await ayesha.presses("Karachi IT Park (")
    while "forecast to create 13,400 jobs" not in ayesha.newest:
        await ayesha.presses("▶️")
    figure = await ayesha.presses(" jobs, 13 February 2025")
    assert "forecast to create 13,400 jobs.\n\nAs of 13 February 2025\nSource: " in figure


async def test_the_same_by_real_taps_from_the_sections_to_an_answer(ayesha: Conversation) -> None:
    await ayesha.says("/freelancer")
    await ayesha.presses("VPN and internet (")
    question = ayesha.buttons[0]
    assert (await ayesha.presses(question)).startswith(question.rstrip("…"))
