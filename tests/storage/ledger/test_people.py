from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Date, Integer, String, Table, delete, insert, select
from sqlalchemy.exc import StatementError
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.languages import Language
from domain.people import Person, Turn
from storage.ledger import people, turns
from storage.ledger.engine import Ledger
from storage.ledger.tables import UtcDateTime, metadata

TODAY = date(2026, 3, 1)
KARACHI = timezone(timedelta(hours=5))
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
TABLES_WITH_CHATS = [table for table in metadata.sorted_tables if "chat_id" in table.c]
LARGEST_CHAT_ID = 2**52 - 1


async def test_a_stranger_is_unknown_until_remembered(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        assert await people.find(connection, 7) is None
        person = await people.remember(connection, 7, TODAY)
    assert person == Person(person.id, 7, None, None, None, TODAY, TODAY)
    async with ledger.reading() as connection:
        assert await people.find(connection, 7) == person


async def test_a_person_seen_again_keeps_the_first_day_and_the_id(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        first = await people.remember(connection, 7, TODAY)
        later = await people.remember(connection, 7, TODAY + timedelta(days=3))
    assert later == replace(first, last_seen=TODAY + timedelta(days=3))


async def test_a_person_already_seen_today_is_read_and_not_written(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        person = await people.remember(connection, 7, TODAY)
    async with ledger.reading() as connection:
        assert await people.remember(connection, 7, TODAY) == person


async def test_chat_ids_may_be_as_large_as_telegram_allows(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        for chat_id in (LARGEST_CHAT_ID, -LARGEST_CHAT_ID):
            assert (await people.remember(connection, chat_id, TODAY)).chat_id == chat_id


@pytest.mark.parametrize("language", list(Language))
async def test_a_chosen_language_is_kept(ledger: Ledger, language: Language) -> None:
    async with ledger.writing() as connection:
        await people.remember(connection, 7, TODAY)
        await people.choose_language(connection, 7, language)
        person = await people.find(connection, 7)
    assert person
    assert person.language is language


async def test_moments_come_back_aware_and_in_utc(ledger: Ledger) -> None:
    in_karachi = datetime(2026, 3, 1, 2, 30, tzinfo=KARACHI)
    async with ledger.writing() as connection:
        await people.remember(connection, 7, TODAY)
        person = await people.subscribe(connection, 7, in_karachi)
    assert person
    assert person.subscribed_at == in_karachi
    assert person.subscribed_at.tzinfo is UTC


async def test_a_moment_without_a_time_zone_is_refused(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        with pytest.raises(StatementError, match="has no time zone"):
            await people.subscribe(connection, 7, NOW.replace(tzinfo=None))


async def test_a_change_to_a_stranger_makes_nobody(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        assert await people.subscribe(connection, 7, NOW) is None
        assert await people.mark_blocked(connection, 7, NOW) is None
        assert await people.find(connection, 7) is None


async def test_the_id_of_a_forgotten_person_is_never_given_to_another(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        forgotten = await people.remember(connection, 7, TODAY)
        await people.forget(connection, 7)
        assert (await people.remember(connection, 8, TODAY)).id > forgotten.id


def test_every_table_names_its_chat_or_is_known_to_hold_nobody() -> None:
    nobody = {"questions", "reports", "delivery_totals"}
    about_the_staff_at_work = {"announcements", "announcement_texts", "audit", "staff", "switches"}
    about_the_sender = {"leases", "sender_state"}
    by_an_id_that_leads_nowhere_once_forgotten = {"deliveries"}
    assert {table.name for table in set(metadata.sorted_tables) - set(TABLES_WITH_CHATS)} == (
        nobody | about_the_staff_at_work | about_the_sender | by_an_id_that_leads_nowhere_once_forgotten
    )


async def test_forgetting_leaves_no_row_of_the_chat_in_any_table_and_all_rows_of_others(
    ledger: Ledger,
) -> None:
    async with ledger.writing() as connection:
        for table in TABLES_WITH_CHATS:
            await connection.execute(insert(table), [a_row(table, 7), a_row(table, 8)])
        await people.forget(connection, 7)
        for table in TABLES_WITH_CHATS:
            assert await chats_in(connection, table) == [8], table.name


async def test_a_group_that_becomes_a_supergroup_takes_its_choices_along(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await people.remember(connection, -7, TODAY)
        await people.choose_language(connection, -7, Language.URDU)
        group = await people.subscribe(connection, -7, NOW)
        assert group
        assert await people.migrate_chat(connection, -7, -1007) == replace(group, chat_id=-1007)
        assert await people.migrate_chat(connection, -7, -1007) is None


async def test_a_supergroup_known_before_its_migration_is_told_has_its_gaps_filled(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await people.remember(connection, -7, TODAY)
        await people.choose_language(connection, -7, Language.URDU)
        await people.subscribe(connection, -7, NOW)
        await people.remember(connection, -1007, TODAY + timedelta(days=1))
        chosen = await people.choose_language(connection, -1007, Language.ENGLISH)
        assert chosen
        moved = await people.migrate_chat(connection, -7, -1007)
    assert moved == replace(chosen, subscribed_at=NOW, first_seen=TODAY)


async def test_a_migration_told_again_after_a_crash_does_not_undo_choices(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await people.remember(connection, -7, TODAY)
        await people.migrate_chat(connection, -7, -1007)
        chosen = await people.choose_language(connection, -1007, Language.ROMAN_URDU)
        await people.remember(connection, -7, TODAY)
        assert await people.migrate_chat(connection, -7, -1007) == chosen


async def test_a_migration_leaves_no_row_of_the_old_chat_in_any_table(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        for table in TABLES_WITH_CHATS:
            await connection.execute(insert(table), a_row(table, -7))
        await people.migrate_chat(connection, -7, -1007)
        for table in TABLES_WITH_CHATS:
            assert -7 not in await chats_in(connection, table), table.name


async def test_the_last_turn_of_a_group_does_not_pass_to_the_supergroup(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await people.remember(connection, -7, TODAY)
        await turns.save(connection, Turn(-7, message_id=1, reply_id=2, at=NOW))
        await people.migrate_chat(connection, -7, -1007)
        assert await turns.find(connection, -1007) is None


days = st.dates(TODAY, TODAY + timedelta(days=3))
zones = st.sampled_from([UTC, KARACHI])
moments = st.builds(
    lambda hours, zone: (NOW + timedelta(hours=hours)).astimezone(zone), st.integers(0, 99), zones
)
happenings = st.one_of(
    st.tuples(st.just("seen"), days),
    st.tuples(st.just("chose"), st.sampled_from(Language)),
    st.tuples(st.just("subscribed"), moments),
    st.tuples(st.just("unsubscribed"), st.none()),
    st.tuples(st.just("blocked"), moments),
    st.tuples(st.just("returned"), st.none()),
    st.tuples(st.just("forgotten"), st.none()),
)
Happening = tuple[str, object]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(st.tuples(st.sampled_from([7, 8]), happenings), max_size=25))
async def test_any_history_leaves_the_state_that_a_simple_model_predicts(
    ledger: Ledger, history: list[tuple[int, Happening]]
) -> None:
    predicted: dict[int, Person | None] = {7: None, 8: None}
    async with ledger.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            await connection.execute(delete(table))
        for chat_id, happening in history:
            predicted[chat_id] = predict(predicted[chat_id], chat_id, happening)
            await perform(connection, chat_id, happening)
    async with ledger.reading() as connection:
        for chat_id, expected in predicted.items():
            person = await people.find(connection, chat_id)
            assert (person and replace(person, id=0)) == expected


def predict(person: Person | None, chat_id: int, happening: Happening) -> Person | None:
    match person, happening:
        case None, ("seen", date() as day):
            return Person(0, chat_id, None, None, None, day, day)
        case Person(), ("seen", date() as day):
            return replace(person, last_seen=max(person.last_seen, day))
        case Person(), ("chose", Language() as language):
            return replace(person, language=language)
        case Person(), ("subscribed", datetime() as moment):
            return replace(person, subscribed_at=person.subscribed_at or moment)
        case Person(), ("unsubscribed", _):
            return replace(person, subscribed_at=None)
        case Person(), ("blocked", datetime() as moment):
            return replace(person, blocked_at=person.blocked_at or moment)
        case Person(), ("returned", _):
            return replace(person, blocked_at=None)
    return None


async def perform(connection: AsyncConnection, chat_id: int, happening: Happening) -> None:
    match happening:
        case "seen", date() as day:
            await people.remember(connection, chat_id, day)
        case "chose", Language() as language:
            await people.choose_language(connection, chat_id, language)
        case "subscribed", datetime() as moment:
            await people.subscribe(connection, chat_id, moment)
        case "unsubscribed", _:
            await people.unsubscribe(connection, chat_id)
        case "blocked", datetime() as moment:
            await people.mark_blocked(connection, chat_id, moment)
        case "returned", _:
            await people.mark_returned(connection, chat_id)
        case "forgotten", _:
            await people.forget(connection, chat_id)


def a_row(table: Table, chat_id: int) -> dict[str, object]:
    """A row about a chat, whatever the table: made so that tables of the future are covered too."""
    needed = [
        column for column in table.c if not column.nullable and column is not table.autoincrement_column
    ]
    return {column.name: a_value(column.type) for column in needed} | {"chat_id": chat_id}


def a_value(kind: object) -> object:
    samples: dict[type, object] = {Integer: 1, String: "x", Date: TODAY, UtcDateTime: NOW}
    return next(sample for of, sample in samples.items() if isinstance(kind, of))


async def chats_in(connection: AsyncConnection, table: Table) -> list[int]:
    return list((await connection.execute(select(table.c.chat_id))).scalars())
