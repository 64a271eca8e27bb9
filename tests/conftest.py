"""The whole bot: real application, real files; only Telegram and the clock are played."""

import asyncio
import datetime
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from answers.guide import Guide
from answers.inline import Inline
from answers.understanding.terms import index_text
from bot.assembly import assembled_around, opened_guide
from bot.garbage import keep_out_of_collections
from bot.receiving.polling import Poller
from bot.settings import Settings
from domain.languages import Language
from handlers.guard import memory
from handlers.services import Bot
from sandbox.people import Person
from sandbox.rendering import text as rendered
from sandbox.specification import Object
from sandbox.transport import SandboxRequest
from sandbox.world import BotAccount, Event, World
from storage.directory.build import build
from storage.ledger import people
from storage.ledger.engine import open_ledger
from tests.postgres import Server, running_server

DATA = Path(__file__).parent.parent / "data"
NOON = datetime.datetime(2026, 11, 22, 12, 0, tzinfo=datetime.UTC)


@dataclass
class Clock:
    """The time in a test: it stands still until a test moves it."""

    time: datetime.datetime = NOON

    def __call__(self) -> datetime.datetime:
        return self.time

    def forward(self, **span: float) -> None:
        """Lets time pass; takes what timedelta takes."""
        self.time += datetime.timedelta(**span)


@dataclass
class Conversation:
    """A person and the bot. `shown` is what the bot said or edited, `toasts` its answers to taps."""

    person: Person
    poller: Poller
    shown: list[Object] = field(default_factory=list)
    toasts: list[Object] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.person.world.listen(self._see)

    def _see(self, event: Event) -> None:
        if event.kind == "answered":
            self.toasts.append(event.content)
        elif event.kind in ("said", "edited") and event.content["from"]["is_bot"]:
            self.shown.append(event.content)

    async def says(self, text: str) -> str:
        """Says something and returns what the bot shows then, as a person reads it."""
        return await self.does(self.person.says, text)

    async def does(self, act: Callable[..., object], *what: Any, **how: Any) -> str:
        """Does anything a person can do, has the bot deal with it, and returns what it shows then."""
        act(*what, **how)
        while await self.poller.poll():
            pass
        return self.newest

    async def presses(self, label: str) -> str:
        """Presses a button, of the newest message that has one with these words in its label."""
        for message in reversed(self.person.received()):
            if any(label in button for button in buttons(message)):
                return await self.does(self.person.presses, message, label)
        raise AssertionError(f"no button with {label!r}")

    @property
    def newest(self) -> str:
        """What the bot showed last, said or edited."""
        return read(self.shown[-1]) if self.shown else ""

    @property
    def buttons(self) -> list[str]:
        """The buttons under what the bot showed last."""
        return buttons(self.shown[-1])


def read(message: Object) -> str:
    """A message as its reader sees it, with the addresses behind its links."""
    return rendered(message, colours=False) if "text" in message else str(message.get("venue", message))


def buttons(message: Object) -> list[str]:
    """The labels of a message's inline buttons, in reading order."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """A PostgreSQL of this worker's own, started when a test first asks for it."""
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of the real data, built once."""
    return build(DATA, tmp_path_factory.mktemp("built"), index_text)


@pytest.fixture(scope="session")
def made_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in which there is nothing, made once: to make one takes as long as a test."""
    folder = tmp_path_factory.mktemp("ledger")

    async def make() -> None:
        async with open_ledger(f"sqlite:///{folder}/ledger.sqlite", folder):
            pass

    asyncio.run(make())
    return folder / "ledger.sqlite"


@pytest.fixture
def state_dir(built: Path, tmp_path: Path) -> Path:
    """A state folder of the test's own in which the directory stands already; never write into its file."""
    (tmp_path / built.name).hardlink_to(built)
    return tmp_path


@pytest.fixture
def settings(state_dir: Path) -> Settings:
    """Settings of the test's own, whatever the environment says."""
    return Settings(
        _env_file=None, telegram_bot_token="", state_dir=state_dir, data_dir=DATA, database_url=""
    )


@pytest.fixture
def clock() -> Clock:
    """The clock of the world and of the bot."""
    return Clock()


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """People may write as often as they like: the clock stands still, so nobody would ever be heard again."""
    monkeypatch.setattr(memory, "WRITING", replace(memory.WRITING, at_once=1_000_000))
    monkeypatch.setattr(memory, "TYPING", replace(memory.TYPING, at_once=1_000_000))


@pytest.fixture
def world(clock: Clock) -> World:
    """A Telegram of the test's own."""
    return World(BotAccount(first_name="Rahnuma", username="rahnuma_bot"), clock)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def told(built: Path) -> AsyncIterator[tuple[Guide, Inline]]:
    """The guide over the real data, opened once: it is read-only and remembers nothing."""
    settings = Settings(_env_file=None, state_dir=built.parent, data_dir=DATA)
    async with opened_guide(settings) as guide:
        yield guide


@pytest.fixture
async def bot(
    told: tuple[Guide, Inline], settings: Settings, made_ledger: Path, world: World, clock: Clock
) -> AsyncIterator[Bot]:
    """The whole bot."""
    shutil.copy(made_ledger, settings.state_dir)
    async with assembled_around(told, settings, world.bot.token, SandboxRequest(world), clock) as running:
        yield running


@pytest.fixture
async def ayesha(bot: Bot, world: World) -> Conversation:
    """A student who has pressed Start and been welcomed."""
    conversation = Conversation(Person(world, "Ayesha"), Poller(bot))
    await conversation.does(conversation.person.starts)
    return conversation


@pytest.fixture
async def in_english(bot: Bot, ayesha: Conversation) -> None:
    """Ayesha has chosen English: commands and words of no language of their own are answered in it."""
    async with bot.bot_data.ledger.writing() as connection:
        await people.choose_language(connection, ayesha.person.id, Language.ENGLISH)


def pytest_collection_finish() -> None:
    """All modules are there by now; to look through them for garbage again and again would take a while."""
    keep_out_of_collections()
