"""The service while its ledger is away, broken or full: places are found and questions answered."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from sandbox.people import Person
from sandbox.world import BotAccount, World
from tests.bot.telegram import Telegram
from tests.bot.test_service import TOKEN, heard, service, stopped
from tests.bot.waiting import until


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


async def test_a_bot_whose_ledger_is_damaged_starts_answers_says_so_and_leaves_the_file_as_it_is(
    telegram: Telegram, ayesha: Person, state_dir: Path
) -> None:
    ledger = state_dir / "ledger.sqlite"
    ledger.write_bytes(b"this was a ledger once " * 1000)
    async with service(state_dir, telegram.url) as running:
        ayesha.says("lahore")
        await until(lambda: heard(ayesha))
        assert await stopped(running) == 0
    assert "Lahore, Punjab" in heard(ayesha)[0]
    assert "ledger.not_open" in running.stderr
    assert "python -m bot restore" in running.stderr
    assert ledger.read_bytes() == b"this was a ledger once " * 1000


@pytest.fixture
def small_disk(built: Path, tmp_path: Path) -> Iterator[Path]:
    """A disk with room for the built directory, which stands there, and little more."""
    size = built.stat().st_size // 1024 + 200
    if os.geteuid() != 0 or not mounts("-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(tmp_path)):
        pytest.skip("only root may mount a disk")
    shutil.copy(built, tmp_path)
    yield tmp_path
    subprocess.run(["umount", "--lazy", tmp_path], check=True)


def mounts(*arguments: str) -> bool:
    return subprocess.run(["mount", *arguments], check=False, capture_output=True).returncode == 0


def make_read_only(disk: Path) -> None:
    assert mounts("-o", "remount,ro", str(disk))


def fill(disk: Path) -> None:
    with suppress(OSError), (disk / "other").open("wb", buffering=0) as other:
        while True:
            other.write(bytes(4096))


@pytest.mark.parametrize(("spoil", "said"), [(make_read_only, "ead-only"), (fill, "full")])
async def test_a_bot_whose_disk_is_full_or_read_only_starts_answers_and_says_so(
    telegram: Telegram, ayesha: Person, small_disk: Path, spoil: Callable[[Path], None], said: str
) -> None:
    await asyncio.to_thread(spoil, small_disk)
    async with service(small_disk, telegram.url) as running:
        ayesha.says("lahore")
        await until(lambda: heard(ayesha))
        assert await stopped(running) == 0
    assert "Lahore, Punjab" in heard(ayesha)[0]
    assert "ledger.not_open" in running.stderr
    assert said in running.stderr
