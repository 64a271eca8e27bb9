"""What is given away is what stands in the data files: whole, dated, with its source, and never rosier."""

import asyncio
import csv
import datetime
import hashlib
import io
import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.open_data.collecting import open_data
from domain.languages import Language
from storage.directory.reader import Release, open_directory
from tests.conftest import DATA
from tests.conversations.claims import HEDGE, OPEN

TABLES = ("places", "programmes", "figures", "answers", "sources")
LANGUAGES = [str(language) for language in Language]
PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
Record = dict[str, str]


async def of(built: Path) -> tuple[Release, dict[str, bytes]]:
    async with open_directory(built) as directory:
        return directory.release, {file.name: file.content for file in await open_data(directory)}


@pytest.fixture(scope="module")
def exported(built: Path) -> tuple[Release, dict[str, bytes]]:
    """The release, and every file of it."""
    return asyncio.run(of(built))


@pytest.fixture(scope="module")
def files(exported: tuple[Release, dict[str, bytes]]) -> dict[str, bytes]:
    return exported[1]


@pytest.fixture(scope="module")
def tables(files: dict[str, bytes]) -> dict[str, list[Record]]:
    """The rows of each table, as any other program reads them."""
    texts = {name: io.StringIO(files[f"{name}.csv"].decode(), newline="") for name in TABLES}
    return {name: list(csv.DictReader(text, strict=True)) for name, text in texts.items()}


@pytest.fixture(scope="module")
def features(files: dict[str, bytes]) -> list[dict[str, Any]]:
    collection = json.loads(files["places.geojson"])
    assert collection.keys() == {"type", "features"}
    assert collection["type"] == "FeatureCollection"
    return list(collection["features"])


@pytest.fixture(scope="module")
def package(files: dict[str, bytes]) -> dict[str, Any]:
    return dict(json.loads(files["datapackage.json"]))


def data(file: str) -> list[Record]:
    """The rows of a data file."""
    with (DATA / file).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def answers() -> list[dict[str, Any]]:
    topics = [tomllib.loads(path.read_text(encoding="utf-8")) for path in (DATA / "answers").glob("*.toml")]
    return [answer for topic in topics for answer in topic["answers"]]


# places


def test_every_place_is_there_once_with_the_cells_of_its_data_file(tables: dict[str, list[Record]]) -> None:
    renamed = {"programme": "programme_id", "opened": "opening_reported", "coordinate_precision": "precision"}
    kept_back = {"notes", "phone", "email", "province"}
    rows = {row["id"]: row for row in tables["places"]}
    assert sorted(rows) == sorted(row["id"] for row in data("places.csv"))
    assert len(tables["places"]) == len(rows)
    for row in data("places.csv"):
        told = {renamed.get(name, name): cell for name, cell in row.items() if name not in kept_back}
        for number in ("lat", "lon"):
            told[number] = told[number] and str(float(told[number]))
        assert {name: rows[row["id"]][name] for name in told} == told


def test_only_a_place_that_works_is_said_to_and_that_of_the_date_of_its_evidence(
    tables: dict[str, list[Record]],
) -> None:
    for row in tables["places"]:
        for language in Language:
            words = row[f"status_{language.lower().replace('-', '_')}"]
            said, doubted = OPEN[language].search(words), HEDGE[language].search(words)
            assert said if row["status"] == "operational" else doubted or not said, (row["id"], words)
            assert row["as_of"][:4] in words
        assert row["as_of"] or "undated" in row["status_en"]
        assert row["status_note"]


def test_the_map_has_every_place_with_a_point_and_says_how_exact_it_is(
    tables: dict[str, list[Record]], features: list[dict[str, Any]]
) -> None:
    with_point = {row["id"]: row for row in tables["places"] if row["lat"]}
    assert len(with_point) == 157
    assert sorted(feature["id"] for feature in features) == sorted(with_point)
    for feature in features:
        row = with_point[feature["id"]]
        assert feature.keys() == {"type", "id", "geometry", "properties"}
        assert feature["geometry"] == {"type": "Point", "coordinates": [float(row["lon"]), float(row["lat"])]}
        told = feature["properties"]
        assert told.keys() == row.keys() - {"lat", "lon"}
        for name in ("name", "status", "status_en", "as_of", "precision", "source_url", "coordinate_source"):
            assert (told[name] or "") == row[name]
        assert ("not the place itself" in told["precision_en"]) == (told["precision"] == "city")


# what is told in words


@pytest.mark.parametrize("name", ["programmes", "figures", "answers"])
def test_what_is_told_in_words_is_there_once_in_each_language(
    tables: dict[str, list[Record]], name: str
) -> None:
    ids = (
        [answer["id"] for answer in answers()]
        if name == "answers"
        else [row["id"] for row in data(f"{name}.csv")]
    )
    expected = [(one, language) for one in sorted(ids) for language in LANGUAGES]
    assert [(row["id"], row["language"]) for row in tables[name]] == expected


def test_programmes_are_those_of_the_data_files_in_the_words_of_each_language(
    tables: dict[str, list[Record]],
) -> None:
    rows = {(row["id"], row["language"]): row for row in tables["programmes"]}
    for row in data("programmes.csv"):
        told = {name: cell for name, cell in row.items() if name not in ("name_ur", "status_as_of")}
        assert rows[row["id"], "en"] == told | {"language": "en", "as_of": row["status_as_of"]}
    worded = tomllib.loads((DATA / "wordings" / "programmes.toml").read_text(encoding="utf-8"))
    for programme in worded["programmes"]:
        for language in ("ur", "ur-Latn"):
            assert programme[language].items() <= rows[programme["id"], language].items()


def test_figures_are_those_of_the_data_files_in_the_words_of_each_language(
    tables: dict[str, list[Record]],
) -> None:
    rows = {(row["id"], row["language"]): row for row in tables["figures"]}
    worded = tomllib.loads((DATA / "wordings" / "figures.toml").read_text(encoding="utf-8"))
    statements = {row["id"]: row for row in worded["figures"]}
    for row in data("figures.csv"):
        del row["notes"]
        assert rows[row["id"], "en"] == row | {"language": "en", "subject_name": row["subject"]}
        for language in ("ur", "ur-Latn"):
            told = row | {
                "language": language,
                "subject_name": worded["subjects"][row["subject"]][language],
                "unit": worded["units"][row["unit"]][language],
                "statement": statements[row["id"]][language],
            }
            assert rows[row["id"], language] == told


def test_answers_are_those_of_the_data_files_in_each_language(tables: dict[str, list[Record]]) -> None:
    rows = {(row["id"], row["language"]): row for row in tables["answers"]}
    for answer in answers():
        for language in LANGUAGES:
            row, wording = rows[answer["id"], language], answer[language]
            assert (row["question"], row["text"]) == (wording["question"], wording["text"])
            assert row["steps"].split("|") == wording.get("steps", [""])
            assert row["links"].split("|") == (answer.get("links") or [""])
            assert (row["as_of"], row["confidence"]) == (answer["as_of"], answer["confidence"])
            assert row["volatile"] == str(answer["volatile"]).lower()
            source = answer["source"]
            named = (row["source_title"], row["source_url"], row["source_date"])
            assert named == (source["title"], source["url"], source.get("date", ""))


# sources


@pytest.mark.parametrize("name", ["places", "programmes", "figures", "answers"])
def test_every_row_names_its_source_and_has_no_date_that_is_none(
    tables: dict[str, list[Record]], name: str
) -> None:
    pages = {page["url"]: page for page in tables["sources"]}
    for row in tables[name]:
        page = pages[row["source_url"]]
        assert row["id"] in page[name].split("|")
        assert row["source_date"] == page["date"]
        assert "as_of" in row
        for column in ("as_of", "source_date"):
            assert not row[column] or PARTIAL_DATE.fullmatch(row[column])


def test_every_page_is_there_once_with_all_that_rests_on_it(tables: dict[str, list[Record]]) -> None:
    cited = Counter[str]()
    for row in tables["places"]:
        cited.update(filter(None, [row["source_url"], *row["extra_sources"].split("|")]))
    for name in ("programmes", "figures", "answers"):
        cited.update(row["source_url"] for row in tables[name] if row["language"] == "en")
    resting = {
        page["url"]: sum(len(page[name].split("|")) for name in TABLES[:-1] if page[name])
        for page in tables["sources"]
    }
    assert len(tables["sources"]) == len(resting)
    assert resting == cited


# the description of all


def test_the_description_has_the_release_and_every_file_as_it_is(
    built: Path, exported: tuple[Release, dict[str, bytes]], package: dict[str, Any]
) -> None:
    release, files = exported
    assert (package["version"], package["created"]) == (release.fingerprint, release.built_at)
    assert built.stem == f"directory-{package['version']}"
    assert datetime.datetime.fromisoformat(package["created"]).utcoffset() == datetime.timedelta(0)
    resources = {resource["path"]: resource for resource in package["resources"]}
    assert resources.keys() | {"datapackage.json"} == files.keys()
    for path, resource in resources.items():
        assert re.fullmatch(r"[a-z-]+", resource["name"])
        assert resource["bytes"] == len(files[path])
        assert resource["hash"] == f"sha256:{hashlib.sha256(files[path]).hexdigest()}"


def fits(cell: str, field: dict[str, Any]) -> bool:
    """Whether a cell is what its column promises; an empty one says that nothing is known."""
    shapes = {"string": r"(?s).+", "integer": r"\d+", "number": r"\d+\.\d+", "boolean": "true|false"}
    limits = field.get("constraints", {})
    return not cell or bool(
        re.fullmatch(shapes[field["type"]], cell)
        and re.fullmatch(limits.get("pattern", "(?s).*"), cell)
        and cell in limits.get("enum", [cell])
    )


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_described_and_every_cell_is_what_its_column_promises(
    package: dict[str, Any], tables: dict[str, list[Record]], name: str
) -> None:
    [schema] = [one["schema"] for one in package["resources"] if one["name"] == name]
    assert [field["name"] for field in schema["fields"]] == list(tables[name][0])
    assert all(re.fullmatch(r"(?s)[A-Z`].*[.]", field["description"]) for field in schema["fields"])
    for row in tables[name]:
        assert [field["name"] for field in schema["fields"] if not fits(row[field["name"]], field)] == []
    keys = [tuple(row[column] for column in schema["primaryKey"]) for row in tables[name]]
    assert all(all(key) for key in keys)
    assert len(keys) == len(set(keys))


def test_licences_and_sources_are_those_that_the_data_name(package: dict[str, Any]) -> None:
    documented = (DATA / "SOURCES.md").read_text(encoding="utf-8").lower()
    spelled = {"CC-BY-4.0": "CC BY 4.0", "CC0-1.0": "CC0", "CC-BY-SA-4.0": "CC BY-SA 4.0", "MIT": "MIT"}
    assert [licence["name"] for licence in package["licenses"]] == list(spelled)
    titles = [one["title"] for one in (*package["licenses"], *package["sources"])]
    said = [*spelled.values(), *(part for title in titles for part in re.split("[:;] ", title))]
    assert [words for words in said if words.lower() not in documented] == []


# the form of the files


def test_files_are_plain_utf_8_and_tables_have_the_line_ends_of_rfc_4180(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        assert not content.startswith(b"\xef\xbb\xbf")
        assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069\x00]", content.decode()), name
        if name.endswith(".csv"):
            assert content.endswith(b"\r\n")
            assert content.count(b"\n") == content.count(b"\r\n")


def test_no_cell_is_taken_for_a_formula_by_a_spreadsheet(tables: dict[str, list[Record]]) -> None:
    cells = [cell for rows in tables.values() for row in rows for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_the_same_directory_gives_the_same_bytes(built: Path, files: dict[str, bytes]) -> None:
    assert asyncio.run(of(built))[1] == files
