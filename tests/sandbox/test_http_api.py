"""The Bot API over HTTP, asked by a plain HTTP client."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from sandbox import http_api
from sandbox.faults import DROPPED_AFTER, DROPPED_BEFORE
from sandbox.people import Person
from sandbox.specification import Object
from sandbox.world import World
from tests.bot.telegram import Telegram
from tests.bot.waiting import until

KEYBOARD: Object = {"inline_keyboard": [[{"text": "لاہور", "callback_data": "1"}]]}


@pytest.fixture
async def telegram(world: World) -> AsyncIterator[Telegram]:
    async with Telegram(world).listening() as listening:
        yield listening


@pytest.fixture
async def http(telegram: Telegram, world: World) -> AsyncIterator[httpx.AsyncClient]:
    base = f"{telegram.url}/bot{world.bot.token}"
    async with httpx.AsyncClient(base_url=base, timeout=30, verify=False) as client:
        yield client


# parameters


def _form(told: Object) -> dict[str, str]:
    """As clients put parameters into forms: text as it is, everything else as JSON."""
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in told.items()}


WAYS: dict[str, Callable[[Object], dict[str, Any]]] = {
    "query": lambda told: {"params": _form(told)},
    "form": lambda told: {"data": _form(told)},
    "json": lambda told: {"json": told},
    "json of text": lambda told: {"json": _form(told)},
    "multipart": lambda told: {"files": {name: (None, value) for name, value in _form(told).items()}},
}


@pytest.mark.parametrize("way", WAYS)
async def test_a_call_has_the_same_effect_whichever_way_its_parameters_travel(
    http: httpx.AsyncClient, ayesha: Person, way: str
) -> None:
    told = {"chat_id": ayesha.id, "text": "7 & 'سات' = 7", "reply_markup": KEYBOARD, "protect_content": True}
    answer = await http.post("sendMessage", **WAYS[way](told))
    assert answer.json() == {"ok": True, "result": ayesha.latest()}
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    shown = {name: ayesha.latest()[name] for name in ("text", "reply_markup", "has_protected_content")}
    assert shown == {"text": told["text"], "reply_markup": KEYBOARD, "has_protected_content": True}


async def test_a_get_does_as_much_as_a_post(http: httpx.AsyncClient, ayesha: Person) -> None:
    text = "ک" * 4096  # the longest message, and the longest address that it makes
    assert (await http.get("sendMessage", params={"chat_id": ayesha.id, "text": text})).json()["ok"]
    assert ayesha.latest()["text"] == text


async def test_the_address_goes_before_the_body(http: httpx.AsyncClient, ayesha: Person) -> None:
    await http.post("sendMessage", params={"chat_id": ayesha.id}, json={"chat_id": 1, "text": "hello"})
    assert ayesha.latest()["text"] == "hello"


@pytest.mark.parametrize("method", ["getMe", "getme", "GETME"])
async def test_methods_are_known_in_any_case(http: httpx.AsyncClient, world: World, method: str) -> None:
    assert (await http.get(method)).json()["result"]["username"] == world.bot.username
    assert [call.method for call in world.calls] == ["getMe"]


@pytest.mark.parametrize(
    ("content_type", "body", "told"),
    [
        ("application/json", b'{"chat_id": 1', "can't parse JSON"),
        ("application/json", b"[1]", "JSON object expected"),
        ("multipart/form-data", b"--x", "Missing boundary"),
        ("multipart/form-data; boundary=x", b"nonsense", "Invalid multipart data"),
    ],
)
async def test_a_body_that_can_not_be_read_is_a_bad_request(
    http: httpx.AsyncClient, content_type: str, body: bytes, told: str
) -> None:
    answer = await http.post("getMe", content=body, headers={"content-type": content_type})
    assert answer.status_code == answer.json()["error_code"] == 400
    assert answer.json()["description"].startswith(f"Bad Request: {told}")


async def test_a_body_of_another_kind_holds_no_parameters(http: httpx.AsyncClient) -> None:
    answer = await http.post("sendMessage", content=b"chat_id=1", headers={"content-type": "text/plain"})
    assert answer.json()["description"] == "Bad Request: chat_id is empty"


async def test_a_body_beyond_bounds_is_refused_before_it_is_read(
    http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_api, "LARGEST_BODY", 1000)
    for body in ({"json": {"a": "b" * 1000}}, {"files": {"a": b"b" * 1000}}):
        answer = await http.post("getMe", **body)
        assert answer.status_code == 413
        assert answer.json()["description"] == "Request Entity Too Large"
    assert (await http.post("getMe", json={})).json()["ok"]


# refusals


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("bot7000000001:another/getMe", 401, "Unauthorized"),
        ("file/bot7000000001:another/photos/file_1.jpg", 401, "Unauthorized"),
        ("bot/getMe", 404, "Not Found"),
        ("botany/getMe", 404, "Not Found"),
        ("bot7000000001:/getMe", 404, "Not Found"),
        ("file/botany/photos/file_1.jpg", 404, "Not Found"),
    ],
)
async def test_a_token_that_is_wrong_or_none_does_not_get_in(
    telegram: Telegram, http: httpx.AsyncClient, path: str, status: int, description: str
) -> None:
    answer = await http.get(f"{telegram.url}/{path}")
    assert answer.status_code == status
    assert answer.json() == {"ok": False, "error_code": status, "description": description}


@pytest.mark.parametrize("method", ["sing", "", "getMe/", "test/getMe"])
async def test_what_is_no_method_is_not_found(
    telegram: Telegram, http: httpx.AsyncClient, world: World, method: str
) -> None:
    answer = await http.get(f"{telegram.url}/bot{world.bot.token}/{method}")
    assert answer.status_code == answer.json()["error_code"] == 404


async def test_an_error_says_in_its_head_what_its_body_says(http: httpx.AsyncClient, world: World) -> None:
    world.fail_next("getMe", 429, "Too Many Requests: retry after 7", retry_after=7)
    answer = await http.get("getMe")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "7")
    assert answer.json()["parameters"] == {"retry_after": 7}


# files


async def test_a_file_comes_back_as_it_was_sent(
    telegram: Telegram, http: httpx.AsyncClient, ayesha: Person, world: World
) -> None:
    content = bytes(range(256)) * 5000
    sent = await http.post(
        "sendDocument", data={"chat_id": ayesha.id}, files={"document": ("فہرست.csv", content, "text/csv")}
    )
    document = sent.json()["result"]["document"]
    assert (document["file_name"], document["file_size"]) == ("فہرست.csv", len(content))
    path = (await http.get("getFile", params={"file_id": document["file_id"]})).json()["result"]["file_path"]
    assert (await http.get(f"{telegram.url}/file/bot{world.bot.token}/{path}")).content == content


async def test_a_file_that_there_is_not_is_not_found(
    telegram: Telegram, http: httpx.AsyncClient, world: World
) -> None:
    answer = await http.get(f"{telegram.url}/file/bot{world.bot.token}/documents/file_7.csv")
    assert answer.status_code == answer.json()["error_code"] == 404


# long polls


async def test_a_long_poll_ends_with_the_first_update(
    telegram: Telegram, http: httpx.AsyncClient, ayesha: Person
) -> None:
    poll = asyncio.create_task(http.get("getUpdates", params={"timeout": 50}))
    await until(lambda: telegram.polls)
    ayesha.says("at last")
    told = (await poll).json()["result"]
    assert [update["message"]["text"] for update in told] == ["at last"]


async def test_a_client_that_leaves_its_long_poll_takes_no_update_with_it(
    telegram: Telegram, http: httpx.AsyncClient, ayesha: Person, world: World
) -> None:
    poll = asyncio.create_task(http.get("getUpdates", params={"timeout": 50}))
    await until(lambda: telegram.polls)
    poll.cancel()
    await until(lambda: not telegram.polls)
    ayesha.says("for the next")
    assert len((await http.get("getUpdates")).json()["result"]) == 1
    assert [call.ok for call in world.calls] == [True]


async def test_a_client_that_leaves_while_it_still_sends_does_no_harm(
    telegram: Telegram, http: httpx.AsyncClient, world: World
) -> None:
    host, port = telegram.url.removeprefix("http://").split(":")
    _, writer = await asyncio.open_connection(host, int(port))
    head = f"POST /bot{world.bot.token}/getMe HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n"
    writer.write(f"{head}content-type: application/json\r\n\r\n".encode())
    await until(lambda: telegram.asked)
    writer.close()
    assert (await http.get("getMe")).json()["ok"]
    assert len(world.calls) == 1


async def test_a_stop_waits_for_no_long_poll(world: World) -> None:
    async with httpx.AsyncClient(timeout=30, verify=False) as client:
        async with Telegram(world).listening() as telegram:
            address = f"{telegram.url}/bot{world.bot.token}/getUpdates"
            poll = asyncio.create_task(client.get(address, params={"timeout": 50}))
            await until(lambda: telegram.polls)
        with pytest.raises(httpx.TransportError):
            await poll
    assert list(world.calls) == []


# lines that drop


@pytest.mark.parametrize(
    ("fault", "said"), [(DROPPED_BEFORE, 0), (DROPPED_AFTER, 1)], ids=["before", "after"]
)
async def test_a_dropped_line_leaves_its_client_without_an_answer(
    http: httpx.AsyncClient, ayesha: Person, world: World, fault: Any, said: int
) -> None:
    world.faults.order("sendMessage", fault)
    with pytest.raises(httpx.RemoteProtocolError, match="disconnected without sending a response"):
        await http.post("sendMessage", json={"chat_id": ayesha.id, "text": "hello"})
    assert len(ayesha.received()) == said
    assert (await http.get("getMe")).json()["ok"]
