"""Queries for figures and answers."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from functools import partial

from domain.facts import Answer, Figure, Source, Wording
from domain.languages import Language
from storage.directory.connection import Count, Rows
from storage.directory.recent import Recent

_LATELY = 200
"""So many answers of each language are kept, about 1 MB in all."""


class Figures:
    """Dated statistics."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def get(self, figure_id: str, language: Language) -> Figure | None:
        """The figure with this id."""
        figures = await self._select("WHERE id = ?", [figure_id], language)
        return figures[0] if figures else None

    async def subjects(self) -> list[Count]:
        """The subjects figures are about and how many each has, the largest first."""
        rows = await self._rows(
            "SELECT subject AS key, count(*) AS total FROM figures GROUP BY subject"
            " ORDER BY total DESC, subject",
            [],
        )
        return [Count(**dict(row)) for row in rows]

    async def about(self, subject: str, language: Language) -> list[Figure]:
        """The figures of a subject: the ones in force first, then the newest first."""
        return await self._select(
            "WHERE subject = ? ORDER BY superseded_by IS NOT NULL, as_of DESC, id", [subject], language
        )

    async def replaced_by(self, figure_id: str, language: Language) -> list[Figure]:
        """The figures that this one replaced, newest first."""
        return await self._select("WHERE superseded_by = ? ORDER BY as_of DESC, id", [figure_id], language)

    async def wordings(self, kind: str, language: Language) -> dict[str, str]:
        """How the figures, subjects or units (kind: figure, subject, unit) are called in a language."""
        rows = await self._rows(
            "SELECT id, wording FROM wordings WHERE kind = ? AND language = ?", [kind, language]
        )
        return {row["id"]: json.loads(row["wording"]) for row in rows}

    async def _select(self, rest: str, values: Iterable[object], language: Language) -> list[Figure]:
        rows = await self._rows(f"SELECT * FROM figures {rest}", values)
        statements = await self.wordings("figure", language)
        units = await self.wordings("unit", language)
        subjects = await self.wordings("subject", language)
        return [
            Figure(
                **{key: row[key] for key in ("id", "subject", "value", "as_of", "superseded_by")},
                subject_name=subjects.get(row["subject"], row["subject"]),
                statement=statements.get(row["id"], row["statement"]),
                unit=units.get(row["unit"], row["unit"]),
                source=Source.model_validate_json(row["source"]),
            )
            for row in rows
        ]


class Answers:
    """Reviewed answers, in the language asked for or else in English."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._in = {language: Recent(partial(self._load, language), _LATELY) for language in Language}

    async def get(self, answer_id: str, language: Language) -> Answer | None:
        """The answer with this id, in this language or else in English."""
        answers = await self.several([answer_id], language)
        return answers[0] if answers else None

    async def sections(self) -> list[Count]:
        """The sections answers stand in and how many each has."""
        rows = await self._rows(
            "SELECT section AS key, count(*) AS total FROM answers GROUP BY section"
            " ORDER BY total DESC, section",
            [],
        )
        return [Count(**dict(row)) for row in rows]

    async def in_section(self, section: str, language: Language) -> list[Answer]:
        """The answers of a section."""
        return await self._select("answers.section = ?", [section], language)

    async def by_topic(self) -> dict[str, list[str]]:
        """The ids of the answers of each topic."""
        topics: dict[str, list[str]] = {}
        for row in await self._rows("SELECT topic, id FROM answers ORDER BY number", []):
            topics.setdefault(row["topic"], []).append(row["id"])
        return topics

    async def several(self, answer_ids: Sequence[str], language: Language) -> list[Answer]:
        """These answers, in the order asked for; unknown ids are left out."""
        return list((await self._in[language].get(answer_ids)).values())

    async def _load(self, language: Language, answer_ids: Sequence[str]) -> dict[str, Answer]:
        marks = ", ".join("?" * len(answer_ids))
        answers = await self._select(f"answers.id IN ({marks})", answer_ids, language)
        return {answer.id: answer for answer in answers}

    async def _select(self, where: str, values: Iterable[object], language: Language) -> list[Answer]:
        rows = await self._rows(
            "SELECT answers.*, language, wording FROM answers JOIN answer_wordings ON answer_id = answers.id"
            f" WHERE language IN (?, 'en') AND {where} ORDER BY answers.number, language = 'en'",
            [language, *values],
        )
        chosen: dict[str, sqlite3.Row] = {}
        for row in rows:
            chosen.setdefault(row["id"], row)
        return [_answer(row) for row in chosen.values()]


def _answer(row: sqlite3.Row) -> Answer:
    plain = ("id", "topic", "section", "as_of", "confidence", "volatile", "language")
    return Answer(
        **{key: row[key] for key in plain},
        source=Source.model_validate_json(row["source"]),
        links=tuple(json.loads(row["links"])),
        wording=Wording.model_validate_json(row["wording"]),
    )
