"""Updates that Telegram need not keep any more: they stand in a file until they are settled.

A line is what came together, as JSON, or the number of an update that is settled. What came is on the disk
before Telegram hears of it. A number may be lost with the power: that update is then dealt with twice.
"""

import asyncio
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from io import FileIO
from pathlib import Path
from typing import Any

import structlog

log = structlog.get_logger(__name__)

Content = dict[str, Any]
"""An update, as Telegram wrote it."""

KEPT_SECONDS = 24 * 60 * 60
"""For how long Telegram keeps what nobody fetches (Bot API, "Getting updates")."""


class Inbox:
    """The file, for one process at a time. It is emptied whenever everything in it is settled."""

    def __init__(self, path: Path, now: Callable[[], float]) -> None:
        """What an earlier process left is there at once. `now` tells Unix seconds."""
        self._path, self._now = path, now
        self._file: FileIO | None = None
        self._open, self._settled = _left(path, now() - KEPT_SECONDS)

    def __contains__(self, number: object) -> bool:
        """Whether this update has come. It is forgotten once it is settled and Telegram has confirmed it."""
        return number in self._open or number in self._settled

    def unsettled(self) -> list[Content]:
        """What has come and is not settled, in the order in which it came."""
        return list(self._open.values())

    async def keep(self, updates: Sequence[Content]) -> None:
        """Has them on the disk when it returns. Raises OSError where that fails: then none is kept."""
        came = {update["update_id"]: update for update in updates}
        line = json.dumps({"at": int(self._now()), "updates": updates}).encode() + b"\n"
        self._open |= came
        try:
            # a line before it that broke off half-way does not spoil it
            await asyncio.to_thread(_write_safely, self._opened(), b"\n" + line)
        except OSError:
            self._open = {number: update for number, update in self._open.items() if number not in came}
            raise

    def settled(self, number: int) -> None:
        """This update is done with."""
        if self._open.pop(number, None) is None:
            return
        self._settled.add(number)
        with suppress(OSError):  # at worst it is dealt with twice, after a kill
            _write(self._opened(), b"%d\n" % number)

    def confirmed(self) -> None:
        """Telegram will not give out again what has come so far."""
        self._settled.clear()
        if not self._open:
            with suppress(OSError):
                self._opened().truncate(0)

    def close(self) -> None:
        """Leaves the file to the next process."""
        if self._file:
            self._file.close()

    def _opened(self) -> FileIO:
        if self._file is None:
            self._file = FileIO(self._path, "ab", opener=partial(os.open, mode=0o600))
        return self._file


@contextmanager
def opened_inbox(path: Path, now: Callable[[], float]) -> Iterator[Inbox]:
    """An inbox in this file, which may not be there yet."""
    inbox = Inbox(path, now)
    try:
        yield inbox
    finally:
        inbox.close()


def _write(file: FileIO, line: bytes) -> None:
    written = file.write(line)
    if written < len(line):
        raise OSError(f"{written} of {len(line)} bytes written")


def _write_safely(file: FileIO, line: bytes) -> None:
    _write(file, line)
    os.fdatasync(file)


def _left(path: Path, since: float) -> tuple[dict[int, Content], set[int]]:
    """What came from then on, and the numbers that are settled."""
    came: dict[int, Content] = {}
    settled: set[int] = set()
    for line in _lines(path):
        match _record(line):
            case int(number):
                settled.add(number)
            case {"at": int(at), "updates": list(updates)} if at >= since:
                came |= {update["update_id"]: update for update in updates}
    return {number: update for number, update in came.items() if number not in settled}, settled


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().split(b"\n")[:-1]  # what has no end was not written to its end
    except FileNotFoundError:
        return []
    except OSError as error:
        log.error("inbox.unreadable", error=error.strerror)
        return []


def _record(line: bytes) -> Any:
    try:
        return json.loads(line) if line else None
    except ValueError:
        log.warning("inbox.half_a_line", bytes=len(line))
        return None
