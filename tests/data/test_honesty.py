"""What must not be claimed (data/SOURCES.md), as far as a look at the data can tell."""

import csv
import re
from collections.abc import Iterator
from operator import attrgetter

import pytest

from domain.places import Kind, Status
from storage.directory.data import Data
from storage.directory.load import load
from storage.directory.rows import AnswerRow, FigureRow, PlaceRow
from tests.conftest import DATA

COLLECTED = "2026-11-22"
FEDERAL = "federal_e_rozgaar"
PUNJAB = "punjab_e_rozgaar"
PHONE = re.compile(r"\b(\+92|0\d{2,4})[- ]?\d{3}|\b111[- ]\d{3}")


@pytest.fixture(scope="module")
def data() -> Data:
    return load(DATA)


@pytest.fixture(scope="module")
def places(data: Data) -> dict[str, PlaceRow]:
    return {place.row.id: place.row for place in data.places}


@pytest.fixture(scope="module")
def figures(data: Data) -> list[FigureRow]:
    return [figure.row for figure in data.figures]


@pytest.fixture(scope="module")
def answers(data: Data) -> list[AnswerRow]:
    return [answer for topic in data.topics for answer in topic.row.answers]


def worded(answer: AnswerRow) -> Iterator[str]:
    for wording in answer.wordings.values():
        yield " ".join((wording.question, wording.text, *wording.steps))


@pytest.fixture(scope="module")
def shown(data: Data, answers: list[AnswerRow]) -> list[tuple[str, str]]:
    """Every text that a person may read, with the id of its row."""
    of_place = attrgetter("name", "address", "host", "operator", "status_note", "source_title")
    of_programme = attrgetter("name", "run_by", "summary", "who_can_use", "how_to_apply", "cost", "contact")
    texts = [(place.row.id, text or "") for place in data.places for text in of_place(place.row)]
    texts += [(one.row.id, text or "") for one in data.programmes for text in of_programme(one.row)]
    texts += [(figure.row.id, figure.row.statement) for figure in data.figures]
    return texts + [(answer.id, text) for answer in answers for text in worded(answer)]


@pytest.mark.parametrize("place_id", ["it-park-islamabad", "it-park-karachi"])
def test_the_big_it_parks_are_being_built_and_have_no_opening_date(
    places: dict[str, PlaceRow], place_id: str
) -> None:
    park = places[place_id]
    assert park.status is Status.UNDER_CONSTRUCTION
    assert park.as_of == "2026-02-13"
    assert park.opened is None


def test_no_it_park_of_the_ministry_is_open(places: dict[str, PlaceRow]) -> None:
    assert [
        p.id for p in places.values() if p.programme == "ministry_it_park" and p.status == "operational"
    ] == []


def test_what_is_not_open_yet_has_no_day_of_opening(places: dict[str, PlaceRow]) -> None:
    coming = (Status.UNDER_CONSTRUCTION, Status.ANNOUNCED, Status.PLANNED)
    assert [place.id for place in places.values() if place.status in coming and place.opened] == []


def test_the_womens_park_at_bagh_is_not_open_and_the_one_in_muzaffarabad_is(
    places: dict[str, PlaceRow],
) -> None:
    womens = {p.id: p.status for p in places.values() if p.kind is Kind.WOMEN_TECHNOLOGY_PARK}
    assert [park for park, status in womens.items() if status is Status.OPERATIONAL] == [
        "wtp-muzaffarabad-sco"
    ]
    assert womens["wtp-bagh-women-university"] is Status.UNDER_CONSTRUCTION


def test_no_place_has_a_telephone_number_or_an_e_mail_address(
    places: dict[str, PlaceRow], shown: list[tuple[str, str]]
) -> None:
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as table:
        assert [row["id"] for row in csv.DictReader(table) if row["phone"] or row["email"]] == []
    of_places = [(its_id, text) for its_id, text in shown if its_id in places]
    assert [its_id for its_id, text in of_places if PHONE.search(text) or re.search(r"\w@\w", text)] == []


def test_pseb_is_reached_by_details_that_want_to_be_confirmed(shown: list[tuple[str, str]]) -> None:
    given = [(its_id, text) for its_id, text in shown if "info@pseb.org.pk" in text]
    assert given
    unsure = re.compile(r"confirm|check|tasdeeq|tasdiq|تصدیق", re.IGNORECASE)
    assert [its_id for its_id, text in given if not unsure.search(text)] == []


def test_forty_three_is_always_a_count_of_its_date_and_never_ours(shown: list[tuple[str, str]]) -> None:
    claims = [(its_id, text) for its_id, text in shown if re.search(r"\b43\b.{0,20}(park|پارک)", text)]
    assert claims
    assert [its_id for its_id, text in claims if not re.search(r"202[45]", text)] == []


def test_the_number_of_federal_centres_is_what_somebody_says(figures: list[FigureRow]) -> None:
    counts = [figure for figure in figures if figure.id.startswith("erozgaar_count")]
    assert counts
    says = re.compile(r"officials said|budget papers|report of", re.IGNORECASE)
    assert [figure.id for figure in counts if not says.search(figure.statement)] == []


def test_only_the_two_federal_centres_known_by_name_are_listed(places: dict[str, PlaceRow]) -> None:
    assert len([place for place in places.values() if place.programme == FEDERAL]) == 2


def test_the_two_e_rozgaar_schemes_keep_their_own_rules(data: Data) -> None:
    who = {programme.row.id: programme.row.who_can_use or "" for programme in data.programmes}
    rules = re.compile(r"16 years|35 years|Punjab domicile")
    assert rules.search(who[PUNJAB])
    assert not rules.search(who[FEDERAL])


def test_punjabs_courses_are_not_called_free_today(data: Data) -> None:
    cost = next(row.row.cost for row in data.programmes if row.row.id == PUNJAB)
    assert cost
    assert "2024" in cost
    assert "charge" in cost


def test_a_punjab_host_counts_as_working_only_where_a_source_of_its_own_says_so(
    places: dict[str, PlaceRow],
) -> None:
    working = [p.id for p in places.values() if p.programme == PUNJAB and p.status is Status.OPERATIONAL]
    assert working == ["erozgaar-punjab-bzu-multan", "erozgaar-punjab-ptut-lahore"]


def test_forecasts_are_called_forecasts(figures: list[FigureRow]) -> None:
    parks = [f for f in figures if f.subject in ("Karachi IT Park", "Islamabad IT Park")]
    hoped = [f for f in parks if re.search(r"\bjobs\b|exports", f.statement)]
    assert len(hoped) == 5
    assert [f.id for f in hoped if not re.search(r"forecast|expect", f.statement)] == []


def test_no_date_lies_after_the_day_on_which_the_data_were_collected(
    data: Data, answers: list[AnswerRow], figures: list[FigureRow]
) -> None:
    dates: list[tuple[str, str | None]] = []
    for place in data.places:
        dates += [(place.row.id, date) for date in (place.row.as_of, place.row.source_date, place.row.opened)]
    for answer in answers:
        dates += [(answer.id, answer.as_of), (answer.id, answer.source.date)]
    for figure in figures:
        dates += [(figure.id, figure.as_of), (figure.id, figure.source_date)]
    assert [its_id for its_id, date in dates if date and date > COLLECTED] == []


@pytest.mark.parametrize(
    "words",
    [
        r"(this|our|the) research",
        r"stored cop(y|ies)",
        r"seed (article|document|data)",
        r"research table",
        r"before publishing",
        r"do not (treat|claim|quote|call)",
        r"second-hand",
        r"\b(TODO|FIXME)\b",
        r"this (row|cell|table|dataset|file)\b",
    ],
)
def test_texts_speak_to_readers_and_not_to_editors(shown: list[tuple[str, str]], words: str) -> None:
    assert [(its_id, text) for its_id, text in shown if re.search(words, text, re.IGNORECASE)] == []
