from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.ledger.engine import Ledger, open_ledger


@pytest.fixture(params=["sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger can be made, once per database that we support."""
    return {"sqlite": f"sqlite:///{tmp_path}/ledger.db"}[request.param]


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
async def ledger(url: str, backups: Path) -> AsyncIterator[Ledger]:
    async with open_ledger(url, backups) as opened:
        yield opened
