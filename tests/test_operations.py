"""What deploy/ and docs/operations.md name is there: files, settings, commands, figures, log lines."""

import json
import re
from configparser import ConfigParser
from pathlib import Path

import pytest

from announcements.sender import LEASE
from bot.cli import cli
from bot.receiving.metrics import Metrics
from bot.receiving.receiver import GRACE_SECONDS
from bot.settings import Settings, WrongSettings
from tests.test_shape import MODULES, PACKAGES, PROJECT

DEPLOY = PROJECT / "deploy"
FILES = sorted(DEPLOY.iterdir())
MANUAL = (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")
SETTINGS = {name.upper() for name in Settings.model_fields}
OTHERS = {"PATH", "POSTGRES_USER", "POSTGRES_PASSWORD", "REPLICAS"}
"""Variables that are not the bot's: Python's, the database server's, the proxy's."""


def text_of(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


_NAME = "([A-Z_]{2,})"
_SET = (rf"^#?{_NAME}=", rf"^ +{_NAME}: ", rf"^Environment={_NAME}=", rf"^ENV {_NAME}=")
_READ = (rf"\$\{{{_NAME}", rf"\{{\${_NAME}")


def variables(text: str) -> set[str]:
    """What is set in a file of deploy/, or read there."""
    return {name for way in (*_SET, *_READ) for name in re.findall(way, text, re.MULTILINE)}


def unit() -> ConfigParser:
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(text_of("rahnuma.service"))
    return parser


# settings


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_variable_in_deploy_is_a_setting(path: Path) -> None:
    assert variables(path.read_text(encoding="utf-8")) - OTHERS <= SETTINGS


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("#RUN_MODE=webhook", {"RUN_MODE"}),
        ("ENV PATH=/venv/bin:$PATH\nENV STATE_DIR=/var", {"PATH", "STATE_DIR"}),
        ("      DATABASE_URL: postgresql://x:${PASSWORD:?}@y", {"DATABASE_URL", "PASSWORD"}),
        ("reverse_proxy {$REPLICAS:127.0.0.1:8080}", {"REPLICAS"}),
        ("# AF_UNIX: the journal", set()),
    ],
)
def test_the_search_for_variables_finds_them(text: str, found: set[str]) -> None:
    assert variables(text) == found


def test_the_example_of_settings_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    settings = Settings(_env_file=DEPLOY / "rahnuma.env")
    assert settings.state_dir == Path("/var/lib") / unit()["Service"]["StateDirectory"]
    assert settings.token == ""


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_every_setting_is_described(name: str) -> None:
    example = (PROJECT / ".env.example").read_text(encoding="utf-8")
    assert name in MANUAL or f"\n{name}=" in example


def test_the_manual_names_no_setting_that_is_none() -> None:
    named = set(re.findall(r"`([A-Z]+_[A-Z_]+)\b", MANUAL))
    assert named
    assert named <= SETTINGS


# systemd


def test_the_unit_and_the_command_beside_it_run_the_same_bot_as_the_same_user() -> None:
    service, command = unit()["Service"], text_of("rahnuma")
    python, _, arguments = service["ExecStart"].partition(" -m bot ")
    for same in (
        f"--uid={service['User']} ",
        f"--working-directory={service['WorkingDirectory']} ",
        f"--property=EnvironmentFile={service['EnvironmentFile']} ",
        f"--property=StateDirectory={service['StateDirectory']} ",
        f"-- {python} -m bot ",
    ):
        assert same in command
    assert arguments == "run --on-telegram"


def test_the_image_runs_what_the_unit_runs() -> None:
    _, _, arguments = unit()["Service"]["ExecStart"].partition(" -m bot ")
    [command] = re.findall(r"^CMD (.+)$", text_of("Dockerfile"), re.MULTILINE)
    assert json.loads(command) == arguments.split()


def test_systemd_does_not_start_again_what_only_other_settings_mend() -> None:
    assert unit()["Service"]["RestartPreventExitStatus"] == str(WrongSettings.exit_code)


def test_systemd_waits_longer_for_the_end_than_the_bot_takes() -> None:
    # announcing() waits as long as a lease lasts for what has left
    assert int(unit()["Service"]["TimeoutStopSec"]) > GRACE_SECONDS + LEASE.total_seconds() + 5


# containers


def copied() -> list[str]:
    return re.findall(r"^COPY (?!--)(\S+) \S+$", text_of("Dockerfile"), re.MULTILINE)


def test_the_image_gets_every_package_and_nothing_that_is_not_there() -> None:
    assert {*PACKAGES, "data", "requirements/run.txt"} == set(copied())
    assert [path for path in copied() if not (PROJECT / path).exists()] == []


def test_docker_is_shown_what_the_image_gets_and_no_more() -> None:
    ignored, *rest = text_of("Dockerfile.dockerignore").split()
    assert ignored == "*"
    assert [line.removeprefix("!") for line in rest if line.startswith("!")] == copied()


def test_the_files_that_compose_names_are_there() -> None:
    compose = text_of("compose.yaml")
    assert (DEPLOY.parent / re.findall(r"dockerfile: (\S+)", compose)[0]).exists()
    assert all((DEPLOY / path).exists() for path in re.findall(r'"\./([^:"]+):', compose))
    assert set(re.findall(r"^    command: (\S+)", compose, re.MULTILINE)) <= cli.commands.keys()


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yaml"])
def test_what_was_not_run_says_so_at_its_top(name: str) -> None:
    assert "NOT YET" in text_of(name)[:250]


# the manual


def test_the_manual_names_commands_and_files_that_exist() -> None:
    commands = re.findall(r"(?:^ {4}|`)rahnuma ([a-z]+)", MANUAL, re.MULTILINE)
    assert commands
    assert set(commands) <= cli.commands.keys()
    files = re.findall(r"\bdeploy/[\w.]+", MANUAL)
    assert [path for path in files if not (PROJECT / path).exists()] == []


def test_the_manual_names_figures_that_are_measured() -> None:
    shown = Metrics().page({"in_doubt": 0}).decode().split()
    named = set(re.findall(r"(?<![@=])\b(?:rahnuma|process)_[a-z_]+\b", MANUAL))
    assert named
    assert [name for name in named if name.removesuffix("_bucket") not in shown] == []


def test_the_manual_names_log_lines_that_are_written() -> None:
    named = set(re.findall(r"`([a-z_]{3,}\.[a-z_]{3,})`", MANUAL)) - {"ledger.sqlite", "drill.json"}
    assert named
    source = "".join(path.read_text(encoding="utf-8") for path in MODULES)
    assert [event for event in named if f'"{event}"' not in source] == []


def test_the_manual_names_buttons_that_exist() -> None:
    texts = (PROJECT / "texts" / "en.po").read_text(encoding="utf-8")
    bold = set(re.findall(r"\*\*([^*]+)\*\*", MANUAL)) - {"❓ 8 in doubt"}
    labels = {words for words in bold if not words[0].isalpha()}
    assert "⏸ Paused" in labels
    assert [label for label in labels if f'msgstr "{label}"' not in texts] == []
