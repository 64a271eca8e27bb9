"""What the bot must not claim, over everything it can show (data/SOURCES.md, "What must not be claimed")."""

import calendar
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from answers.actions import (
    Action,
    ListFigures,
    ListNearby,
    ListPlaces,
    ShowAnswer,
    ShowCity,
    ShowFigure,
    ShowOnMap,
    ShowPlace,
    ShowProgramme,
)
from domain.geometry import Point
from domain.places import PARKS, Openness, PlaceFilter
from domain.replies import Link, Press, Reply
from handlers.services import Bot
from tests.conversations.reading import reviewed_answers, rows, seen, unmarked
from tests.conversations.walking import ANYBODY, Everything, walk

PLACES = {place["id"]: place for place in rows("places.csv")}
BY_NAME = {place["name"]: place for place in PLACES.values()}
PROGRAMMES = {programme["id"]: programme for programme in rows("programmes.csv")}
FIGURES = {figure["id"]: figure for figure in rows("figures.csv")}

STATUS = {
    "operational": ("✅", "Working, according to a"),
    "under_construction": ("🚧", "Being built, not open yet ("),
    "announced": ("📣", "Announced, opening not confirmed ("),
    "planned": ("📝", "Only planned ("),
    "unknown": ("❔", "Not confirmed, ask first ("),
}
MARKS = "".join(mark for mark, _ in STATUS.values())
PRECISION = {
    "campus": "The map point is on its grounds.",
    "area": "The map point is about right: its quarter, not its door.",
    "city": "The map point is the town centre, not the place itself.",
    "none": "No map point is known.",
}
MEASURED = {"campus": "", "area": "(measured to its quarter)", "city": "(measured to the town centre)"}

CLAIM = re.compile(r"(?i)(?<![-\w])(open(?! house)|opened|working|operational|running|khul[ai]|chalu)\b")
HEDGE = re.compile(r"(?i)\b(not|no|none|nothing|whether|disagree|only planned|said|once|if|when)\b")
CLAIM_OF_TODAY = re.compile(r"(?i)\b(is|are|now) (now )?(open|working|operational|running)\b")
DENIAL = re.compile(r"(?i)\b(no|not|none|whether|if|when)\b|\?$")


@pytest.fixture(scope="module")
def everything(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Everything:
    return walk(built, tmp_path_factory.mktemp("walked"))


def card(everything: Everything, place_id: str) -> str:
    return seen(everything.shown[ShowPlace(place_id)])


def texts(everything: Everything) -> Iterator[tuple[Action, str]]:
    """Everything that taps can show."""
    return ((action, seen(reply)) for action, reply in everything.shown.items())


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+|\n+", text)


# Only what a source says is working is called so


def test_only_working_places_are_called_open_on_their_cards(everything: Everything) -> None:
    for place_id, place in PLACES.items():
        mark, words = STATUS[place["status"]]
        # names and headlines are quoted as they are
        text = card(everything, place_id).replace(place["name"], "").replace(place["source_title"], "")
        assert f"\n{mark} {words}" in text
        if place["status"] != "operational":
            assert STATUS["operational"][1] not in text
            assert "✅" not in text
            for sentence in filter(CLAIM.search, sentences(text)):
                assert HEDGE.search(sentence), (place_id, sentence)
                assert not CLAIM_OF_TODAY.search(sentence) or DENIAL.search(sentence), sentence


def test_only_working_places_are_called_open_in_lists(everything: Everything) -> None:
    listed = set()
    for action, text in texts(everything):
        if isinstance(action, ShowCity | ListPlaces):
            for place, status in entries(text):
                assert status.startswith(STATUS[place["status"]][1]), (action, place["id"])
                listed.add(place["id"])
    assert listed == PLACES.keys()


def entries(text: str) -> Iterator[tuple[dict[str, str], str]]:
    """The places of a list, each with the line that says its status."""
    shown = text.splitlines()
    for number, line in enumerate(shown):
        if line[:1] in MARKS and line[2:] in BY_NAME:
            place = BY_NAME[line[2:]]
            assert line[0] == STATUS[place["status"]][0], line
            yield place, shown[number + 2]


def test_only_working_places_have_the_mark_of_working_on_buttons(everything: Everything) -> None:
    for reply in everything.shown.values():
        for button in buttons(reply):
            if isinstance(button, Press) and button.data.startswith("p:") and button.label[:1] in MARKS:
                place = PLACES[button.data.removeprefix("p:")]
                assert button.label[0] == STATUS[place["status"]][0]


def buttons(reply: Reply) -> list[object]:
    return [button for row in reply.rows for button in row]


def test_only_working_places_are_called_open_in_inline_mode_and_on_the_map(everything: Everything) -> None:
    for place_id, place in PLACES.items():
        mark, words = STATUS[place["status"]]
        offered = everything.inline[place_id]
        assert offered.title.startswith(mark)
        assert offered.description.splitlines()[-1].startswith(words)
        assert seen(offered.reply) == card(everything, place_id)
        if place["lat"]:
            assert seen(everything.shown[ShowOnMap(place_id)]).startswith(f"{mark} {words}")


def test_counts_of_working_places_are_those_of_the_data(everything: Everything) -> None:
    for city in rows("cities.csv"):
        here = [place for place in PLACES.values() if place["city_id"] == city["id"]]
        working = sum(place["status"] == "operational" for place in here)
        text = seen(everything.shown[ShowCity(city["id"])])
        if here:
            assert f"Places: {len(here)} known, {working} reported as working." in text
        else:
            assert " are known." in text


# Every card has its date, its source and its precision


def test_every_card_says_when_that_was_known_or_that_nobody_says(everything: Everything) -> None:
    for place_id, place in PLACES.items():
        text = card(everything, place_id)
        if place["as_of"]:
            assert f"\nAs of {in_words(place['as_of'])}\n" in text
        else:
            assert "\nAs of: not known, the source is undated\n" in text
            assert "undated" in text.split("\n📍")[0], "the status says so too"


def in_words(date: str) -> str:
    """2025-02-13 as 13 February 2025."""
    year, *rest = date.split("-")
    days = [str(int(day)) for day in rest[1:]]
    return " ".join([*days, *(calendar.month_name[int(month)] for month in rest[:1]), year])


def test_every_card_links_its_sources_and_asks_to_ask_before_travelling(everything: Everything) -> None:
    for place_id, place in PLACES.items():
        text = card(everything, place_id)
        assert f"Source: {place['source_title']} <{place['source_url']}" in text
        for further in filter(None, place["extra_sources"].split("|")):
            assert f"<{further}" in text
        assert "Call or ask before you travel." in text


def test_every_entry_of_a_list_links_a_source(everything: Everything) -> None:
    for action, text in texts(everything):
        if isinstance(action, ShowCity | ListPlaces):
            for place, status in entries(text):
                assert f"<{place['source_url']}" in status, action


def test_every_card_says_how_exact_its_point_is(everything: Everything) -> None:
    for place_id, place in PLACES.items():
        text = card(everything, place_id)
        said = [words for words in PRECISION.values() if words in text]
        assert said == [PRECISION[place["coordinate_precision"]]]
        assert ("Address not published" in text) != bool(place["address"])


def test_a_town_centre_is_never_called_the_place(everything: Everything) -> None:
    for place_id, place in PLACES.items():
        card_buttons = buttons(everything.shown[ShowPlace(place_id)])
        labels = [button.label for button in card_buttons if isinstance(button, Link)]
        assert ("🧭 Directions to the town" in labels) == (place["coordinate_precision"] == "city")
        if place["coordinate_precision"] in ("city", "area"):
            on_map = everything.shown[ShowOnMap(place_id)]
            assert on_map.venue
            assert unmarked(on_map.venue.title) == f"{place['name']} (about)"


@pytest.mark.parametrize("point", [(31.52, 74.35), (33.64, 72.99), (24.9, 67.1), (35.9, 74.3), (30.2, 67.0)])
async def test_every_distance_says_what_it_was_measured_to(bot: Bot, point: tuple[float, float]) -> None:
    nearby = ListNearby(Point(*point), PlaceFilter(openness=Openness.ANY))
    shown = seen(await bot.bot_data.guide.show(nearby, ANYBODY)).splitlines()
    distances = 0
    for number, line in enumerate(shown):
        if line[:1] in MARKS and line[2:] in BY_NAME:
            distance = shown[number + 3]
            assert distance.startswith("↔️ ")
            assert distance.endswith(MEASURED[BY_NAME[line[2:]]["coordinate_precision"]])
            distances += 1
    assert distances == 6


# Nothing is invented


def test_every_number_on_a_card_stands_in_the_data(everything: Everything) -> None:
    for place_id, place in PLACES.items():
        known = " ".join([*place.values(), *PROGRAMMES[place["programme"]].values()])
        numbered = range(1, len(place["extra_sources"].split("|")) + 1)
        assert numbers(card(everything, place_id)) <= numbers(known) | set(numbered), place_id


def numbers(text: str) -> set[int]:
    return {int(digits) for digits in re.findall(r"\d+", re.sub(r"(?<=\d),(?=\d{3})", "", text))}


def test_no_card_names_a_phone_number_a_price_or_opening_hours(everything: Everything) -> None:
    phone = r"\+92|\b0\d{2,4}[- ]?\d{6,}"
    price = r"\b(Rs|PKR)\b"
    hours = r"\d ?[ap]\.?m\b|\b\d{1,2}:\d\d\b|opening hours"
    telling = re.compile(f"{phone}|{price}|{hours}", re.IGNORECASE)
    for place_id in PLACES:
        assert not telling.search(re.sub(r"<\S+>", "", card(everything, place_id))), place_id


# Figures and answers


def test_every_figure_has_its_date_and_source(everything: Everything) -> None:
    for figure_id, figure in FIGURES.items():
        text = seen(everything.shown[ShowFigure(figure_id)])
        assert figure["statement"] in text
        assert f"<{figure['source_url']}" in text
        assert in_words(figure["as_of"]) in text


def test_an_old_figure_is_shown_below_the_newest_and_said_to_be_replaced(everything: Everything) -> None:
    superseded = [figure for figure in FIGURES.values() if figure["superseded_by"]]
    assert superseded
    for action, text in texts(everything):
        if isinstance(action, ShowFigure | ListFigures):
            for figure in superseded:
                if figure["statement"] in text:
                    old = text.index(figure["statement"])
                    assert 0 <= text.find(newest(figure)["statement"]) < old, (action, figure["id"])
                    assert "replaced by a newer figure" in text[old:].splitlines()[0]


def newest(figure: dict[str, str]) -> dict[str, str]:
    while figure["superseded_by"]:
        figure = FIGURES[figure["superseded_by"]]
    return figure


def test_every_answer_has_its_date_and_source_and_the_warnings_it_deserves(everything: Everything) -> None:
    for answer in reviewed_answers():
        text = seen(everything.shown[ShowAnswer(answer["id"])])
        as_of = in_words(answer["as_of"])
        assert f"As of {as_of}" in text
        assert f"Source: {answer['source']['title']}" in text
        assert (f"May have changed since {as_of}: check before you act." in text) == answer["volatile"]
        assert ("weak or unofficial: have it confirmed" in text) == (answer["confidence"] == "low")
        for link in answer.get("links", []):
            assert f"<{link}" in text


# "What must not be claimed", line by line


@pytest.mark.parametrize(("park", "built_so_far"), [("islamabad", "72%"), ("karachi", "10%")])
def test_the_big_it_parks_are_not_open_and_no_opening_date_is_given(
    everything: Everything, park: str, built_so_far: str
) -> None:
    text = card(everything, f"it-park-{park}")
    assert "🚧 Being built, not open yet (as of 13 February 2026)" in text
    assert built_so_far in text
    assert "Opening reported" not in text
    for answer in reviewed_answers():
        if answer["id"].startswith(f"itpark-{park}"):
            for sentence in sentences(seen(everything.shown[ShowAnswer(answer["id"])])):
                assert not CLAIM_OF_TODAY.search(sentence) or DENIAL.search(sentence), sentence


def test_a_list_of_parks_says_that_it_is_not_the_ministrys_list_of_43(everything: Everything) -> None:
    lists = [
        text
        for action, text in texts(everything)
        if isinstance(action, ListPlaces) and action.keep.kinds == PARKS
    ]
    assert lists
    for text in lists:
        assert "is not that list" in text
        assert "43 known" not in text


def test_the_number_of_federal_centres_is_what_officials_say_and_no_fact(everything: Everything) -> None:
    number = re.compile(r"\b(40|80) (\S+ )?e-Rozgaar centres", re.IGNORECASE)
    said = re.compile(r"\b(said|say|says|speak|officials|budget papers|report)", re.IGNORECASE)
    found = [s for _, text in texts(everything) for s in sentences(text) if number.search(s)]
    assert found
    for sentence in found:
        assert said.search(sentence), sentence


def test_the_rules_of_punjabs_training_are_not_told_of_federal_centres(everything: Everything) -> None:
    federal = [place_id for place_id, place in PLACES.items() if place["programme"] == "federal_e_rozgaar"]
    assert federal
    shown = [ShowProgramme("federal_e_rozgaar"), *(ShowPlace(place_id) for place_id in federal)]
    for action in shown:
        text = seen(everything.shown[action])
        for sentence in sentences(text):
            if re.search(r"domicile|degree|16 years|age limit", sentence, re.IGNORECASE):
                assert DENIAL.search(sentence), sentence
        assert not re.search(r"(?<!-)\bfree\b", text, re.IGNORECASE)


def test_punjabs_courses_are_not_called_free_today(everything: Everything) -> None:
    for place_id, place in PLACES.items():
        if place["programme"].startswith("punjab_e_rozgaar"):
            for sentence in sentences(card(everything, place_id)):
                assert not re.search(
                    r"\b(is|are) free\b|\bfree of (charge|cost)\b", sentence, re.IGNORECASE
                ), sentence


def test_hosts_of_the_first_years_of_punjabs_training_are_not_called_working_without_later_news(
    everything: Everything,
) -> None:
    for place_id, place in PLACES.items():
        if place["programme"] == "punjab_e_rozgaar" and place["as_of"][:4] in (
            "2017",
            "2018",
            "2019",
            "2020",
        ):
            assert "Working, according to" not in card(everything, place_id), place_id


def test_the_first_womens_park_reported_open_is_that_of_muzaffarabad(everything: Everything) -> None:
    assert "🚧 Being built, not open yet" in card(everything, "wtp-bagh-women-university")
    assert "✅ Working, according to" in card(everything, "wtp-muzaffarabad-sco")


def test_psebs_contact_is_said_to_want_confirming(everything: Everything) -> None:
    text = seen(everything.shown[ShowAnswer("contact-pseb")])
    assert re.search(r"confirm|check", text, re.IGNORECASE)
    assert "have it confirmed" in text or "second-hand" in text


def test_forecasts_are_told_as_forecasts(everything: Everything) -> None:
    hedge = re.compile(
        r"forecast|expect|plan|meant|aim|target|due|is to|speaks of|designed|promised", re.IGNORECASE
    )
    forecasts = [
        figure
        for figure in FIGURES.values()
        if figure["id"].startswith(("it_park_", "erozgaar_"))
        and re.search(r"_(jobs|exports|revenue|freelancers|target|wish|capacity)", figure["id"])
    ]
    assert len(forecasts) >= 10
    for figure in forecasts:
        lines = seen(everything.shown[ShowFigure(figure["id"])]).splitlines()
        assert hedge.search(lines[2]), lines[2]
