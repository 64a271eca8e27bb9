"""A deliberately bad bot: every refusal, with Telegram's code and words (`bad_calls.txt` has them all)."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sandbox import server
from sandbox.files import Upload
from sandbox.groups import new_channel, new_group
from sandbox.people import Person
from sandbox.specification import Object
from sandbox.world import World

from .conftest import Bot, StoppedClock

Scene = dict[str, Any]
_HERE = Path(__file__).parent
_CODE = Path(server.__file__).parent
#: A call, and on the next line the refusal.
_CASE = re.compile(r"^(\w+) (\{.*\})\n    (.+)$", re.MULTILINE)
CASES = _CASE.findall((_HERE / "bad_calls.txt").read_text("utf-8"))
CODES = {
    "Bad Request": 400,
    "Forbidden": 403,
    "Not Found": 404,
    "Request Entity Too Large": 413,
}


def upload(size: int) -> Upload:
    return Upload("a.jpg", bytes(size), "image/jpeg")


@pytest.fixture
async def scene(bot: Bot, world: World, ayesha: Person, clock: StoppedClock) -> Scene:
    """What the calls name: people and chats of every sort, messages of every sort in Ayesha's, files."""
    ruled = new_group(world, "Ruled", ayesha)
    ayesha.adds_bot(ruled, "administrator")
    old = {"old": ayesha.says("old"), "old_in_ruled": ayesha.says("old", chat=ruled)}
    clock.move(hours=49)
    found: Scene = {name: message["message_id"] for name, message in old.items()}
    found |= {"ayesha": ayesha.id, "ruled": ruled.id}
    found |= people(world, ayesha) | chats(world, ayesha) | files(world)
    return found | await messages(bot, ayesha) | in_groups(world, ayesha, found)


def people(world: World, ayesha: Person) -> Scene:
    blocked, gone, only_in_group, stranger = (Person(world, name) for name in ("B", "G", "O", "S"))
    for person in (blocked, gone):
        person.starts()
    blocked.blocks()
    gone.deletes_account()
    new_group(world, "With somebody who never started the bot", ayesha, only_in_group)
    return {
        "blocked": blocked.id,
        "gone": gone.id,
        "only_in_group": only_in_group.id,
        "stranger": stranger.id,
    }


def chats(world: World, ayesha: Person) -> Scene:
    found: Scene = {"group": new_group(world, "Group", ayesha).id}
    for status in ("kicked", "left"):
        for kind, made in (
            ("", new_group(world, "x", ayesha)),
            ("_group", new_group(world, "x", ayesha, basic=True)),
            ("_channel", new_channel(world, "x", ayesha)),
        ):
            made.bot_status = status
            found[f"{status}{kind}"] = made.id
    silent, member = new_group(world, "Silent", ayesha), new_channel(world, "Members only", ayesha)
    ayesha.restricts_bot(silent)
    member.bot_status = "member"
    channel, read_only = new_channel(world, "Channel", ayesha), new_channel(world, "Read only", ayesha)
    ayesha.adds_bot(read_only, "administrator", without=["can_post_messages", "can_edit_messages"])
    old = new_group(world, "Old", ayesha, basic=True)
    ayesha.upgrades(old)
    found |= {"silent": silent.id, "member_channel": member.id, "channel": channel.id, "old_group": old.id}
    return {**found, "read_only_channel": read_only.id, **forums(world, ayesha)}


def forums(world: World, ayesha: Person) -> Scene:
    forum, ruled = (new_group(world, "Forum", ayesha, forum=True) for _ in range(2))
    ayesha.adds_bot(ruled, "administrator")
    topic, closed = ayesha.opens_topic(forum, "Tax"), ayesha.opens_topic(forum, "Closed")
    forum.topics[closed].closed = True
    return {"forum": forum.id, "ruled_forum": ruled.id, "topic": topic, "closed_topic": closed}


def files(world: World) -> Scene:
    sizes = {"empty": 0, "large": 10 * 2**20 + 1, "huge": 50 * 2**20 + 1}
    big = world.files.add("document", upload(20 * 2**20 + 1), {})
    small = world.files.add("document", upload(1), {})
    kept = {"too_big_to_download": big.file_id, "document": small.file_id}
    return {**{name: upload(size) for name, size in sizes.items()}, **kept}


async def messages(bot: Bot, ayesha: Person) -> Scene:
    chat: Object = {"chat_id": ayesha.id}
    hers = ayesha.says("Salaam")
    found = {
        "hers": hers,
        "text": await bot.does("sendMessage", **chat, text="Salaam"),
        "with_keyboard": await bot.does("sendMessage", **chat, text="x", reply_markup={"force_reply": True}),
        "photo": await bot.does("sendPhoto", **chat, photo="https://example.org/a.jpg"),
        "pin": await bot.does("sendLocation", **chat, latitude=31.5, longitude=74.3),
        "dice": await bot.does("sendDice", **chat),
        "forwarded": await bot.does(
            "forwardMessage", **chat, from_chat_id=ayesha.id, message_id=hers["message_id"]
        ),
    }
    album = [{"type": "photo", "media": f"https://example.org/{name}.jpg"} for name in "ab"]
    found["in_album"] = (await bot.does("sendMediaGroup", **chat, media=album))[0]
    return {name: message["message_id"] for name, message in found.items()}


def in_groups(world: World, ayesha: Person, found: Scene) -> Scene:
    group = world.chats[found["group"]]
    theirs = ayesha.says("/spam", chat=group)
    Person(world, "Chand").joins(group)
    return {"theirs": theirs["message_id"], "arrival": group.last_id}


def filled(given: Any, scene: Scene) -> Any:
    """The parameters with what `$name`, `$x*3` and `{"$times": 3, "of": "x"}` stand for."""
    match given:
        case {"$times": count, "of": one}:
            return [filled(one, scene)] * count
        case dict():
            return {name: filled(value, scene) for name, value in given.items()}
        case list():
            return [filled(value, scene) for value in given]
        case str() if given.startswith("$") and given[1:] in scene:
            return scene[given[1:]]
        case str():
            return re.sub(r"\$(.)\*(\d+)", lambda found: found[1] * int(found[2]), given)
    return given


@pytest.mark.parametrize(("method", "given", "words"), CASES)
async def test_it_is_refused_and_says_nothing(
    bot: Bot, scene: Scene, method: str, given: str, words: str
) -> None:
    said = len(bot.world.sent)
    answered = await bot.call(method, **filled(json.loads(given), scene))
    assert answered.description == words
    assert answered.error_code == CODES[words.partition(":")[0]]
    assert len(bot.world.sent) == said


async def test_a_wrong_token_is_unauthorised(world: World) -> None:
    answered = await server.call(world, "1:wrong", "getMe", {})
    assert (answered.error_code, answered.description) == (401, "Unauthorized")


async def test_while_there_is_a_webhook_it_can_not_poll(bot: Bot) -> None:
    await bot.does("setWebhook", url="https://bot.example.org/hook")
    answered = await bot.call("getUpdates")
    assert answered.error_code == 409
    assert answered.description == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )


#: Those of other modules are about texts, which other tests compare with Telegram's own parser.
_REFUSING = [
    f"{name}.py" for name in ("chats", "inline_results", "keyboards", "media", "places", "queries", "world")
]


def refusals() -> Iterator[str]:
    """The words of every refusal that the code spells out, piece by piece where they are put together."""
    for path in (*(_CODE / name for name in _REFUSING), *_CODE.glob("methods/*.py")):
        calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
        refusing = (call for call in calls if ast.unparse(call.func) in ("bad_request", "forbidden"))
        pieces = (piece for call in refusing for piece in ast.walk(call) if isinstance(piece, ast.Constant))
        yield from (str(piece.value).rpartition(": ")[2].strip() for piece in pieces)


def test_no_refusal_is_left_out() -> None:
    """Here, or in the test of what it is about."""
    named = "".join(path.read_text("utf-8") for path in (*_HERE.glob("*.py"), *_HERE.glob("*.txt")))
    known = re.sub(r'\\(.)|"\s+"', r"\1", named)
    assert [words for words in refusals() if words not in known] == []
