"""The finders as they are shipped: real names, real words."""

import csv
from pathlib import Path

import pytest

from answers.understanding.cities import CityFinder
from answers.understanding.fold import word_list
from answers.understanding.gazetteer import ambiguous_names
from answers.understanding.language import LanguageDetector
from storage.directory.cities import CityName

DATA = Path(__file__).parents[3] / "data"


def rows(path: str) -> list[dict[str, str]]:
    with (DATA / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words(name: str) -> frozenset[str]:
    return word_list((DATA / "vocabulary" / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def every_name() -> list[CityName]:
    return [
        CityName(name, row["id"], kind)
        for row in rows("cities.csv")
        for kind, names in (
            ("name", [row["name"], row["name_ur"]]),
            ("alias", row["aliases"].split("|")),
            ("district", row["hq_of"].split("|")),
        )
        for name in names
        if name
    ]


@pytest.fixture(scope="session")
def finder(every_name: list[CityName]) -> CityFinder:
    guard = words("guard_words.txt") | words("roman_urdu_words.txt") | words("english_words.txt")
    return CityFinder(every_name, guard, ambiguous_names(rows("vocabulary/ambiguous_places.csv")))


@pytest.fixture(scope="session")
def detector() -> LanguageDetector:
    return LanguageDetector(words("roman_urdu_words.txt"), words("english_words.txt"))
