"""`python -m bot doctor` on a set-up in order, and on broken ones: each is named, with its cure."""

import asyncio
import json
import os
import shutil
import socket
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.care import doctor, environment, telegram
from bot.care.diagnosis import State
from bot.care.ledger import backups, ledger
from bot.receiving.metrics import Metrics
from bot.receiving.web import Face, served
from bot.settings import Settings
from sandbox.listening import listening
from sandbox.world import BotAccount, World
from storage.ledger import reports
from storage.ledger.backup import back_up
from storage.ledger.drills import drill
from storage.ledger.engine import migrate_ledger, open_ledger
from tests.bot.conftest import Command
from tests.bot.telegram import Telegram
from tests.bot.test_service import TOKEN
from tests.bot.test_without_ledger import fill, mounts
from tests.conftest import DATA
from tests.postgres import PASSWORD

SoundEnvironment = dict[str, str]


@pytest.fixture
async def api() -> AsyncIterator[Telegram]:
    async with Telegram(World(BotAccount(token=TOKEN, username="rahnuma_bot"))).listening() as listening:
        yield listening


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger and a backup that was restored for a trial."""
    folder = tmp_path_factory.mktemp("kept")
    ledger, now = folder / "ledger.sqlite", datetime.now(UTC)
    asyncio.run(migrate_ledger(f"sqlite:///{ledger}", folder / "backups"))
    drill(back_up(ledger, folder / "backups", now), now)
    return folder


@pytest.fixture
async def sound(api: Telegram, kept: Path, state_dir: Path) -> SoundEnvironment:
    """A set-up in which nothing is to be mended."""
    shutil.copytree(kept, state_dir, dirs_exist_ok=True)
    return {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": api.url,
        "STAFF_ADMINS": "7",
        "LISTEN": "127.0.0.1:0",
    }


async def examined(command: Command, environment: SoundEnvironment) -> tuple[int, dict[str, Any]]:
    """The exit code of the doctor, and what it found by check; the token is in none of it."""
    printed = await asyncio.to_thread(lambda: command("doctor", "--json", **environment))
    assert TOKEN not in printed.out + printed.err
    return printed.code, {one["check"]: one for one in json.loads(printed.out)}


async def test_a_set_up_in_order_has_no_fault_and_no_warning(
    command: Command, sound: SoundEnvironment
) -> None:
    code, found = await examined(command, sound)
    assert {one["state"] for one in found.values()} == {"ok"}, found
    assert code == 0
    assert found["telegram"]["found"].endswith("@rahnuma_bot")


async def test_each_check_is_one_line_and_a_cure_stands_below_its_fault(
    command: Command, sound: SoundEnvironment
) -> None:
    wrong = sound | {"TELEGRAM_BOT_TOKEN": "12:ab", "LOG_LEVEL": "ERROR"}
    printed = await asyncio.to_thread(lambda: command("doctor", **wrong))
    lines = printed.out.splitlines()
    assert printed.code == 1
    [at] = [number for number, line in enumerate(lines) if line.startswith("fault    token ")]
    assert "@BotFather" in lines[at + 1]
    assert "12:ab" not in printed.out


# what is broken, in which check it shows, and words of the fault and of its cure

Break = Callable[[Path, Path, SoundEnvironment], Any]


def _set(**environment: str) -> Break:
    return lambda state, data, sound: sound.update(environment)


def _newer(state: Path, *_: Any) -> None:
    with closing(sqlite3.connect(state / "ledger.sqlite")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")


def _overwrite(state: Path, *_: Any) -> None:
    with (state / "ledger.sqlite").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 20_000)


def _overwrite_without_backup(state: Path, *_: Any) -> None:
    _overwrite(state)
    shutil.rmtree(state / "backups")


def _lose(state: Path, *_: Any) -> None:
    (state / "ledger.sqlite").unlink()


def _from_the_future(state: Path, *_: Any) -> None:
    async def written() -> None:
        url = f"sqlite:///{state}/ledger.sqlite"
        async with open_ledger(url, state) as ledger, ledger.writing() as connection:
            await reports.add(connection, "p:x", "closed", datetime.now(UTC) + timedelta(days=400))

    asyncio.run(written())


def _break_backup(state: Path, *_: Any) -> None:
    [copy] = (state / "backups").glob("ledger-*.sqlite")
    copy.write_bytes(copy.read_bytes() + b"!")
    drill(copy, datetime.now(UTC))


def _damage_directory(state: Path, *_: Any) -> None:
    [built] = state.glob("directory-*.sqlite")
    content = bytearray(built.read_bytes())
    content[4096:200_000] = b"\xff" * (200_000 - 4096)
    built.unlink()  # other tests have the same file
    built.write_bytes(content)


def _no_folder(state: Path, data: Path, sound: SoundEnvironment) -> None:
    (state / "file").touch()
    sound["STATE_DIR"] = str(state / "file" / "var")


BROKEN: dict[str, tuple[Break, str, str, str]] = {
    "a variable": (_set(LISTEN="8080"), "settings", "LISTEN: host:port is expected", ".env"),
    "an address of IPv6": (_set(LISTEN="::1:8080"), "settings", "stands in brackets, such as [::1]", ".env"),
    "the token": (_set(TELEGRAM_BOT_TOKEN="12345678"), "token", "is no token", "@BotFather"),
    "another's token": (
        _set(TELEGRAM_BOT_TOKEN=TOKEN.replace("ABF0", "BBF0")),
        "telegram",
        "refuses TELEGRAM_BOT_TOKEN",
        "@BotFather",
    ),
    "the way to Telegram": (
        _set(TELEGRAM_API_URL="http://127.0.0.1:1"),
        "telegram",
        "ClientConnectorError",
        "curl -sS http://127.0.0.1:1",
    ),
    "the webhook's address": (
        _set(RUN_MODE="webhook", WEBHOOK_SECRET="s"),
        "webhook",
        "needs WEBHOOK_URL",
        "polling",
    ),
    "the webhook's secret": (
        _set(RUN_MODE="webhook", WEBHOOK_URL="https://bot.example.org/x"),
        "webhook",
        "WEBHOOK_SECRET",
        "openssl rand",
    ),
    "the webhook's port": (
        _set(RUN_MODE="webhook", WEBHOOK_URL="https://bot.example.org:8081/x", WEBHOOK_SECRET="s"),
        *("webhook", "port 8081, to which Telegram does not send", "443"),
    ),
    "the staff": (_set(STAFF_ADMINS="-100200"), "staff", "-100200", "Ids of people are positive"),
    "the state folder": (_no_folder, "state", "can't be written to: Not a directory", "chown"),
    "a data file": (
        lambda state, data, sound: (data / "cities.csv").unlink(),
        "data",
        "cities.csv",
        "git checkout -- data",
    ),
    "a word list": (
        lambda state, data, sound: (data / "vocabulary/words.toml").unlink(),
        "data",
        "words.toml",
        "git checkout",
    ),
    "the directory": (_damage_directory, "directory", "is damaged", "rm "),
    "the ledger": (_overwrite, "ledger", "is damaged", "python -m bot restore"),
    "a ledger without a backup": (
        _overwrite_without_backup,
        *("ledger", "There is no backup in", "restore --unverified saved.sqlite"),
    ),
    "a ledger that is gone": (_lose, "ledger", "is gone or empty", "python -m bot restore"),
    "a ledger of a newer version": (_newer, "ledger", "revision 9999", ""),
    "the clock": (_from_the_future, "ledger", "newest row is of", "timedatectl"),
    "the backup": (_break_backup, "backups", "did not restore", "python -m bot backup"),
    "the address of the ledger": (
        _set(DATABASE_URL="mysql://a:b@c/d"),
        "ledger",
        "DATABASE_URL",
        "sqlite:///",
    ),
    "the server of the ledger": (
        _set(DATABASE_URL=f"postgresql://a:{PASSWORD}@127.0.0.1:1/b"),
        "ledger",
        "127.0.0.1:1/b can't be used",
        "docs",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
async def test_what_is_broken_is_named_with_its_cure(
    command: Command,
    sound: SoundEnvironment,
    state_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
) -> None:
    breaks, check, fault, cure = BROKEN[what]
    looked_at = [one for one in doctor.CHECKS if one.__name__.removesuffix("_dir") == check]
    monkeypatch.setattr(doctor, "CHECKS", looked_at)  # the others take longer together than all these tests
    data = shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("eval"))
    await asyncio.to_thread(breaks, state_dir, data, sound)
    code, found = await examined(command, {"DATA_DIR": str(data)} | sound)
    assert code == 1
    assert found[check]["state"] == "fault", found
    assert fault in found[check]["found"] + found[check]["cure"]
    assert cure in found[check]["found"] + found[check]["cure"]
    assert PASSWORD not in str(found)


async def test_a_port_that_another_program_has_is_a_fault(
    command: Command, sound: SoundEnvironment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "CHECKS", [environment.listen])
    monkeypatch.setattr(environment, "SECONDS", 0.05)
    other = Starlette(routes=[Route("/healthz", lambda _: PlainTextResponse("OK"))])
    silent, talking = listening("127.0.0.1:0"), listening("127.0.0.1:0")
    with silent, talking:
        async with served(other, talking):
            for taken in (silent, talking):
                code, found = await examined(command, sound | {"LISTEN": place(taken)})
                assert (code, found["listen"]["state"]) == (1, "fault")
                assert "ss -ltnp" in found["listen"]["cure"]


async def test_the_port_that_the_bot_has_is_no_fault_though_it_is_not_at_work(
    command: Command, sound: SoundEnvironment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "CHECKS", [environment.listen])
    with listening("127.0.0.1:0") as taken:
        async with served(Face(Metrics(), None).application(), taken):
            code, found = await examined(command, sound | {"LISTEN": place(taken)})
    assert (code, found["listen"]["state"]) == (0, "ok")
    assert "by the bot" in found["listen"]["found"]


def place(listener: socket.socket) -> str:
    return f"127.0.0.1:{listener.getsockname()[1]}"


async def test_a_locked_ledger_is_named(
    command: Command, sound: SoundEnvironment, state_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "CHECKS", [ledger])
    with closing(sqlite3.connect(state_dir / "ledger.sqlite")) as other:
        other.execute("BEGIN IMMEDIATE")
        code, found = await examined(command, sound)
    assert (code, found["ledger"]["state"]) == (1, "fault")
    assert "locked" in found["ledger"]["found"]
    assert "fuser" in found["ledger"]["cure"]


@pytest.mark.parametrize(("minutes", "state"), [(0, "ok"), (15, "warning")])
async def test_the_copy_made_before_a_migration_is_not_complained_of_until_a_running_bot_had_time_to_try_it(
    command: Command,
    sound: SoundEnvironment,
    state_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    minutes: int,
    state: str,
) -> None:
    monkeypatch.setattr(doctor, "CHECKS", [backups])
    now = datetime.now(UTC)
    await asyncio.to_thread(back_up, state_dir / "ledger.sqlite", state_dir / "backups", now)
    monkeypatch.setattr("bot.care.ledger.utc_now", lambda: now + timedelta(minutes=minutes))
    code, found = await examined(command, sound)
    assert (code, found["backups"]["state"]) == (0, state)


@pytest.fixture
def small_disk(state_dir: Path) -> Iterator[Path]:
    """STATE_DIR on a disk of 600 kB."""
    if os.geteuid() != 0 or not mounts("-t", "tmpfs", "-o", "size=600k", "tmpfs", str(state_dir)):
        pytest.skip("only root may mount a disk")
    yield state_dir
    subprocess.run(["umount", "--lazy", state_dir], check=True)


async def test_a_disk_that_is_full_is_named_also_while_a_bot_has_the_ledger_open(
    small_disk: Path, settings: Settings
) -> None:
    async with open_ledger(settings.ledger_url, settings.backups) as opened, opened.writing():
        pass
    async with open_ledger(settings.ledger_url, settings.backups) as opened, opened.reading():
        assert (await ledger(settings)).state is State.OK
        fill(small_disk)
        found = await ledger(settings)
    assert found.state is State.FAULT
    assert "is full: 0.0 KB left" in found.found
    assert f"df -h {small_disk}" in found.cure


@pytest.mark.parametrize("year", [1970, 2019, 2101])
async def test_a_clock_of_another_time_is_named(
    command: Command, sound: SoundEnvironment, monkeypatch: pytest.MonkeyPatch, year: int
) -> None:
    monkeypatch.setattr(doctor, "CHECKS", [environment.calendar])
    monkeypatch.setattr(environment, "utc_now", lambda: datetime(year, 1, 1, tzinfo=UTC))
    code, found = await examined(command, sound)
    assert (code, found["clock"]["state"]) == (1, "fault")
    assert "timedatectl" in found["clock"]["cure"]


async def test_a_telegram_that_does_not_answer_is_not_waited_for_long(
    command: Command, sound: SoundEnvironment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram, "SECONDS", 0.05)
    monkeypatch.setattr(doctor, "CHECKS", [telegram.telegram])
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        code, found = await examined(command, sound | {"TELEGRAM_API_URL": url})
    assert (code, found["telegram"]["state"]) == (1, "fault")
    assert "no answer within" in found["telegram"]["found"]
