"""The command line as a whole, and how it says that something is not right."""

import os
from pathlib import Path

import pytest

from tests.bot.conftest import Command

COMMANDS = [
    *("ask", "backup", "chat", "directory", "doctor", "evaluate", "export", "migrate"),
    *("questions", "reports", "restore", "run", "sandbox"),
]
ANY = ["ask", "lahore"]


def test_help_lists_the_commands_with_a_sentence_each(command: Command) -> None:
    printed = command("--help")
    assert printed.code == 0
    assert printed.out.startswith("Usage: python -m bot ")
    listed = printed.out.partition("Commands:\n")[2].splitlines()
    told = {line.split()[0]: line.split(maxsplit=1)[1] for line in listed if line.startswith("  ")}
    assert set(COMMANDS) <= set(told)
    assert all(sentence.endswith(".") for sentence in told.values())


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself(command: Command, name: str) -> None:
    assert command(name, "--help").code == 0


def test_a_command_that_there_is_not_is_refused(command: Command) -> None:
    printed = command("sing")
    assert printed.code == 2
    assert "No such command 'sing'" in printed.err


def test_without_a_token_and_a_command_piped_input_is_a_conversation_in_the_terminal(
    command: Command,
) -> None:
    for arguments in ([], ["run"], ["chat"]):
        printed = command(*arguments, typed="lahore\n")
        assert printed.code == 0
        assert "> lahore\n" in printed.out
        assert "Lahore, Punjab" in printed.out
        assert printed.out.startswith("No TELEGRAM_BOT_TOKEN is set") == (arguments != ["chat"])


def test_a_service_without_a_token_ends_with_one_line_that_says_where_it_belongs(command: Command) -> None:
    printed = command("run", "--on-telegram")
    assert (printed.code, printed.out) == (os.EX_CONFIG, "")
    assert printed.err.startswith("Error: TELEGRAM_BOT_TOKEN is empty: ")
    assert "/etc/rahnuma.env" in printed.err
    assert printed.err.count("\n") == 1


def test_chat_is_the_terminal_even_with_a_token(command: Command) -> None:
    assert "Lahore, Punjab" in command("chat", typed="lahore\n", TELEGRAM_BOT_TOKEN="12:ab").out


def test_webhook_mode_without_an_address_says_in_one_line_what_it_needs(command: Command) -> None:
    printed = command("run", TELEGRAM_BOT_TOKEN="12:ab", RUN_MODE="webhook")
    assert printed.code == os.EX_CONFIG
    assert printed.err.startswith("Error: RUN_MODE=webhook needs WEBHOOK_URL: ")
    assert printed.err.count("\n") == 1


def test_nothing_reported_is_said(command: Command) -> None:
    printed = command("reports")
    assert (printed.code, printed.out) == (0, "Nothing has been reported.\n")


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("STAFF_ADMINS", "abc", "STAFF_ADMINS"),
        ("LOG_FORMAT", "xml", "LOG_FORMAT: Input should be 'console' or 'json'"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL: Input should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
        ("RUN_MODE", "pigeon", "RUN_MODE: Input should be 'polling' or 'webhook'"),
        ("TELEGRAM_API_URL", "api.telegram.org", "TELEGRAM_API_URL"),
        ("LISTEN", "8080", "LISTEN: host:port is expected, such as 127.0.0.1:8080\n"),
    ],
)
def test_a_variable_that_makes_no_sense_is_named_in_one_line(
    command: Command, variable: str, value: str, told: str
) -> None:
    printed = command(*ANY, **{variable: value})
    assert (printed.code, printed.out) == (os.EX_CONFIG, "")
    assert printed.err.startswith(f"Error: The environment is not right: {told}")
    assert printed.err.count("\n") == 1


def test_all_variables_that_make_no_sense_are_named_together(command: Command) -> None:
    printed = command(*ANY, STAFF_ADMINS="abc", LOG_FORMAT="xml")
    assert "STAFF_ADMINS" in printed.err
    assert "LOG_FORMAT" in printed.err
    assert printed.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [ANY, ["chat"], ["directory", "build"]])
def test_a_state_folder_that_can_not_be_made_is_one_clear_line(
    command: Command, tmp_path: Path, arguments: list[str]
) -> None:
    (tmp_path / "file").touch()
    state = tmp_path / "file" / "var"
    printed = command(*arguments, STATE_DIR=str(state))
    assert printed.code == 1
    assert printed.err == f"Error: STATE_DIR {state} can't be written to: Not a directory\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_state_folder_that_is_read_only_is_one_clear_line(command: Command, tmp_path: Path) -> None:
    state = tmp_path / "locked"
    state.mkdir(mode=0o500)
    printed = command(*ANY, STATE_DIR=str(state))
    assert printed.code == 1
    assert printed.err == f"Error: STATE_DIR {state} can't be written to: Permission denied\n"


@pytest.mark.parametrize("url", ["mysql://rahnuma:secret@db/rahnuma", "postgresql://db", "ledger.db"])
def test_a_database_that_can_not_keep_the_ledger_is_one_clear_line(command: Command, url: str) -> None:
    printed = command("chat", DATABASE_URL=url)
    assert printed.code == 1
    assert "sqlite:///" in printed.err
    assert "secret" not in printed.err
    assert printed.err.count("\n") == 1


def test_data_files_that_are_not_there_are_one_clear_line(command: Command, tmp_path: Path) -> None:
    printed = command(*ANY, DATA_DIR=str(tmp_path / "nowhere"), LOG_LEVEL="ERROR")
    assert printed.code == 1
    last = printed.err.splitlines()[-1]
    assert last.startswith(f"Error: {tmp_path / 'nowhere'}")
    assert last.endswith("No such file or directory")
