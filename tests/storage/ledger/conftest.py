"""The ledger on every database: a test that takes one of these fixtures runs once on each."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.ledger.engine import Ledger, migrate_ledger, open_ledger
from storage.ledger.tables import metadata
from tests.postgres import Server


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The database with which a test is run."""
    return str(request.param)


@pytest.fixture
def new_url(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a ledger can be made, and there is none yet: for tests that change the schema."""
    if database == "sqlite":
        yield f"sqlite:///{tmp_path}/ledger.db"
        return
    with request.getfixturevalue("postgres_server").database() as url:
        yield url


@pytest.fixture(scope="session")
def shared_url(postgres_server: Server) -> Iterator[str]:
    """Where the one PostgreSQL ledger of all tests is: to make one takes much longer than to empty it."""
    with postgres_server.database() as url:
        asyncio.run(migrate_ledger(url, Path()))
        yield url


@pytest.fixture
def url(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a ledger can be opened, in which there is nothing."""
    if database == "sqlite":
        yield f"sqlite:///{tmp_path}/ledger.db"
        return
    url = request.getfixturevalue("shared_url")
    yield url
    tables = ", ".join("{}" for _ in metadata.tables)
    request.getfixturevalue("postgres_server").execute(
        f"TRUNCATE {tables} RESTART IDENTITY CASCADE", *metadata.tables, url=url
    )


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
async def ledger(url: str, backups: Path, made_ledger: Path) -> AsyncIterator[Ledger]:
    if url.startswith("sqlite"):
        shutil.copy(made_ledger, url.removeprefix("sqlite:///"))
    async with open_ledger(url, backups) as opened:
        yield opened
