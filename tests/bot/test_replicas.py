"""Three machines share a ledger on PostgreSQL; one dies amid an announcement and amid questions."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from announcements.desk import Desk
from domain.announcements import DeliveryState
from sandbox.people import Person
from sandbox.population import populate
from sandbox.world import BotAccount, World
from storage.ledger import leases, people
from storage.ledger.engine import Ledger, migrate_ledger, open_ledger
from tests.announcements import office
from tests.bot.replicas import replicas
from tests.bot.telegram import Telegram
from tests.bot.waiting import until
from tests.postgres import Server

TOKEN = "7000000002:ABF0-sandbox_token_of_the_length_of_a_true_one"
RECIPIENTS, TALKERS, IN_FLIGHT = 160, 12, 8


@pytest.fixture
async def shared(postgres_server: Server, tmp_path: Path) -> AsyncIterator[str]:
    """Where the ledger is that the machines share."""
    with postgres_server.database() as url:
        await migrate_ledger(url, tmp_path)
        yield url


async def leader(ledger: Ledger) -> int:
    """The process that sends."""
    async with ledger.reading() as connection:
        found = await leases.find(connection, leases.SENDER)
    assert found
    return int(found[0].split("-")[-2])


async def announced(ledger: Ledger, chats: list[int]) -> int:
    """An announcement to these chats, approved."""
    desk = Desk(ledger, lambda: datetime.now(UTC))
    await office.hire(desk)
    async with ledger.writing() as connection:
        await people.subscribe_crowd(connection, chats, desk.now())
    return (await office.approved(desk, await office.written(desk))).id


async def test_when_one_of_three_machines_dies_nobody_is_forgotten_and_nobody_gets_it_twice(
    shared: str, state_dir: Path
) -> None:
    world = World(BotAccount(token=TOKEN), sleep=lambda seconds: asyncio.sleep(min(seconds, 0.2)))
    crowd = [person.chat.id for person in populate(world, RECIPIENTS)]
    talkers = [Person(world, f"Talker {number}") for number in range(TALKERS)]
    async with (
        Telegram(world).listening() as telegram,
        open_ledger(shared, state_dir) as ledger,
        replicas(3, state_dir, telegram.url, TOKEN, shared) as running,
    ):
        assert telegram.asked.count("setWebhook") == 1
        announcement_id = await announced(ledger, crowd)
        await until(lambda: len(world.sent) > 40)
        for talker in talkers:
            talker.says("STP in Lahore")
        victim = await leader(ledger)
        (dying,) = (one for one in running if one.process.pid == victim)
        dying.process.kill()
        await until(lambda: all(talker.received() for talker in talkers))
        await until(lambda: sum(bool(world.chats[chat].from_bot) for chat in crowd) >= RECIPIENTS - IN_FLIGHT)
        assert await leader(ledger) != victim
        await _finished(ledger, announcement_id)
        records = (await office.records(ledger, announcement_id)).values()
    state = {record.person_id: record.state for record in records}
    assert set(state.values()) <= {DeliveryState.DELIVERED, DeliveryState.IN_DOUBT}
    assert sum(one is DeliveryState.IN_DOUBT for one in state.values()) <= IN_FLIGHT
    assert len(state) == RECIPIENTS
    assert max(len(world.chats[chat].from_bot) for chat in crowd) == 1


async def _finished(ledger: Ledger, announcement_id: int) -> None:
    desk = Desk(ledger, lambda: datetime.now(UTC))
    async with asyncio.timeout(30):
        while (await office.found(desk, announcement_id)).finished_at is None:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
