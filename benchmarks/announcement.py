"""An announcement by the whole service, with Telegram's limits on: `python -m benchmarks.announcement`.

The service runs as a process of its own and calls the sandbox over HTTP. While it sends, people go on
asking. Told are the rate that was held, the largest number of messages in any second as the server saw them,
calls that were refused for haste, and how long people waited for replies: quiet, and meanwhile.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

import click

from announcements import approving, drafting, paying
from announcements.desk import Desk
from domain.announcements import Content, DeliveryState
from domain.languages import Language
from sandbox import web
from sandbox.limits import Limits, Sent, Traffic
from sandbox.listening import listening
from sandbox.people import Person
from sandbox.population import populate
from sandbox.world import Call, Event, World
from storage.ledger import deliveries, people, staff
from storage.ledger.engine import open_ledger

_WRITER, _APPROVER = 1, 2
_TALKERS = 40
_TOO_MANY = 429
_QUESTIONS = ("stp in lahore", "registration fees kitni hai", "کوئٹہ میں پارک", "tax rate for freelancers")


def _now() -> datetime:
    return datetime.now(UTC)


class Talk:
    """People who ask something in turn, and how many seconds each waited for the reply."""

    def __init__(self, world: World) -> None:
        self._people = [Person(world, f"Talker {number}") for number in range(_TALKERS)]
        self._asked: dict[int, float] = {}
        self.waits: list[float] = []
        self.has_begun = asyncio.Event()
        world.listen(self._heard)

    def _heard(self, event: Event) -> None:
        asked = self._asked.get(event.chat.id)
        if asked is not None and event.kind == "said" and event.content["from"]["is_bot"]:
            del self._asked[event.chat.id]
            self.waits.append(time.monotonic() - asked)
            if len(self.waits) == _TALKERS:
                self.has_begun.set()

    async def go_on(self, per_second: float) -> None:
        """Asks until cancelled."""
        for person in self._people:
            person.chat.started = True
        number = 0
        while True:
            person = self._people[number % _TALKERS]
            self._asked[person.chat.id] = time.monotonic()
            person.says(_QUESTIONS[number % len(_QUESTIONS)])
            number += 1
            await asyncio.sleep(1 / per_second)


@asynccontextmanager
async def service(telegram_url: str, token: str, folder: Path) -> AsyncIterator[None]:
    """The service as a process."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONUTF8": "1",
        "STATE_DIR": str(folder),
        "LOG_LEVEL": "WARNING",
        "LISTEN": "127.0.0.1:0",
        "TELEGRAM_API_URL": telegram_url,
        "TELEGRAM_BOT_TOKEN": token,
        "STAFF_ADMINS": f"{_WRITER},{_APPROVER}",
    }
    running = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", env=environment)
    try:
        yield
    finally:
        running.terminate()
        await running.wait()


async def approved(desk: Desk, chats: list[int], paid: bool) -> int:
    """An announcement to these people, approved."""
    async with desk.ledger.writing() as connection:
        await people.subscribe_crowd(connection, chats, desk.now())
        await staff.seat(connection, [_WRITER, _APPROVER], desk.now())
    draft = await drafting.begin(desk, _WRITER, "A centre opens")
    for language in Language:
        content = Content("A new centre opens in Multan on Monday.")
        draft = await drafting.write(desk, _WRITER, draft.id, language, content)
    if paid:
        draft = await paying.pay(desk, _WRITER, draft.id)
    await approving.approve(desk, _APPROVER, draft.id, draft.revision, len(chats))
    return draft.id


async def finished(desk: Desk, announcement_id: int) -> dict[DeliveryState, int]:
    """Waits for the end; how many deliveries ended how."""
    while True:
        async with desk.ledger.reading() as connection:
            counts = await deliveries.counts(connection, announcement_id)
        if not {DeliveryState.WAITING, DeliveryState.SENDING} & counts.keys():
            return counts
        await asyncio.sleep(1)


@dataclass(frozen=True)
class Seen:
    """What a run showed: all that was sent, what was sent to the crowd, refusals, and waits for replies."""

    counts: dict[DeliveryState, int]
    all_sent: Traffic
    sent: list[Sent]
    refused: int
    quiet: list[float]
    meanwhile: list[float]

    def lines(self) -> Iterator[str]:
        """As it is printed."""
        first, last = self.sent[0].at, self.sent[-1].at
        with_replies = sum(first <= one.at <= last for one in self.all_sent) / (last - first)
        yield f"deliveries     {', '.join(f'{number} {state}' for state, number in self.counts.items())}"
        yield f"held           {(len(self.sent) - 1) / (last - first):.2f} a second for {last - first:.0f} s"
        yield f"with replies   {with_replies:.2f} a second"
        yield f"most in 1 s    {self.all_sent.most_within(1)}"
        yield f"refused (429)  {self.refused}"
        for name, waits in (("quiet", self.quiet), ("meanwhile", self.meanwhile)):
            cuts = [cut * 1000 for cut in quantiles(waits, n=100)]
            yield f"replies {name:<10} {len(waits)}: p50 {cuts[49]:.0f} ms, p99 {cuts[98]:.0f} ms"


async def measure(recipients: int, paid: bool, talks: float, quiet_seconds: float, folder: Path) -> Seen:
    """Runs it all once."""
    world = World()
    world.limits = Limits()
    refused: list[Call] = []
    world.watch(lambda call: refused.append(call) if call.error_code == _TOO_MANY else None)
    talk, crowd = Talk(world), {person.chat.id for person in populate(world, recipients)}
    async with (
        web.served(web.application(world), listening("127.0.0.1:0")) as url,
        open_ledger(f"sqlite:///{folder}/ledger.sqlite", folder) as ledger,
        service(url, world.bot.token, folder),
    ):
        talking = asyncio.create_task(talk.go_on(talks))
        await talk.has_begun.wait()
        await asyncio.sleep(quiet_seconds)
        quiet, talk.waits = talk.waits[_TALKERS:], []
        desk = Desk(ledger, _now)
        counts = await finished(desk, await approved(desk, sorted(crowd), paid))
        talking.cancel()
    sent = [message for message in world.sent if message.chat_id in crowd]
    return Seen(counts, world.sent, sent, len(refused), quiet, talk.waits)


@click.command()
@click.option("--recipients", default=20_000)
@click.option("--paid", is_flag=True, help="As a paid broadcast: up to 1,000 a second.")
@click.option("--talk", default=2.0, help="Questions a second meanwhile.")
@click.option("--quiet", default=60.0, help="Seconds of talk before the announcement.")
def main(recipients: int, paid: bool, talk: float, quiet: float) -> None:
    """Sends one announcement."""
    with tempfile.TemporaryDirectory() as folder:
        seen = asyncio.run(measure(recipients, paid, talk, quiet, Path(folder)))
    for line in seen.lines():
        click.echo(line)


if __name__ == "__main__":
    main()
