"""HTTP and the Bot API's JSON as bytes, no more of either than a measurement needs."""

import asyncio
import re
from collections.abc import Iterable
from typing import cast

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
_USER = b'"id":%d,"first_name":"Ayesha","last_name":"Khan","username":"ayesha_%d"'
_UPDATE = (
    b'{"update_id":%d,"message":{"message_id":%d,"from":{'
    + _USER
    + b',"is_bot":false,"language_code":"en"},"chat":{'
    + _USER
    + b',"type":"private"},"date":1795348800,"text":"%b"}}'
)
_BOT = b'{"id":1,"is_bot":true,"first_name":"Small bot","username":"small_bot"}'
_BUTTON = b'[{"text":"Software Technology Park","callback_data":"place:1"}]'
_MESSAGE = (
    b'{"ok":true,"result":{"message_id":7,"from":' + _BOT + b',"chat":{' + _USER + b',"type":"private"},'
    b'"date":1795348800,"text":"Software Technology Park, lahore","reply_markup":{"inline_keyboard":['
    + b",".join([_BUTTON] * 3)
    + b"]}}}"
)
ME = b'{"ok":true,"result":' + _BOT + b"}"
TRUE = b'{"ok":true,"result":true}'


def update(number: int, chat: int, text: bytes) -> bytes:
    """An update: somebody writes something."""
    return _UPDATE % (number, number, chat, chat, chat, chat, text)


def updates(some: Iterable[bytes]) -> bytes:
    """The answer to getUpdates."""
    return b'{"ok":true,"result":[' + b",".join(some) + b"]}"


def message(chat: int) -> bytes:
    """The answer to sendMessage."""
    return _MESSAGE % (chat, chat)


def answer(body: bytes) -> bytes:
    """An HTTP answer."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    return head % len(body) + body


def post(path: bytes, body: bytes, headers: bytes = b"") -> bytes:
    """An HTTP request; headers end with a line break."""
    head = b"POST %b HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n%b"
    return head % (path, headers) + b"Content-Length: %d\r\n\r\n" % len(body) + body


class Line(asyncio.Protocol):
    """A connection, either end: what comes is read until it is whole. One thing at a time."""

    def __init__(self) -> None:
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The line stands."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Passes on what is whole."""
        self._read += data
        head, end, body = self._read.partition(b"\r\n\r\n")
        if end and _is_whole(head, body):
            self._read = b""
            self.received(head, body)

    def received(self, head: bytes, body: bytes) -> None:
        """A whole request or answer."""
        raise NotImplementedError

    def write(self, data: bytes) -> None:
        """Sends it, if the line still stands."""
        if not self._transport.is_closing():
            self._transport.write(data)


def _is_whole(head: bytes, body: bytes) -> bool:
    if length := _LENGTH.search(head):
        return len(body) >= int(length[1])
    return b"chunked" not in head or body.endswith(b"0\r\n\r\n")


class Asking(Line):
    """The end that asks."""

    def __init__(self) -> None:
        super().__init__()
        self._answer: asyncio.Future[tuple[bytes, bytes]] | None = None

    async def ask(self, request: bytes) -> tuple[bytes, bytes]:
        """The head and the body of the answer. Raises ConnectionError when the line drops."""
        self._answer = asyncio.get_running_loop().create_future()
        self.write(request)
        return await self._answer

    def received(self, head: bytes, body: bytes) -> None:
        """The answer."""
        if self._answer and not self._answer.done():
            self._answer.set_result((head, body))

    def connection_lost(self, error: Exception | None) -> None:
        """Nothing more will come."""
        if self._answer and not self._answer.done():
            self._answer.set_exception(error or ConnectionError("closed"))


async def connected(port: int) -> Asking:
    """A line to a port of this machine."""
    _, line = await asyncio.get_running_loop().create_connection(Asking, "127.0.0.1", port)
    return line
