"""Kills the sender again and again while it sends over HTTP, and counts what became of the announcement.

`make kills` is the long run, whose figures are in docs/guarantees.md.
"""

import asyncio
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import click

from announcements import reporting, sender
from announcements.desk import Desk
from bot.messenger import TelegramMessenger
from bot.pacing import Unpaced
from bot.transport import Transport
from domain.announcements import Announcement, DeliveryRecord, DeliveryState, Phase
from handlers.bot_api import TelegramBot
from sandbox.population import populate
from sandbox.world import World
from storage.ledger import announcements, people, settling
from storage.ledger.engine import Ledger, open_ledger
from tests.announcements import office
from tests.announcements.office import ADMIN
from tests.bot.processes import ROOT
from tests.bot.telegram import Telegram
from tests.bot.waiting import until

IN_FLIGHT = 8
HEAD = (
    *("announcement", "kills", "recipients", "delivered"),
    *("in doubt", "of these arrived", "lost", "twice", "seconds"),
)


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Result:
    """How many messages reached each chat, as Telegram knows, and what the ledger and the report say."""

    kills: int
    arrived: Counter[int]
    records: list[DeliveryRecord]
    report: list[str]
    seconds: float

    def having(self, state: DeliveryState) -> set[int]:
        """The people whose delivery is in a state; here people and chats have the same ids."""
        return {record.person_id for record in self.records if record.state is state}

    def line(self, number: int, kills: int) -> str:
        """As it is printed, below HEAD."""
        delivered, doubted = self.having(DeliveryState.DELIVERED), self.having(DeliveryState.IN_DOUBT)
        lost = len(self.records) - len(doubted | delivered)
        figures = (number, kills, len(self.records), len(delivered), len(doubted))
        rest = (len(doubted & self.arrived.keys()), lost, self.twice, round(self.seconds))
        return "".join(
            f"{figure:>{len(name) + 2}}" for figure, name in zip((*figures, *rest), HEAD, strict=True)
        )

    @property
    def twice(self) -> int:
        """How many got it more than once."""
        return sum(times > 1 for times in self.arrived.values())


async def announced(recipients: int, kills: int, folder: Path, seed: int) -> Result:
    """Sends one announcement, with so many kills on the way, each at a moment of its own."""
    started, world = time.monotonic(), World(people_from=1)
    ledger_url = f"sqlite:///{folder}/ledger.db"
    async with Telegram(world).listening() as telegram, open_ledger(ledger_url, folder) as ledger:
        desk = Desk(ledger, utc_now, second_person_above=recipients)
        await office.hire(desk)
        chats = [person.chat.id for person in populate(world, recipients)]
        async with ledger.writing() as connection:
            await people.subscribe_crowd(connection, chats, utc_now())
        announcement = await office.approved(desk, await office.written(desk))
        child = [sys.executable, "-m", "tests.bot.killing", "send", telegram.url, world.bot.token, ledger_url]
        killed = await _kill_on_the_way(child, world, recipients, kills, random.Random(seed))
        await _send_to_the_end(child)
        async with ledger.reading() as connection:
            records = await settling.page(connection, announcement.id, 0, recipients + 1)
        report = [line async for line in reporting.csv_lines(desk, ADMIN, announcement.id)]
    arrived = +Counter({chat_id: len(world.chats[chat_id].from_bot) for chat_id in chats})
    return Result(killed, arrived, records, report, time.monotonic() - started)


async def _kill_on_the_way(
    child: list[str], world: World, recipients: int, kills: int, chance: random.Random
) -> int:
    """Kills so many, a few before anything was sent; fewer where all is sent before. Returns how many."""
    for left in range(kills, 0, -1):
        most = max(1, 2 * (recipients - len(world.sent)) // (left + 1))
        if not await _is_killed(child, world, chance.randint(1, most), chance):
            return kills - left
    return kills


async def _is_killed(child: list[str], world: World, more: int, chance: random.Random) -> bool:
    """Whether it was killed, mostly after so many more messages, and had not come to its end before."""
    process = await asyncio.create_subprocess_exec(*child, cwd=ROOT)
    enough = len(world.sent) + more
    if chance.random() < 0.1:
        await asyncio.sleep(chance.uniform(0, 1))
    else:
        await until(lambda: len(world.sent) >= enough or process.returncode is not None, 120)
        await asyncio.sleep(chance.uniform(0, 0.02))
    if process.returncode is not None:
        assert process.returncode == 0, "the sender failed"
        return False
    process.kill()
    await process.wait()
    return True


async def _send_to_the_end(child: list[str]) -> None:
    process = await asyncio.create_subprocess_exec(*child, cwd=ROOT)
    assert await process.wait() == 0, "the sender failed"


async def _send(telegram_url: str, token: str, ledger_url: str) -> None:
    """The child: sends until nothing is left. Others take over from it half a second after its death."""
    sender.LEASE, sender.HEARTBEAT = timedelta(seconds=0.5), 0.1
    over = asyncio.Event()

    async def tell(_announcement: Announcement) -> None:
        over.set()

    bot = TelegramBot(token, f"{telegram_url}/bot", request=Transport(telegram_url), rate_limiter=Unpaced())
    async with open_ledger(ledger_url, Path.cwd()) as ledger, bot:
        if await _is_finished(ledger):
            return
        messenger = TelegramMessenger(bot)
        sending = sender.Sender(ledger, messenger, utc_now, asyncio.sleep, uuid4().hex, IN_FLIGHT, tell)
        running = asyncio.create_task(sending.run())
        await over.wait()
        sending.stop()
        await running


async def _is_finished(ledger: Ledger) -> bool:
    """Whether the one before was killed after its last word."""
    async with ledger.reading() as connection:
        (announcement,) = await announcements.newest(connection, 1, None)
    return announcement.phase is Phase.FINISHED


@click.group(invoke_without_command=True)
@click.option("--recipients", default=2000)
@click.option("--kills", default=300)
@click.option("--seed", default=0)
@click.pass_context
def main(context: click.Context, recipients: int, kills: int, seed: int) -> None:
    """Announcements with kills on the way; prints what became of them."""
    if context.invoked_subcommand:
        return
    click.echo("".join(f"  {name}" for name in HEAD))
    done = sums = 0
    while done < kills:
        with TemporaryDirectory() as folder:
            result = asyncio.run(announced(recipients, min(50, kills - done), Path(folder), seed + done))
        done += max(result.kills, 1)
        sums += 1
        click.echo(result.line(sums, done))


@main.command()
@click.argument("telegram_url")
@click.argument("token")
@click.argument("ledger_url")
def send(telegram_url: str, token: str, ledger_url: str) -> None:
    """Used by the above."""
    asyncio.run(_send(telegram_url, token, ledger_url))


if __name__ == "__main__":
    main()
