"""Places as open data: a table of all, and a map of those that have a point."""

import html
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from answers.cards.places import status_words
from bot.open_data.table import BOOLEAN, DATE, INTEGER, NUMBER, STRING, Cell, Column, Table, attribute, one_of
from domain.languages import Language
from domain.places import City, Confidence, Kind, Place, Precision, Province, Status
from texts.catalogue import phrases

_place = partial(attribute, part="place")


@dataclass(frozen=True, slots=True)
class Sited:
    """A place and the town it is in, if that is known."""

    place: Place
    city: City | None


def _name_of_city(sited: Sited) -> str | None:
    return sited.city.name if sited.city else None


def _status(language: Language, sited: Sited) -> str:
    return html.unescape(status_words(phrases(language), sited.place))


def _precision(sited: Sited) -> str:
    return phrases(Language.ENGLISH).label(f"precision.{sited.place.precision}")


def _in(language: Language) -> Column[Sited]:
    return Column(
        f"status_{str(language).lower().replace('-', '_')}",
        f"The status in words, with the date of its evidence ({language}).",
        partial(_status, language),
        STRING,
    )


PLACES: Table[Sited] = Table(
    "places",
    "Parks, centres, hubs and incubators, open or not",
    "Only a place whose status is `operational` was working or newly opened, and that by a source of `as_of`."
    " Ask before you travel.",
    (
        _place("id", "Names the place."),
        _place("name", "What it is called."),
        _place("name_ur", "In Urdu: a plain rendering, no official name."),
        _place("kind", "What it is.", one_of(Kind)),
        _place("status", "How far it has come, by the newest evidence.", one_of(Status)),
        *map(_in, Language),
        _place("status_note", "What the status rests on."),
        _place("as_of", "The date of the newest evidence for the status.", DATE),
        _place("programme_id", "What stands behind it: `id` in programmes.csv."),
        _place("city_id", "Names the town."),
        Column("city", "The town.", _name_of_city, STRING),
        _place("province", "The province or territory.", one_of(Province)),
        _place("address", "As far as a source gives it."),
        _place("host", "Whose grounds it is on."),
        _place("operator", "Who runs it."),
        _place(
            "women_only",
            "`true` only if a source says so; empty where the host is a women's institution and the sources"
            " are silent.",
            BOOLEAN,
        ),
        _place("seats", "Desks; for Punjab e-Rozgaar hosts training places per intake.", INTEGER),
        _place("area_sqft", "Area in square feet.", INTEGER),
        _place("companies", "How many companies were there.", INTEGER),
        _place(
            "opening_reported",
            "When it was opened, as a source reported. It says nothing of today: see `status`.",
            DATE,
            "opened",
        ),
        _place("lat", "Latitude of its point, WGS84 degrees north.", NUMBER),
        _place("lon", "Longitude of its point, WGS84 degrees east.", NUMBER),
        _place(
            "precision",
            "What the point is: `campus`, the host's grounds; `area`, the quarter or landmark in the address;"
            " `city`, the town centre only, not the place itself; `none`, there is no point.",
            one_of(Precision),
        ),
        Column("precision_en", "The precision in words.", _precision, STRING),
        _place("coordinate_source", "Where the point is from."),
        _place("website", "A page about it."),
        _place("apply_url", "Where to apply."),
        _place("source_url", "The page on which this was read."),
        _place("source_title", "What that page is called."),
        _place("source_date", "The date of that page.", DATE),
        _place("extra_sources", "More pages, parted by `|`."),
        _place("confidence", "How good the source is.", one_of(Confidence)),
    ),
)


def geojson(places: Iterable[Sited]) -> dict[str, Any]:
    """The places that have a point, as a FeatureCollection (RFC 7946)."""
    features = [_feature(sited) for sited in places if sited.place.point]
    return {"type": "FeatureCollection", "features": features}


def _feature(sited: Sited) -> dict[str, object]:
    properties: dict[str, Cell] = PLACES.row(sited)
    lat, lon = properties.pop("lat"), properties.pop("lon")
    return {
        "type": "Feature",
        "id": sited.place.id,
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": properties,
    }
