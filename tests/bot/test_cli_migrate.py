"""`python -m bot migrate`, and the bot before and after it, with the ledger in a file and on a server."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.ledger import migrations
from storage.ledger.engine import open_ledger
from storage.ledger.migrations import NEWEST
from tests.bot.conftest import Command
from tests.postgres import PASSWORD, Server


@pytest.fixture
def server_url(postgres_server: Server) -> Iterator[str]:
    """A database without a ledger."""
    with postgres_server.database() as url:
        yield url


def test_a_server_gets_its_ledger_by_the_command_and_the_bot_says_so_before(
    command: Command, server_url: str
) -> None:
    before = command("chat", DATABASE_URL=server_url)
    assert before.code == 1
    assert "run `python -m bot migrate`" in before.err
    assert before.err.count("\n") == 1
    for told in (f"Made the ledger (revision {NEWEST}).", f"The ledger is up to date (revision {NEWEST})."):
        done = command("migrate", DATABASE_URL=server_url)
        assert (done.code, done.out, done.err) == (0, f"{told}\n", "")


def test_the_bot_converses_with_its_ledger_on_a_server_and_shows_the_password_nowhere(
    command: Command, server_url: str
) -> None:
    environment = {"DATABASE_URL": server_url, "LOG_LEVEL": "DEBUG"}
    command("migrate", **environment)
    chat = command("chat", typed="lahore\nzanzibar wombat\n", **environment)
    assert "Lahore, Punjab" in chat.out
    questions = command("questions", **environment)
    assert "zanzibar wombat" in questions.out
    shown = chat.out + chat.err + questions.out + questions.err
    assert PASSWORD not in shown


def test_an_older_ledger_in_a_file_is_moved_on_and_a_copy_of_it_is_kept(
    command: Command, state_dir: Path
) -> None:
    assert command("migrate").out == f"Made the ledger (revision {NEWEST}).\n"
    older = asyncio.run(made_older(f"sqlite:///{state_dir}/ledger.sqlite"))
    moved, copied = command("migrate").out.splitlines()
    assert moved == f"Moved the ledger from revision {older} to {NEWEST}."
    [copy] = (state_dir / "backups").glob("*.sqlite")
    assert copied == f"What was there before is in {copy}."


async def made_older(url: str) -> str | None:
    async with open_ledger(url, Path()) as ledger, ledger.writing() as connection:
        await connection.run_sync(migrations.downgrade, "-1")
        return await connection.run_sync(migrations.current_revision)


def test_a_server_that_is_away_is_one_clear_line(command: Command) -> None:
    printed = command("migrate", DATABASE_URL=f"postgresql://rahnuma:{PASSWORD}@127.0.0.1:1/rahnuma")
    assert printed.code == 1
    assert printed.err.startswith("Error: The ledger at 127.0.0.1:1/rahnuma can't be used: ")
    assert printed.err.count("\n") == 1
    assert PASSWORD not in printed.err
