"""Full-text search over topics, figures and places."""

import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storage.directory.connection import Rows
from storage.directory.recent import Recent

_TELLING = 200
"""A word that stands in more rows than this tells none of them apart: it is not looked for. Without such a
limit BM25, which counts the rows of every word, takes 150 ms for a common one among a million places."""
_WORDS, _NAMES = 4000, 1000
"""Of so many words the scores, and of so many rows the names, are kept in memory: 5 MB at most."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that a search found: its id, what it is filed under, its rank (BM25, higher is better) and the
    words of the search that stand in it."""

    id: str
    label: str | None
    score: float
    words: frozenset[str]


class _Index:
    """One full-text index (SQLite FTS5) over a table. BM25 is a sum over words, so each is scored once."""

    def __init__(self, rows: Rows, index: str, table: str, label: str, weights: str) -> None:
        self._rows = rows
        self._search = f"{index}_search"
        self._bm25 = f"-bm25({self._search}, {weights})"
        self._names = f"SELECT number, id, {label} AS label FROM {table}"
        self._scores_of = Recent(self._score, _WORDS)
        self._names_of = Recent(self._name, _NAMES)

    async def hits(self, words: Sequence[str], limit: int) -> list[Hit]:
        """The rows in which the words stand, best first, then in the order of the table."""
        found = await self._scores_of.get(words)
        scores = _summed(found, words)
        best = sorted(scores, key=lambda number: (-scores[number], number))[:limit]
        names = await self._names_of.get(best)
        return [
            Hit(*names[number], scores[number], frozenset(word for word in found if number in found[word]))
            for number in best
        ]

    async def scores(self, words: Sequence[str]) -> dict[str, float]:
        """The ids of the rows in which the words stand, with their scores."""
        scores = _summed(await self._scores_of.get(words), words)
        names = await self._names_of.get(scores)
        return {names[number][0]: score for number, score in scores.items()}

    async def _score(self, words: Sequence[str]) -> dict[str, dict[int, float]]:
        """What each word adds to the score of which rows."""
        search = self._search
        rows = await self._rows(
            f"SELECT asked.key AS place, {search}.rowid AS number, {self._bm25} AS score"
            f" FROM json_each(?) AS asked CROSS JOIN {search} ON {search} MATCH asked.value"
            f" WHERE {_TELLING} >= (SELECT count(*) FROM"
            f" (SELECT 1 FROM {search} WHERE {search} MATCH asked.value LIMIT {_TELLING + 1}))",
            [json.dumps([_quoted(word) for word in words])],
        )
        scores: list[dict[int, float]] = [{} for _ in words]
        for row in rows:
            scores[row["place"]][row["number"]] = row["score"]
        return dict(zip(words, scores, strict=True))

    async def _name(self, numbers: Sequence[int]) -> dict[int, tuple[str, str | None]]:
        """The ids and labels of these rows."""
        marks = ", ".join("?" * len(numbers))
        rows = await self._rows(f"{self._names} WHERE number IN ({marks})", numbers)
        return {row["number"]: (row["id"], row["label"]) for row in rows}


class Search:
    """What stands in the directory, by folded words."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._topics = _Index(rows, "topic", "topics", "NULL", "1.0")
        self._figures = _Index(rows, "figure", "figures", "stat", "2.0, 1.0")
        self._places = _Index(rows, "place", "places", "city_id", "1.0")

    async def topics(self, words: Sequence[str]) -> dict[str, float]:
        """How well the phrasings of each topic match the words; topics without any of them are left out."""
        return await self._topics.scores(words)

    async def phrasings(self) -> list[tuple[str, str, str]]:
        """The ways people ask: the topic ("" for figures), the id asked for, and the folded words."""
        return [tuple(row) for row in await self._rows("SELECT topic, id, words FROM phrasings", [])]

    async def figures(self, words: Sequence[str], limit: int) -> list[Hit]:
        """The figures that best match the words; label is the statistic, if people ask for it by a name."""
        return await self._figures.hits(words, limit)

    async def places(self, words: Sequence[str], limit: int) -> list[Hit]:
        """The places whose name, host, address or town best match the words; label is the city id."""
        return await self._places.hits(words, limit)

    async def word_weights(self) -> dict[str, float]:
        """How telling each word of the answers is: its inverse document frequency, natural logarithm."""
        total = (await self._rows("SELECT count(*) FROM answers", []))[0][0]
        # a row for each number of answers: tens of thousands of words have the same
        query = "SELECT answers, group_concat(word, ' ') AS words FROM words GROUP BY answers"
        rows = await self._rows(query, [])
        weights = ((math.log(1 + total / row["answers"]), row["words"].split()) for row in rows)
        return {sys.intern(word): weight for weight, words in weights for word in words}


def _summed(found: Mapping[str, Mapping[int, float]], words: Sequence[str]) -> dict[int, float]:
    """What the words, each as often as it is said, add up to in each row."""
    sums: dict[int, float] = {}
    for word in words:
        for number, score in found[word].items():
            sums[number] = sums.get(number, 0.0) + score
    return sums


def _quoted(word: str) -> str:
    """A word as FTS5 takes it literally, whatever signs are in it."""
    escaped = word.replace('"', '""').replace("\0", " ")
    return f'"{escaped}"'
