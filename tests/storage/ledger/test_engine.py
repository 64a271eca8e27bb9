import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError, OperationalError

from domain.people import Turn
from storage.ledger import people, postgres, sqlite, turns
from storage.ledger.engine import Ledger, open_ledger
from storage.ledger.errors import UnsupportedDatabaseError

TODAY = date(2026, 3, 1)
TURN = Turn(chat_id=7, message_id=1, reply_id=0, at=datetime(2026, 3, 1, 9, 30, tzinfo=UTC))


async def test_what_was_written_is_there_after_a_restart(url: str, backups: Path) -> None:
    async with open_ledger(url, backups) as ledger, ledger.writing() as connection:
        person = await people.remember(connection, 7, TODAY)
    async with open_ledger(url, backups) as ledger, ledger.reading() as connection:
        assert await people.find(connection, 7) == person


async def test_a_failed_transaction_leaves_nothing(ledger: Ledger) -> None:
    async def fail_half_way() -> None:
        async with ledger.writing() as connection:
            await people.remember(connection, 7, TODAY)
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        await fail_half_way()
    async with ledger.reading() as connection:
        assert await people.find(connection, 7) is None


async def test_a_reader_cannot_write(ledger: Ledger) -> None:
    async with ledger.reading() as connection:
        with pytest.raises(DBAPIError, match=r"read-?only"):
            await people.remember(connection, 7, TODAY)


async def test_a_reader_sees_one_state_while_others_write(ledger: Ledger) -> None:
    async with ledger.reading() as reader:
        assert await people.find(reader, 7) is None
        async with ledger.writing() as writer:
            await people.remember(writer, 7, TODAY)
        assert await people.find(reader, 7) is None


async def test_forty_updates_at_once_through_four_processes_worth_of_ledgers_all_survive(
    url: str, backups: Path
) -> None:
    async def answer_again(ledger: Ledger) -> None:
        async with ledger.writing() as connection:
            turn = await turns.find(connection, 7)
            assert turn
            await turns.save(connection, replace(turn, reply_id=turn.reply_id + 1))

    async with AsyncExitStack() as stack:
        ledgers = [await stack.enter_async_context(open_ledger(url, backups)) for _ in range(4)]
        async with ledgers[0].writing() as connection:
            await turns.save(connection, TURN)
        await asyncio.gather(*(answer_again(ledger) for ledger in ledgers * 10))
        async with ledgers[0].reading() as connection:
            assert await turns.find(connection, 7) == replace(TURN, reply_id=40)


async def test_a_stranger_remembered_forty_times_at_once_is_one_person(ledger: Ledger) -> None:
    async def remember() -> int:
        async with ledger.writing() as connection:
            return (await people.remember(connection, 7, TODAY)).id

    assert len(set(await asyncio.gather(*(remember() for _ in range(40))))) == 1


async def test_a_new_ledger_may_be_opened_by_several_at_once(url: str, backups: Path) -> None:
    async with AsyncExitStack() as stack:
        ledgers = await asyncio.gather(
            *(stack.enter_async_context(open_ledger(url, backups)) for _ in range(4))
        )
        async with ledgers[0].writing() as connection:
            person = await people.remember(connection, 7, TODAY)
        async with ledgers[3].reading() as connection:
            assert await people.find(connection, 7) == person


async def test_writers_cancelled_at_any_moment_lose_nothing_and_block_nobody(ledger: Ledger) -> None:
    async def remember(chat_id: int) -> int:
        async with ledger.writing() as connection:
            await people.remember(connection, chat_id, TODAY)
            await turns.save(connection, replace(TURN, chat_id=chat_id))
        return chat_id

    tasks = [asyncio.create_task(remember(chat_id)) for chat_id in range(60)]
    for task in tasks:
        await asyncio.sleep(0.0005)
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    await remember(100)
    async with ledger.reading() as connection:
        for chat_id, result in enumerate(results):
            person, turn = await people.find(connection, chat_id), await turns.find(connection, chat_id)
            assert (person is None) == (turn is None)
            assert person or isinstance(result, asyncio.CancelledError)


async def test_a_ledger_that_others_keep_locked_fails_clearly_and_works_again(
    url: str, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for database in (sqlite, postgres):
        monkeypatch.setattr(database, "BUSY_TIMEOUT", 0.05)
    async with open_ledger(url, backups) as ours, open_ledger(url, backups) as theirs:
        async with theirs.writing():
            with pytest.raises(OperationalError, match=r"database is locked|lock timeout"):
                async with ours.writing():
                    pass
        async with ours.writing() as connection:
            assert await people.remember(connection, 7, TODAY)


@pytest.mark.parametrize(
    "unsupported",
    [
        "",
        "ledger.db",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite://var/ledger.db",
        "sqlite:///ledger.db?mode=ro",
        "sqlite+aiosqlite:///ledger.db",
        "mysql://bot:secret@db/ledger",
        "postgresql://bot:secret@db",
        "postgresql://bot:secret@db:five/ledger",
        "postgresql://bot:top@secret@db/ledger",
        "postgresql://bot:top@/secret@db/ledger",
        "postgresql+psycopg://bot:secret@db/ledger",
    ],
)
async def test_a_database_that_cannot_keep_the_ledger_is_refused_without_showing_its_password(
    unsupported: str, backups: Path
) -> None:
    with pytest.raises(UnsupportedDatabaseError, match="sqlite:///") as refusal:
        async with open_ledger(unsupported, backups):
            pass
    assert "secret" not in str(refusal.value)
