"""`python -m benchmarks.transport`: the processor time of a call over httpx and over ours.

A call is `Bot.send_message` with three buttons. The server is a process of its own that answers at once.
In each round every case has its turn, in reverse order every other round; told is the median of the rounds.
"""

import asyncio
import itertools
import json
import multiprocessing
import os
import re
from collections.abc import Callable
from contextlib import closing
from multiprocessing.connection import Connection
from statistics import median
from time import process_time
from typing import cast

import click
import uvloop
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.request import BaseRequest, HTTPXRequest

from bot.transport import Transport

PARALLEL = (1, 16, 64)
BUTTONS = InlineKeyboardMarkup.from_column(
    [InlineKeyboardButton(str(n), callback_data="x") for n in range(3)]
)
BOT = {"id": 7, "is_bot": True, "first_name": "Bot", "username": "bot"}
CHAT = {"id": 1, "type": "private", "first_name": "Ayesha"}
MESSAGE = {"message_id": 1, "date": 1_700_000_000, "chat": CHAT, "from": BOT, "text": "Salaam"}
RESULT = MESSAGE | {"reply_markup": BUTTONS.to_dict()}
BODY = json.dumps({"ok": True, "result": RESULT}).encode()
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (
    len(BODY),
    BODY,
)
LENGTH = re.compile(rb"(?i)content-length: (\d+)")
TRANSPORTS: dict[str, Callable[[str], BaseRequest]] = {"httpx": lambda _: HTTPXRequest(), "ours": Transport}
RUNS: dict[str, Callable[..., float]] = {"asyncio": asyncio.run, "uvloop": uvloop.run}


class Answering(asyncio.Protocol):
    """Answers every request with the same message."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Nothing was read yet."""
        self._transport, self._read = cast(asyncio.Transport, transport), b""

    def data_received(self, data: bytes) -> None:
        """Answers once the request is whole."""
        self._read += data
        head, end, body = self._read.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        if end and length and len(body) >= int(length[1]):
            self._read = b""
            self._transport.write(ANSWER)


def serve(port: Connection) -> None:
    """Answers on a free port, which it tells, until it is ended."""

    async def run() -> None:
        server = await asyncio.get_running_loop().create_server(Answering, "127.0.0.1", 0)
        port.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    os.sched_setaffinity(0, {(os.cpu_count() or 1) - 1})
    uvloop.run(run())


async def by_bot(url: str, transport: str, parallel: int, calls: int) -> float:
    """Milliseconds of the processor for a call. The connections stand and are warm before it is measured."""
    request = TRANSPORTS[transport](url)
    async with request:
        bot = Bot("1:A", f"{url}/bot", request=request)

        async def send(number: int) -> None:
            for _ in range(number):
                await bot.send_message(1, "Salaam", reply_markup=BUTTONS)

        await asyncio.gather(*(send(2) for _ in range(parallel)))
        begun = process_time()
        await asyncio.gather(*(send(calls // parallel) for _ in range(parallel)))
        return 1000 * (process_time() - begun) / (calls // parallel * parallel)


def parsing(times: int) -> float:
    """Milliseconds of the processor to make a Message of an answer."""
    begun = process_time()
    for _ in range(times):
        Message.de_json(RESULT, None)
    return 1000 * (process_time() - begun) / times


def measure(url: str, rounds: int, calls: int) -> dict[tuple[str, str, int], float]:
    """The medians by transport, loop and number of parallel calls."""
    cases = list(itertools.product(TRANSPORTS, RUNS, PARALLEL))
    seen: dict[tuple[str, str, int], list[float]] = {case: [] for case in cases}
    for number in range(rounds):
        for transport, loop, parallel in cases if number % 2 == 0 else reversed(cases):
            cost = RUNS[loop](by_bot(url, transport, parallel, calls))
            seen[transport, loop, parallel].append(cost)
    return {case: median(costs) for case, costs in seen.items()}


@click.command(help=__doc__)
@click.option("--rounds", default=5, show_default=True)
@click.option("--calls", default=1000, show_default=True, help="So many calls of each case in each round.")
def main(rounds: int, calls: int) -> None:
    """Measures and prints a table."""
    os.sched_setaffinity(0, {0})
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    server = spawn.Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    with closing(ours):
        costs = measure(f"http://127.0.0.1:{ours.recv()}", rounds, calls)
    server.kill()
    click.echo(f"ms of CPU a call  {'  '.join(f'{parallel:>4} parallel' for parallel in PARALLEL)}")
    for transport, loop in itertools.product(TRANSPORTS, RUNS):
        row = "  ".join(f"{costs[transport, loop, parallel]:13.3f}" for parallel in PARALLEL)
        click.echo(f"{transport:5}  {loop:8}  {row}")
    click.echo(
        f"of which the answer becomes a Message in {median(parsing(calls) for _ in range(rounds)):.3f}"
    )


if __name__ == "__main__":
    main()
