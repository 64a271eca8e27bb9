"""Many who use the ledger at the same moment share a transaction."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Turn
from storage.ledger import turns
from storage.ledger.engine import Ledger
from storage.ledger.together import Together

FIRST = Turn(chat_id=0, message_id=1, reply_id=2, at=datetime(2026, 3, 1, 9, 30, tzinfo=UTC))


async def save(connection: AsyncConnection, kept: Sequence[Turn]) -> int:
    """Saves all and says how many they were."""
    await turns.save(connection, *kept)
    return len(kept)


async def saved(ledger: Ledger) -> list[int]:
    """The chats that have a turn, of the first hundred."""
    async with ledger.reading() as connection:
        return sorted(await turns.several(connection, range(100)))


async def test_whoever_comes_at_the_same_moment_shares_a_transaction(ledger: Ledger) -> None:
    writes = (ledger.writing_together.do(save, replace(FIRST, chat_id=chat)) for chat in range(100))
    assert await asyncio.gather(*writes) == [100] * 100
    assert await saved(ledger) == list(range(100))


async def test_each_is_done_for_before_its_wait_ends(ledger: Ledger) -> None:
    for chat in (3, 1, 2):
        assert await ledger.writing_together.do(save, replace(FIRST, chat_id=chat)) == 1
        assert chat in await saved(ledger)


async def test_who_comes_too_late_for_a_transaction_goes_with_the_next(ledger: Ledger) -> None:
    under_way, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(connection: AsyncConnection, kept: Sequence[Turn]) -> int:
        under_way.set()
        await go_on.wait()
        return await save(connection, kept)

    first = asyncio.create_task(ledger.writing_together.do(slowly, FIRST))
    await under_way.wait()
    later = [
        asyncio.create_task(ledger.writing_together.do(slowly, replace(FIRST, chat_id=chat)))
        for chat in (1, 2)
    ]
    await asyncio.sleep(0)
    go_on.set()
    assert await asyncio.gather(first, *later) == [1, 2, 2]
    assert await saved(ledger) == [0, 1, 2]


async def test_different_work_is_not_mixed(ledger: Ledger) -> None:
    await ledger.writing_together.do(save, FIRST)
    found, counted = await asyncio.gather(
        ledger.reading_together.do(turns.several, 0), ledger.reading_together.do(count, "anything")
    )
    assert (found, counted) == ({0: FIRST}, 1)


async def count(_connection: AsyncConnection, items: Sequence[str]) -> int:
    return len(items)


async def test_an_error_is_everybodys_and_nothing_is_kept(ledger: Ledger) -> None:
    async def fail(connection: AsyncConnection, kept: Sequence[Turn]) -> None:
        await turns.save(connection, *kept)
        raise RuntimeError("half way")

    writes = (ledger.writing_together.do(fail, replace(FIRST, chat_id=chat)) for chat in range(3))
    errors = await asyncio.gather(*writes, return_exceptions=True)
    assert [str(error) for error in errors] == ["half way"] * 3
    assert await saved(ledger) == []
    assert await ledger.writing_together.do(save, FIRST) == 1


async def test_where_no_connection_is_to_be_had_everybody_learns_it_and_the_next_try_again() -> None:
    attempts = iter([ConnectionError("locked"), None])

    @asynccontextmanager
    async def opened() -> AsyncIterator[AsyncConnection]:
        if error := next(attempts):
            raise error
        yield None  # type: ignore[misc]

    together = Together(opened)
    errors = await asyncio.gather(*(together.do(count, "a") for _ in range(2)), return_exceptions=True)
    assert [type(error) for error in errors] == [ConnectionError] * 2
    assert await together.do(count, "a") == 1


async def test_who_gives_up_waiting_is_done_for_all_the_same(ledger: Ledger) -> None:
    impatient = asyncio.create_task(ledger.writing_together.do(save, FIRST))
    patient = asyncio.create_task(ledger.writing_together.do(save, replace(FIRST, chat_id=1)))
    await asyncio.sleep(0)
    impatient.cancel()
    assert await patient == 2
    with pytest.raises(asyncio.CancelledError):
        await impatient
    assert await saved(ledger) == [0, 1]
