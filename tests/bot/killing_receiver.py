"""Kills the bot again and again while it answers, and counts who was left without a reply.

`python -m tests.bot.killing_receiver --kills 300` is the long run.
"""

import asyncio
import random
import signal
import socket
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from answers.understanding.terms import index_text
from sandbox.people import Person
from sandbox.world import BotAccount, World
from storage.directory.build import build
from storage.inbox import Inbox
from tests.bot.processes import Process, started
from tests.bot.telegram import Telegram
from tests.bot.waiting import until
from tests.conftest import DATA, read

MODES = ("polling", "webhook")
_TOKEN = "7000000001:ABF0-sandbox_token_of_the_length_of_a_true_one"
_CITIES = ("Lahore", "Karachi", "Multan", "Quetta", "Peshawar", "Faisalabad", "Sialkot", "Sukkur")
PEOPLE = 8
_QUESTIONS = 1, 2
"""How many each of them asks at a time: so few that they are dealt with at once, or more than that."""
_LONGEST_PAUSE = 0.2  # seconds; in earnest Telegram waits longer before it pushes again
_ANSWERS_TAKE = 0.15  # seconds, about, for all of one round
_READY = {"polling": ("getUpdates",), "webhook": ("getWebhookInfo", "setWebhook")}


@dataclass
class Asker:
    """Somebody who asks about one city after the other, and what the bot must have replied to."""

    person: Person
    asked: list[str] = field(default_factory=list)

    def asks(self) -> None:
        """Asks about the next city."""
        self.asked.append(_CITIES[len(self.asked) % len(_CITIES)])
        self.person.says(self.asked[-1])

    @property
    def answered(self) -> int:
        """How many of the questions have a reply, in their order."""
        replies = iter(self._replies())
        return sum(any(city == reply for reply in replies) for city in self.asked)

    @property
    def twice(self) -> int:
        """How many replies too many there were."""
        return len(self._replies()) - self.answered

    def _replies(self) -> list[str]:
        heard = (read(message).split(",")[0] for message in self.person.received())
        return [city for words in heard for city in _CITIES if words.endswith(city)]


@dataclass(frozen=True)
class Result:
    """What became of all questions, and how many of them were open when the bot was killed."""

    kills: int
    questions: int
    open_at_kills: int
    unanswered: int
    twice: int
    seconds: float


async def asked(mode: str, kills: int, folder: Path, seed: int) -> Result:
    """Has people ask a bot that is killed so often, each time while it replies; then counts."""
    began, chance, open_at_kills = time.monotonic(), random.Random(seed), 0
    world = World(BotAccount(token=_TOKEN), sleep=lambda seconds: asyncio.sleep(min(seconds, _LONGEST_PAUSE)))
    async with Telegram(world).listening() as telegram:
        askers = [Asker(Person(world, f"Person {number}")) for number in range(PEOPLE)]
        port = _free_port()
        for _ in range(kills):
            async with _ready(mode, folder, telegram, port) as bot:
                await until(lambda: _nothing_left(world, folder), 60)  # of what the kill before left over
                for asker in askers * chance.choice(_QUESTIONS):
                    asker.asks()
                await asyncio.sleep(chance.uniform(0, _ANSWERS_TAKE))
                bot.signal(signal.SIGKILL)
                await bot.ended()
            open_at_kills += sum(len(asker.asked) - asker.answered for asker in askers)
        async with _ready(mode, folder, telegram, port):
            await until(lambda: _nothing_left(world, folder), 60)
    return Result(
        kills,
        questions=sum(len(asker.asked) for asker in askers),
        open_at_kills=open_at_kills,
        unanswered=sum(len(asker.asked) - asker.answered for asker in askers),
        twice=sum(asker.twice for asker in askers),
        seconds=time.monotonic() - began,
    )


@asynccontextmanager
async def _ready(mode: str, folder: Path, telegram: Telegram, port: int) -> AsyncIterator[Process]:
    """The bot as a process, once it takes updates."""
    before = len(telegram.asked)
    async with _started(mode, folder, telegram, port) as process:
        await until(lambda: any(method in telegram.asked[before:] for method in _READY[mode]))
        yield process


def _nothing_left(world: World, folder: Path) -> bool:
    """Neither with Telegram nor in the inbox."""
    return not len(world.updates) and not Inbox(folder / "inbox.jsonl", time.time).unsettled()


def _started(mode: str, folder: Path, telegram: Telegram, port: int) -> AbstractAsyncContextManager[Process]:
    environment = {"TELEGRAM_BOT_TOKEN": _TOKEN, "TELEGRAM_API_URL": telegram.url, "RUN_MODE": mode}
    if mode == "webhook":
        address = f"127.0.0.1:{port}"
        environment |= {
            "LISTEN": address,
            "WEBHOOK_URL": f"http://{address}/hook",
            "WEBHOOK_SECRET": "sesame",
        }
    return started(folder, "run", LOG_LEVEL="ERROR", **environment)


def _free_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port: int = unused.getsockname()[1]
        return port


@click.command()
@click.option("--kills", type=click.IntRange(min=1), default=100, help="In each mode.")
@click.option("--seed", type=int, default=0)
def main(kills: int, seed: int) -> None:
    """Kill the bot so often while it answers, and print what became of the questions."""
    click.echo("mode     kills  questions  open at kills  unanswered  answered twice  seconds")
    for mode in MODES:
        with TemporaryDirectory() as folder:
            build(DATA, Path(folder), index_text)
            result = asyncio.run(asked(mode, kills, Path(folder), seed))
        click.echo(
            f"{mode:<8} {result.kills:>5}  {result.questions:>9}  {result.open_at_kills:>13}"
            f"  {result.unanswered:>10}  {result.twice:>14}  {result.seconds:>7.0f}"
        )


if __name__ == "__main__":
    main()
