import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection

from announcements.canary import CANARY, Canary
from announcements.desk import Desk
from announcements.sender import Sender
from domain.announcements import Announcement
from storage.ledger.engine import Ledger, open_ledger
from tests.announcements import office
from tests.announcements.telegram import Telegram
from tests.conftest import Clock


@pytest.fixture
async def ledger(tmp_path: Path, made_ledger: Path) -> AsyncIterator[Ledger]:
    shutil.copy(made_ledger, tmp_path)
    async with open_ledger(f"sqlite:///{tmp_path}/{made_ledger.name}", tmp_path) as opened:
        hasten(opened)
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


@pytest.fixture
async def desk(ledger: Ledger, clock: Clock) -> Desk:
    """A desk with a whole staff, of which one person may approve up to 50 recipients alone."""
    desk = Desk(ledger, clock, second_person_above=50)
    await office.hire(desk)
    return desk


@dataclass
class Post:
    """Sender after sender on one ledger. Time passes as soon as nothing else happens."""

    ledger: Ledger
    telegram: Telegram
    clock: Clock
    told: list[Announcement] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    runs: int = 0
    slept: list[float] = field(default_factory=list)

    def sender(self, in_flight: int = 8, canary: Canary = CANARY) -> Sender:
        """A new sender, as after a restart."""
        self.runs += 1
        return Sender(
            self.ledger,
            self.telegram,
            self.clock,
            self._sleep,
            f"run-{self.runs}",
            in_flight,
            tell=self._tell,
            canary=canary,
        )

    async def run(self, sender: Sender | None = None, until: Callable[[], bool] | None = None) -> None:
        """Runs a sender until it tells that something has ended, or until something is so, and stops it."""
        sender = sender or self.sender()
        told = len(self.told)
        running = asyncio.create_task(sender.run())
        while not (until() if until else len(self.told) > told):
            assert not running.done(), running
            await asyncio.sleep(0)
        sender.stop()
        await running

    async def _tell(self, announcement: Announcement) -> None:
        self.told.append(announcement)
        self.news.set()

    async def _sleep(self, seconds: float) -> None:
        await idle()  # whatever is about to happen happens first
        self.slept.append(seconds)
        self.clock.forward(seconds=seconds)


@pytest.fixture
def post(ledger: Ledger, telegram: Telegram, clock: Clock) -> Post:
    return Post(ledger, telegram, clock)


async def idle() -> None:
    """Lets everything run as far as it can without the ledger."""
    for _ in range(20):
        await asyncio.sleep(0)


async def settled(turn: Awaitable[float]) -> float:
    """Does a turn, and lets the requests that it started run as far as they can."""
    pause = await turn
    await idle()
    return pause


def hasten(ledger: Ledger) -> None:
    """Commits need not be on the disk at once: what a crash of the machine would lose is of no worth here."""
    if ledger._writer.dialect.name == "sqlite":

        @event.listens_for(ledger._writer.sync_engine, "connect")
        def write_at_leisure(connection: DBAPIConnection, _entry: object) -> None:
            cursor = connection.cursor()
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.close()
