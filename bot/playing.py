"""The bot in the sandbox, without Telegram: behind a web address, and in the terminal."""

import errno
import socket
import sys
from collections.abc import Callable

import structlog
from pydantic import SecretStr

from bot.assembly import assembled, ready_directory
from bot.menu import publish_menu
from bot.receive import Poller
from bot.running import stop_on_signals
from bot.settings import CannotRun, Settings
from handlers import unanswered
from sandbox.page.cities import City
from sandbox.people import Person
from sandbox.terminal import Terminal
from sandbox.transport import SandboxRequest
from sandbox.web import application, listening, private, served
from sandbox.world import World
from storage.directory.reader import open_directory

log = structlog.get_logger(__name__)


async def play(settings: Settings, world: World, announce: Callable[[str], None]) -> None:
    """Serves a world with the whole bot in it on LISTEN, until SIGTERM or SIGINT.

    `announce` is told the address once everything answers. Raises CannotRun.
    """
    stop = stop_on_signals()
    with _listener(settings.listen) as listener:
        async with assembled(_apart(settings), world.bot.token, SandboxRequest(world)) as bot:
            await unanswered.drop_expired(bot.bot_data)
            await publish_menu(bot.bot)
            async with served(application(world, await _cities(settings)), listener) as address:
                announce(address)
                await Poller(bot).run(stop)


async def play_without_bot(settings: Settings, world: World, announce: Callable[[str], None]) -> None:
    """The same for bots that run elsewhere."""
    stop = stop_on_signals()
    with _listener(settings.listen) as listener:
        async with served(application(world), listener) as address:
            announce(address)
            await stop.wait()


def _apart(settings: Settings) -> Settings:
    """With a ledger of its own: nobody who is played is ever counted or written to as a person."""
    file = (settings.state_dir / "sandbox.sqlite").resolve()
    return settings.model_copy(update={"database_url": SecretStr(f"sqlite:///{file}")})


async def _cities(settings: Settings) -> list[City]:
    """The towns that the directory knows, for the map of the page."""
    async with open_directory(ready_directory(settings)) as directory:
        towns = await directory.cities.several(list(await directory.cities.centres()))
    return [
        City(town.name, town.point.lat, town.point.lon, town.population or 0) for town in towns if town.point
    ]


def _listener(listen: str) -> socket.socket:
    try:
        listener = listening(listen)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotRun(
                f"LISTEN={listen}: another program has this port. End that program or choose another port;"
                " LISTEN=127.0.0.1:0 takes any that is free"
            ) from error
        raise CannotRun(f"LISTEN={listen} can't be listened on: {error.strerror}") from error
    if not private(listener):
        log.warning("sandbox.open_to_others", listen=listen, so="whoever reaches it can play everybody in it")
    return listener


async def converse(settings: Settings) -> None:
    """A conversation in the terminal: the whole bot, over a Telegram that lives in this process."""
    world = World()
    person = Person(world, "You")
    async with assembled(settings, world.bot.token, SandboxRequest(world)) as bot:
        await unanswered.drop_expired(bot.bot_data)
        await publish_menu(bot.bot)
        await Terminal(person, Poller(bot).poll, sys.stdin, sys.stdout).run()
