"""`python -m bot` as a process of its own."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import DATA

ROOT = DATA.parent


@dataclass
class Process:
    """A running `python -m bot`; what it printed is in `stdout` and `stderr` once it has ended."""

    running: asyncio.subprocess.Process
    stdout: str = ""
    stderr: str = ""

    @property
    def output(self) -> str:
        """Everything it printed."""
        return self.stdout + self.stderr

    def signal(self, number: signal.Signals) -> None:
        """Sends it a signal."""
        self.running.send_signal(number)

    async def ended(self, seconds: float = 30, typed: str = "") -> int:
        """Its exit code. TimeoutError if it does not end in time."""
        given = typed.encode() if self.running.stdin else None
        out, err = await asyncio.wait_for(self.running.communicate(given), seconds)
        self.stdout, self.stderr = self.stdout + out.decode(), err.decode()
        return self.running.returncode or 0

    async def shown(self, text: str) -> None:
        """Waits until it has written this to its standard output."""
        assert self.running.stdout
        async with asyncio.timeout(30):
            while text not in self.stdout:
                self.stdout += (await self.running.stdout.read(4096)).decode("utf-8", "replace")

    async def logged(self, text: str) -> None:
        """Waits until it has written this to its standard error."""
        assert self.running.stderr
        async with asyncio.timeout(30):
            while text not in self.stderr:
                self.stderr += (await self.running.stderr.read(4096)).decode("utf-8", "replace")


def started(folder: Path, /, *arguments: str, **environment: str) -> AbstractAsyncContextManager[Process]:
    """Starts `python -m bot` in a folder, with that as STATE_DIR and nothing inherited but the PATH."""
    return started_on(asyncio.subprocess.PIPE, folder, *arguments, **environment)


@asynccontextmanager
async def started_on(
    stdin: int, folder: Path, /, *arguments: str, **environment: str
) -> AsyncIterator[Process]:
    """The same with another standard input."""
    told = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "DATA_DIR": str(DATA)}
    pipe = asyncio.subprocess.PIPE
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        cwd=folder,
        env=told | {"STATE_DIR": str(folder), "LISTEN": "127.0.0.1:0"} | environment,
        stdin=stdin,
        stdout=pipe,
        stderr=pipe,
    )
    process = Process(running)
    try:
        yield process
    finally:
        if running.returncode is None:
            running.kill()
            await running.communicate()
