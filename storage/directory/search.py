"""Full-text search over topics, figures and places."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Row

from storage.directory.connection import Rows

_EVERY_TOPIC = 1000


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that a search found: its id, what it is filed under, its rank (BM25, higher is better) and the
    words of the search that stand in it."""

    id: str
    label: str | None
    score: float
    words: frozenset[str]


class Search:
    """BM25 over folded words (SQLite FTS5)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def topics(self, words: Sequence[str]) -> dict[str, float]:
        """How well the phrasings of each topic match the words; topics without any of them are left out."""
        rows = await self._ranked("topic", "topics", "id", "1.0", words, _EVERY_TOPIC) if words else []
        return {row["id"]: row["score"] for row in rows}

    async def phrasings(self) -> list[tuple[str, str, str]]:
        """The ways people ask: the topic ("" for figures), the id asked for, and the folded words."""
        return [tuple(row) for row in await self._rows("SELECT topic, id, words FROM phrasings", [])]

    async def figures(self, words: Sequence[str], limit: int) -> list[Hit]:
        """The figures that best match the words; label is the statistic, if people ask for it by a name."""
        return await self._search("figure", "figures", "stat", "2.0, 1.0", words, limit)

    async def places(self, words: Sequence[str], limit: int) -> list[Hit]:
        """The places whose name, host, address or town best match the words; label is the city id."""
        return await self._search("place", "places", "city_id", "1.0", words, limit)

    async def _search(
        self, index: str, table: str, label: str, weights: str, words: Sequence[str], limit: int
    ) -> list[Hit]:
        if not words:
            return []
        rows = await self._ranked(index, table, label, weights, words, limit)
        found = await self._words_found(index, words)
        return [
            Hit(row["id"], row["label"], row["score"], frozenset(found.get(row["number"], ())))
            for row in rows
        ]

    async def _ranked(
        self, index: str, table: str, label: str, weights: str, words: Sequence[str], limit: int
    ) -> list[Row]:
        return await self._rows(
            f"SELECT {table}.number, {table}.id, {table}.{label} AS label,"
            f" -bm25({index}_search, {weights}) AS score FROM {index}_search JOIN {table}"
            f" ON {table}.number = {index}_search.rowid WHERE {index}_search MATCH ?"
            " ORDER BY score DESC, number LIMIT ?",
            [" OR ".join(map(_quoted, words)), limit],
        )

    async def _words_found(self, index: str, words: Sequence[str]) -> dict[int, set[str]]:
        marks = ", ".join("?" * len(words))
        rows = await self._rows(
            f"SELECT DISTINCT term, doc FROM {index}_terms WHERE term IN ({marks})", words
        )
        found: dict[int, set[str]] = {}
        for row in rows:
            found.setdefault(row["doc"], set()).add(row["term"])
        return found

    async def word_weights(self) -> dict[str, float]:
        """How telling each word of the answers is: its inverse document frequency, natural logarithm."""
        total = (await self._rows("SELECT count(*) FROM answers", []))[0][0]
        rows = await self._rows("SELECT word, answers FROM words", [])
        return {row["word"]: math.log(1 + total / row["answers"]) for row in rows}


def _quoted(word: str) -> str:
    """A word as FTS5 takes it literally, whatever signs are in it."""
    escaped = word.replace('"', '""').replace("\0", " ")
    return f'"{escaped}"'
