"""`python -m bot run` as people run it: a process of its own and a Bot API behind HTTP."""

import asyncio
import re
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import httpx
import pytest

from sandbox.people import Person
from sandbox.world import BotAccount, World
from tests.bot.processes import Process, started
from tests.bot.telegram import Telegram
from tests.bot.waiting import until
from tests.conftest import read

TOKEN = "7000000001:ABF0-sandbox_token_of_the_length_of_a_true_one"
STOPS_WITHIN = 5  # seconds: what is promised of SIGTERM


@pytest.fixture
def world() -> World:
    return World(BotAccount(token=TOKEN))


@pytest.fixture
async def telegram(world: World) -> AsyncIterator[Telegram]:
    async with Telegram(world).listening() as listening:
        yield listening


@pytest.fixture
def ayesha(world: World) -> Person:
    return Person(world, "Ayesha")


def service(folder: Path, url: str, **environment: str) -> AbstractAsyncContextManager[Process]:
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": url} | environment
    return started(folder, "run", **settings)


def heard(person: Person) -> list[str]:
    return [read(message) for message in person.received()]


async def stopped(process: Process) -> int:
    """The exit code after SIGTERM. TimeoutError where that takes longer than is promised."""
    process.signal(signal.SIGTERM)
    return await process.ended(STOPS_WITHIN)


async def test_a_person_is_answered_and_sigterm_ends_the_service_during_its_long_poll(
    telegram: Telegram, world: World, ayesha: Person, state_dir: Path
) -> None:
    async with service(state_dir, f"{telegram.url}/") as running:
        ayesha.says("lahore")
        await until(lambda: heard(ayesha))
        await until(lambda: telegram.polls)
        assert await stopped(running) == 0
    assert "Lahore, Punjab" in heard(ayesha)[0]
    assert "according to a source of" in heard(ayesha)[0]
    assert [call for call in world.calls if not call.ok and call.method != "getUpdates"] == []
    assert ("all_private_chats", None, None, "") in world.profile.commands
    assert "Traceback" not in running.output


async def test_what_was_sent_while_the_bot_was_down_is_answered_once_it_is_back(
    telegram: Telegram, ayesha: Person, state_dir: Path
) -> None:
    async with service(state_dir, telegram.url) as first:
        ayesha.says("lahore")
        await until(lambda: heard(ayesha))
        assert await stopped(first) == 0
    ayesha.says("multan")
    ayesha.says("quetta")
    async with service(state_dir, telegram.url) as second:
        await until(lambda: len(heard(ayesha)) == 3)
        assert await stopped(second) == 0
    cities = ["Lahore, Punjab", "Multan, Punjab", "Quetta, Balochistan"]
    assert [city in said for city, said in zip(cities, heard(ayesha), strict=True)] == [True] * 3


async def test_a_killed_bot_answers_again_rather_than_not_at_all(
    telegram: Telegram, ayesha: Person, state_dir: Path
) -> None:
    async with service(state_dir, telegram.url) as first:
        await until(lambda: telegram.polls)
        first.signal(signal.SIGSTOP)  # so that it cannot have answered when it is killed
        ayesha.says("lahore")
        first.signal(signal.SIGKILL)
        await first.ended()
    async with service(state_dir, telegram.url):
        await until(lambda: heard(ayesha))


async def test_a_wrong_token_is_one_clear_line_that_does_not_repeat_it(
    telegram: Telegram, state_dir: Path
) -> None:
    wrong = TOKEN.replace("ABF0", "BBF0")
    async with service(state_dir, telegram.url, TELEGRAM_BOT_TOKEN=wrong, LOG_LEVEL="ERROR") as running:
        assert await running.ended() == 1
    assert running.stderr == (
        "Error: Telegram refuses TELEGRAM_BOT_TOKEN: ask @BotFather for the right one\n"
    )
    assert running.stdout == ""


async def test_a_telegram_that_is_not_there_yet_is_waited_for(
    world: World, ayesha: Person, state_dir: Path
) -> None:
    port = _free_port()
    async with service(state_dir, f"http://127.0.0.1:{port}") as running:
        await running.logged("telegram.unreachable")
        ayesha.says("lahore")
        async with Telegram(world).listening(port):
            await until(lambda: heard(ayesha))
            assert await stopped(running) == 0
    assert "Traceback" not in running.output


async def test_the_web_face_tells_how_the_bot_is_from_before_telegram_is_there(
    telegram: Telegram, state_dir: Path
) -> None:
    telegram.broken = (500, b"")
    async with service(state_dir, telegram.url) as running, httpx.AsyncClient() as client:
        await running.logged("telegram.unreachable")
        (address,) = re.findall(r"web\.listening .*address=(\S+)", running.stderr)
        assert (await client.get(f"{address}/healthz")).text == "alive\n"
        assert (await client.get(f"{address}/readyz")).json() == {"ready": False, "checks": {}}
        telegram.broken = None
        await until(lambda: telegram.polls)
        ready = await client.get(f"{address}/readyz")
        async with asyncio.timeout(10):
            while ready.status_code == 503:  # the sender may not lead yet
                ready = await client.get(f"{address}/readyz")
        assert (ready.status_code, set(ready.json()["checks"])) == (
            200,
            {"ledger", "directory", "updates", "sender"},
        )
        assert 'rahnuma_errors_total{event="' not in (await client.get(f"{address}/metrics")).text
        assert await stopped(running) == 0


async def test_a_port_that_is_taken_is_one_clear_line(state_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        async with service(state_dir, "http://127.0.0.1:1", LISTEN=place) as running:
            assert await running.ended() == 1
    assert running.stderr.startswith(f"Error: LISTEN={place}: another program has this port.")
    assert running.stderr.count("\n") == 1


async def test_with_a_webhook_people_are_answered_and_sigterm_leaves_it_in_place(
    telegram: Telegram, world: World, ayesha: Person, state_dir: Path
) -> None:
    place = f"127.0.0.1:{_free_port()}"
    hook = {"RUN_MODE": "webhook", "WEBHOOK_URL": f"http://{place}/hook", "WEBHOOK_SECRET": "open-sesame"}
    async with service(state_dir, telegram.url, LISTEN=place, **hook) as running:
        ayesha.says("lahore")
        await until(lambda: heard(ayesha) and not len(world.updates))
        assert await stopped(running) == 0
    assert "Lahore, Punjab" in heard(ayesha)[0]
    assert world.webhook
    assert world.webhook.last_error_message == ""
    assert "getUpdates" not in telegram.asked
    assert "open-sesame" not in running.output


async def test_sigterm_ends_the_waiting_for_a_telegram_that_is_not_there(state_dir: Path) -> None:
    async with service(state_dir, f"http://127.0.0.1:{_free_port()}") as running:
        await running.logged("telegram.unreachable")
        assert await stopped(running) == 0
    assert "Traceback" not in running.output


def _free_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port: int = unused.getsockname()[1]
        return port


@pytest.mark.parametrize(
    "garbage",
    [(500, b'{"ok":false,"error_code":500,"description":"Internal Server Error"}'), (200, b"<html>Sorry")],
    ids=["errors", "garbage"],
)
async def test_a_telegram_that_answers_nonsense_for_a_while_is_outlasted(
    telegram: Telegram, ayesha: Person, state_dir: Path, garbage: tuple[int, bytes]
) -> None:
    telegram.broken = garbage  # from the start on
    async with service(state_dir, telegram.url) as running:
        await until(lambda: "getMe" in telegram.asked)
        telegram.broken = None
        await until(lambda: telegram.polls)
        ayesha.says("lahore")
        await until(lambda: heard(ayesha) and telegram.polls)

        telegram.broken = garbage  # and in the middle of its service
        asked = len(telegram.asked)
        ayesha.says("multan")  # ends the open poll
        await until(lambda: len(telegram.asked) > asked)
        telegram.broken = None
        ayesha.says("quetta")
        await until(lambda: "Quetta" in heard(ayesha)[-1])
        assert await stopped(running) == 0


@pytest.mark.parametrize("form", ["console", "json"])
async def test_the_token_is_in_no_output_whatever_is_logged(
    telegram: Telegram, world: World, ayesha: Person, state_dir: Path, form: str
) -> None:
    telegram.broken = (500, TOKEN.encode())  # which python-telegram-bot repeats in its error
    async with service(state_dir, telegram.url, LOG_LEVEL="DEBUG", LOG_FORMAT=form) as running:
        await until(lambda: "getMe" in telegram.asked)
        telegram.broken = None
        world.fail_next("sendMessage", 400, f"Bad Request: {TOKEN}")  # a failure with a traceback
        ayesha.says("lahore")
        await until(lambda: heard(ayesha))
        assert await stopped(running) == 0
    assert "Traceback" in running.stderr
    assert TOKEN not in running.output
    assert TOKEN.partition(":")[2] not in running.output
    assert "[token]" in running.stderr
