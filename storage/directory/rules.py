"""Rules that hold across rows and files: references, honesty, districts; language_rules.py has the rest."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from domain.places import Kind, Precision, Status
from storage.directory.data import Data
from storage.directory.faults import Fault
from storage.directory.files import Located, Row
from storage.directory.language_rules import broken_language_rules
from storage.directory.rows import CityRow, FigureRow, PlaceRow

NOT_OPEN = frozenset({"it-park-islamabad", "it-park-karachi"})
"""72 % and 10 % built in February 2026; whoever calls one open must first change this line with a source."""

_NO_DISTRICT = frozenset({"karachi", "goharabad_ajk", "khairowal", "koniyon", "kamhora_ghambir"})
"""Gazetteer rows whose district is not known or not single."""

_FAR_DEGREES = 0.6


def broken_rules(data: Data) -> Iterator[Fault]:
    """Every rule that the data break, in the order of the files."""
    yield from _cities(data)
    yield from _places(data)
    yield from _repeated(data.programmes, "id")
    yield from _figures(data)
    yield from _answers(data)
    yield from _stats(data)
    yield from broken_language_rules(data)


def _repeated(rows: list[Located[Row]], column: str) -> Iterator[Fault]:
    counts = Counter(getattr(row.row, column) for row in rows)
    for row in rows:
        value = getattr(row.row, column)
        if value is not None and counts[value] > 1:
            yield row.fault(f"{column} {value!r} is there {counts[value]} times")


def _cities(data: Data) -> Iterator[Fault]:
    yield from _repeated(data.cities, "id")
    yield from _repeated(data.cities, "geonames_id")
    yield from _shared_names(data.cities)
    yield from _districts(data)
    for city in data.cities:
        if city.row.district is None and city.row.id not in _NO_DISTRICT:
            yield city.fault("no district")


def _shared_names(cities: list[Located[CityRow]]) -> Iterator[Fault]:
    owners: dict[str, str] = {}
    for city in cities:
        for name in {city.row.name, city.row.name_ur or city.row.name, *city.row.aliases}:
            owner = owners.setdefault(name.casefold(), city.row.id)
            if owner != city.row.id:
                yield city.fault(f"{name!r} stands for {owner} already")


def _districts(data: Data) -> Iterator[Fault]:
    headquarters = defaultdict(list)
    for city in data.cities:
        for name in city.row.hq_of:
            headquarters[name].append(city)
    frame = {district.row.district for district in data.districts}
    for district in data.districts:
        towns = headquarters[district.row.district]
        if len(towns) != 1:
            yield district.fault(f"{district.row.district} has {len(towns)} headquarters in cities.csv")
        elif towns[0].row.province != district.row.province:
            yield towns[0].fault(f"district {district.row.district} is in {district.row.province}")
    for unknown in headquarters.keys() - frame:
        yield headquarters[unknown][0].fault(f"hq_of {unknown!r} is not in districts.csv")


def _places(data: Data) -> Iterator[Fault]:
    yield from _repeated(data.places, "id")
    programmes = {programme.row.id for programme in data.programmes}
    cities = {city.row.id: city.row for city in data.cities}
    for place in data.places:
        if place.row.programme not in programmes:
            yield place.fault(f"programme {place.row.programme!r} is not in programmes.csv")
        if place.row.id in NOT_OPEN and place.row.status is Status.OPERATIONAL:
            yield place.fault("must not be called open")
        if place.row.kind is Kind.WOMEN_TECHNOLOGY_PARK and place.row.women_only is False:
            yield place.fault("a women technology park that is not for women")
        if place.row.city_id is not None:
            yield from _in_city(place, cities.get(place.row.city_id))


def _in_city(place: Located[PlaceRow], city: CityRow | None) -> Iterator[Fault]:
    if city is None:
        yield place.fault(f"city_id {place.row.city_id!r} is not in cities.csv")
        return
    if city.province != place.row.province:
        yield place.fault(f"its province differs from that of {city.id}")
    if place.row.lat is None or place.row.lon is None or city.lat is None or city.lon is None:
        return
    apart = abs(place.row.lat - city.lat) + abs(place.row.lon - city.lon)
    if place.row.coordinate_precision is Precision.CITY and apart:
        yield place.fault(f"city precision but not the point of {city.id}")
    if apart > _FAR_DEGREES:
        yield place.fault(f"its point is far from {city.id}")


def _figures(data: Data) -> Iterator[Fault]:
    yield from _repeated(data.figures, "id")
    figures = {figure.row.id: figure.row for figure in data.figures}
    for figure in data.figures:
        if newer_id := figure.row.superseded_by:
            yield from _superseded(figure, figures.get(newer_id), figures)


def _superseded(
    figure: Located[FigureRow], newer: FigureRow | None, figures: dict[str, FigureRow]
) -> Iterator[Fault]:
    if newer is None:
        yield figure.fault(f"superseded_by {figure.row.superseded_by!r} does not exist")
        return
    # a year may hold the day that the other names
    if newer.as_of < figure.row.as_of and not figure.row.as_of.startswith(newer.as_of):
        yield figure.fault("is superseded by an older figure")
    seen = {figure.row.id}
    step: FigureRow | None = newer
    while step and step.superseded_by:
        if step.id in seen:
            yield figure.fault("superseded_by runs in a ring")
            return
        seen.add(step.id)
        step = figures.get(step.superseded_by)


def _answers(data: Data) -> Iterator[Fault]:
    answer_ids: dict[str, str] = {}
    asked: dict[str, str] = {}
    for topic in data.topics:
        if topic.file != f"answers/{topic.row.topic}.toml":
            yield topic.fault(f"topic {topic.row.topic!r} is not the name of the file")
        for number, answer in enumerate(topic.row.answers):
            if answer.id in answer_ids:
                found = f"id {answer.id!r} is in {answer_ids[answer.id]} already"
                yield topic.fault(found, "answers", number, "id")
            answer_ids.setdefault(answer.id, topic.file)
            questions = [wording.question for wording in answer.wordings.values()]
            for phrasing in (*answer.asked.all, *questions):
                owner = asked.setdefault(phrasing.casefold(), answer.id)
                if owner != answer.id:
                    found = f"{answer.id}: {phrasing!r} is asked of {owner} already"
                    yield topic.fault(found, "answers", number, "asked")


def _stats(data: Data) -> Iterator[Fault]:
    figures = {figure.row.id for figure in data.figures}
    if data.stats is None:
        return
    for stat, row in data.stats.row.stats.items():
        for unknown in set(row.figures) - figures:
            yield data.stats.fault(f"{stat}: there is no figure {unknown!r}", "stats", stat)
