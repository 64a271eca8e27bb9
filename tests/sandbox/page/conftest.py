"""The page in a real browser: with the whole bot behind it, or with the test as the bot."""

import asyncio
import csv
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from answers.guide import Guide
from answers.inline import Inline
from bot.announcing import announcing
from bot.assembly import assembled_around
from bot.menu import publish_menu
from bot.playing import subscribing_crowds
from bot.receiving.polling import Poller
from bot.settings import Settings
from sandbox.listening import listening
from sandbox.page.cities import City
from sandbox.page.personas import STAFF_IDS
from sandbox.transport import SandboxRequest
from sandbox.web import application, served
from sandbox.world import World
from tests.conftest import DATA, Clock
from tests.sandbox.page.stage import Seconds, Stage
from tests.sandbox.page.visitor import Visitor

CHROMIUM = Path("/usr/bin/chromium")
with (DATA / "cities.csv").open(encoding="utf-8") as file:
    CITIES = tuple(
        City(row["name"], float(row["lat"]), float(row["lon"]), int(row["population"] or 0))
        for row in csv.DictReader(file)
        if row["lat"]
    )

Visit = Callable[..., Awaitable[Visitor]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One for all tests. Without one they fail: a page that nobody looked at is not tested."""
    _check_there_is_one()
    expect.set_options(timeout=20_000)
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield launched
        await launched.close()


def _check_there_is_one() -> None:
    if not CHROMIUM.exists():
        pytest.fail(f"The page is tested in a browser, and there is no {CHROMIUM}: apt-get install chromium")


@asynccontextmanager
async def _served(world: World) -> AsyncIterator[Stage]:
    with listening("127.0.0.1:0") as listener:
        async with served(application(world, CITIES), listener) as url:
            yield Stage(world, url)


@pytest_asyncio.fixture(loop_scope="session")
async def stage() -> AsyncIterator[Stage]:
    """A world and its page, without a bot: the test says what the bot does."""
    async with _served(World(clock=Clock(), monotonic=Seconds())) as served_stage:
        yield served_stage


@pytest_asyncio.fixture(loop_scope="session")
async def with_bot(told: tuple[Guide, Inline], built: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    """The same with the real bot in it."""
    shutil.copy(built, tmp_path / built.name)
    settings = Settings(
        _env_file=None,
        telegram_bot_token="",
        state_dir=tmp_path,
        data_dir=DATA,
        database_url="",
        staff_admins=list(STAFF_IDS),
    )
    world = World(clock=Clock(), monotonic=Seconds())
    request = SandboxRequest(world)
    async with (
        assembled_around(told, settings, world.bot.token, request, world.clock) as bot,
        announcing(bot, stop := asyncio.Event()),
        subscribing_crowds(world, bot.bot_data),
    ):
        await publish_menu(bot.bot)
        polling = asyncio.create_task(Poller(bot).run(stop))
        async with _served(world) as served_stage:
            yield served_stage
        stop.set()
        await polling


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser) -> AsyncIterator[Visit]:
    """Opens the page of a stage in a window of its own. Whatever the browser complains of fails the test."""
    visitors: list[Visitor] = []

    async def opened(stage: Stage, window: dict[str, Any], address: str = "") -> Visitor:
        context = await browser.new_context(
            **window, locale="en-GB", timezone_id="Asia/Karachi", reduced_motion="reduce"
        )
        visitor = Visitor(await context.new_page(), stage)
        visitors.append(visitor)
        await visitor.arrives(address)
        return visitor

    yield opened
    for visitor in visitors:
        await visitor.page.context.close()
    assert [trouble for visitor in visitors for trouble in visitor.trouble] == []
