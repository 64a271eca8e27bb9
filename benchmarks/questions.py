"""`python -m benchmarks.questions`: the whole bot with its real data, from the update to the reply.

Telegram is an object that answers at once. All else is real: the ledger is a file, on the disk of TMPDIR, and
every turn is kept. Of ten updates seven are labelled questions, one is a location, one a tap on a button that
some reply carried, and one an inline query.
"""

import asyncio
import itertools
import json
import os
import platform
import resource
import tempfile
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import click
from telegram import Update
from telegram.request import BaseRequest, RequestData

from answers.evaluation import read_questions
from answers.understanding.fold import tokens
from answers.understanding.terms import terms
from bot.assembly import assembled, ready_directory
from bot.receiving.polling import Poller
from bot.settings import Settings
from domain.languages import Language
from domain.replies import Press, Reply, Viewer
from handlers import sending
from handlers.services import Bot
from storage.directory.reader import open_directory
from storage.ledger import people, turns

_TOKEN = "1:benchmark"  # noqa: S105
_AT_ONCE = 100
_PEOPLE = 2000
_VIEWER = Viewer(Language.ENGLISH)

Json = dict[str, Any]
Content = Callable[[int], Json]
"""What an update holds besides its number, for a chat."""


class Telegram(BaseRequest):
    """Hands out what waits, answers every call at once, and notes how long each chat waited for its reply."""

    def __init__(self) -> None:
        self._waiting: deque[Json] = deque()
        self._came = asyncio.Event()
        self._asked: dict[int, float] = {}
        self._of_query: dict[str, int] = {}
        self._numbers = itertools.count(1)
        self.waits: list[float] = []

    @property
    def read_timeout(self) -> float | None:
        """None: nobody waits."""
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    def put(self, chat: int, content: Content) -> None:
        """An update comes in."""
        update = content(chat)
        if query := update.get("inline_query"):
            self._of_query[query["id"]] = chat
        self._asked[chat] = time.perf_counter()
        self._waiting.append({"update_id": next(self._numbers), **update})
        self._came.set()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: object, **__: object
    ) -> tuple[int, bytes]:
        """The HTTP status and the body of the Bot API's answer."""
        given = request_data.parameters if request_data else {}
        return 200, json.dumps(
            {"ok": True, "result": await self._answer(url.rpartition("/")[2], given)}
        ).encode()

    async def _answer(self, method: str, given: Json) -> object:
        match method:
            case "getMe":
                return {"id": 1, "is_bot": True, "first_name": "Rahnuma", "username": "rahnuma_bot"}
            case "getUpdates":
                return await self._updates(given.get("timeout", 0))
            case "sendMessage" | "editMessageText":
                self._replied(given["chat_id"])
                return _message(given["chat_id"], text=given["text"])
            case "sendVenue":
                return _message(given["chat_id"], location={"latitude": 0, "longitude": 0})
            case "answerInlineQuery":
                self._replied(self._of_query.pop(given["inline_query_id"]))
        return True

    async def _updates(self, patience: float) -> list[Json]:
        if patience and not self._waiting:
            self._came.clear()
            await self._came.wait()
        return [self._waiting.popleft() for _ in range(min(_AT_ONCE, len(self._waiting)))]

    def _replied(self, chat: int) -> None:
        if asked := self._asked.pop(chat, None):
            self.waits.append(time.perf_counter() - asked)


def _message(chat: int, **content: object) -> Json:
    person = {"id": chat, "first_name": "Ayesha", "type": "private"}
    return {"message_id": 7, "date": 1795348800, "chat": person, **content}


def _user(chat: int) -> Json:
    return {"id": chat, "is_bot": False, "first_name": "Ayesha", "language_code": "en"}


def question(text: str) -> Content:
    """Somebody writes something."""
    return lambda chat: {"message": _message(chat, text=text, **{"from": _user(chat)})}


def location(lat: float, lon: float) -> Content:
    """Somebody shares where they are."""
    where = {"latitude": lat, "longitude": lon}
    return lambda chat: {"message": _message(chat, location=where, **{"from": _user(chat)})}


def tap(data: str) -> Content:
    """Somebody presses a button."""
    return lambda chat: {
        "callback_query": {
            "id": "1", "from": _user(chat), "chat_instance": "1", "data": data, "message": _message(chat, text="?"),
        }
    }  # fmt: skip


def inline(text: str) -> Content:
    """Somebody asks in another chat."""
    return lambda chat: {"inline_query": {"id": str(chat), "from": _user(chat), "query": text, "offset": ""}}


def mixed(texts: Sequence[str], data: Sequence[str]) -> Iterator[Content]:
    """Updates without end: of ten seven are questions."""
    random = Random(0)  # noqa: S311 - dice, not secrets
    for text in itertools.cycle(texts):
        match random.randrange(10):
            case 0:
                yield location(random.uniform(24, 36), random.uniform(62, 75))
            case 1:
                yield tap(random.choice(data))
            case 2:
                yield inline(text)
            case _:
                yield question(text)


@dataclass(slots=True)
class Measured:
    """CPU ms of the process and of its main thread, and ms by the clock; of `n` things together."""

    n: int
    process: float
    thread: float
    clock: float


async def measured(n: int, work: Awaitable[object]) -> Measured:
    """Does the work and says what it took."""
    before = time.process_time(), time.thread_time(), time.perf_counter()
    await work
    after = time.process_time(), time.thread_time(), time.perf_counter()
    return Measured(n, *((end - start) * 1000 for start, end in zip(before, after, strict=True)))


async def saturated(bot: Bot, telegram: Telegram, contents: Iterator[Content], updates: int) -> Measured:
    """Everybody asks at once."""
    for chat, content in zip(_chats(updates), contents, strict=False):
        telegram.put(chat, content)
    telegram.waits.clear()
    return await measured(updates, _until_empty(Poller(bot)))


def _chats(updates: int) -> Iterator[int]:
    return itertools.islice(itertools.cycle(range(10, 10 + _PEOPLE)), updates)


async def _until_empty(poller: Poller) -> None:
    while await poller.poll():
        pass


async def at_a_rate(
    bot: Bot, telegram: Telegram, contents: Iterator[Content], rate: float, seconds: float
) -> list[float]:
    """People ask at random moments, so many a second; how long each waited for the reply, ms, in order."""
    random, stop = Random(0), asyncio.Event()  # noqa: S311 - dice, not secrets
    telegram.waits.clear()
    running = asyncio.create_task(Poller(bot).run(stop))
    due = time.perf_counter()
    for chat, content in zip(_chats(int(rate * seconds)), contents, strict=False):
        due += random.expovariate(rate)
        await asyncio.sleep(due - time.perf_counter())
        telegram.put(chat, content)
    await asyncio.sleep(1)
    running.cancel()
    await asyncio.wait([running])
    return sorted(wait * 1000 for wait in telegram.waits)


async def parts(bot: Bot, settings: Settings, texts: Sequence[str]) -> dict[str, Measured]:
    """What each step of a question takes by itself, a hundred side by side. The search is a part of the reading."""
    guide, ledger = bot.bot_data.guide, bot.bot_data.ledger
    updates = [{"update_id": 1, **question(text)(10)} for text in texts]
    readings = [await guide.read(text) for text in texts]
    replies = [await guide.reply(reading, _VIEWER) for reading in readings]

    async def parse(update: Json) -> None:
        Update.de_json(json.loads(json.dumps(update)), bot.bot)

    async def remembered(chat: int) -> None:
        async with ledger.reading() as connection:
            await people.find(connection, chat)
            await turns.find(connection, chat)

    async def send(reply: Reply) -> None:
        await sending.send(bot.bot, 10, reply)

    async with open_directory(ready_directory(settings)) as directory:
        return {
            "update to objects": await _each(parse, updates),
            "person and turn read": await _each(remembered, range(10, 10 + len(texts))),
            "understanding": await _each(guide.read, texts),
            "  of it topics searched": await _each(
                directory.search.topics, [terms(tokens(t)) for t in texts]
            ),
            "card": await _each(lambda reading: guide.reply(reading, _VIEWER), readings),
            "reply to request": await _each(send, replies),
        }


async def _each(do: Callable[[Any], Awaitable[object]], items: Sequence[Any]) -> Measured:
    async def all_of_them() -> None:
        for start in range(0, len(items), _AT_ONCE):
            await asyncio.gather(*map(do, items[start : start + _AT_ONCE]))

    return await measured(len(items), all_of_them())


async def buttons(bot: Bot, texts: Sequence[str]) -> list[str]:
    """What the buttons under the replies carry."""
    guide = bot.bot_data.guide
    replies = [await guide.reply(await guide.read(text), _VIEWER) for text in texts]
    return [b.data for reply in replies for row in reply.rows for b in row if isinstance(b, Press)]


@dataclass(slots=True)
class Report:
    """What a run showed."""

    rounds: dict[str, list[Measured]] = field(default_factory=dict)
    parts: dict[str, Measured] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    started_mb: float = 0.0
    peak_mb: float = 0.0


async def measure(
    settings: Settings, texts: Sequence[str], updates: int, rounds: int, seconds: float
) -> Report:
    """Runs everything once."""
    report, telegram = Report(), Telegram()
    async with assembled(settings, _TOKEN, telegram) as bot:
        report.started_mb = _peak_mb()
        contents = {
            "mixed": mixed(texts, await buttons(bot, texts)),
            "questions": map(question, itertools.cycle(texts)),
        }
        await saturated(bot, telegram, contents["mixed"], _PEOPLE)
        for _ in range(rounds):
            for name, stream in contents.items():
                report.rounds.setdefault(name, []).append(await saturated(bot, telegram, stream, updates))
        report.waits = await at_a_rate(bot, telegram, contents["mixed"], 50, seconds)
        report.peak_mb = _peak_mb()
        report.parts = await parts(bot, settings, texts)
    return report


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def told(report: Report) -> Iterator[str]:
    """The report as lines of text."""
    yield "saturated           updates/s        CPU ms   of it main thread"
    for name, rounds in report.rounds.items():
        speeds = [one.n / one.clock * 1000 for one in rounds]
        cpu, main = (median(getattr(one, kind) / one.n for one in rounds) for kind in ("process", "thread"))
        yield f"{name:<16} {min(speeds):>5.0f} to {max(speeds):>4.0f} {cpu:>13.2f} {main:>13.2f}"
    yield "\nstep of a question   CPU ms   of it main thread"
    for name, one in report.parts.items():
        yield f"{name:<24} {one.process / one.n:>6.3f} {one.thread / one.n:>9.3f}"
    p50, p99 = (report.waits[int(len(report.waits) * share)] for share in (0.5, 0.99))
    yield f"\n50 updates/s: reply after {p50:.1f} ms (median), {p99:.1f} ms (p99), {len(report.waits)} replies"
    yield f"memory: {report.started_mb:.0f} MB when ready, {report.peak_mb:.0f} MB at most"


@click.command()
@click.option("--updates", default=2000, show_default=True, help="So many in each round.")
@click.option("--rounds", default=5, show_default=True)
@click.option("--seconds", default=30.0, show_default=True, help="So long at 50 updates a second.")
@click.option("--labelled", default="data/eval/questions-dev.jsonl", show_default=True, type=Path)
def main(updates: int, rounds: int, seconds: float, labelled: Path) -> None:
    """Measures and prints tables."""
    texts = [one["text"] for one in read_questions(labelled.read_text(encoding="utf-8"))]
    click.echo(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, state_dir=Path(folder), database_url="", staff_admins=[])
        report = asyncio.run(measure(settings, texts, updates, rounds, seconds))
    click.echo("\n".join(told(report)))


if __name__ == "__main__":
    main()
