"""`python -m benchmarks.directory`: nearest places and search, in the real directory and in larger ones.

Their places are scattered over Pakistan at random; each has one of 36,000 names beside words that all share.
Times are those of one caller, through aiosqlite and all objects made; each search asks for words that nobody
asked for before.
"""

import asyncio
import dataclasses
import itertools
import platform
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any, cast

import click

from answers.understanding.terms import index_text, terms
from domain.geometry import Point
from domain.places import EVERY_PLACE, Precision
from storage.directory.build import write
from storage.directory.data import Data
from storage.directory.files import Located
from storage.directory.load import load
from storage.directory.reader import Directory, open_directory
from storage.directory.rows import PlaceRow

_WANTED = 3
_CHECKED = 20
_NAMES = [
    "".join(letters)
    for letters in itertools.product("bdgkmnprst", "aiou", "lmnrst", "aeiou", "bdgkmnprst", "aeu")
]


class Scattered:
    """So many places that there are not: copies of the real ones, elsewhere and by other names."""

    def __init__(self, real: Sequence[Located[PlaceRow]], count: int) -> None:
        self._real, self._count = real, count

    def __iter__(self) -> Iterator[Located[PlaceRow]]:
        random = Random(1)  # noqa: S311 - dice, not secrets
        for number, model in zip(range(self._count), itertools.cycle(self._real), strict=False):
            changes = {
                "id": f"{model.row.id}-{number}",
                "name": f"{random.choice(_NAMES)} software technology park",
                "lat": random.uniform(24, 36.5),
                "lon": random.uniform(61, 76.5),
                "coordinate_precision": Precision.AREA,
            }
            yield dataclasses.replace(model, row=model.row.model_copy(update=changes))


def built(data: Data, file: Path) -> float:
    """Writes a directory; the seconds that it took."""
    began = time.perf_counter()
    with closing(sqlite3.connect(file)) as database:
        write(database, data, index_text, "benchmark")
    return time.perf_counter() - began


async def microseconds(
    ask: Callable[[Any], Awaitable[object]], questions: Iterable[Any]
) -> tuple[float, float]:
    """The median and the 95th percentile."""
    taken = []
    for question in questions:
        began = time.perf_counter()
        await ask(question)
        taken.append((time.perf_counter() - began) * 1e6)
    return statistics.median(taken), sorted(taken)[len(taken) * 95 // 100]


def full_scan(file: Path, points: Sequence[Point]) -> list[list[tuple[float, str]]]:
    """The nearest to each point, by a look at every place."""
    with closing(sqlite3.connect(file)) as database:
        rows = database.execute("SELECT id, lat, lon FROM places WHERE lat IS NOT NULL").fetchall()
    places = [(its_id, Point(lat, lon)) for its_id, lat, lon in rows]
    return [
        sorted((point.distance_km(where), its_id) for its_id, where in places)[:_WANTED] for point in points
    ]


async def is_exact(directory: Directory, file: Path, points: Sequence[Point]) -> bool:
    """Whether the nearest are those that a full scan finds, at the same distances."""
    for point, nearest in zip(points, full_scan(file, points), strict=True):
        found = await directory.places.nearest(point, EVERY_PLACE, _WANTED)
        if [near.distance_km for near in found] != [distance for distance, _ in nearest]:
            return False
    return True


async def measure(file: Path, asked: int) -> str:
    """One row of the table, without the time of building."""
    random = Random(2)  # noqa: S311 - dice, not secrets
    points = [Point(random.uniform(24, 36), random.uniform(62, 75)) for _ in range(asked)]
    names = random.sample(_NAMES, asked)
    async with open_directory(file) as directory:
        exact = await is_exact(directory, file, points[:_CHECKED])
        near, near95 = await microseconds(
            lambda point: directory.places.nearest(point, EVERY_PLACE, _WANTED), points
        )

        async def search(name: str) -> None:
            await directory.search.places(terms([name, "software", "park", "lahore"]), 12)

        found, found95 = await microseconds(search, names)
        known, known95 = await microseconds(search, names)
    return (
        f"{near:>6.0f} {near95:>6.0f}   {'yes' if exact else 'NO':<5} {found:>6.0f} {found95:>6.0f}"
        f"   {known:>6.0f} {known95:>6.0f}"
    )


@click.command()
@click.option("--asked", default=500, show_default=True, help="So many points and searches for each size.")
@click.option("--sizes", default="10000,1000000", show_default=True, help="Places beside the real ones.")
def main(asked: int, sizes: str) -> None:
    """Measures and prints a table."""
    real = load(Path("data"))
    click.echo(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, us: median and p95\n")
    click.echo("   places  build s    nearest      exact  search, new     search, known")
    for count in (0, *map(int, sizes.split(","))):
        places = cast(list[Located[PlaceRow]], Scattered(real.places, count) if count else real.places)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "directory.sqlite")
            seconds = built(dataclasses.replace(real, places=places), file)
            row = asyncio.run(measure(file, asked))
        click.echo(f"{count or len(real.places):>9,} {seconds:>8.1f}   {row}")


if __name__ == "__main__":
    main()
