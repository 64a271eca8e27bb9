import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox import server
from sandbox.files import Upload
from sandbox.people import Person
from sandbox.specification import Object
from sandbox.world import Call, World


class StoppedClock:
    """Tells the same time until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **duration: float) -> None:
        self.now += timedelta(**duration)

    def monotonic(self) -> float:
        return self.now.timestamp()

    async def sleep(self, seconds: float) -> None:
        """Lets that time pass at once."""
        self.move(seconds=seconds)
        await asyncio.sleep(0)


class Bot:
    """Calls the Bot API as a client would, without a client library."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def call(self, method: str, **parameters: object) -> Call:
        return await self.uploads({}, method, **parameters)

    async def uploads(self, files: Mapping[str, Upload], method: str, **parameters: object) -> Call:
        """A call with files."""
        return await server.call(self.world, self.world.bot.token, method, parameters, files)

    async def does(self, method: str, **parameters: object) -> Any:
        """The result of a call that has to succeed."""
        answered = await self.call(method, **parameters)
        assert answered.ok, answered.description
        return answered.result

    async def refused(self, method: str, **parameters: object) -> str:
        """The description of the error of a call that has to be refused."""
        answered = await self.call(method, **parameters)
        assert not answered.ok, f"{method} was accepted: {answered.result}"
        assert answered.description is not None
        return answered.description

    async def updates(self, **parameters: object) -> list[Object]:
        found: list[Object] = await self.does("getUpdates", **parameters)
        return found


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def world(clock: StoppedClock) -> World:
    return World(clock=clock, monotonic=clock.monotonic, sleep=clock.sleep)


@pytest.fixture
def bot(world: World) -> Bot:
    return Bot(world)


@pytest.fixture
def ayesha(world: World) -> Person:
    """Somebody who has started the bot."""
    person = Person(world, "Ayesha", username="ayesha_mlt")
    person.starts()
    world.updates.clear()
    return person
