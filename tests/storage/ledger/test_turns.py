from datetime import UTC, datetime, timedelta

from domain.people import Turn
from storage.ledger import turns
from storage.ledger.engine import Ledger

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
FIRST = Turn(chat_id=7, message_id=10, reply_id=11, at=NOW)
SECOND = Turn(chat_id=7, message_id=12, reply_id=13, at=NOW + timedelta(minutes=1))


async def test_a_chat_that_was_never_answered_has_no_turn(ledger: Ledger) -> None:
    async with ledger.reading() as connection:
        assert await turns.find(connection, 7) is None


async def test_only_the_last_turn_of_a_chat_is_kept(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await turns.save(connection, FIRST)
        await turns.save(connection, SECOND)
        assert await turns.find(connection, 7) == SECOND


async def test_a_turn_may_be_saved_again_after_a_crash(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await turns.save(connection, FIRST)
        await turns.save(connection, FIRST)
        assert await turns.find(connection, 7) == FIRST


async def test_old_turns_expire_and_the_others_stay(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        for chat_id, hours in enumerate([0, 47, 48, 49, 500]):
            await turns.save(connection, Turn(chat_id, 1, 2, NOW - timedelta(hours=hours)))
        assert await turns.expire(connection, NOW - turns.LIFETIME) == 2
        kept = [chat_id for chat_id in range(5) if await turns.find(connection, chat_id)]
    assert kept == [0, 1, 2]
