import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs
from telegram.error import NetworkError

from bot import patience
from bot.patience import Patience

NO_ROUTE = NetworkError("no route")


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """What is logged, by a logger that no earlier test has bound to its own output."""
    with capture_logs() as lines:
        monkeypatch.setattr(patience, "log", structlog.get_logger())
        yield lines


async def test_each_pause_is_twice_as_long_as_the_last_up_to_a_limit(logged: list[Any]) -> None:
    waiting = Patience(asyncio.Event(), first=0.001, longest=0.006)
    for _ in range(5):
        await waiting.wait(NO_ROUTE)
    assert [line["again_in_seconds"] for line in logged] == [0.001, 0.002, 0.004, 0.006, 0.006]


async def test_after_telegram_was_reached_the_next_pause_is_short_again(logged: list[Any]) -> None:
    waiting = Patience(asyncio.Event(), first=0.001)
    await waiting.wait(NO_ROUTE)
    await waiting.wait(NO_ROUTE)
    waiting.reset()
    await waiting.wait(NO_ROUTE)
    assert [line["again_in_seconds"] for line in logged] == [0.001, 0.002, 0.001]


async def test_a_stop_ends_a_pause_however_long(logged: list[Any]) -> None:
    stop = asyncio.Event()
    waiting = asyncio.create_task(Patience(stop, first=3600).wait(NO_ROUTE))
    await asyncio.sleep(0)
    stop.set()
    await asyncio.wait_for(waiting, 30)


async def test_the_log_says_why_there_is_a_pause(logged: list[Any]) -> None:
    await Patience(asyncio.Event(), first=0.001).wait(NO_ROUTE)
    assert [(line["event"], line["error"]) for line in logged] == [("telegram.unreachable", "no route")]
