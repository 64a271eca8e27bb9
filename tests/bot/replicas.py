"""Several processes of the service behind a balancer, on one PostgreSQL."""

import asyncio
import itertools
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from announcements import sender
from bot.cli import cli
from tests.bot.processes import ROOT
from tests.bot.waiting import until
from tests.conftest import DATA


@dataclass(frozen=True)
class Replica:
    """One of the processes, and where it listens."""

    process: asyncio.subprocess.Process
    port: int


class Balancer:
    """Gives each connection to the next replica that takes it."""

    def __init__(self, ports: list[int]) -> None:
        self._turns = itertools.cycle(ports)
        self._number = len(ports)
        self.port = 0

    @asynccontextmanager
    async def listening(self) -> AsyncIterator["Balancer"]:
        """Listens on a free port of this machine."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        async with server:
            yield self

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for port in itertools.islice(self._turns, self._number):
            try:
                there = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                continue
            ways = (_carry(reader, there[1]), _carry(there[0], writer))
            await asyncio.wait(map(asyncio.ensure_future, ways), return_when=asyncio.FIRST_COMPLETED)
            there[1].close()
            break
        writer.close()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass  # one of them has died


@asynccontextmanager
async def replicas(
    number: int, folder: Path, telegram_url: str, token: str, database_url: str
) -> AsyncIterator[list[Replica]]:
    """So many processes in webhook mode, once all of them serve."""
    ports = [_free_port() for _ in range(number)]
    async with AsyncExitStack() as stack:
        balancer = await stack.enter_async_context(Balancer(ports).listening())
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONUTF8": "1",
            "DATA_DIR": str(DATA),
            "STATE_DIR": str(folder),
            "DATABASE_URL": database_url,
            "TELEGRAM_BOT_TOKEN": token,
            "TELEGRAM_API_URL": telegram_url,
            "RUN_MODE": "webhook",
            "WEBHOOK_URL": f"http://127.0.0.1:{balancer.port}/hook",
            "WEBHOOK_SECRET": "sesame",
            "LOG_LEVEL": "ERROR",
        }
        running = []
        for port in ports:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.bot.replicas"),
                cwd=ROOT,
                env=environment | {"LISTEN": f"127.0.0.1:{port}"},
            )
            stack.push_async_callback(_ended, process)
            running.append(Replica(process, port))
        for replica in running:
            await _serving(replica)
        yield running


async def _ended(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    await process.wait()


async def _serving(replica: Replica) -> None:
    ready = asyncio.Event()

    async def ask() -> None:
        while not ready.is_set():
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", replica.port)
                writer.write(b"GET /readyz HTTP/1.0\r\n\r\n")
                if b" 200 " in await reader.readline():
                    ready.set()
                writer.close()
            except OSError:
                pass  # not there yet
            await asyncio.sleep(0.1)

    asking = asyncio.create_task(ask())
    await until(lambda: ready.is_set() or replica.process.returncode is not None, 60)
    asking.cancel()
    assert ready.is_set()


def _free_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port: int = unused.getsockname()[1]
        return port


if __name__ == "__main__":
    # so that a test need not wait thirteen seconds for the next one to take over
    sender.LEASE, sender.HEARTBEAT = timedelta(seconds=2), 0.5
    cli(["run"])
