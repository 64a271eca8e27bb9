"""The Bot API's side of a webhook: lines to the bot, over each one update at a time."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit

from benchmarks.peers import wire
from benchmarks.peers.load import Update

_AGAIN_SECONDS = 1.0
_CONNECT_AGAIN_SECONDS = 0.02
"""Shorter than Telegram's: some libraries set the webhook before they listen, and starting is measured."""


class Pushing:
    """Pushes to one address over so many lines at most, which are opened as they are needed."""

    def __init__(self, url: str, secret: str, most: int, taken: Callable[[Update, bytes], float]) -> None:
        """`taken` is told of an update that the bot took, with the body of the bot's answer; it returns for
        how many seconds the line then rests.
        """
        address = urlsplit(url)
        self._port, self._path = address.port or 80, address.path.encode()
        self._header = b"X-Telegram-Bot-Api-Secret-Token: " + secret.encode() + b"\r\n"
        self._most, self._taken = most, taken
        self._waiting: asyncio.Queue[Update] = asyncio.Queue()
        self._idle = 0
        self._lines: set[asyncio.Task[None]] = set()

    def push(self, update: Update) -> None:
        """Pushes an update as soon as a line is free."""
        self._waiting.put_nowait(update)
        if self._waiting.qsize() > self._idle and len(self._lines) < self._most:
            self._lines.add(asyncio.create_task(self._line()))

    async def _line(self) -> None:
        while True:
            with suppress(ConnectionError):
                line = await wire.connected(self._port)
                while True:
                    await self._bring(line, await self._next())
            await asyncio.sleep(_CONNECT_AGAIN_SECONDS)

    async def _next(self) -> Update:
        self._idle += 1
        try:
            return await self._waiting.get()
        finally:
            self._idle -= 1

    async def _bring(self, line: wire.Asking, update: Update) -> None:
        update.handed_out()
        try:
            head, body = await line.ask(wire.post(self._path, update.json, self._header))
        except ConnectionError:
            self._again(update)
            raise
        if head.startswith(b"HTTP/1.1 2"):
            await _rest(self._taken(update, body))
        else:
            self._again(update)

    def _again(self, update: Update) -> None:
        asyncio.get_running_loop().call_later(_AGAIN_SECONDS, self.push, update)


async def _rest(seconds: float) -> None:
    if seconds:
        await asyncio.sleep(seconds)
