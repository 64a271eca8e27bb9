"""The door to the directory file: read-only connections, one hop to the database thread a query."""

import itertools
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import aiosqlite

from domain.geometry import Point

_READERS = 2

Rows = Callable[[str, Iterable[object]], Awaitable[list[sqlite3.Row]]]
"""Runs a query with its values and returns all rows."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows stand under a key."""

    key: str
    total: int


@asynccontextmanager
async def open_rows(path: Path) -> AsyncIterator[Rows]:
    """Opens a built directory for reading and closes it at the end."""
    connections: list[aiosqlite.Connection] = []
    try:
        for _ in range(_READERS):
            connection = await aiosqlite.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)
            connections.append(connection)
            connection.row_factory = sqlite3.Row
            await connection.create_function("distance_km", 4, _distance_km, deterministic=True)
        turn = itertools.cycle(connections)

        async def rows(query: str, values: Iterable[object]) -> list[sqlite3.Row]:
            return list(await next(turn).execute_fetchall(query, tuple(values)))

        yield rows
    finally:
        for connection in connections:
            await connection.close()


def _distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    return Point(lat, lon).distance_km(Point(other_lat, other_lon))
