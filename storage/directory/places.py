"""Queries for places and the programmes behind them."""

import json
import math
import sqlite3
from collections.abc import Iterable, Sequence

from domain.geometry import Point
from domain.languages import Language
from domain.places import COMING, NearbyPlace, Openness, Place, PlaceFilter, Programme, Province
from storage.directory.connection import Count, Rows

_KM_PER_DEGREE = 111.19
"""Kilometres in a degree of latitude, rounded down, so that a box is rather too large than too small."""
_IN_THE_CIRCLE = 3
"""So many times the wanted number are expected in the first circle. Of evenly scattered places it holds the
wanted three 199 times in 200, and the box around it holds a dozen."""
_WHOLE_GLOBE_KM = 20_100.0
_COLUMNS = ", ".join(f"places.{column}" for column in Place.model_fields)
_OPEN_FIRST = "places.status != 'operational'"
_BY_EVIDENCE = f"ORDER BY {_OPEN_FIRST}, places.as_of DESC, places.name"
_BY_CITY = f"ORDER BY {_OPEN_FIRST}, places.city_id IS NULL, places.city_id, places.name"


class Places:
    """Parks, centres, hubs and their programmes."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._density: float | None = None

    async def get(self, place_id: str) -> Place | None:
        """The place with this id."""
        places = await self._select("WHERE places.id = ?", [place_id])
        return places[0] if places else None

    async def names(self) -> dict[str, str]:
        """The names of all places, in both scripts, with the ids they stand for."""
        rows = await self._rows("SELECT id, name, name_ur FROM places", [])
        return {name: row["id"] for row in rows for name in (row["name"], row["name_ur"]) if name}

    async def in_cities(self, city_ids: Sequence[str], keep: PlaceFilter) -> list[Place]:
        """The places of these cities, open ones first, the newest evidence first."""
        where, values = _kept(keep)
        marks = ", ".join("?" * len(city_ids))
        return await self._select(
            f"WHERE places.city_id IN ({marks}) {where} {_BY_EVIDENCE}", [*city_ids, *values]
        )

    async def of_province(self, province: Province | None, keep: PlaceFilter) -> list[Place]:
        """The places of a province, or of the whole country, open ones first."""
        where, values = _kept(keep)
        in_province = ("places.province = ?", [province]) if province else ("1", [])
        return await self._select(f"WHERE {in_province[0]} {where} {_BY_CITY}", [*in_province[1], *values])

    async def of_programme(self, programme_id: str) -> list[Place]:
        """The places of a programme, open ones first."""
        return await self._select(f"WHERE places.programme_id = ? {_BY_CITY}", [programme_id])

    async def nearest(self, point: Point, keep: PlaceFilter, limit: int) -> list[NearbyPlace]:
        """The places nearest to a point, nearest first, at most `limit`; those without a point are left out.

        The R*Tree holds 32-bit floats: it only chooses a box, the exact columns decide the order. The box
        starts so large that it mostly holds enough, and doubles until it surely holds the nearest ones.
        """
        radius = math.sqrt(_IN_THE_CIRCLE * limit / (math.pi * await self._per_km2()))
        while True:
            found = await self._within(point, radius, keep, limit)
            sure = len(found) == limit and found[-1].distance_km <= radius
            if sure or radius >= _WHOLE_GLOBE_KM:
                return found
            radius *= 2

    async def _within(
        self, point: Point, radius_km: float, keep: PlaceFilter, limit: int
    ) -> list[NearbyPlace]:
        where, values = _kept(keep)
        south, north, west, east = _box(point, radius_km)
        rows = await self._rows(
            f"SELECT {_COLUMNS}, near.km FROM (SELECT places.number, distance_km(?, ?, lat, lon) AS km"
            " FROM place_box JOIN places ON places.number = place_box.number"
            f" WHERE max_lat >= ? AND min_lat <= ? AND max_lon >= ? AND min_lon <= ? {where}"
            f" ORDER BY km, {_OPEN_FIRST}, places.id LIMIT ?) AS near"
            f" JOIN places ON places.number = near.number ORDER BY near.km, {_OPEN_FIRST}, places.id",
            [point.lat, point.lon, south, north, west, east, *values, limit],
        )
        return [NearbyPlace(_place(row), row["km"]) for row in rows]

    async def _per_km2(self) -> float:
        """How many places there are in a square kilometre, on average over the box that holds them all."""
        if self._density is None:
            [box] = await self._rows(
                "SELECT count(*) AS places, min(min_lat) AS south, max(max_lat) AS north,"
                " min(min_lon) AS west, max(max_lon) AS east FROM place_box",
                [],
            )
            self._density = _density(**box) if box["places"] else 1.0
        return self._density

    async def counts(self, keep: PlaceFilter) -> list[Count]:
        """How many places each province has."""
        where, values = _kept(keep)
        rows = await self._rows(
            f"SELECT province AS key, count(*) AS total FROM places WHERE 1 {where} GROUP BY province",
            values,
        )
        return [Count(**dict(row)) for row in rows]

    async def _select(self, rest: str, values: Iterable[object]) -> list[Place]:
        rows = await self._rows(f"SELECT {_COLUMNS} FROM places {rest}", values)
        return [_place(row) for row in rows]

    async def programme(self, programme_id: str, language: Language) -> Programme | None:
        """The programme with this id, in this language or else in English."""
        programmes = await self._programmes("WHERE programmes.id = ?", [programme_id], language)
        return programmes[0] if programmes else None

    async def programmes(self, language: Language) -> list[Programme]:
        """All programmes by their ids, in this language or else in English."""
        return await self._programmes("ORDER BY programmes.id", [], language)

    async def _programmes(self, rest: str, values: Iterable[object], language: Language) -> list[Programme]:
        rows = await self._rows(
            "SELECT programmes.*, wording FROM programmes LEFT JOIN wordings"
            " ON wordings.kind = 'programme' AND wordings.id = programmes.id AND wordings.language = ?"
            f" {rest}",
            [language, *values],
        )
        return [_programme(row) for row in rows]


def _place(row: sqlite3.Row) -> Place:
    cells = {name: row[name] for name in Place.model_fields}
    return Place(**{**cells, "extra_sources": json.loads(row["extra_sources"])})


def _programme(row: sqlite3.Row) -> Programme:
    cells = {name: row[name] for name in Programme.model_fields}
    return Programme(**{**cells, **json.loads(row["wording"] or "{}")})


def _density(places: int, south: float, north: float, west: float, east: float) -> float:
    high = (north - south) * _KM_PER_DEGREE
    wide = (east - west) * _KM_PER_DEGREE * math.cos(math.radians((south + north) / 2))
    return places / max(high * wide, 1.0)


def _kept(keep: PlaceFilter) -> tuple[str, list[str]]:
    where, values = "", list[str]()
    if keep.kinds:
        where += f" AND places.kind IN ({', '.join('?' * len(keep.kinds))})"
        values += sorted(keep.kinds)
    if keep.openness is Openness.OPEN:
        where += " AND places.status = 'operational'"
    if keep.openness is Openness.COMING:
        where += f" AND places.status IN ({', '.join('?' * len(COMING))})"
        values += sorted(COMING)
    if keep.women_only:
        where += " AND places.women_only = 1"
    return where, values


def _box(point: Point, radius_km: float) -> tuple[float, float, float, float]:
    """South, north, west and east of a box that holds every point within the radius."""
    high = radius_km / _KM_PER_DEGREE
    south, north = point.lat - high, point.lat + high
    if south <= -89 or north >= 89:
        return -90, 90, -180, 180
    # a circle is widest, in degrees, somewhat poleward of its centre: take the row farthest from the equator
    wide = high / math.cos(math.radians(max(abs(south), abs(north))))
    west, east = point.lon - wide, point.lon + wide
    return (south, north, -180, 180) if west < -180 or east > 180 else (south, north, west, east)
