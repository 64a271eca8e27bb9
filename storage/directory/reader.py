"""One release of the directory, opened for reading: every query that the answers need."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from storage.directory.cities import Cities
from storage.directory.connection import open_rows
from storage.directory.facts import Answers, Figures
from storage.directory.places import Places
from storage.directory.search import Search


@dataclass(frozen=True, slots=True)
class Release:
    """A version of the directory: what names its content, and when it was built (UTC, ISO 8601)."""

    fingerprint: str
    built_at: str


@dataclass(frozen=True, slots=True)
class Directory:
    """Which release it is, and the queries by what they are about."""

    release: Release
    cities: Cities
    places: Places
    figures: Figures
    answers: Answers
    search: Search


@asynccontextmanager
async def open_directory(path: Path) -> AsyncIterator[Directory]:
    """Opens a built directory and closes it at the end."""
    async with open_rows(path) as rows:
        [release] = await rows("SELECT * FROM release", [])
        yield Directory(
            Release(**dict(release)),
            Cities(rows),
            Places(rows),
            Figures(rows),
            Answers(rows),
            Search(rows),
        )
