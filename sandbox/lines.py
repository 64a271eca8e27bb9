"""Reading lines without holding up the event loop."""

import asyncio
import os
from collections.abc import AsyncIterator
from typing import TextIO

_CHUNK = 65536


async def lines(stream: TextIO) -> AsyncIterator[str]:
    """The lines of a terminal, pipe, file or text buffer, without their ends, until it is at its end."""
    try:
        descriptor = stream.fileno()
    except OSError:  # a text buffer
        for line in stream:
            yield line.rstrip("\n")
        return
    rest = b""
    while chunk := await _chunk(descriptor):
        *whole, rest = (rest + chunk).split(b"\n")
        for ended in whole:
            yield _text(ended)
    if rest:
        yield _text(rest)


async def _chunk(descriptor: int) -> bytes:
    """Waits until there is something to read; a file always has, and cannot be waited for."""
    loop = asyncio.get_running_loop()
    readable = asyncio.Event()
    try:
        loop.add_reader(descriptor, readable.set)
    except PermissionError:
        return os.read(descriptor, _CHUNK)
    try:
        await readable.wait()
    finally:
        loop.remove_reader(descriptor)
    return os.read(descriptor, _CHUNK)


def _text(line: bytes) -> str:
    return line.decode("utf-8", "replace").rstrip("\r")
