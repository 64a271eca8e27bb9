"""The data are as many and as linked as the project says of them."""

import json
import re
from collections import Counter

import pytest

from answers.cards.general import help_page
from answers.understanding.fold import fold
from domain.languages import Language
from domain.places import Confidence, Kind, Precision, Province, Status
from storage.directory.data import Data
from storage.directory.load import load
from storage.directory.rows import PROVINCES
from tests.conftest import DATA
from texts.catalogue import phrases

PROJECT = DATA.parent
SOURCES = (DATA / "SOURCES.md").read_text(encoding="utf-8")
GEONAMES = "GeoNames (geonames.org), CC BY 4.0"


@pytest.fixture(scope="module")
def data() -> Data:
    return load(DATA)


@pytest.fixture(scope="module")
def questions() -> list[dict[str, object]]:
    text = (DATA / "eval" / "questions-dev.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_every_answer_is_asked_in_three_languages(data: Data) -> None:
    few = {
        answer.id
        for topic in data.topics
        for answer in topic.row.answers
        if len(answer.asked.en) < 3 or len(answer.asked.ur_latn) < 3 or len(answer.asked.ur) < 2
    }
    assert few == set()


def test_the_urdu_ways_to_ask_are_in_urdu_letters_and_the_roman_ones_are_not(data: Data) -> None:
    for topic in data.topics:
        for answer in topic.row.answers:
            assert all(re.search("[\u0600-\u06ff]", phrasing) for phrasing in answer.asked.ur), answer.id
            assert not any(re.search("[\u0600-\u06ff]", phrasing) for phrasing in answer.asked.ur_latn), (
                answer.id
            )


def test_no_answer_has_empty_words(data: Data) -> None:
    for topic in data.topics:
        for answer in topic.row.answers:
            for wording in answer.wordings.values():
                for text in (wording.question, wording.text, *wording.steps):
                    assert text.strip() == text != "", answer.id


def test_no_two_towns_have_a_name_that_is_typed_the_same(data: Data) -> None:
    owners: dict[str, set[str]] = {}
    for city in data.cities:
        for name in (city.row.name, city.row.name_ur or city.row.name, *city.row.aliases):
            owners.setdefault(fold(name), set()).add(city.row.id)
    assert {name: towns for name, towns in owners.items() if len(towns) > 1} == {}


def test_no_question_is_typed_the_same_for_two_answers(data: Data) -> None:
    owners: dict[str, set[str]] = {}
    for topic in data.topics:
        for answer in topic.row.answers:
            for wording in answer.wordings.values():
                owners.setdefault(fold(wording.question), set()).add(answer.id)
            for phrasing in answer.asked.all:
                owners.setdefault(fold(phrasing), set()).add(answer.id)
    assert {asked: ids for asked, ids in owners.items() if len(ids) > 1} == {}


def test_the_labels_of_the_evaluation_are_those_of_the_data(
    data: Data, questions: list[dict[str, object]]
) -> None:
    assert data.stats
    cities = {city.row.id for city in data.cities}
    for question in questions:
        assert question["stat"] is None or question["stat"] in data.stats.row.stats, question["id"]
        named = question["cities"]
        assert isinstance(named, list)
        assert cities.issuperset(named), question["id"]
        assert question["region"] is None or question["region"] in set(Province), question["id"]
    topics = {topic.row.topic for topic in data.topics}
    assert {question["topic"] for question in questions} - {None} <= topics


def test_the_figures_that_lead_a_statistic_are_in_force(data: Data) -> None:
    assert data.stats
    superseded = {figure.row.id for figure in data.figures if figure.row.superseded_by}
    assert [stat for stat, row in data.stats.row.stats.items() if row.figures[0] in superseded] == []


def test_geonames_is_named_where_its_licence_wants_it() -> None:
    assert f"Place data from {GEONAMES}" in SOURCES
    assert f"Place data from {GEONAMES}" in help_page(phrases(Language.ENGLISH)).text
    assert GEONAMES in (DATA / "answers" / "data_source.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["data/SOURCES.md", "README.md", "CHANGELOG.md"])
def test_the_pages_count_right(data: Data, page: str) -> None:
    said = (PROJECT / page).read_text(encoding="utf-8").replace("\n", " ")
    if page == "data/SOURCES.md":
        for file, rows in (("cities", data.cities), ("districts", data.districts), ("places", data.places)):
            assert f"`{file}.csv` | {len(rows)} |" in said
        assert f"`programmes.csv` | {len(data.programmes)} |" in said
        assert f"`figures.csv` | {len(data.figures)} |" in said
        assert f"`answers/*.toml` | {sum(len(topic.row.answers) for topic in data.topics)} |" in said
    else:
        assert f"{len(data.places)} places" in said
        assert f"{len(data.figures)} figures" in said
        assert f"{sum(len(topic.row.answers) for topic in data.topics)} reviewed" in said


def test_the_coverage_that_sources_md_tells_is_that_of_the_places(data: Data) -> None:
    said = SOURCES.replace("\n", " ").replace("  ", " ")
    places = [place.row for place in data.places]
    statuses = Counter(place.status for place in places)
    for status in Status:
        assert f"`{status}` ({statuses[status]})" in said
    precisions = Counter(place.coordinate_precision for place in places)
    assert (
        f"Points: {precisions[Precision.CAMPUS]} campus, {precisions[Precision.AREA]} area,"
        f" {precisions[Precision.CITY]} city, {precisions[Precision.NONE]} none" in said
    )
    provinces = Counter(place.province for place in places)
    for name, province in PROVINCES.items():
        assert f"{name.removesuffix(' Capital Territory')} {provinces[province]}" in said
    assert f"{len({place.city_id for place in places if place.city_id})} towns" in said
    assert f"our {sum(p.kind is Kind.SOFTWARE_TECHNOLOGY_PARK for p in places)} rows" in said


def test_confidence_is_counted_right_in_sources_md(data: Data) -> None:
    counts = Counter(answer.confidence for topic in data.topics for answer in topic.row.answers)
    good, fair, weak = (counts[confidence] for confidence in Confidence)
    expected = f"{good} answers rest on good sources, {fair} on fair and {weak} on weak ones"
    assert expected in SOURCES.replace("\n", " ")
