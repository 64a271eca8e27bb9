"""Queries for cities."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.geometry import Point
from domain.places import City, Province
from storage.directory.connection import Rows
from storage.directory.recent import Recent

_LATELY = 400
"""So many cities are kept: all of Pakistan's towns, 0.5 MB."""


@dataclass(frozen=True, slots=True)
class CityName:
    """One spelling of a city: its name, an alias, or a district whose headquarters it is."""

    name: str
    city_id: str
    kind: str


class Cities:
    """The gazetteer."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._by_id = Recent(self._load, _LATELY)

    async def get(self, city_id: str) -> City | None:
        """The city with this id."""
        return (await self._by_id.get([city_id])).get(city_id)

    async def several(self, city_ids: Sequence[str]) -> list[City]:
        """These cities, in the order asked for; unknown ids are left out."""
        return list((await self._by_id.get(city_ids)).values())

    async def _load(self, city_ids: Sequence[str]) -> dict[str, City]:
        marks = ", ".join("?" * len(city_ids))
        rows = await self._rows(f"SELECT * FROM cities WHERE id IN ({marks})", city_ids)
        return {row["id"]: City(**dict(row)) for row in rows}

    async def of_province(self, province: Province) -> list[tuple[City, int]]:
        """All cities of a province with the number of their places; those with places first, then by name."""
        rows = await self._rows(
            "SELECT cities.*, count(places.id) AS places_here FROM cities LEFT JOIN places"
            " ON places.city_id = cities.id WHERE cities.province = ? GROUP BY cities.id"
            " ORDER BY count(places.id) = 0, cities.name",
            [province],
        )
        return [(City(**{key: row[key] for key in City.model_fields}), row["places_here"]) for row in rows]

    async def centres(self) -> dict[str, Point]:
        """The centre of every city that has one, by id."""
        rows = await self._rows("SELECT id, lat, lon FROM cities WHERE lat IS NOT NULL", [])
        return {row["id"]: Point(row["lat"], row["lon"]) for row in rows}

    async def names(self) -> list[CityName]:
        """Every spelling of every city."""
        return [CityName(**dict(row)) for row in await self._rows("SELECT * FROM city_names", [])]
