"""No line of the log holds what a person wrote or is called, at any level, whatever goes wrong."""

import re

import pytest

from answers.guide import Guide
from bot.settings import LogFormat, LogLevel
from handlers.services import Bot
from sandbox.people import Person
from storage.ledger import questions, turns
from tests.conftest import Conversation
from tests.conversations.test_when_things_fail import logs_as_in_service

WRITTEN = re.compile("grapefruit|35202|0300|PK36|چکوترا|Zulekha|zulekha|31\\.41", re.IGNORECASE)
SAID = "grapefruit recipe, 35202-1234567-1, 03001234567, PK36SCBL0000001123456702, چکوترا"


async def everything(zulekha: Conversation) -> None:
    """What one can write."""
    question = zulekha.person.says(SAID)
    await zulekha.poller.poll()
    await zulekha.does(zulekha.person.edits, question, f"{SAID} again")
    await zulekha.says(f"/city {SAID}")
    await zulekha.says(f"/start {SAID}")
    await zulekha.does(zulekha.person.shares_location, 31.418, 73.079)
    await zulekha.does(zulekha.person.sends_photo, caption=SAID)
    zulekha.person.asks_inline(SAID)
    zulekha.person.asks_back(zulekha.person.latest(), "grapefruit:35202")
    await zulekha.poller.poll()


def defect(*_: object) -> None:
    raise RuntimeError("a defect")


@pytest.mark.parametrize("wrong", ["nothing", "the guide", "the reply", "the ledger", "Telegram"])
async def test_it_is_not_logged(
    bot: Bot,
    ayesha: Conversation,
    wrong: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    world = ayesha.person.world
    zulekha = Conversation(Person(world, "Zulekha"), ayesha.poller)
    with logs_as_in_service(LogFormat.JSON, world.bot.token, LogLevel.DEBUG) as written:
        await zulekha.does(zulekha.person.starts)
        if wrong == "the guide":
            monkeypatch.setattr(Guide, "read", defect)
        if wrong == "the reply":
            monkeypatch.setattr(Guide, "reply", defect)
        if wrong == "the ledger":
            monkeypatch.setattr(turns, "save", defect)
            monkeypatch.setattr(questions, "add", defect)
        if wrong == "Telegram":
            for _ in range(3):
                world.fail_next("sendMessage", 400, "Bad Request: can't parse entities")
        await everything(zulekha)
    lines = written.getvalue().splitlines()
    assert (wrong == "nothing") or lines
    assert [line for line in lines if WRITTEN.search(line)] == []
