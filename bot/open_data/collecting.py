"""Collects what a directory holds into files of open data. Nothing but the directory is read."""

import json
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TypeVar

from bot.open_data.facts import ANSWERS, FIGURES, PROGRAMMES, Told
from bot.open_data.package import File, data_package
from bot.open_data.places import PLACES, Sited, geojson
from bot.open_data.sources import SOURCES, cited
from bot.open_data.table import Table
from domain.facts import Answer, Figure
from domain.languages import Language
from domain.places import EVERY_PLACE, Programme
from storage.directory.reader import Directory

T = TypeVar("T")


async def open_data(directory: Directory) -> list[File]:
    """Every file, the description of all others last. The same directory gives the same bytes."""
    places = await _places(directory)
    programmes = {language: await directory.places.programmes(language) for language in Language}
    figures = {language: await _figures(directory, language) for language in Language}
    answers = {language: await _answers(directory, language) for language in Language}
    in_english = (programmes[Language.ENGLISH], figures[Language.ENGLISH], answers[Language.ENGLISH])
    files = [
        _table(PLACES, places),
        _map(places),
        _table(PROGRAMMES, _told(programmes)),
        _table(FIGURES, _told(figures)),
        _table(ANSWERS, sorted(chain.from_iterable(answers.values()), key=lambda answer: answer.id)),
        _table(SOURCES, cited([sited.place for sited in places], *in_english)),
    ]
    described = _json(data_package(directory.release, files))
    return [*files, File("datapackage.json", described, len(files), {}, "files")]


async def _places(directory: Directory) -> list[Sited]:
    places = await directory.places.of_province(None, EVERY_PLACE)
    towns = await directory.cities.several([place.city_id for place in places if place.city_id])
    by_id = {town.id: town for town in towns}
    sited = [Sited(place, by_id.get(place.city_id or "")) for place in places]
    return sorted(sited, key=lambda one: one.place.id)


async def _figures(directory: Directory, language: Language) -> list[Figure]:
    subjects = await directory.figures.subjects()
    about = [await directory.figures.about(subject.key, language) for subject in subjects]
    return sorted(chain.from_iterable(about), key=lambda figure: figure.id)


async def _answers(directory: Directory, language: Language) -> list[Answer]:
    """The answers that there are in this language, without those that would be given in English instead."""
    sections = await directory.answers.sections()
    within = [await directory.answers.in_section(section.key, language) for section in sections]
    worded = (answer for answer in chain.from_iterable(within) if answer.language is language)
    return sorted(worded, key=lambda answer: answer.id)


def _told(worded: Mapping[Language, Sequence[Programme | Figure]]) -> list[Told]:
    told = [Told(language, one) for language, those in worded.items() for one in those]
    return sorted(told, key=lambda one: one.what.id)


def _table(table: Table[T], things: Sequence[T]) -> File:
    described = {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "schema": table.schema,
    }
    return File(f"{table.name}.csv", table.csv(things), len(things), described)


def _map(places: Sequence[Sited]) -> File:
    collection = geojson(places)
    described = {
        "name": "places-map",
        "title": "The places that have a point, as a map",
        "description": "The columns of places.csv as properties. Look at `precision` first.",
        "format": "geojson",
        "mediatype": "application/geo+json",
    }
    return File("places.geojson", _json(collection), len(collection["features"]), described, "points")


def _json(value: object) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()
