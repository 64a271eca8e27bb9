"""PRIVACY.md is held against the tables of the ledger."""

from pathlib import Path

import pytest
from sqlalchemy import BigInteger, Column, Table

from storage.ledger.tables import metadata
from storage.ledger.thinning import DAYS, MONTHS

PAGE = (Path(__file__).parents[3] / "PRIVACY.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ")]
MESSAGES = {"message_id", "reply_id"}
"""Telegram numbers people, chats and messages alike."""


def names_a_person(column: Column[object]) -> bool:
    """By Telegram's number of a person or chat, or by ours."""
    return column.name == "person_id" or (isinstance(column.type, BigInteger) and column.name not in MESSAGES)


ABOUT_PEOPLE = [table for table in metadata.sorted_tables if any(map(names_a_person, table.c))]
WITHOUT_THE_PERSON = [metadata.tables[name] for name in ("questions", "reports")]


def test_the_tables_that_know_a_person_are_found() -> None:
    known = {"people", "turns", "deliveries", "staff", "audit", "staff_prompts", "progress_cards"}
    assert known <= {table.name for table in ABOUT_PEOPLE}
    assert not any(names_a_person(column) for table in WITHOUT_THE_PERSON for column in table.c)


@pytest.mark.parametrize("table", [*ABOUT_PEOPLE, *WITHOUT_THE_PERSON], ids=lambda table: table.name)
def test_every_table_with_something_about_or_from_people_is_on_the_page_with_its_end(table: Table) -> None:
    [row] = [line for line in ROWS if f"`{table.name}`" in line]
    kept, why, until = (cell.strip() for cell in row.strip("| ").split(" | "))
    assert kept
    assert why
    assert until


def test_no_table_is_on_the_page_that_is_not_there() -> None:
    named = {name for line in ROWS for name in line.split("`")[1::2] if not name.startswith("/")}
    assert named <= metadata.tables.keys()


def test_the_page_says_how_long_backups_are_kept_which_forgetting_does_not_reach() -> None:
    [paragraph] = [text for text in PAGE.split("\n\n") if text.startswith("**Backups**")]
    said = " ".join(paragraph.split())
    assert f"the last of each of {DAYS} days and the last of each of {MONTHS} months" in said
    assert "neither `/forgetme` nor" in said


def test_what_forgetting_leaves_is_said_where_it_is_left() -> None:
    for table in ABOUT_PEOPLE:
        [row] = [line for line in ROWS if f"`{table.name}`" in line]
        assert ("chat_id" in table.c) == row.rstrip("| ").endswith(("`/forgetme`",)), table.name
