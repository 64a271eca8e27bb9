"""What only a ledger on a server does: its doors, its limits, and a schema that others may be using."""

import asyncio
import socket
import sys
import traceback
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from storage.ledger import migrations, people, postgres
from storage.ledger.engine import Ledger, migrate_ledger, open_ledger
from storage.ledger.errors import LedgerError, OlderLedgerError, UnsupportedDatabaseError, UnusableLedgerError
from storage.ledger.tables import metadata
from tests.postgres import PASSWORD, Server

TODAY = date(2026, 3, 1)


@pytest.fixture
def database() -> str:
    """The only one of this file."""
    return "postgresql"


async def refusal(url: str) -> LedgerError:
    """Why the ledger at a URL can not be opened: in one line, and no password is shown anywhere."""
    with pytest.raises(LedgerError) as refused:
        async with open_ledger(url, Path()):
            pass
    assert "\n" not in str(refused.value)
    assert PASSWORD not in "".join(traceback.format_exception(refused.value))
    return refused.value


async def said(ledger: Ledger, query: str) -> object:
    """What the server says to a writer."""
    async with ledger.writing() as connection:
        return (await connection.exec_driver_sql(query)).scalar_one()


# the schema


async def test_a_database_without_a_ledger_is_left_alone_and_the_command_is_named(new_url: str) -> None:
    error = await refusal(new_url)
    assert isinstance(error, OlderLedgerError)
    assert "does not exist yet" in str(error)
    assert "`python -m bot migrate`" in str(error)


async def test_an_older_ledger_is_left_alone_and_the_command_is_named(new_url: str) -> None:
    await migrate_ledger(new_url, Path())
    async with open_ledger(new_url, Path()) as ledger, ledger.writing() as connection:
        await connection.run_sync(migrations.downgrade, "-1")
        older = await connection.run_sync(migrations.current_revision)
    error = await refusal(new_url)
    assert isinstance(error, OlderLedgerError)
    assert f"is at revision {older}, and this version of the bot needs revision {migrations.NEWEST}" in str(
        error
    )
    assert "`python -m bot migrate`" in str(error)
    assert (await migrate_ledger(new_url, Path())).before == older


async def test_a_migration_waits_for_a_writer(new_url: str) -> None:
    await migrate_ledger(new_url, Path())
    async with open_ledger(new_url, Path()) as ledger:
        async with ledger.writing() as connection:
            migration = asyncio.create_task(migrate_ledger(new_url, Path()))
            done, _ = await asyncio.wait([migration], timeout=0.2)
            assert not done
            await connection.run_sync(migrations.downgrade, "-1")
            older = await connection.run_sync(migrations.current_revision)
        assert (await migration).before == older


async def test_a_migration_that_fails_changes_nothing(new_url: str, postgres_server: Server) -> None:
    postgres_server.execute("CREATE TABLE reports (in_the_way text)", url=new_url)
    with pytest.raises(UnusableLedgerError, match='relation "reports" already exists'):
        await migrate_ledger(new_url, Path())
    assert "does not exist yet" in str(await refusal(new_url))


# the door


async def test_a_wrong_password_is_said(postgres_server: Server) -> None:
    error = await refusal(postgres_server.url("ledger", password=f"not-{PASSWORD}"))
    assert isinstance(error, UnusableLedgerError)
    assert 'password authentication failed for user "tester"' in str(error)


async def test_a_database_that_is_not_there_is_said(postgres_server: Server) -> None:
    error = await refusal(postgres_server.url("nowhere"))
    assert str(error).startswith(f"The ledger at 127.0.0.1:{postgres_server.port}/nowhere can't be used: ")
    assert 'database "nowhere" does not exist' in str(error)


async def test_a_server_that_is_away_is_said() -> None:
    error = await refusal(f"postgresql://tester:{PASSWORD}@127.0.0.1:1/ledger")
    assert str(error).startswith("The ledger at 127.0.0.1:1/ledger can't be used: ")
    assert "Connection refused" in str(error)


async def test_a_server_that_says_nothing_is_not_waited_for_without_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(postgres, "CONNECT_TIMEOUT", 2)  # libpq knows no shorter one
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        error = await refusal(f"postgresql://tester:{PASSWORD}@127.0.0.1:{port}/ledger")
    assert "timeout" in str(error)


async def test_an_option_that_postgresql_does_not_know_is_said(url: str) -> None:
    assert 'invalid connection option "speed"' in str(await refusal(f"{url}?speed=high"))


async def test_somebody_who_may_not_make_tables_is_told(new_url: str, postgres_server: Server) -> None:
    postgres_server.execute("CREATE ROLE guest LOGIN PASSWORD 'let-me-in'")
    url = postgres_server.url(new_url.rpartition("/")[2], "guest", "let-me-in")
    with pytest.raises(UnusableLedgerError, match="permission denied for schema public"):
        await migrate_ledger(url, Path())


async def test_a_missing_driver_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.delitem(sys.modules, "storage.ledger.postgres")
    error = await refusal(f"postgresql://tester:{PASSWORD}@127.0.0.1:1/ledger")
    assert isinstance(error, UnsupportedDatabaseError)
    assert "needs its driver, psycopg[binary]" in str(error)


async def test_a_url_of_the_older_form_means_the_same(url: str) -> None:
    async with open_ledger(url.replace("postgresql://", "postgres://"), Path()) as ledger:
        assert await said(ledger, "SELECT 1") == 1


# the limits


async def test_readers_and_the_writer_have_their_isolation_levels(ledger: Ledger) -> None:
    query = (
        "SELECT current_setting('transaction_isolation') || ' ' || current_setting('transaction_read_only')"
    )
    assert await said(ledger, query) == "read committed off"
    async with ledger.reading() as connection:
        assert (await connection.exec_driver_sql(query)).scalar_one() == "repeatable read on"


async def test_a_statement_that_takes_too_long_is_given_up_and_the_next_works(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "STATEMENT_TIMEOUT", 0.05)
    async with open_ledger(url, Path()) as ledger:
        with pytest.raises(OperationalError, match="statement timeout"):
            await said(ledger, "SELECT pg_sleep(60)")
        assert await said(ledger, "SELECT 1") == 1


async def test_a_writer_that_hangs_loses_its_turn(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang(hanging: Ledger, others: Ledger) -> None:
        async with hanging.writing() as connection:
            await people.remember(connection, 7, TODAY)
            await remember(others, 8)
            await people.find(connection, 7)

    async def remember(ledger: Ledger, chat_id: int) -> None:
        async with ledger.writing() as connection:
            assert await people.find(connection, 7) is None
            await people.remember(connection, chat_id, TODAY)

    monkeypatch.setattr(postgres, "IDLE_TIMEOUT", 0.05)
    async with open_ledger(url, Path()) as hanging, open_ledger(url, Path()) as others:
        with pytest.raises(DBAPIError, match="idle-in-transaction timeout"):
            await hang(hanging, others)
        await remember(hanging, 9)


async def test_what_the_url_says_of_the_limits_counts(url: str) -> None:
    told = f"{url}?application_name=rahnuma-2&options=-c%20statement_timeout%3D7s"
    async with open_ledger(told, Path()) as ledger:
        assert await said(ledger, "SHOW application_name") == "rahnuma-2"
        assert await said(ledger, "SHOW statement_timeout") == "7s"


async def test_a_restart_of_the_server_costs_nobody_an_answer(
    ledger: Ledger, postgres_server: Server
) -> None:
    async with ledger.writing() as connection:
        person = await people.remember(connection, 7, TODAY)
    postgres_server.execute(
        "SELECT pg_terminate_backend(pid, 9000) FROM pg_stat_activity WHERE application_name = 'rahnuma'"
    )
    async with ledger.reading() as connection:
        assert await people.find(connection, 7) == person
    async with ledger.writing() as connection:
        assert await people.remember(connection, 8, TODAY)


async def test_an_error_does_not_repeat_the_row_anywhere_in_its_traceback(ledger: Ledger) -> None:
    with pytest.raises(IntegrityError, match="not-null constraint") as error:
        async with ledger.writing() as connection:
            await connection.execute(insert(metadata.tables["questions"]).values(text="zanzibar"))
    told = "".join(traceback.format_exception(error.value))
    assert "zanzibar" not in told.replace('values(text="zanzibar")', "")
