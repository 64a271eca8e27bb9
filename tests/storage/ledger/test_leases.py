import asyncio
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

from storage.ledger import leases
from storage.ledger.engine import Ledger, open_ledger
from storage.ledger.leases import SENDER, Hold
from tests.storage.ledger.announcing import NOW

LENGTH = timedelta(seconds=10)


async def test_who_takes_a_lease_keeps_it_and_others_do_not_get_it(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        assert await leases.hold(connection, SENDER, "one", NOW, LENGTH) is Hold.TAKEN
        assert await leases.hold(connection, SENDER, "two", NOW, LENGTH) is None
        assert await leases.hold(connection, SENDER, "one", NOW, LENGTH) is Hold.KEPT


async def test_a_lease_that_is_renewed_does_not_run_out(ledger: Ledger) -> None:
    almost = NOW + LENGTH - timedelta(seconds=1)
    async with ledger.writing() as connection:
        await leases.hold(connection, SENDER, "one", NOW, LENGTH)
        await leases.hold(connection, SENDER, "one", almost, LENGTH)
        assert await leases.hold(connection, SENDER, "two", NOW + LENGTH, LENGTH) is None


async def test_a_lease_that_has_run_out_is_taken_and_the_former_owner_is_told(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await leases.hold(connection, SENDER, "one", NOW, LENGTH)
        assert await leases.hold(connection, SENDER, "two", NOW + LENGTH, LENGTH) is Hold.TAKEN
        assert await leases.hold(connection, SENDER, "one", NOW + LENGTH, LENGTH) is None


async def test_a_released_lease_is_free_at_once(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await leases.hold(connection, SENDER, "one", NOW, LENGTH)
        await leases.release(connection, SENDER, "one", NOW)
        assert await leases.hold(connection, SENDER, "two", NOW, LENGTH) is Hold.TAKEN


async def test_nobody_can_release_the_lease_of_another(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await leases.hold(connection, SENDER, "one", NOW, LENGTH)
        await leases.release(connection, SENDER, "two", NOW)
        assert await leases.hold(connection, SENDER, "two", NOW, LENGTH) is None


async def test_leases_of_different_names_have_nothing_to_do_with_each_other(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await leases.hold(connection, SENDER, "one", NOW, LENGTH)
        assert await leases.hold(connection, "another", "two", NOW, LENGTH) is Hold.TAKEN


async def test_of_many_who_want_a_new_lease_at_once_one_gets_it(url: str, backups: Path) -> None:
    async def take(ledger: Ledger, owner: str) -> Hold | None:
        async with ledger.writing() as connection:
            return await leases.hold(connection, SENDER, owner, NOW, LENGTH)

    async with AsyncExitStack() as stack:
        ledgers = [await stack.enter_async_context(open_ledger(url, backups)) for _ in range(4)]
        holds = await asyncio.gather(*(take(one, str(i)) for i, one in enumerate(ledgers * 3)))
    assert sorted(map(str, filter(None, holds))) == [str(Hold.TAKEN)]


async def test_the_longest_rest_that_telegram_wants_is_kept(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        assert await leases.throttled_until(connection, SENDER) is None
        for seconds in (20, 30, 10):
            await leases.throttle(connection, SENDER, NOW + timedelta(seconds=seconds))
    async with ledger.reading() as connection:
        assert await leases.throttled_until(connection, SENDER) == NOW + timedelta(seconds=30)
