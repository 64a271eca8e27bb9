"""Updates pushed to a bot's own web server."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sandbox import web
from sandbox.listening import listening
from sandbox.methods import METHODS
from sandbox.people import Person
from sandbox.specification import Object
from sandbox.webhook import push
from sandbox.world import World
from tests.bot.waiting import until

from .conftest import Bot, StoppedClock


class Receiver:
    """A bot's web server: what reaches it, and what it answers, one after the other and then 200."""

    def __init__(self) -> None:
        self.url = ""
        self.got: list[Object] = []
        self.secrets: list[str | None] = []
        self.answers: list[Response] = []
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.open = self.most_open = 0

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.got]

    async def take(self, request: Request) -> Response:
        self.open += 1
        self.most_open = max(self.open, self.most_open)
        self.secrets.append(request.headers.get("x-telegram-bot-api-secret-token"))
        self.got.append(await request.json())
        answer = self.answers.pop(0) if self.answers else Response()
        await self.go_on.wait()
        self.open -= 1
        return answer


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    application = Starlette(routes=[Route("/hook", receiver.take, methods=["POST"])])
    async with web.served(application, listening("127.0.0.1:0")) as url:
        receiver.url = f"{url}/hook"
        yield receiver
        receiver.go_on.set()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as started:
        yield started


@pytest.fixture
def pauses() -> list[float]:
    """The seconds that the world has slept."""
    return []


@pytest.fixture
async def world(clock: StoppedClock, pauses: list[float]) -> AsyncIterator[World]:
    """A world that pushes, and whose pauses take no time."""

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        await asyncio.sleep(0)

    world = World(clock=clock, sleep=sleep)
    pushing = asyncio.create_task(push(world))
    yield world
    pushing.cancel()
    await asyncio.wait([pushing])


# arriving


async def test_updates_arrive_with_the_secret_and_are_forgotten(
    bot: Bot, ayesha: Person, world: World, receiver: Receiver
) -> None:
    ayesha.says("before the webhook was set")
    await bot.does("setWebhook", url=receiver.url, secret_token="open-sesame")
    ayesha.says("after it")
    await until(lambda: not len(world.updates))
    assert receiver.texts == ["before the webhook was set", "after it"]
    assert receiver.secrets == ["open-sesame"] * 2
    assert (await bot.does("getWebhookInfo")).get("last_error_message") is None


async def test_without_a_secret_none_is_sent(bot: Bot, ayesha: Person, receiver: Receiver) -> None:
    await bot.does("setWebhook", url=receiver.url)
    ayesha.says("hello")
    await until(lambda: receiver.got)
    assert receiver.secrets == [None]


async def test_no_more_connections_are_open_than_the_bot_allows(
    bot: Bot, world: World, receiver: Receiver
) -> None:
    receiver.go_on.clear()
    await bot.does("setWebhook", url=receiver.url, max_connections=2)
    for _ in range(5):
        Person(world).says("hello")
    await until(lambda: receiver.open == 2)
    receiver.go_on.set()
    await until(lambda: not len(world.updates))
    assert (receiver.most_open, len(receiver.got)) == (2, 5)


async def test_one_chat_waits_for_its_failed_update_and_no_other_does(
    bot: Bot, ayesha: Person, world: World, receiver: Receiver
) -> None:
    receiver.answers = [Response(status_code=500) for _ in range(20)]
    await bot.does("setWebhook", url=receiver.url)
    ayesha.says("first")
    await until(lambda: receiver.got)
    ayesha.says("second")
    Person(world).says("elsewhere")
    await until(lambda: not len(world.updates))
    taken = list(dict.fromkeys(receiver.texts))
    assert taken.index("elsewhere") < taken.index("second")
    assert receiver.texts.count("second") == 1


# failing


async def test_a_failed_push_is_repeated_after_growing_pauses(
    bot: Bot, ayesha: Person, world: World, receiver: Receiver, pauses: list[float]
) -> None:
    receiver.answers = [Response(status_code=status) for status in (500, 404, 302, 503, 500, 500, 500, 500)]
    await bot.does("setWebhook", url=receiver.url)
    ayesha.says("hello")
    await until(lambda: not len(world.updates))
    assert receiver.texts == ["hello"] * 9
    assert pauses == [0, 2, 4, 8, 16, 32, 60, 60]


async def test_a_bot_may_say_when_to_come_again(
    bot: Bot, ayesha: Person, world: World, receiver: Receiver, pauses: list[float]
) -> None:
    receiver.answers = [Response(status_code=429, headers={"retry-after": "17"})]
    await bot.does("setWebhook", url=receiver.url)
    ayesha.says("hello")
    await until(lambda: not len(world.updates))
    assert pauses == [17]


async def test_the_bot_can_learn_what_went_wrong(
    bot: Bot, ayesha: Person, world: World, receiver: Receiver
) -> None:
    receiver.answers = [Response(status_code=502)]
    await bot.does("setWebhook", url=receiver.url)
    ayesha.says("hello")
    await until(lambda: not len(world.updates))
    told = await bot.does("getWebhookInfo")
    assert told["last_error_message"] == "Wrong response from the webhook: 502 Bad Gateway"
    assert told["last_error_date"] == world.now()


async def test_a_server_that_is_not_there_is_waited_for(
    bot: Bot, ayesha: Person, world: World, pauses: list[float]
) -> None:
    unused = listening("127.0.0.1:0")
    address = unused.getsockname()
    unused.close()
    await bot.does("setWebhook", url=f"http://127.0.0.1:{address[1]}/hook")
    ayesha.says("hello")
    await until(lambda: len(pauses) > 3)
    told = await bot.does("getWebhookInfo")
    assert (told["last_error_message"], told["pending_update_count"]) == ("Can't connect to the webhook", 1)


# changing


async def test_what_a_webhook_did_not_take_goes_to_the_next(
    bot: Bot, ayesha: Person, world: World, receiver: Receiver
) -> None:
    receiver.answers = [Response(status_code=500) for _ in range(1000)]
    await bot.does("setWebhook", url=receiver.url)
    for text in ("one", "two", "three"):
        ayesha.says(text)
    await until(lambda: receiver.got)
    async with receiving() as second:
        await bot.does("setWebhook", url=second.url)
        await until(lambda: not len(world.updates))
        assert second.texts == ["one", "two", "three"]


async def test_what_a_webhook_did_not_take_can_be_fetched_once_it_is_removed(
    bot: Bot, ayesha: Person, receiver: Receiver
) -> None:
    receiver.answers = [Response(status_code=500) for _ in range(1000)]
    await bot.does("setWebhook", url=receiver.url)
    ayesha.says("hello")
    await until(lambda: receiver.got)
    await bot.does("deleteWebhook")
    assert [update["message"]["text"] for update in await bot.updates(timeout=5)] == ["hello"]


async def test_what_is_dropped_with_a_webhook_does_not_come_again(
    bot: Bot, ayesha: Person, world: World, receiver: Receiver
) -> None:
    receiver.answers = [Response(status_code=500) for _ in range(1000)]
    await bot.does("setWebhook", url=receiver.url)
    ayesha.says("hello")
    await until(lambda: receiver.got)
    await bot.does("deleteWebhook", drop_pending_updates=True)
    ayesha.says("hello again")
    await until(lambda: len(world.updates) == 1)
    assert [update["message"]["text"] for update in await bot.updates()] == ["hello again"]


# answers


def _multipart(told: dict[str, str]) -> Response:
    parts = "".join(
        f'--x\r\ncontent-disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in told.items()
    )
    return Response(f"{parts}--x--\r\n", media_type="multipart/form-data; boundary=x")


@pytest.mark.parametrize("way", ["json", "form", "multipart"])
async def test_a_bot_may_call_a_method_in_its_answer(
    bot: Bot, ayesha: Person, world: World, receiver: Receiver, way: str
) -> None:
    told = {"method": "sendmessage", "chat_id": str(ayesha.id), "text": "*hello*"}
    form = "&".join(f"{name}={value}" for name, value in told.items())
    receiver.answers = [
        {
            "json": JSONResponse(told),
            "form": Response(form, media_type="application/x-www-form-urlencoded"),
            "multipart": _multipart(told),
        }[way]
    ]
    await bot.does("setWebhook", url=receiver.url)
    ayesha.says("hello")
    await until(lambda: not len(world.updates))
    assert ayesha.latest()["text"] == "*hello*"


async def test_a_method_that_the_sandbox_itself_fails_at_stops_no_later_update(
    bot: Bot,
    ayesha: Person,
    world: World,
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setitem(METHODS, "sendDice", lambda *_: 1 // 0)
    receiver.answers = [JSONResponse({"method": "sendDice", "chat_id": ayesha.id})]
    await bot.does("setWebhook", url=receiver.url)
    ayesha.says("one")
    ayesha.says("two")
    await until(lambda: not len(world.updates))
    assert receiver.texts == ["one", "two"]
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize(
    "answer",
    [
        PlainTextResponse("ok"),
        Response("ok", media_type="application/json"),
        JSONResponse({}),
        JSONResponse({"method": "getMe"}),
        JSONResponse({"method": "deleteWebhook"}),
        Response(json.dumps({"method": "sendMessage"}), 500, media_type="application/json"),
    ],
    ids=["text", "no json", "nothing", "a question", "a webhook", "an error"],
)
async def test_an_answer_that_asks_for_nothing_does_nothing(
    bot: Bot, ayesha: Person, world: World, receiver: Receiver, answer: Response
) -> None:
    receiver.answers = [answer]
    await bot.does("setWebhook", url=receiver.url)
    ayesha.says("hello")
    await until(lambda: not len(world.updates))
    assert [call.method for call in world.calls] == ["setWebhook"]
