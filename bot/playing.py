"""The bot in the sandbox, without Telegram: behind a web address, and in the terminal."""

import asyncio
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from pydantic import SecretStr

from bot.announcing import announcing
from bot.assembly import assembled, ready_directory
from bot.housekeeping import housekeeping
from bot.listening import listener
from bot.menu import publish_menu
from bot.pacing import Pacing, Unpaced
from bot.receiving.polling import Poller
from bot.running import stop_on_signals
from bot.settings import Settings
from handlers.services import Bot, Services
from sandbox.listening import private
from sandbox.page.cities import City
from sandbox.page.personas import STAFF_IDS
from sandbox.people import Person
from sandbox.population import populate
from sandbox.terminal import Terminal
from sandbox.transport import SandboxRequest
from sandbox.web import application, served
from sandbox.world import World
from storage.directory.reader import open_directory
from storage.inbox import opened_inbox
from storage.ledger import people

log = structlog.get_logger(__name__)


async def play(
    settings: Settings, world: World, announce: Callable[[str], None], population: int = 0
) -> None:
    """Serves a world with the whole bot in it on LISTEN, until SIGTERM or SIGINT.

    `announce` is told the address once everything answers. Crowds, such as the `population` that is there
    from the start, are subscribers. Raises CannotRun.
    """
    stop = stop_on_signals()
    limiter = Pacing() if world.limits else Unpaced()
    with _listener(settings.listen) as found:
        async with (
            assembled(_apart(settings), world.bot.token, SandboxRequest(world), limiter=limiter) as bot,
            served(application(world, await _cities(settings)), found) as address,
            announcing(bot, stop),
            housekeeping(bot.bot_data),
            subscribing_crowds(world, bot.bot_data),
        ):
            populate(world, population)
            await publish_menu(bot.bot)
            announce(address)
            await _polls(bot, stop)


async def _polls(bot: Bot, stop: asyncio.Event) -> None:
    # the inbox goes with the Telegram that it came from
    with TemporaryDirectory() as folder, opened_inbox(Path(folder, "inbox.jsonl"), time.time) as inbox:
        await Poller(bot, inbox=inbox).run(stop)


@asynccontextmanager
async def subscribing_crowds(world: World, services: Services) -> AsyncIterator[None]:
    """Whoever comes in a crowd is a subscriber, as if they had said so one by one."""
    crowds: asyncio.Queue[list[int]] = asyncio.Queue()
    world.greet(crowds.put_nowait)

    async def subscribe() -> None:
        while chat_ids := await crowds.get():
            async with services.ledger.writing() as connection:
                await people.subscribe_crowd(connection, chat_ids, services.now())

    subscribing = asyncio.create_task(subscribe())
    yield
    subscribing.cancel()


async def play_without_bot(settings: Settings, world: World, announce: Callable[[str], None]) -> None:
    """The same for bots that run elsewhere."""
    stop = stop_on_signals()
    with _listener(settings.listen) as found:
        async with served(application(world), found) as address:
            announce(address)
            await stop.wait()


def _apart(settings: Settings) -> Settings:
    """With a ledger of its own, whose administrators are played too: nobody who is played is ever counted or
    written to as a person.
    """
    file = (settings.state_dir / "sandbox.sqlite").resolve()
    return settings.model_copy(
        update={"database_url": SecretStr(f"sqlite:///{file}"), "staff_admins": list(STAFF_IDS)}
    )


async def _cities(settings: Settings) -> list[City]:
    """The towns that the directory knows, for the map of the page."""
    async with open_directory(ready_directory(settings)) as directory:
        towns = await directory.cities.several(list(await directory.cities.centres()))
    return [
        City(town.name, town.point.lat, town.point.lon, town.population or 0) for town in towns if town.point
    ]


def _listener(listen: str) -> socket.socket:
    found = listener(listen)
    if not private(found):
        log.warning("sandbox.open_to_others", listen=listen, so="whoever reaches it can play everybody in it")
    return found


async def converse(settings: Settings) -> None:
    """A conversation in the terminal: the whole bot, over a Telegram that lives in this process."""
    world = World()
    person = Person(world, "You")
    async with assembled(settings, world.bot.token, SandboxRequest(world)) as bot, housekeeping(bot.bot_data):
        await publish_menu(bot.bot)
        await Terminal(person, Poller(bot).poll, sys.stdin, sys.stdout).run()
