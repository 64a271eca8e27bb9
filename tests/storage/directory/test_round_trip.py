"""What stands in the data files is what comes out of the directory, row by row."""

import csv
import tomllib
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from domain.facts import Answer, Figure
from domain.languages import Language
from domain.places import EVERY_PLACE, City, Place, Programme
from storage.directory.reader import Directory, open_directory
from tests.conftest import DATA

PROVINCE_KEYS = {
    "Punjab": "punjab",
    "Sindh": "sindh",
    "Khyber Pakhtunkhwa": "khyber_pakhtunkhwa",
    "Balochistan": "balochistan",
    "Islamabad Capital Territory": "islamabad",
    "Azad Jammu and Kashmir": "azad_kashmir",
    "Gilgit-Baltistan": "gilgit_baltistan",
}


def rows(file: str) -> list[dict[str, str]]:
    """The rows of a table: cells that are empty are left out."""
    with (DATA / file).open(encoding="utf-8", newline="") as table:
        return [{key: cell for key, cell in row.items() if cell} for row in csv.DictReader(table)]


def topics() -> list[dict[str, Any]]:
    paths = sorted((DATA / "answers").glob("*.toml"))
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in paths]


@pytest.fixture
async def directory(built: Path) -> AsyncIterator[Directory]:
    async with open_directory(built) as opened:
        yield opened


async def test_every_city_comes_out_as_it_went_in(directory: Directory) -> None:
    for row in rows("cities.csv"):
        kept: dict[str, object] = {key: cell for key, cell in row.items() if key in City.model_fields}
        expected = City.model_validate({**kept, "province": PROVINCE_KEYS[row["province"]]})
        assert await directory.cities.get(row["id"]) == expected


async def test_every_spelling_of_every_city_is_there_under_its_kind(directory: Directory) -> None:
    expected = {
        (name, row["id"], kind)
        for row in rows("cities.csv")
        for kind, names in (
            ("name", [row["name"], row.get("name_ur", "")]),
            ("alias", row.get("aliases", "").split("|")),
            ("district", row.get("hq_of", "").split("|")),
        )
        for name in names
        if name
    }
    assert {(name.name, name.city_id, name.kind) for name in await directory.cities.names()} == expected


async def test_every_place_comes_out_as_it_went_in(directory: Directory) -> None:
    for row in rows("places.csv"):
        kept: dict[str, object] = {key: cell for key, cell in row.items() if key in Place.model_fields}
        expected = Place.model_validate(
            {
                **kept,
                "programme_id": row["programme"],
                "precision": row["coordinate_precision"],
                "province": PROVINCE_KEYS[row["province"]],
                "extra_sources": tuple(filter(None, row.get("extra_sources", "").split("|"))),
            }
        )
        assert await directory.places.get(row["id"]) == expected


async def test_every_place_is_found_by_its_names_in_both_scripts(directory: Directory) -> None:
    expected = {
        row[script]: row["id"]
        for row in rows("places.csv")
        for script in ("name", "name_ur")
        if script in row
    }
    assert await directory.places.names() == expected


async def test_every_programme_comes_out_as_it_went_in(directory: Directory) -> None:
    for row in rows("programmes.csv"):
        assert await directory.places.programme(row["id"], Language.ENGLISH) == Programme.model_validate(row)


async def test_every_figure_comes_out_as_it_went_in(directory: Directory) -> None:
    for row in rows("figures.csv"):
        source = {"title": row["source_title"], "url": row["source_url"], "date": row.get("source_date")}
        kept: dict[str, object] = {key: cell for key, cell in row.items() if key in Figure.model_fields}
        named = {"source": source, "subject_name": row["subject"]}
        expected = Figure.model_validate({**kept, **named})
        assert await directory.figures.get(row["id"], Language.ENGLISH) == expected


@pytest.mark.parametrize("language", [Language.URDU, Language.ROMAN_URDU])
async def test_programmes_and_figures_come_out_in_the_other_languages_too(
    directory: Directory, language: Language
) -> None:
    worded = tomllib.loads((DATA / "wordings" / "programmes.toml").read_text(encoding="utf-8"))
    for row in worded["programmes"]:
        programme = await directory.places.programme(row["id"], language)
        assert programme is not None
        assert programme.summary == row[language]["summary"]
        assert programme.source_url.startswith("http")
    worded = tomllib.loads((DATA / "wordings" / "figures.toml").read_text(encoding="utf-8"))
    for row in worded["figures"]:
        figure = await directory.figures.get(row["id"], language)
        assert figure is not None
        assert figure.statement == row[language]
        assert figure.subject_name == worded["subjects"][figure.subject][language]


async def test_every_answer_comes_out_as_it_went_in_each_language_or_else_in_english(
    directory: Directory,
) -> None:
    for topic in topics():
        for row in topic["answers"]:
            kept = {key: value for key, value in row.items() if key in Answer.model_fields}
            for language in Language:
                worded = language if language in row else Language.ENGLISH
                expected = Answer.model_validate(
                    {**kept, "topic": topic["topic"], "language": worded, "wording": row[worded]}
                )
                assert await directory.answers.get(row["id"], language) == expected


async def test_nothing_comes_out_that_did_not_go_in(directory: Directory) -> None:
    places = await directory.places.of_province(None, EVERY_PLACE)
    assert sorted(place.id for place in places) == sorted(row["id"] for row in rows("places.csv"))
    figures = sum(subject.total for subject in await directory.figures.subjects())
    assert figures == len(rows("figures.csv"))
    answers = {section.key: section.total for section in await directory.answers.sections()}
    assert answers == Counter(row["section"] for topic in topics() for row in topic["answers"])
