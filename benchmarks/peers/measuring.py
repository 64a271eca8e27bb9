"""Runs one bot against the Bot API process, from its start on, and measures it from outside."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import quantiles

from benchmarks.peers.contenders import Contender, environment
from benchmarks.peers.load import Load, Seen
from benchmarks.peers.places import questions
from benchmarks.peers.serving import served
from benchmarks.peers.setup import Setup

MODES = ("polling", "webhook")
LATENCY = 0.03
RATE = 150
_BOT_CORE, _TELEGRAM_CORE = 0, (os.cpu_count() or 1) - 1
_START_SECONDS = 30.0
_WARM_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Stage:
    """One load. `p50`, `p99`: ms from handing an update out to its reply; `p99_since_arrival`: from when it
    came in. `cpu`: ms of the processor for an update. `busy`: the Bot API process's share of its core.
    """

    per_second: float
    cpu: float
    p50: float
    p99: float
    p99_since_arrival: float
    answered: int
    unanswered: int
    surplus: int
    busy: float


@dataclass(frozen=True, slots=True)
class Run:
    """A bot in one mode: as many updates as it takes, from an immediate and from a slow Telegram, then a
    steady rate. `start`: ms from its start to its first reply; `memory`: resident MB at the most.
    """

    bot: str
    mode: str
    round: int
    start: float
    memory: float
    saturated: Stage
    delayed: Stage
    steady: Stage


class Failed(Exception):
    """A bot that does not answer; with what it said."""


def run(contender: Contender, mode: str, number: int, places: Path, seconds: float) -> Run:
    """Measures a bot once, in round `number`. Raises Failed."""
    with served(questions(), _TELEGRAM_CORE) as (api, telegram):
        telegram.send(Load(_START_SECONDS, first=True))
        begun = time.monotonic()
        with _running(contender, Setup(mode, api, _free_port(), str(places)), places.parent) as process:
            first: Seen = telegram.recv()
            if not first.first_reply:
                raise Failed(_said(places.parent))
            _stage(process.pid, telegram, Load(min(seconds, _WARM_SECONDS)))
            saturated = _stage(process.pid, telegram, Load(seconds))
            delayed = _stage(process.pid, telegram, Load(seconds, latency=LATENCY))
            steady = _stage(process.pid, telegram, Load(seconds, rate=RATE))
            start, memory = 1000 * (first.first_reply - begun), _peak_mb(process.pid)
    return Run(contender.name, mode, number, start, memory, saturated, delayed, steady)


@contextmanager
def _running(contender: Contender, setup: Setup, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [*contender.command, setup.argument(), *contender.options]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment(), stdout=log, stderr=log)  # noqa: S603
        os.sched_setaffinity(process.pid, {_BOT_CORE})
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def _stage(pid: int, telegram: Connection, load: Load) -> Stage:
    used = _cpu_seconds(pid)
    telegram.send(load)
    seen: Seen = telegram.recv()
    used = _cpu_seconds(pid) - used
    answered = len(seen.waits)
    if answered < 2:
        raise Failed(f"{seen.asked} updates, {answered} replies")
    cuts, since_arrival = quantiles(seen.waits, n=100), quantiles(seen.since_arrival, n=100)
    return Stage(
        per_second=seen.in_time / load.seconds,
        cpu=1000 * used / answered,
        p50=1000 * cuts[49],
        p99=1000 * cuts[98],
        p99_since_arrival=1000 * since_arrival[98],
        answered=answered,
        unanswered=seen.unanswered,
        surplus=seen.surplus,
        busy=seen.busy,
    )


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def _said(folder: Path) -> str:
    return (folder / "log").read_text(errors="replace")[-500:]
