"""The pages on which everything was read, as open data: each once, with what rests on it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.open_data.table import DATE, Table, attribute
from domain.facts import Answer, Figure
from domain.places import Place, Programme


@dataclass(frozen=True, slots=True)
class Cited:
    """A page and the ids of what cites it."""

    url: str
    title: str | None
    date: str | None
    places: Sequence[str]
    programmes: Sequence[str]
    figures: Sequence[str]
    answers: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Citation:
    """That a row of the table `by` rests on a page; a row need not say what the page is called."""

    url: str
    by: str
    id: str
    title: str | None = None
    date: str | None = None


SOURCES: Table[Cited] = Table(
    "sources",
    "The pages on which all this was read",
    "Facts were taken from these pages, in words of our own.",
    (
        attribute("url", "The page; of what is said about the guide itself a file of its repository."),
        attribute("title", "What it is called, if a row that cites it says so."),
        attribute("date", "The date of the page.", DATE),
        attribute("places", "The places that cite it: ids, parted by `|`."),
        attribute("programmes", "The programmes that cite it: ids, parted by `|`."),
        attribute("figures", "The figures that cite it: ids, parted by `|`."),
        attribute("answers", "The answers that cite it: ids, parted by `|`."),
    ),
    ("url",),
)


def cited(
    places: Iterable[Place],
    programmes: Iterable[Programme],
    figures: Iterable[Figure],
    answers: Iterable[Answer],
) -> list[Cited]:
    """Every page that is cited, by its address. Of several titles the first in this order is shown."""
    citations = [
        *(citation for place in places for citation in _of_place(place)),
        *(_Citation(one.source_url, "programmes", one.id, date=one.source_date) for one in programmes),
        *(_of_fact(figure, "figures") for figure in figures),
        *(_of_fact(answer, "answers") for answer in answers),
    ]
    by_url = sorted(citations, key=lambda citation: citation.url)
    return [_page(url, list(those)) for url, those in groupby(by_url, lambda citation: citation.url)]


def _of_place(place: Place) -> Iterator[_Citation]:
    yield _Citation(place.source_url, "places", place.id, place.source_title, place.source_date)
    for url in place.extra_sources:
        yield _Citation(url, "places", place.id)


def _of_fact(fact: Figure | Answer, by: str) -> _Citation:
    return _Citation(fact.source.url, by, fact.id, fact.source.title, fact.source.date)


def _page(url: str, citations: Sequence[_Citation]) -> Cited:
    def by(table: str) -> list[str]:
        return [citation.id for citation in citations if citation.by == table]

    return Cited(
        url,
        title=next((citation.title for citation in citations if citation.title), None),
        date=next((citation.date for citation in citations if citation.date), None),
        places=by("places"),
        programmes=by("programmes"),
        figures=by("figures"),
        answers=by("answers"),
    )
