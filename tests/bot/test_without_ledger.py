"""The service while its ledger is away, broken or full: places are found and questions answered."""

import os
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from sandbox.people import Person
from sandbox.world import BotAccount, World
from storage.ledger import engine
from tests.bot.telegram import Telegram
from tests.bot.test_service import TOKEN, heard, service, stopped
from tests.bot.waiting import until


@pytest.fixture
def world() -> World:
    return World(BotAccount(token=TOKEN))


@pytest.fixture
async def telegram(world: World) -> AsyncIterator[Telegram]:
    async with Telegram(world).listening() as listening:
        yield listening


@pytest.fixture
def ayesha(world: World) -> Person:
    return Person(world, "Ayesha")


async def test_a_bot_whose_ledger_is_damaged_starts_answers_says_so_and_leaves_the_file_as_it_is(
    telegram: Telegram, ayesha: Person, state_dir: Path
) -> None:
    ledger = state_dir / "ledger.sqlite"
    ledger.write_bytes(b"this was a ledger once " * 1000)
    async with service(state_dir, telegram.url) as running:
        ayesha.says("lahore")
        await until(lambda: heard(ayesha))
        assert await stopped(running) == 0
    assert "Lahore, Punjab" in heard(ayesha)[0]
    assert "ledger.not_open" in running.stderr
    assert "python -m bot restore" in running.stderr
    assert ledger.read_bytes() == b"this was a ledger once " * 1000
