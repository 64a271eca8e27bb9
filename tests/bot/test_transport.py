"""The way to Telegram, against servers of this machine."""

import asyncio
import json
import socket
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from typing import Any, cast

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from answers.guide import Guide
from answers.inline import Inline
from bot.assembly import assembled_around
from bot.settings import Settings
from bot.transport import NotSentError, Transport
from sandbox.people import Person
from sandbox.transport import deliver
from sandbox.world import World
from tests.bot.lines import DONE, HANGS_UP, IS_SILENT, NOTHING, Act, Line, answer
from tests.bot.telegram import Telegram
from tests.bot.waiting import until
from tests.conftest import Clock, read

TOKEN = "7000000001:ABF0-sandbox_token_of_the_length_of_a_true_one"
SOON = 0.05  # seconds


@asynccontextmanager
async def bot_at(url: str, **pool: Any) -> AsyncIterator[Bot]:
    """A bot whose calls go there, without the getMe that it begins with."""
    calls, polls = Transport(url, **pool), Transport(url, **pool)
    async with calls, polls:
        yield Bot(TOKEN, f"{url}/bot", f"{url}/file/bot", request=calls, get_updates_request=polls)


async def failure(url: str, method: str = "sendMessage", **times: Any) -> TelegramError:
    """How a call ends. Whatever it is: there is no token in it, nor in what is logged of it."""
    async with Transport(url) as transport:
        with pytest.raises(TelegramError) as raised:
            await transport.post(f"{url}/bot{TOKEN}/{method}", **times)
    error = raised.value
    told = "".join(traceback.format_exception(error)) + repr(error) + repr(error.__cause__) + repr(transport)
    assert TOKEN.partition(":")[2] not in told
    return error


def may_have_arrived(error: TelegramError) -> bool:
    """As the pacing and the sender of announcements tell it: Telegram's own words have no cause."""
    return (
        isinstance(error, NetworkError)
        and not isinstance(error, NotSentError)
        and error.__cause__ is not None
    )


def free_address() -> str:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{unused.getsockname()[1]}"


async def test_a_refused_connection_was_surely_not_sent() -> None:
    error = await failure(f"http://{free_address()}")
    assert isinstance(error, NotSentError)
    assert "[Errno 111]" in str(error)


async def test_a_host_without_an_address_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert isinstance(await failure("http://api.example"), NotSentError)


def unknown(*_: object, **__: object) -> None:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


async def test_a_connection_that_does_not_come_about_in_time_neither() -> None:
    with closing(socket.create_server(("127.0.0.1", 0), backlog=0)) as deaf:
        host, port = deaf.getsockname()
        with socket.create_connection((host, port)):  # takes the only place before `accept`
            assert isinstance(await failure(f"http://{host}:{port}", connect_timeout=SOON), NotSentError)


async def test_a_call_that_waits_in_vain_for_a_free_connection_neither() -> None:
    async with Line(IS_SILENT).listening() as line, bot_at(line.url, connections=1) as bot:
        first = asyncio.create_task(bot.send_message(1, "first"))
        await until(lambda: line.requests)
        with pytest.raises(NotSentError):
            await bot.send_message(1, "second", connect_timeout=SOON)
        assert len(line.requests) == 1
        first.cancel()


async def test_a_failed_tls_handshake_is_tried_once_more_and_was_not_sent() -> None:
    connections: list[asyncio.StreamReader] = []

    def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(reader)
        writer.close()

    async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as server:
        host, port = server.sockets[0].getsockname()
        assert isinstance(await failure(f"https://{host}:{port}"), NotSentError)
    assert len(connections) == 2


async def test_what_never_left_is_sent_at_the_second_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    known = socket.getaddrinfo

    def found_later(*asked: Any, **how: Any) -> Any:
        monkeypatch.setattr(socket, "getaddrinfo", known)
        unknown()

    async with Line(DONE).listening() as line:
        url = line.url.replace("127.0.0.1", "localhost")
        async with Transport(url) as transport:
            monkeypatch.setattr(socket, "getaddrinfo", found_later)
            assert await transport.post(f"{url}/bot{TOKEN}/sendMessage") is True
        assert len(line.requests) == 1


BROKEN = {
    "hangs up after reading": HANGS_UP,
    "hangs up in the head": Act(b"HTTP/1.1 200 OK\r\nContent-"),
    "hangs up in the body": Act(b'HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n{"ok":true'),
    "talks nonsense": Act(b"I am no HTTP server\r\n\r\n"),
    "answers a page": answer(200, b"<html>Sign in to this network"),
    "answers other JSON": answer(200, b'["Sorry"]'),
    "answers nothing": answer(200, b""),
}


@pytest.mark.parametrize("act", BROKEN.values(), ids=BROKEN)
async def test_what_may_have_arrived_is_told_so_and_not_sent_again(act: Act) -> None:
    async with Line(act, DONE).listening() as line:
        error = await failure(line.url)
        assert may_have_arrived(error)
        assert not isinstance(error, TimedOut)
        assert len(line.requests) == 1


async def test_an_answer_that_does_not_come_times_out_and_is_not_asked_for_again() -> None:
    async with Line(IS_SILENT).listening() as line, asyncio.timeout(30):
        for method in ("sendMessage", "getMe"):
            error = await failure(line.url, method, read_timeout=SOON, connect_timeout=None)
            assert isinstance(error, TimedOut)
        assert len(line.requests) == 2


async def test_a_read_that_broke_off_is_made_once_more() -> None:
    async with Line(HANGS_UP, NOTHING).listening() as line, bot_at(line.url) as bot:
        assert await bot.get_my_commands() == ()
        assert len(line.requests) == 2


async def test_and_not_a_third_time() -> None:
    async with Line(HANGS_UP).listening() as line:
        assert may_have_arrived(await failure(line.url, "getMe"))
        assert len(line.requests) == 2


async def test_a_kept_connection_is_used_again_and_one_that_the_server_closed_meanwhile_is_not() -> None:
    then_closes = answer(200, b'{"ok":true,"result":true}', kept=False)
    async with Line(DONE, then_closes, DONE).listening() as line, bot_at(line.url) as bot:
        await bot.send_chat_action(1, "typing")
        await bot.send_chat_action(1, "typing")
        assert line.connections == 1
        await until(lambda: not kept(bot))
        await bot.send_chat_action(1, "typing")
        assert line.connections == 2


def kept(bot: Bot) -> list[Any]:
    """The connections that wait for the next call."""
    session = cast(Transport, bot.request)._session
    assert session
    assert session.connector
    return [one for pool in session.connector._conns.values() for one, _ in pool if one.is_connected()]


@pytest.mark.parametrize("status", [302, 400, 401, 403, 404, 409, 502])
async def test_a_page_of_a_firewall_or_proxy_is_not_taken_for_telegrams_word(status: int) -> None:
    page = f"<html>/bot{TOKEN}/sendMessage is not for you".encode()
    async with Line(answer(status, page)).listening() as line:
        error = await failure(line.url)
    assert may_have_arrived(error)
    assert type(error) is NetworkError
    assert f"HTTP {status}" in str(error)


async def test_the_token_follows_no_redirect() -> None:
    async with Line(DONE).listening() as elsewhere:
        to = f"Location: {elsewhere.url}\r\n"
        async with Line(answer(307, b"", headers=to)).listening() as line:
            assert may_have_arrived(await failure(line.url))
        assert elsewhere.requests == []


@pytest.mark.parametrize(
    ("status", "said", "kind"),
    [
        (400, {"description": "Bad Request: chat not found"}, BadRequest),
        (403, {"description": "Forbidden: bot was blocked by the user"}, Forbidden),
        (429, {"parameters": {"retry_after": 7}}, RetryAfter),
        (500, {"description": "Internal Server Error"}, NetworkError),
    ],
)
async def test_telegrams_own_errors_come_through_as_such(
    monkeypatch: pytest.MonkeyPatch, status: int, said: dict[str, Any], kind: type[TelegramError]
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    body = json.dumps({"ok": False, "error_code": status} | said).encode()
    async with Line(answer(status, body)).listening() as line:
        error = await failure(line.url)
    assert type(error) is kind
    assert not may_have_arrived(error)


async def test_an_odd_character_does_not_hold_up_the_updates_after_it() -> None:
    updates = b'{"ok":true,"result":[{"update_id":1,"x":"half a pair: \\ud83d"},{"update_id":2,"x":"\xff"}]}'
    async with Line(answer(200, updates)).listening() as line, bot_at(line.url) as bot:
        assert [update.update_id for update in await bot.get_updates()] == [1, 2]


async def test_a_long_poll_may_take_its_own_time_beyond_that_of_other_calls() -> None:
    async with Line(IS_SILENT).listening() as line, bot_at(line.url, read_seconds=SOON) as bot:
        poll = asyncio.create_task(bot.get_updates(timeout=30))
        await until(lambda: line.requests)
        with pytest.raises(TimedOut):
            await bot.send_message(1, "said after the poll began")
        assert not poll.done()
        with pytest.raises(TimedOut):
            await bot.get_updates(timeout=0)
        poll.cancel()


async def test_an_upload_that_nobody_takes_ends() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as idle:
        host, port = idle.getsockname()
        async with bot_at(f"http://{host}:{port}") as bot:
            with pytest.raises(TimedOut):
                await bot.send_document(
                    1, bytes(2**25), connect_timeout=SOON, write_timeout=SOON, read_timeout=SOON
                )


async def test_the_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Line(DONE).listening() as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.delenv("no_proxy", raising=False)
        async with bot_at("http://api.example") as bot:
            await bot.send_chat_action(1, "typing")
        assert proxy.requests[0].startswith(b"POST http://api.example/bot")


async def test_a_proxy_that_refuses_got_no_message(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Line(answer(407, b"")).listening() as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        monkeypatch.delenv("no_proxy", raising=False)
        assert isinstance(await failure("https://api.example"), NotSentError)
        assert {request.partition(b" ")[0] for request in proxy.requests} == {b"CONNECT"}


async def test_hosts_that_need_no_proxy_are_reached_without(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Line(DONE).listening() as line, Line(DONE).listening() as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        async with bot_at(line.url) as bot:
            await bot.send_chat_action(1, "typing")
        assert proxy.requests == []


@pytest.fixture
async def telegram(world: World) -> AsyncIterator[Telegram]:
    async with Telegram(world).listening() as listening:
        yield listening


@pytest.fixture
def over_http(settings: Settings, telegram: Telegram) -> Settings:
    return settings.model_copy(update={"telegram_api_url": telegram.url})


async def test_the_whole_bot_answers_over_it(
    told: tuple[Guide, Inline], over_http: Settings, world: World, clock: Clock
) -> None:
    ayesha = Person(world, "Ayesha")
    async with assembled_around(told, over_http, world.bot.token, None, clock) as bot:
        ayesha.says("lahore")
        await deliver(bot)
    assert "Lahore, Punjab" in read(ayesha.received()[-1])
    assert [call for call in world.calls if not call.ok] == []


async def test_text_keyboards_and_files_arrive_as_they_left(
    told: tuple[Guide, Inline], over_http: Settings, world: World, clock: Clock
) -> None:
    ayesha = Person(world, "Ayesha")
    ayesha.starts()
    content = bytes(range(256)) * 512
    async with assembled_around(told, over_http, world.bot.token, None, clock) as bot:
        keyboard = InlineKeyboardMarkup.from_button(InlineKeyboardButton("لاہور 📍", callback_data="x"))
        await bot.bot.send_message(ayesha.id, "سلام 👋 <b>\\n</b>", parse_mode="HTML", reply_markup=keyboard)
        await bot.bot.send_document(
            ayesha.id, content, filename='فہرست "1".csv', caption="سلام", reply_markup=keyboard
        )
        said, document = ayesha.received()
        file = await bot.bot.get_file(document["document"]["file_id"])
        assert file.file_path
        assert file.file_path.startswith(over_http.telegram_api_url)
        assert await file.download_as_bytearray() == content
    assert said["text"] == "سلام 👋 \\n"
    assert said["reply_markup"] == document["reply_markup"] == keyboard.to_dict()
    assert document["caption"] == "سلام"
    assert document["document"]["file_name"] == 'فہرست "1".csv'
