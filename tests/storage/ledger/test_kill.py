import asyncio
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from domain.people import Turn
from storage.ledger import people, turns
from storage.ledger.engine import open_ledger

PROJECT = Path(__file__).parents[3]


async def write_for_ever(url: str, backups: Path) -> None:
    """The child: answers one person after another and says each chat id once it is committed."""
    moment = datetime.now(UTC)
    async with open_ledger(url, backups) as ledger:
        for chat_id in range(1_000_000):
            async with ledger.writing() as connection:
                await people.remember(connection, chat_id, date(2026, 3, 1))
                await turns.save(connection, Turn(chat_id, 1, 2, moment))
            sys.stdout.write(f"{chat_id}\n")
            sys.stdout.flush()


async def written_before_the_kill(url: str, backups: Path, kill_after: int) -> list[int]:
    command = [sys.executable, "-m", __name__, url, str(backups)]
    child = await asyncio.create_subprocess_exec(*command, cwd=PROJECT, stdout=asyncio.subprocess.PIPE)
    assert child.stdout
    said = [await child.stdout.readline() for _ in range(kill_after)]
    child.kill()
    rest, _ = await child.communicate()
    return [int(line) for line in [*said, *rest.splitlines()]]


@pytest.mark.parametrize("kill_after", [1, 30, 200])
async def test_what_was_said_to_be_kept_survives_a_kill(url: str, backups: Path, kill_after: int) -> None:
    written = await written_before_the_kill(url, backups, kill_after)
    async with open_ledger(url, backups) as ledger, ledger.writing() as connection:
        for chat_id in written:
            assert await people.find(connection, chat_id)
            assert await turns.find(connection, chat_id)
        in_flight = len(written)
        person, turn = await people.find(connection, in_flight), await turns.find(connection, in_flight)
        assert (person is None) == (turn is None)
        assert await people.find(connection, in_flight + 1) is None


if __name__ == "__main__":
    asyncio.run(write_for_ever(sys.argv[1], Path(sys.argv[2])))
