"""`python -m benchmarks.questions`: the whole bot with its real data, from the update to the reply.

Telegram is an object that answers at once. All else is real: the ledger is a file on the disk of TMPDIR, each
turn is kept in it before the update counts as done, and 2,000 people take turns whom the bot has seen today.
Of ten updates seven are labelled questions; the others are locations, taps on buttons that some reply
carried, and inline queries. What is asked for the first time takes longer, and stands in a row of its own.
"""

import asyncio
import itertools
import os
import platform
import resource
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import click
import orjson
from telegram import Update

from answers.evaluation import read_questions
from benchmarks.instant_telegram import AT_ONCE, Content, Telegram, inline, location, question, tap
from bot.assembly import assembled, utc_now
from bot.garbage import keep_out_of_collections
from bot.receiving.polling import Poller
from bot.settings import Settings
from domain.conversation import About
from domain.languages import Language
from domain.people import Turn
from domain.replies import Press, Reply, Viewer
from handlers import sending
from handlers.answering import keep
from handlers.people import known
from handlers.services import Bot
from storage.inbox import opened_inbox
from storage.ledger import people
from storage.ledger.engine import open_ledger

_TOKEN = "1:benchmark"  # noqa: S105
_PEOPLE = range(10, 2010)
_RATE = 50
_VIEWER = Viewer(Language.ENGLISH)


def mixed(texts: Iterable[str], buttons: Sequence[str]) -> Iterator[Content]:
    """Updates of all kinds: of ten seven are questions."""
    random = Random(0)  # noqa: S311 - dice, not secrets
    for text in texts:
        match random.randrange(10):
            case 0:
                yield location(random.uniform(24, 36), random.uniform(62, 75))
            case 1:
                yield tap(random.choice(buttons))
            case 2:
                yield inline(text)
            case _:
                yield question(text)


@dataclass(frozen=True, slots=True)
class Measured:
    """What each of `n` took on average: CPU ms of the process and of its main thread, ms by the clock."""

    n: int
    cpu: float
    main: float
    clock: float


async def measured(n: int, work: Awaitable[object]) -> Measured:
    """Does the work and says what it took."""
    before = time.process_time(), time.thread_time(), time.perf_counter()
    await work
    after = time.process_time(), time.thread_time(), time.perf_counter()
    return Measured(n, *((end - start) * 1000 / n for start, end in zip(before, after, strict=True)))


async def served(bot: Bot, telegram: Telegram, asking: Awaitable[object], inbox: Path) -> None:
    """Has the bot run until everything that was asked is answered and kept."""
    telegram.waits.clear()
    stop = asyncio.Event()
    with opened_inbox(inbox, time.time) as opened:
        running = asyncio.create_task(Poller(bot, inbox=opened).run(stop))
        await asking
        await telegram.all_answered()
        stop.set()
        await running


async def at_once(telegram: Telegram, contents: Iterable[Content]) -> None:
    """Everybody asks at the same moment."""
    for chat, content in zip(itertools.cycle(_PEOPLE), contents, strict=False):
        telegram.put(chat, content)


async def at_the_rate(telegram: Telegram, contents: Iterable[Content]) -> None:
    """They ask at random moments, fifty of them a second."""
    random, due = Random(0), time.perf_counter()  # noqa: S311 - dice, not secrets
    for chat, content in zip(itertools.cycle(_PEOPLE), contents, strict=False):
        due += random.expovariate(_RATE)
        await asyncio.sleep(due - time.perf_counter())
        telegram.put(chat, content)


async def steps(bot: Bot, texts: Sequence[str]) -> dict[str, Measured]:
    """What each step of a question takes by itself, a hundred side by side."""
    guide, ledger = bot.bot_data.guide, bot.bot_data.ledger
    updates = [orjson.dumps({"update_id": 1, **question(text)(10)}) for text in texts]
    readings = [await guide.read(text) for text in texts]
    replies = [await guide.reply(reading, _VIEWER) for reading in readings]
    kept = [Turn(chat, 1, 2, utc_now(), about=About("loan")) for chat, _ in zip(_PEOPLE, texts, strict=False)]

    async def parse(update: bytes) -> None:
        Update.de_json(orjson.loads(update), bot.bot)

    async def send(reply: Reply) -> None:
        await sending.send(bot.bot, 10, reply)

    return {
        "update to objects": await _each(parse, updates),
        "person and turn read": await _each(
            lambda turn: ledger.reading_together.do(known, turn.chat_id), kept
        ),
        "understanding": await _each(guide.read, texts),
        "card": await _each(lambda reading: guide.reply(reading, _VIEWER), readings),
        "reply to request": await _each(send, replies),
        "turn kept": await _each(lambda turn: ledger.writing_together.do(keep, turn), kept),
    }


async def _each(do: Callable[[Any], Awaitable[object]], items: Sequence[Any]) -> Measured:
    async def all_of_them() -> None:
        for start in range(0, len(items), AT_ONCE):
            await asyncio.gather(*map(do, items[start : start + AT_ONCE]))

    return await measured(len(items), all_of_them())


async def buttons(bot: Bot, texts: Sequence[str]) -> list[str]:
    """What the buttons under the replies carry."""
    guide = bot.bot_data.guide
    replies = [await guide.reply(await guide.read(text), _VIEWER) for text in texts]
    return [one.data for reply in replies for row in reply.rows for one in row if isinstance(one, Press)]


@dataclass(slots=True)
class Report:
    """What a run showed; memory in MB, waits in ms."""

    rounds: dict[str, list[Measured]] = field(default_factory=dict)
    steps: dict[str, Measured] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    ready: float = 0.0
    peak: float = 0.0

    def lines(self) -> Iterator[str]:
        """The report as text."""
        yield "everybody at once           updates/s   CPU ms   of it main thread"
        for name, rounds in self.rounds.items():
            speeds = [1000 / one.clock for one in rounds]
            cpu, main = median(one.cpu for one in rounds), median(one.main for one in rounds)
            yield f"{name:<24} {min(speeds):>4.0f} to {max(speeds):>4.0f} {cpu:>8.2f} {main:>10.2f}"
        yield "\nstep of a question        CPU ms   of it main thread"
        for name, one in self.steps.items():
            yield f"{name:<24} {one.cpu:>7.3f} {one.main:>10.3f}"
        p50, p99 = (self.waits[int(len(self.waits) * share)] for share in (0.5, 0.99))
        yield f"\n{_RATE} updates/s: {len(self.waits)} replies, {p50:.1f} ms (median), {p99:.1f} ms (p99)"
        yield f"memory: {self.ready:.0f} MB when ready, {self.peak:.0f} MB at most"


async def measure(
    settings: Settings, texts: Sequence[str], updates: int, rounds: int, seconds: int
) -> Report:
    """Runs everything."""
    report, telegram = Report(), Telegram()
    await _introduce(settings)
    async with assembled(settings, _TOKEN, telegram) as bot:
        keep_out_of_collections()
        report.ready = _peak_mb()

        async def round_of(name: str, contents: Iterable[Content], number: int) -> None:
            asking = at_once(telegram, itertools.islice(contents, number))
            work = served(bot, telegram, asking, settings.inbox)
            report.rounds.setdefault(name, []).append(await measured(number, work))

        await round_of("questions, first time", map(question, texts), len(texts))
        everything = mixed(itertools.cycle(texts), await buttons(bot, texts))
        questions = map(question, itertools.cycle(texts))
        for _ in range(rounds):
            await round_of("mixed", everything, updates)
            await round_of("questions", questions, updates)
        asking = at_the_rate(telegram, itertools.islice(everything, _RATE * seconds))
        await served(bot, telegram, asking, settings.inbox)
        report.waits = sorted(wait * 1000 for wait in telegram.waits)
        report.peak = _peak_mb()
        report.steps = await steps(bot, texts)
    return report


async def _introduce(settings: Settings) -> None:
    backups = settings.state_dir / "backups"
    async with open_ledger(settings.ledger_url, backups) as ledger, ledger.writing() as connection:
        for chat in _PEOPLE:
            await people.remember(connection, chat, utc_now().date())


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@click.command()
@click.option("--updates", default=2000, show_default=True, help="So many in each round.")
@click.option("--rounds", default=5, show_default=True)
@click.option("--seconds", default=30, show_default=True, help="So long at fifty updates a second.")
@click.option("--labelled", default="data/eval/questions-dev.jsonl", show_default=True, type=Path)
def main(updates: int, rounds: int, seconds: int, labelled: Path) -> None:
    """Measures and prints tables."""
    texts = [one["text"] for one in read_questions(labelled.read_text(encoding="utf-8"))]
    load = f"load {os.getloadavg()[0]:.1f} before"
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, state_dir=Path(folder), database_url="", staff_admins=[])
        report = asyncio.run(measure(settings, texts, updates, rounds, seconds))
    click.echo(f"Python {platform.python_version()}, {os.cpu_count()} cores, {load}\n")
    click.echo("\n".join(report.lines()))


if __name__ == "__main__":
    main()
