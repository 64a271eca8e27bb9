"""Questions that got no sure answer, so that the data can be mended. Who asked is not kept."""

from dataclasses import asdict
from datetime import date, timedelta

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import OpenQuestion, OpenQuestionCount
from storage.ledger.tables import QUESTION_LENGTH, questions

LIFETIME = timedelta(days=30)
"""How long a question is kept, as PRIVACY.md promises."""


async def add(connection: AsyncConnection, question: OpenQuestion) -> None:
    """Keep a question, whose text is masked already; what is longer than the column is cut off."""
    row = asdict(question) | {"text": question.text[:QUESTION_LENGTH]}
    await connection.execute(insert(questions).values(row))


async def expire(connection: AsyncConnection, before: date) -> int:
    """Delete the questions of earlier days than this, and say how many they were."""
    return (await connection.execute(delete(questions).where(questions.c.day < before))).rowcount


async def grouped(connection: AsyncConnection) -> list[OpenQuestionCount]:
    """The questions by nearest answer, text and language, the most frequent first."""
    key = (questions.c.nearest, questions.c.text, questions.c.language)
    times, latest = func.count().label("times"), func.max(questions.c.day).label("latest")
    order = (times.desc(), latest.desc(), *(column.nulls_first() for column in key))
    statement = select(*key, times, latest).group_by(*key).order_by(*order)
    return [OpenQuestionCount(**row) for row in (await connection.execute(statement)).mappings()]
