"""What the small bot does: a question, one SQLite search over the places, a reply with three buttons."""

import csv
import itertools
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import cast

import aiosqlite

PLACES = Path("data/places.csv")
SEARCH = "SELECT rowid, name, city FROM places WHERE places MATCH ? ORDER BY rank LIMIT 3"
_WORDS = 20

Hits = Sequence[tuple[int, str, str]]
"""The number, name and town of each place that was found, best first."""


def build(path: Path) -> None:
    """Writes the places into a SQLite file with one full-text index."""
    with PLACES.open(encoding="utf-8", newline="") as file, closing(sqlite3.connect(path)) as database:
        rows = [(row["name"], row["city_id"], row["host"]) for row in csv.DictReader(file)]
        database.execute("CREATE VIRTUAL TABLE places USING fts5(name, city, host)")
        database.executemany("INSERT INTO places VALUES (?, ?, ?)", rows)
        database.commit()


def questions() -> list[str]:
    """Four hundred: any two of the commonest words, so that each finds three places."""
    with PLACES.open(encoding="utf-8", newline="") as file:
        names = [row["name"].lower().split() for row in csv.DictReader(file)]
    common = Counter(word for name in names for word in name if word.isascii() and word.isalpha())
    words = [word for word, _ in common.most_common(_WORDS)]
    return [" ".join(pair) for pair in itertools.product(words, repeat=2)]


def match(text: str) -> str:
    """A question as a full-text search: any of its words."""
    return " OR ".join(f'"{word}"' for word in text.split())


def reply(hits: Hits) -> tuple[str, list[tuple[str, str]]]:
    """The text of the reply, and the label and data of each button."""
    text = "\n".join(f"{name}, {city}" for _, name, city in hits)
    return text, [(name, f"place:{number}") for number, name, _ in hits]


class Search:
    """The search, one hop to the database's thread."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def find(self, text: str) -> Hits:
        """The three best places for a question."""
        return cast(Hits, await self._connection.execute_fetchall(SEARCH, (match(text),)))


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[Search]:
    """The search over a file that was built."""
    async with aiosqlite.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as connection:
        yield Search(connection)
