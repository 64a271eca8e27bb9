from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import String, update

from domain.conversation import NOTHING, About
from domain.languages import Language
from domain.people import Turn
from domain.places import PARKS, Kind
from storage.ledger import turns
from storage.ledger.engine import Ledger
from storage.ledger.tables import turns as table

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
FIRST = Turn(chat_id=7, message_id=10, reply_id=11, at=NOW)
SECOND = Turn(chat_id=7, message_id=12, reply_id=13, at=NOW + timedelta(minutes=1))
FULL = replace(SECOND, language=Language.ROMAN_URDU, about=About("loan", "faisalabad", PARKS))


async def test_a_chat_that_was_never_answered_has_no_turn(ledger: Ledger) -> None:
    async with ledger.reading() as connection:
        assert await turns.find(connection, 7) is None


async def test_only_the_last_turn_of_a_chat_is_kept(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await turns.save(connection, FIRST)
        await turns.save(connection, SECOND)
        assert await turns.find(connection, 7) == SECOND


async def test_what_the_last_turn_was_about_goes_when_the_next_is_about_nothing(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await turns.save(connection, FULL)
        assert await turns.find(connection, 7) == FULL
        await turns.save(connection, FIRST)
        kept = await turns.find(connection, 7)
    assert kept
    assert (kept.language, kept.about) == (None, NOTHING)


async def test_a_turn_may_be_saved_again_after_a_crash(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await turns.save(connection, FIRST)
        await turns.save(connection, FIRST)
        assert await turns.find(connection, 7) == FIRST


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    about=st.builds(
        About,
        st.none() | st.from_regex(r"[a-z_]{1,64}", fullmatch=True),
        st.none() | st.from_regex(r"[a-z_]{1,64}", fullmatch=True),
        st.frozensets(st.sampled_from(Kind)),
    ),
    language=st.none() | st.sampled_from(Language),
)
async def test_what_a_turn_was_about_comes_back_as_it_was(
    ledger: Ledger, about: About, language: Language | None
) -> None:
    turn = replace(FIRST, about=about, language=language)
    async with ledger.writing() as connection:
        await turns.save(connection, turn)
        assert await turns.find(connection, 7) == turn


def test_all_kinds_together_have_room() -> None:
    room = table.c.kinds.type
    assert isinstance(room, String)
    assert room.length
    assert len(",".join(Kind)) <= room.length


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("space_port", frozenset()),
        ("e_rozgaar_centre,space_port", {Kind.E_ROZGAAR_CENTRE}),
        (",,", frozenset()),
        ("", frozenset()),
        (None, frozenset()),
    ],
)
async def test_kinds_that_another_version_wrote_mean_nothing(
    ledger: Ledger, written: str | None, read: frozenset[Kind]
) -> None:
    async with ledger.writing() as connection:
        await turns.save(connection, FULL)
        await connection.execute(update(table).values(kinds=written))
        kept = await turns.find(connection, 7)
    assert kept
    assert kept.about == replace(FULL.about, kinds=frozenset(read))


async def test_a_conversation_goes_on_in_another_language_and_nothing_else_changes(ledger: Ledger) -> None:
    other = replace(FULL, chat_id=8)
    async with ledger.writing() as connection:
        await turns.save(connection, FULL)
        await turns.save(connection, other)
        await turns.speak(connection, 7, Language.URDU)
        await turns.speak(connection, 9, Language.URDU)
        assert await turns.find(connection, 7) == replace(FULL, language=Language.URDU)
        assert await turns.find(connection, 8) == other
        assert await turns.find(connection, 9) is None


async def test_old_turns_expire_and_the_others_stay(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        for chat_id, hours in enumerate([0, 47, 48, 49, 500]):
            await turns.save(connection, Turn(chat_id, 1, 2, NOW - timedelta(hours=hours)))
        assert await turns.expire(connection, NOW - turns.LIFETIME) == 2
        kept = [chat_id for chat_id in range(5) if await turns.find(connection, chat_id)]
    assert kept == [0, 1, 2]
