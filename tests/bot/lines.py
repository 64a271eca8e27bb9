"""A server of a few bytes, for what a proper one never does: hang up, talk nonsense, stay silent."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass


@dataclass(frozen=True)
class Act:
    """What becomes of a request: `written` is sent, then the connection is closed or kept for the next one.

    A silent server writes nothing until the test is over.
    """

    written: bytes = b""
    kept: bool = False
    silent: bool = False


HANGS_UP = Act()
IS_SILENT = Act(silent=True)


def answer(status: int, body: bytes, kept: bool = True, headers: str = "") -> Act:
    """An HTTP answer."""
    return Act(
        b"HTTP/1.1 %d X\r\n%sContent-Length: %d\r\n\r\n%s" % (status, headers.encode(), len(body), body), kept
    )


DONE = answer(200, b'{"ok":true,"result":true}')
NOTHING = answer(200, b'{"ok":true,"result":[]}')


class Line:
    """Does one act for each request, in turn; the last one is for all further requests too."""

    def __init__(self, *acts: Act) -> None:
        self._acts = list(acts)
        self._over = asyncio.Event()
        self.requests: list[bytes] = []
        self.connections = 0
        self.address = ""

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{self.address}"

    @asynccontextmanager
    async def listening(self) -> AsyncIterator["Line"]:
        """Listens while the block runs."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        host, port = server.sockets[0].getsockname()
        self.address = f"{host}:{port}"
        async with server:
            try:
                yield self
            finally:
                self._over.set()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with closing(writer), suppress(ConnectionError, asyncio.IncompleteReadError):
            while await self._answered(reader, writer):
                pass

    async def _answered(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        self.requests.append(await _request(reader))
        act = self._acts.pop(0) if len(self._acts) > 1 else self._acts[0]
        if act.silent:
            await self._over.wait()
        writer.write(act.written)
        await writer.drain()
        return act.kept


async def _request(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    return head + (await reader.readexactly(int(length[1])) if length else b"")
