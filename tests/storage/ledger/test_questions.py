from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from domain.languages import Language
from domain.people import OpenQuestion, OpenQuestionCount
from storage.ledger import questions
from storage.ledger.engine import Ledger
from storage.ledger.tables import metadata

TODAY = date(2026, 3, 1)
ASKED = OpenQuestion("visa kaise", Language.ROMAN_URDU, "pseb-visa", 0.4, "ask_back", TODAY)
PRIVACY = Path(__file__).parents[3] / "PRIVACY.md"


async def keep(ledger: Ledger, *asked: OpenQuestion) -> list[OpenQuestionCount]:
    async with ledger.writing() as connection:
        for one in asked:
            await questions.add(connection, one)
        return await questions.grouped(connection)


async def test_without_questions_there_is_nothing_to_group(ledger: Ledger) -> None:
    assert await keep(ledger) == []


async def test_equal_questions_are_counted_the_most_frequent_first(ledger: Ledger) -> None:
    other = OpenQuestion("pizza", None, None, 0.1, "dont_know", TODAY)
    earlier = replace(ASKED, day=TODAY - timedelta(days=3), confidence=0.3)
    assert await keep(ledger, other, earlier, ASKED, replace(ASKED, language=Language.ENGLISH)) == [
        OpenQuestionCount("pseb-visa", "visa kaise", Language.ROMAN_URDU, 2, TODAY),
        OpenQuestionCount(None, "pizza", None, 1, TODAY),
        OpenQuestionCount("pseb-visa", "visa kaise", Language.ENGLISH, 1, TODAY),
    ]


async def test_of_a_long_question_300_characters_are_kept(ledger: Ledger) -> None:
    [kept] = await keep(ledger, replace(ASKED, text="ک" * 301))
    assert kept.text == "ک" * 300


async def test_questions_of_more_than_thirty_days_ago_expire_and_the_others_stay(ledger: Ledger) -> None:
    await keep(ledger, *(replace(ASKED, text=f"{n}", day=TODAY - timedelta(days=n)) for n in (0, 30, 31, 90)))
    async with ledger.writing() as connection:
        assert await questions.expire(connection, TODAY - questions.LIFETIME) == 2
    assert {one.text for one in await keep(ledger)} == {"0", "30"}


async def test_an_error_does_not_repeat_what_was_to_be_kept(ledger: Ledger) -> None:
    with pytest.raises(IntegrityError) as error:
        async with ledger.writing() as connection:
            await connection.execute(insert(metadata.tables["questions"]).values(text="zanzibar"))
    assert "zanzibar" not in str(error.value)


def test_people_are_told_how_long_questions_are_kept() -> None:
    [row] = [line for line in PRIVACY.read_text(encoding="utf-8").splitlines() if "no sure answer:" in line]
    assert row.endswith(f"| {questions.LIFETIME.days} days |")


def test_a_question_has_no_room_for_the_person_who_asked_nor_for_the_time() -> None:
    columns = metadata.tables["questions"].c
    assert set(columns.keys()) == {"id", "text", "language", "nearest", "confidence", "decision", "day"}
    assert columns["day"].type.python_type is date
