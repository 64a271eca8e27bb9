import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog
from click.testing import CliRunner

from bot.cli import cli
from bot.settings import Settings
from tests.conftest import DATA


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    """The command line sets up the logs of its whole process, which here is that of other tests too."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    configuration = structlog.get_config()
    yield
    root.handlers = handlers
    root.setLevel(level)
    structlog.configure(**configuration)


@dataclass
class Printed:
    """What a command printed, and the code with which it ended."""

    code: int
    out: str
    err: str


Command = Callable[..., Printed]


@pytest.fixture
def command(state_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs `python -m bot` with these arguments in this process; variables of the environment by name.

    An error that the command line does not turn into a message of its own is raised.
    """
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, typed: str = "", **environment: str) -> Printed:
        told = dict.fromkeys((name.upper() for name in Settings.model_fields), "")
        told |= {"STATE_DIR": str(state_dir), "DATA_DIR": str(DATA)} | environment
        ended = CliRunner().invoke(cli, arguments, input=typed, env=told, prog_name="python -m bot")
        if ended.exception and not isinstance(ended.exception, SystemExit):
            raise ended.exception
        return Printed(ended.exit_code, ended.stdout, ended.stderr)

    return run
