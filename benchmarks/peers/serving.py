"""The Bot API's process: takes requests from the bot and loads from the measurement."""

import asyncio
import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from urllib.parse import parse_qsl

import uvloop

from benchmarks.peers import wire
from benchmarks.peers.telegram import Telegram

_CHAT, _OFFSET, _TIMEOUT = (re.compile(name + rb"\W+(\d+)") for name in (b"chat_id", b"offset", b"timeout"))
_SPAWN = get_context("spawn")


class _Face(wire.Line):
    """A line from the bot. Its parameters come as JSON, as a form or in the address."""

    def __init__(self, telegram: Telegram) -> None:
        super().__init__()
        self._telegram = telegram

    def received(self, head: bytes, body: bytes) -> None:
        path = head.split(b" ", 2)[1]
        method, _, query = path.rpartition(b"/")[2].partition(b"?")
        given = body or query
        match method:
            case b"sendMessage":
                chat = _number(_CHAT, given)
                self._telegram.replied(chat)
                self._answer(wire.message(chat))
            case b"getUpdates":
                self._telegram.get_updates(_number(_OFFSET, given), _number(_TIMEOUT, given), self._say)
            case b"setWebhook":
                self._telegram.set_webhook(*_webhook(given))
                self._answer(wire.TRUE)
            case b"getMe":
                self._answer(wire.ME)
            case _:
                self._answer(wire.TRUE)

    def _answer(self, body: bytes) -> None:
        self._telegram.after_latency(lambda: self._say(body))

    def _say(self, body: bytes) -> None:
        self.write(wire.answer(body))


def _number(pattern: re.Pattern[bytes], given: bytes) -> int:
    found = pattern.search(given)
    return int(found[1]) if found else 0


def _webhook(given: bytes) -> tuple[str, str, int]:
    text = given.decode()
    said = json.loads(text) if text.startswith("{") else dict(parse_qsl(text))
    return said["url"], said["secret_token"], int(said["max_connections"])


async def _serve(port: Connection, questions: Sequence[str]) -> None:
    telegram, loop = Telegram(questions), asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Face(telegram), "127.0.0.1", 0)
    port.send(server.sockets[0].getsockname()[1])
    while load := await loop.run_in_executor(None, port.recv):
        port.send(await telegram.under(load))


def _run(port: Connection, questions: Sequence[str], core: int) -> None:
    os.sched_setaffinity(0, {core})
    uvloop.run(_serve(port, questions))


@contextmanager
def served(questions: Sequence[str], core: int) -> Iterator[tuple[str, Connection]]:
    """Runs the process on this core: its address, and where a Load is sent and Seen comes back."""
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_run, args=(theirs, questions, core), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}", ours
    finally:
        process.kill()
        process.join()
