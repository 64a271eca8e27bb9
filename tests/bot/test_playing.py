"""`python -m bot sandbox`: the look-alike behind a web address, with the bot and without."""

import asyncio
import os
import pty
import re
import signal
from pathlib import Path

import httpx
import pytest

from bot import playing
from bot.settings import Settings
from sandbox.listening import listening
from sandbox.people import Person
from sandbox.world import World
from tests.bot.processes import Process, started, started_on
from tests.bot.waiting import until
from tests.conftest import read

STOPS_WITHIN = 5  # seconds


async def address(process: Process) -> str:
    """The address that it prints once it answers."""
    await process.shown("Control-C ends it")
    found = re.search(r"http://[\w.]+:\d+", process.stdout)
    assert found
    return found[0]


async def methods(process: Process) -> str:
    """Where a client has to send its calls, as the process says by an example."""
    await process.shown("/getMe")
    found = re.search(r"curl (http://\S+)/getMe", process.stdout)
    assert found
    return found[1]


def client() -> httpx.AsyncClient:
    return httpx.AsyncClient(timeout=30, verify=False)


async def test_a_person_is_answered_in_the_sandbox(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = asyncio.Event()
    monkeypatch.setattr(playing, "stop_on_signals", lambda: stop)
    world, addresses = World(), list[str]()
    ayesha = Person(world, "Ayesha")
    own = settings.model_copy(update={"listen": "127.0.0.1:0"})
    playing_it = asyncio.create_task(playing.play(own, world, addresses.append))
    ayesha.says("lahore")
    await until(lambda: ayesha.received())
    assert "Lahore, Punjab" in read(ayesha.latest())
    await until(lambda: addresses)
    async with client() as http:
        told = (await http.get(f"{addresses[0]}/bot{world.bot.token}/getMyCommands")).json()
    assert told["ok"]
    stop.set()
    await asyncio.wait_for(playing_it, STOPS_WITHIN)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_the_sandbox_ends_quietly_when_it_is_told_to(state_dir: Path, number: signal.Signals) -> None:
    async with started(state_dir, "sandbox") as running:
        await address(running)
        running.signal(number)
        assert await running.ended(STOPS_WITHIN) == 0
    assert running.stderr == ""


async def test_the_sandbox_ends_in_spite_of_bots_that_wait_for_updates(tmp_path: Path) -> None:
    async with started(tmp_path, "sandbox", "--without-bot") as running, client() as http:
        base = await methods(running)
        poll = asyncio.create_task(http.get(f"{base}/getUpdates?timeout=50"))
        assert (await http.get(f"{base}/getMe")).json()["ok"]
        running.signal(signal.SIGTERM)
        assert await running.ended(STOPS_WITHIN) == 0
        with pytest.raises(httpx.TransportError):
            await poll
    assert running.stderr == ""


async def test_without_the_bot_it_needs_no_data_and_says_how_to_point_a_client_at_it(tmp_path: Path) -> None:
    async with started(tmp_path, "sandbox", "--without-bot", DATA_DIR="nowhere") as running, client() as http:
        base = await methods(running)
        assert base.startswith(await address(running))
        assert (await http.get(f"{base}/getMe")).json()["result"]["username"] == "rahnuma_bot"


async def test_a_population_knows_the_bot_already(tmp_path: Path) -> None:
    async with (
        started(tmp_path, "sandbox", "--without-bot", "--population", "2") as running,
        client() as http,
    ):
        base = await methods(running)
        sent = [
            await http.get(f"{base}/sendMessage?chat_id={user}&text=hello") for user in (1001, 1002, 1003)
        ]
        assert [answer.status_code for answer in sent] == [200, 200, 400]


@pytest.mark.parametrize(("option", "status"), [("--limits", 429), ("--no-limits", 200)])
async def test_limits_on_sending_are_enforced_on_demand(tmp_path: Path, option: str, status: int) -> None:
    arguments = ["sandbox", "--without-bot", "--population", "1", option]
    async with started(tmp_path, *arguments) as running, client() as http:
        base = await methods(running)
        sent = [await http.get(f"{base}/sendMessage?chat_id=1001&text=hello") for _ in range(5)]
        assert sent[0].status_code == 200
        assert max(answer.status_code for answer in sent) == status


# run


async def test_without_a_token_run_opens_the_sandbox_in_a_terminal(state_dir: Path) -> None:
    keyboard, terminal = pty.openpty()
    try:
        async with started_on(terminal, state_dir, "run") as running, client() as http:
            assert (await http.get(f"{await address(running)}/bot1:x/getMe")).status_code == 401
            assert running.stdout.startswith("No TELEGRAM_BOT_TOKEN is set")
            running.signal(signal.SIGINT)
            assert await running.ended(STOPS_WITHIN) == 0
        assert running.stderr == ""
    finally:
        os.close(keyboard)
        os.close(terminal)


# LISTEN


@pytest.mark.parametrize("arguments", [["sandbox"], ["sandbox", "--without-bot"]])
async def test_a_port_that_is_taken_is_one_clear_line(tmp_path: Path, arguments: list[str]) -> None:
    with listening("127.0.0.1:0") as taken:
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        async with started(tmp_path, *arguments, LISTEN=place) as running:
            assert await running.ended() == 1
    assert running.stderr == (
        f"Error: LISTEN={place}: another program has this port. End that program or choose another port; "
        "LISTEN=127.0.0.1:0 takes any that is free\n"
    )


async def test_an_address_that_is_not_this_machines_is_one_clear_line(tmp_path: Path) -> None:
    async with started(tmp_path, "sandbox", LISTEN="192.0.2.1:8080") as running:
        assert await running.ended() == 1
    assert running.stderr.startswith("Error: LISTEN=192.0.2.1:8080 can't be listened on: ")
    assert running.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("listen", "warned"), [("0.0.0.0:0", True), ("127.0.0.1:0", False), ("[::1]:0", False)]
)
async def test_an_address_that_others_reach_is_warned_of(tmp_path: Path, listen: str, warned: bool) -> None:
    async with started(tmp_path, "sandbox", "--without-bot", LISTEN=listen) as running:
        await running.shown("/getMe")
        running.signal(signal.SIGTERM)
        assert await running.ended(STOPS_WITHIN) == 0
    assert ("whoever reaches it can play everybody" in running.stderr) == warned
