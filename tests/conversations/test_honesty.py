"""What the bot must not claim, over everything it can show in every language (data/SOURCES.md, "What must not
be claimed").
"""

import calendar
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from answers.actions import (
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
from domain.languages import Language
from domain.places import PARKS
from domain.replies import Button, Link, Press, Reply
from tests.conversations import claims
from tests.conversations.reading import reviewed_answers, rows, seen, shown_name, statements, unmarked
from tests.conversations.walking import Everything, walked
from texts.catalogue import available
from texts.phrases import Phrases, capital

PLACES = {place["id"]: place for place in rows("places.csv")}
PROGRAMMES = {programme["id"]: programme for programme in rows("programmes.csv")}
FIGURES = {figure["id"]: figure for figure in rows("figures.csv")}
MARKS = {
    "operational": "✅",
    "under_construction": "🚧",
    "announced": "📣",
    "planned": "📝",
    "unknown": "❔",
}
LISTS = ShowCity | ListPlaces | ListNearby
URDU_MONTHS = [
    "جنوری",
    "فروری",
    "مارچ",
    "اپریل",
    "مئی",
    "جون",
    "جولائی",
    "اگست",
    "ستمبر",
    "اکتوبر",
    "نومبر",
    "دسمبر",
]


@pytest.fixture(scope="module", params=available())
def everything(built: Path, request: pytest.FixtureRequest) -> Everything:
    return walked(built)[request.param]


# Reading what is shown


def card(everything: Everything, place_id: str) -> str:
    return everything.texts[ShowPlace(place_id)]


def answer_card(everything: Everything, answer_id: str) -> str:
    return everything.texts[ShowAnswer(answer_id)]


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?۔؟])\s+|\n+", text)


def buttons(reply: Reply) -> list[Button]:
    return [button for row in reply.rows for button in row]


def entries(everything: Everything, text: str) -> Iterator[tuple[dict[str, str], list[str]]]:
    """The places of a list, each with the lines below its name: kind, status, and the distance if any."""
    by_name = {shown_name(everything.language, place): place for place in PLACES.values()}
    shown = text.splitlines()
    for number, line in enumerate(shown):
        if line[:1] in MARKS.values() and line[2:] in by_name:
            place = by_name[line[2:]]
            assert line[0] == MARKS[place["status"]], line
            yield place, shown[number + 1 : number + 4]


# What is to be said, by the keys of the catalogue


def say(t: Phrases, key: str, n: int | None = None, **values: str) -> str:
    return unmarked(t.label(key, n, **values))


def before_date(t: Phrases, key: str) -> str:
    """What a sentence says before its date."""
    return say(t, key, date="|").partition("|")[0]


def in_words(t: Phrases, date: str) -> str:
    """2025-02-13 as 13 February 2025."""
    months = URDU_MONTHS if t.language is Language.URDU else calendar.month_name[1:]
    year, *rest = date.split("-")
    days = [str(int(day)) for day in rest[1:]]
    return " ".join([*days, *(months[int(month) - 1] for month in rest[:1]), year])


def status_of(t: Phrases, place: dict[str, str]) -> str:
    """The status in words with its date."""
    if not place["as_of"]:
        return say(t, f"status.{place['status']}.undated")
    return say(t, f"status.{place['status']}", date=in_words(t, place["as_of"]))


# A claim is seen where there is one


@pytest.mark.parametrize(
    ("language", "claim"),
    [
        (Language.ENGLISH, "The Karachi IT Park is now open."),
        (Language.URDU, "The Karachi IT Park is now open."),
        (Language.URDU, "کراچی آئی ٹی پارک کھل گیا ہے۔"),
        (Language.URDU, "یہ سینٹر کام کر رہا ہے۔"),
        (Language.URDU, "دونوں پارک کھلے ہیں۔"),
        (Language.ROMAN_URDU, "Karachi IT Park khul gaya hai."),
        (Language.ROMAN_URDU, "Yeh centre kaam kar raha hai."),
        (Language.ROMAN_URDU, "Dono parks khule hain."),
    ],
)
def test_the_claim_that_something_is_open_is_seen(language: Language, claim: str) -> None:
    for pattern, is_there in (
        (claims.OPEN, True),
        (claims.OPEN_TODAY, True),
        (claims.HEDGE, False),
        (claims.DENIAL, False),
    ):
        assert bool(pattern[language].search(claim)) == is_there


# Only what a source says is working is called so


def test_only_working_places_are_called_open_on_their_cards(everything: Everything) -> None:
    t = everything.t
    for place_id, place in PLACES.items():
        text = card(everything, place_id)
        assert f"\n{MARKS[place['status']]} {status_of(t, place)}\n" in text
        if place["status"] != "operational":
            assert before_date(t, "status.operational") not in text
            assert "✅" not in text
            for sentence in sentences(without_quotations(text, place)):
                if claims.OPEN[t.language].search(sentence):
                    assert claims.HEDGE[t.language].search(sentence), (place_id, sentence)
                    assert not claimed_open(t, sentence), (place_id, sentence)


def without_quotations(text: str, place: dict[str, str]) -> str:
    """Names and headlines are quoted as they are."""
    for quoted in filter(None, (place["name"], place["name_ur"], place["source_title"])):
        text = text.replace(quoted, "")
    return text


def claimed_open(t: Phrases, sentence: str) -> bool:
    claimed, denied = (pattern[t.language].search(sentence) for pattern in (claims.OPEN_TODAY, claims.DENIAL))
    return bool(claimed and not denied)


def test_only_working_places_are_called_open_in_lists(everything: Everything) -> None:
    listed = set()
    for action, text in everything.texts.items():
        if isinstance(action, LISTS):
            for place, (_, status, *_) in entries(everything, text):
                assert status.startswith(f"{status_of(everything.t, place)} ("), (action, place["id"])
                listed.add(place["id"])
    assert listed == PLACES.keys()


def test_only_working_places_have_the_mark_of_working_on_buttons(everything: Everything) -> None:
    for reply in everything.shown.values():
        for button in buttons(reply):
            if (
                isinstance(button, Press)
                and button.data.startswith("p:")
                and button.label[:1] in MARKS.values()
            ):
                place = PLACES[button.data.removeprefix("p:")]
                assert button.label[0] == MARKS[place["status"]]


def test_only_working_places_are_called_open_in_inline_mode_and_on_the_map(everything: Everything) -> None:
    for place_id, place in PLACES.items():
        mark, words = MARKS[place["status"]], status_of(everything.t, place)
        offered = everything.inline[place_id]
        assert offered.title.startswith(mark)
        assert unmarked(offered.description).splitlines()[-1] == words
        assert seen(offered.reply) == card(everything, place_id)
        if place["lat"]:
            assert everything.texts[ShowOnMap(place_id)].startswith(f"{mark} {words}\n")


def test_counts_of_working_places_are_those_of_the_data(everything: Everything) -> None:
    t = everything.t
    places = say(t, "kinds.any")
    for city in rows("cities.csv"):
        here = [place for place in PLACES.values() if place["city_id"] == city["id"]]
        working = sum(place["status"] == "operational" for place in here)
        count = say(t, "city.count", len(here), kinds=capital(places), open=str(working))
        none = say(t, "city.none", kinds=places, city=shown_name(t.language, city))
        assert (count if here else none) in everything.texts[ShowCity(city["id"])]


# Every card has its date, its source and its precision


def test_every_card_says_when_that_was_known_or_that_nobody_says(everything: Everything) -> None:
    t = everything.t
    for place_id, place in PLACES.items():
        dated = (
            say(t, "as_of", date=in_words(t, place["as_of"])) if place["as_of"] else say(t, "as_of_unknown")
        )
        assert f"\n{dated}\n" in card(everything, place_id)


def test_every_card_links_its_sources_and_asks_to_ask_before_travelling(everything: Everything) -> None:
    for place_id, place in PLACES.items():
        text = card(everything, place_id)
        assert f" {place['source_title']} <{place['source_url']}" in text
        for further in filter(None, place["extra_sources"].split("|")):
            assert f"<{further}" in text
        assert text.endswith(say(everything.t, "place.ask_first"))


def test_every_entry_of_a_list_links_a_source(everything: Everything) -> None:
    for action, text in everything.texts.items():
        if isinstance(action, LISTS):
            for place, (_, status, *_) in entries(everything, text):
                assert f"<{place['source_url']}" in status, action


def test_every_card_says_how_exact_its_point_is(everything: Everything) -> None:
    t = everything.t
    precisions = {name: say(t, f"precision.{name}") for name in ("campus", "area", "city", "none")}
    assert len(set(precisions.values())) == 4
    for place_id, place in PLACES.items():
        text = card(everything, place_id)
        assert [name for name, words in precisions.items() if words in text] == [
            place["coordinate_precision"]
        ]
        assert (say(t, "place.no_address") in text) != bool(place["address"])


def test_a_town_centre_is_never_called_the_place(everything: Everything) -> None:
    t = everything.t
    assert say(t, "button.directions_town") != say(t, "button.directions")
    assert say(t, "venue.about", name="") != ""
    for place_id, place in PLACES.items():
        card_buttons = buttons(everything.shown[ShowPlace(place_id)])
        labels = [button.label for button in card_buttons if isinstance(button, Link)]
        assert (say(t, "button.directions_town") in labels) == (place["coordinate_precision"] == "city")
        if place["coordinate_precision"] in ("city", "area"):
            on_map = everything.shown[ShowOnMap(place_id)]
            assert on_map.venue
            assert unmarked(on_map.venue.title) == say(t, "venue.about", name=place["name"])


def test_every_distance_says_what_it_was_measured_to(everything: Everything) -> None:
    measured_to = {
        "campus": "",
        "area": in_brackets(everything.t, "area"),
        "city": in_brackets(everything.t, "city"),
    }
    assert len(set(measured_to.values())) == 3
    measured = set()
    for action, text in everything.texts.items():
        if isinstance(action, ListNearby):
            for place, (_, _, distance) in entries(everything, text):
                assert distance.startswith("↔️ "), action
                assert "".join(re.findall(r"\(.*\)$", distance)) == measured_to[place["coordinate_precision"]]
                measured.add(place["coordinate_precision"])
    assert measured == measured_to.keys()


def in_brackets(t: Phrases, precision: str) -> str:
    said = say(t, f"distance.{precision}", km="1", direction="")
    return said[said.index("(") :]


# Nothing is invented


def test_every_number_on_a_card_stands_in_the_data(everything: Everything) -> None:
    for place_id, place in PLACES.items():
        known = " ".join([*place.values(), *PROGRAMMES[place["programme"]].values()])
        numbered = range(1, len(place["extra_sources"].split("|")) + 1)
        assert numbers(card(everything, place_id)) <= numbers(known) | set(numbered), place_id


def numbers(text: str) -> set[int]:
    return {int(digits) for digits in re.findall(r"\d+", re.sub(r"(?<=\d),(?=\d{3})", "", text))}


def test_no_card_names_a_phone_number_a_price_or_opening_hours(everything: Everything) -> None:
    phone = re.compile(r"\+92|\b0\d{2,4}[- ]?\d{6,}")
    for place_id in PLACES:
        text = re.sub(r"<\S+>", "", card(everything, place_id))
        assert not phone.search(text), place_id
        assert not claims.PRICE_OR_HOURS[everything.language].search(text), place_id


# Figures and answers


def test_every_figure_has_its_date_and_source(everything: Everything) -> None:
    said = statements(everything.language)
    for figure_id, figure in FIGURES.items():
        text = everything.texts[ShowFigure(figure_id)]
        assert said[figure_id] in text
        assert f"<{figure['source_url']}" in text
        assert in_words(everything.t, figure["as_of"]) in text


def test_an_old_figure_is_shown_below_the_newest_and_said_to_be_replaced(everything: Everything) -> None:
    superseded = [figure for figure in FIGURES.values() if figure["superseded_by"]]
    said = statements(everything.language)
    replaced = say(everything.t, "figure.old", statement="", date="", link="").rpartition(")")[2]
    assert superseded
    assert len(replaced) > 2
    for action, text in everything.texts.items():
        if isinstance(action, ShowFigure | ListFigures):
            for figure in superseded:
                if said[figure["id"]] in text:
                    old = text.index(said[figure["id"]])
                    assert 0 <= text.find(said[newest(figure)["id"]]) < old, (action, figure["id"])
                    assert text[old:].splitlines()[0].endswith(replaced)


def newest(figure: dict[str, str]) -> dict[str, str]:
    while figure["superseded_by"]:
        figure = FIGURES[figure["superseded_by"]]
    return figure


def test_every_answer_has_its_date_and_source_and_the_warnings_it_deserves(everything: Everything) -> None:
    t = everything.t
    for answer in reviewed_answers():
        text = answer_card(everything, answer["id"])
        as_of = in_words(t, answer["as_of"])
        assert text.splitlines()[-1] == say(t, "as_of", date=as_of)
        assert f" {answer['source']['title']}" in text.splitlines()[-2]
        assert (say(t, "answer.volatile", date=as_of) in text) == answer["volatile"]
        assert (say(t, "answer.low_confidence") in text) == (answer["confidence"] == "low")
        for link in answer.get("links", []):
            assert f"<{link}" in text


# "What must not be claimed", line by line


@pytest.mark.parametrize(("park", "built_so_far"), [("islamabad", "72%"), ("karachi", "10%")])
def test_the_big_it_parks_are_not_open_and_no_opening_date_is_given(
    everything: Everything, park: str, built_so_far: str
) -> None:
    t = everything.t
    text = card(everything, f"it-park-{park}")
    assert f"🚧 {say(t, 'status.under_construction', date=in_words(t, '2026-02-13'))}" in text
    assert built_so_far in text
    assert before_date(t, "place.opened") not in text
    asked = [answer["id"] for answer in reviewed_answers() if answer["id"].startswith(f"itpark-{park}")]
    assert asked
    for answer_id in asked:
        for sentence in sentences(answer_card(everything, answer_id)):
            assert not claimed_open(t, sentence), sentence


def test_a_list_of_parks_says_that_it_is_not_the_ministrys_list_of_43(everything: Everything) -> None:
    lists = [
        text
        for action, text in everything.texts.items()
        if isinstance(action, ListPlaces) and action.keep.kinds == PARKS
    ]
    assert lists
    for text in lists:
        assert text.endswith(say(everything.t, "list.not_all"))
        assert say(everything.t, "list.count", 43, open="|").partition("|")[0] not in text


def test_the_number_of_federal_centres_is_what_officials_say_and_no_fact(everything: Everything) -> None:
    counts = claims.COUNT_OF_CENTRES[everything.language]
    found = [s for text in everything.texts.values() for s in sentences(text) if counts.search(s)]
    assert found
    for sentence in found:
        assert claims.SAID[everything.language].search(sentence), sentence


def test_the_rules_of_punjabs_training_are_not_told_of_federal_centres(everything: Everything) -> None:
    federal = [place_id for place_id, place in PLACES.items() if place["programme"] == "federal_e_rozgaar"]
    assert federal
    for action in [ShowProgramme("federal_e_rozgaar"), *(ShowPlace(place_id) for place_id in federal)]:
        text = everything.texts[action]
        rules = [s for s in sentences(text) if claims.PUNJAB_RULES[everything.language].search(s)]
        assert rules
        for sentence in rules:
            assert claims.DENIAL[everything.language].search(sentence), sentence
        assert not claims.FREE[everything.language].search(text)


def test_punjabs_courses_are_not_called_free_today(everything: Everything) -> None:
    for place_id, place in PLACES.items():
        if place["programme"].startswith("punjab_e_rozgaar"):
            assert not claims.FREE_TODAY[everything.language].search(card(everything, place_id)), place_id


def test_hosts_of_the_first_years_of_punjabs_training_are_not_called_working_without_later_news(
    everything: Everything,
) -> None:
    first_years = ("2017", "2018", "2019", "2020")
    early = [
        place_id
        for place_id, place in PLACES.items()
        if place["programme"] == "punjab_e_rozgaar" and place["as_of"][:4] in first_years
    ]
    assert early
    for place_id in early:
        assert before_date(everything.t, "status.operational") not in card(everything, place_id), place_id


def test_the_first_womens_park_reported_open_is_that_of_muzaffarabad(everything: Everything) -> None:
    t = everything.t
    being_built, working = before_date(t, "status.under_construction"), before_date(t, "status.operational")
    assert f"🚧 {being_built}" in card(everything, "wtp-bagh-women-university")
    assert f"✅ {working}" in card(everything, "wtp-muzaffarabad-sco")


def test_psebs_contact_is_said_to_want_confirming(everything: Everything) -> None:
    text = answer_card(everything, "contact-pseb")
    told, _, _ = text.partition("⚠️")
    assert claims.CONFIRM[everything.language].search(told)
    assert say(everything.t, "answer.low_confidence") in text


def test_forecasts_are_told_as_forecasts(everything: Everything) -> None:
    forecasts = [
        figure_id
        for figure_id in FIGURES
        if figure_id.startswith(("it_park_", "erozgaar_"))
        and re.search(r"_(jobs|exports|revenue|freelancers|target|wish|capacity)", figure_id)
    ]
    assert len(forecasts) >= 10
    for figure_id in forecasts:
        statement = everything.texts[ShowFigure(figure_id)].splitlines()[2]
        assert claims.FORECAST[everything.language].search(statement), statement
