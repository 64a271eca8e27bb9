"""The stream of events: what a reader gets, and where one goes on that was away."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from sandbox.page.events import Stream
from sandbox.page.scene import Scene
from sandbox.people import Person
from sandbox.world import World
from tests.sandbox.conftest import Bot
from tests.sandbox.page.stage import STUDENT

Told = tuple[str, str, Any]


class Counting:
    """A source of snapshots and figures that says which one it is."""

    def __init__(self) -> None:
        self.figures = 0

    def snapshot(self) -> dict[str, Any]:
        return {"everything": True}

    def counted(self) -> dict[str, Any]:
        return {"figures": self.figures}


@pytest.fixture
def counting() -> Counting:
    return Counting()


@pytest.fixture
def stream(counting: Counting) -> Stream:
    return Stream(counting.snapshot, counting.counted)


def read(text: str) -> list[Told]:
    """Events as (id, kind, data)."""
    events = []
    for block in text.split("\n\n")[:-1]:
        fields = dict(line.split(": ", 1) for line in block.split("\n"))
        events.append((fields.get("id", ""), fields["event"], json.loads(fields["data"])))
    return events


async def piece(following: AsyncIterator[str]) -> list[Told]:
    told = await asyncio.wait_for(anext(following), 20)
    return await piece(following) if told.startswith("retry:") else read(told)


def kinds(told: list[Told]) -> list[str]:
    return [kind for _, kind, _ in told]


async def test_a_new_reader_gets_everything_and_then_what_happens(stream: Stream) -> None:
    following = stream.follow("")
    assert kinds(await piece(following)) == ["snapshot", "crowd"]
    stream.publish("said", {"text": "سلام"})
    stream.publish("said", {"text": "line\nbreak"})
    assert [data for _, _, data in await piece(following)] == [{"text": "سلام"}, {"text": "line\nbreak"}]


async def test_a_reader_that_was_away_gets_what_it_missed_and_no_more(stream: Stream) -> None:
    stream.publish("said", {"number": 1})
    [(last, *_), _] = await piece(stream.follow(""))
    stream.publish("said", {"number": 2})
    stream.publish("said", {"number": 3})
    told = await piece(stream.follow(last))
    assert kinds(told) == ["said", "said", "crowd"]
    assert [data.get("number") for _, _, data in told] == [2, 3, None]


async def test_a_reader_that_missed_too_much_begins_anew(stream: Stream) -> None:
    [(last, *_), _] = await piece(stream.follow(""))
    for number in range(2001):
        stream.publish("said", {"number": number})
    assert kinds(await piece(stream.follow(last))) == ["snapshot", "crowd"]


async def test_a_slow_reader_is_not_waited_for(stream: Stream) -> None:
    following = stream.follow("")
    await piece(following)
    for number in range(5000):
        stream.publish("said", {"number": number})
    assert kinds(await piece(following)) == ["snapshot"]


@pytest.mark.parametrize("last", ["0", "other-1", "x", "-", "other-"])
async def test_numbers_of_an_earlier_process_mean_nothing(stream: Stream, last: str) -> None:
    stream.publish("said", {})
    assert kinds(await piece(stream.follow(last))) == ["snapshot", "crowd"]


async def test_numbers_that_are_not_given_out_yet_mean_nothing(stream: Stream) -> None:
    [(last, *_), _] = await piece(stream.follow(""))
    ahead = last.replace("-0", "-7")
    assert kinds(await piece(stream.follow(ahead))) == ["snapshot", "crowd"]


async def test_figures_are_told_when_they_change(stream: Stream, counting: Counting) -> None:
    following = stream.follow("")
    await piece(following)
    counting.figures = 7
    assert await piece(following) == [("", "crowd", {"figures": 7})]


# what the scene tells


@pytest.fixture
def scene(world: World) -> Scene:
    return Scene(world, ())


async def test_a_conversation_is_told_with_what_stands_behind_it(scene: Scene, bot: Bot) -> None:
    following = scene.stream.follow("")
    await piece(following)
    scene.cast.people[STUDENT].says("multan")
    await bot.updates()
    await bot.does("sendChatAction", chat_id=STUDENT, action="typing")
    sent = await bot.does("sendMessage", chat_id=STUDENT, text="Multan, Punjab")
    await bot.does("editMessageText", chat_id=STUDENT, message_id=sent["message_id"], text="Multan")
    await bot.does("deleteMessage", chat_id=STUDENT, message_id=sent["message_id"])
    told = [
        (kind, data.get("method") or data.get("update", {}).get("update_id"))
        for _, kind, data in await piece(following)
    ]
    assert told == [
        ("said", None),
        ("record", 1),
        ("acting", None),
        ("record", "sendChatAction"),
        ("said", None),
        ("record", "sendMessage"),
        ("edited", None),
        ("record", "editMessageText"),
        ("deleted", None),
        ("record", "deleteMessage"),
    ]


async def test_what_others_get_is_only_counted(scene: Scene, bot: Bot, ayesha: Person) -> None:
    following = scene.stream.follow("")
    await piece(following)
    await bot.does("sendMessage", chat_id=ayesha.id, text="News")
    ayesha.blocks()
    await bot.refused("sendMessage", chat_id=ayesha.id, text="News")
    told = await piece(following)
    assert kinds(told) == ["crowd"]
    figures = told[0][2]
    assert {name: figures[name] for name in ("people", "total", "blocked", "largest")} == {
        "people": 1,
        "total": 1,
        "blocked": 1,
        "largest": 1,
    }


async def test_a_refused_call_is_told_with_its_reason(scene: Scene, bot: Bot) -> None:
    scene.cast.people[STUDENT].starts()
    following = scene.stream.follow("")
    await piece(following)
    await bot.refused("sendMessage", chat_id=STUDENT, text=" ")
    [(_, _, record)] = await piece(following)
    assert (record["ok"], record["error_code"]) == (False, 400)
    assert "non-empty" in record["description"]


async def test_an_update_that_is_fetched_again_is_told_once(bot: Bot, world: World) -> None:
    scene = Scene(world, [])
    scene.cast.people[STUDENT].starts()
    await bot.does("getUpdates")
    await bot.does("getUpdates")
    [(_, _, snapshot), _] = await piece(scene.stream.follow(""))
    assert [record["update"]["message"]["text"] for record in snapshot["records"]] == ["/start"]
