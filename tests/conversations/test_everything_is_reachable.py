"""Everything the directory holds can be reached by taps alone, and can be shown."""

from pathlib import Path

import pytest

from answers.actions import Action, ShowAnswer, ShowCity, ShowFigure, ShowOnMap, ShowPlace, ShowProgramme
from domain.replies import Reply
from sandbox.markup import parse_html
from tests.conftest import Conversation
from tests.conversations.reading import reviewed_answers, rows, seen
from tests.conversations.walking import walk

LONGEST_TEXT = 4096
"""Telegram's limit for a message, in UTF-16 units."""

Shown = dict[Action, Reply]


@pytest.fixture(scope="module")
def shown(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Shown:
    return walk(built, tmp_path_factory.mktemp("walked")).shown


def test_every_place_has_its_card_and_its_spot_on_the_map(shown: Shown) -> None:
    places = rows("places.csv")
    assert len(places) == 164
    for place in places:
        assert seen(shown[ShowPlace(place["id"])]).startswith(place["name"])
        assert (ShowOnMap(place["id"]) in shown) == bool(place["lat"])


def test_every_city_has_its_view(shown: Shown) -> None:
    cities = rows("cities.csv")
    assert len(cities) == 340
    for city in cities:
        assert seen(shown[ShowCity(city["id"])]).startswith(f"🏙 {city['name']}, ")


def test_every_figure_is_shown(shown: Shown) -> None:
    figures = rows("figures.csv")
    assert len(figures) == 82
    for figure in figures:
        assert figure["statement"] in seen(shown[ShowFigure(figure["id"])])


def test_every_answer_is_shown(shown: Shown) -> None:
    answers = reviewed_answers()
    assert len(answers) == 175
    for answer in answers:
        text = seen(shown[ShowAnswer(answer["id"])])
        assert text.startswith(answer["en"]["question"])
        assert answer["en"]["text"].split("\n")[0] in text


def test_every_programme_with_a_place_is_shown(shown: Shown) -> None:
    with_places = {place["programme"] for place in rows("places.csv")}
    programmes = {programme["id"]: programme for programme in rows("programmes.csv")}
    for programme_id in with_places:
        assert seen(shown[ShowProgramme(programme_id)]).startswith(programmes[programme_id]["name"])


def test_everything_fits_into_a_message_and_no_tap_leads_nowhere(shown: Shown) -> None:
    for action, reply in shown.items():
        text, _ = parse_html(reply.text)
        assert 0 < len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT, action
        assert "This button is too old" not in text, action
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
