"""`python -m benchmarks.pacing`: does a limiter hold the rate, and does it ever exceed it where that counts?

The server is a process of its own that answers a byte after 30 ms and notes when each came. Beside ours runs
python-telegram-bot's AIORateLimiter. A hog is a busy process on the bot's core.
"""

import asyncio
import itertools
import multiprocessing
import os
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from statistics import mean
from typing import Any, cast

import click
from telegram.ext import AIORateLimiter, BaseRateLimiter

from bot.pacing import Pacing
from handlers.lanes import Lane, Ticket

ROUND_TRIP = 0.030
WORKERS = 256
HEAD = "limiter         rate  hog  replies/s    held  of possible  most in 1 s  round trip  held back  CPU"
SPAWN = multiprocessing.get_context("spawn")
BOT_CORE, SERVER_CORE = 0, 1
LIMITERS: dict[str, Callable[[], BaseRateLimiter[Any]]] = {"Pacing": Pacing, "AIORateLimiter": AIORateLimiter}


@dataclass(frozen=True, slots=True)
class Case:
    """One run. `talk` is the number of replies a second beside the announcement."""

    limiter: str
    rate: int
    seconds: float
    hog: bool = False
    talk: float = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """Messages a second, the most in any one second, and times in ms: the mean round trip as the bot saw it,
    the longest that a reply was held back, CPU a message.
    """

    held: float
    most: int
    round_trip: float
    longest_wait: float
    cpu: float


def serve(port: Connection, core: int) -> None:
    """Answers every byte after the round trip; hands over the times of arrival when it is told to end."""
    arrivals: list[float] = []

    class Answering(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self.transport = cast(asyncio.Transport, transport)

        def data_received(self, data: bytes) -> None:
            arrivals.append(time.monotonic())
            asyncio.get_running_loop().call_later(ROUND_TRIP, self.transport.write, data)

    async def run() -> None:
        server = await asyncio.get_running_loop().create_server(Answering, "127.0.0.1", 0)
        port.send(server.sockets[0].getsockname()[1])
        await asyncio.get_running_loop().run_in_executor(None, port.recv)

    _pin(core)
    asyncio.run(run())
    port.send(arrivals)


def burn(core: int) -> None:
    """Keeps a core busy until it is ended."""
    _pin(core)
    for _ in itertools.count():
        pass


def _pin(core: int) -> None:
    os.sched_setaffinity(0, {core % (os.cpu_count() or 1)})


@contextmanager
def process(target: Callable[..., None], *arguments: Any) -> Iterator[None]:
    """Runs it in a process of its own meanwhile."""
    running = SPAWN.Process(target=target, args=arguments, daemon=True)
    running.start()
    try:
        yield
    finally:
        running.kill()
        running.join()


class Messages:
    """Sends messages through a limiter, each over a line that no other uses meanwhile."""

    def __init__(self, limiter: BaseRateLimiter[Any], port: int, paid: bool) -> None:
        self._limiter, self._port = limiter, port
        self._paid = {"allow_paid_broadcast": True} if paid else {}
        self._lines: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self._chats = itertools.count(1)
        self.round_trips: list[float] = []

    async def send(self, ticket: Ticket | None) -> float:
        """Sends one; returns for how long it was held back."""
        asked = time.monotonic()
        data = {"chat_id": next(self._chats)} | (self._paid if ticket else {})
        ours = ticket if isinstance(self._limiter, Pacing) else None
        left: list[float] = []
        await self._limiter.process_request(self._exchange, (left,), {}, "sendMessage", data, ours)
        return left[0] - asked

    async def _exchange(self, left: list[float]) -> bool:
        left.append(time.monotonic())
        line = self._lines.pop() if self._lines else await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = line
        writer.write(b".")
        await reader.readexactly(1)
        self._lines.append(line)
        self.round_trips.append(time.monotonic() - left[0])
        return True


async def play(case: Case, port: int) -> tuple[float, float, float]:
    """Sends for as long as the case says; the mean round trip, the longest wait of a reply, and the CPU."""
    messages = Messages(LIMITERS[case.limiter](), port, paid=case.rate > 30)
    ends, used = time.monotonic() + case.seconds + 1, time.process_time()

    async def announce() -> None:
        while time.monotonic() < ends:
            await messages.send(Ticket(Lane.BULK))

    async def talk() -> list[float]:
        waits = []
        await asyncio.sleep(2)
        while time.monotonic() < ends:
            waits.append(asyncio.create_task(messages.send(None)))
            await asyncio.sleep(1 / case.talk)
        return list(await asyncio.gather(*waits))

    talking = asyncio.create_task(talk()) if case.talk else None
    await asyncio.gather(*(announce() for _ in range(WORKERS)))
    longest_wait = max(await talking) if talking else 0.0
    return mean(messages.round_trips), longest_wait, time.process_time() - used


def measure(case: Case) -> Measured:
    """Plays a case against a server of its own."""
    ours, servers = SPAWN.Pipe()
    with ExitStack() as running:
        running.enter_context(process(serve, servers, SERVER_CORE))
        if case.hog:
            running.enter_context(process(burn, BOT_CORE))
        round_trip, longest_wait, cpu = asyncio.run(play(case, ours.recv()))
        ours.send("end")
        arrivals: list[float] = ours.recv()
    return Measured(
        held=(len(arrivals) - 1) / (arrivals[-1] - arrivals[0]),
        most=max(bisect_left(arrivals, time + 1) - number for number, time in enumerate(arrivals)),
        round_trip=1000 * round_trip,
        longest_wait=1000 * longest_wait,
        cpu=1000 * cpu / len(arrivals),
    )


def cases() -> Iterator[Case]:
    """Every limiter at the free and at the paid rate, with and without a hog, then among replies."""
    for limiter, (rate, seconds), hog in itertools.product(LIMITERS, [(30, 20), (1000, 10)], [False, True]):
        yield Case(limiter, rate, seconds, hog)
    for limiter in LIMITERS:
        yield Case(limiter, 30, 20, talk=2)


def row(case: Case, seen: Measured) -> str:
    """A line of the table. What is possible is the rate / (1 s + the round trip that was seen)."""
    share = seen.held * (1 + seen.round_trip / 1000) / case.rate
    hog = "yes" if case.hog else "no"
    return (
        f"{case.limiter:14}  {case.rate:4}  {hog:3}  {case.talk:9}  {seen.held:6.1f}  {share:11.1%}  "
        f"{seen.most:11}  {seen.round_trip:7.1f} ms  {seen.longest_wait:6.0f} ms  {seen.cpu:.2f} ms"
    )


@click.command(help=__doc__)
@click.option("--rounds", default=1, show_default=True, help="How often every case is measured.")
def main(rounds: int) -> None:
    """Measures every case and prints a line for each."""
    _pin(BOT_CORE)
    click.echo(HEAD)
    for case in [case for _ in range(rounds) for case in cases()]:
        click.echo(row(case, measure(case)))


if __name__ == "__main__":
    main()
