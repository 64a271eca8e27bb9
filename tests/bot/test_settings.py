from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import LogFormat, LogLevel, RunMode, Settings

VARIABLES = [name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def test_the_defaults_are_those_that_are_documented() -> None:
    settings = Settings()
    assert settings.token == ""
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.run_mode is RunMode.POLLING
    assert (settings.webhook_url, settings.webhook_secret.get_secret_value()) == ("", "")
    assert settings.listen == "127.0.0.1:8080"
    assert (settings.state_dir, settings.data_dir) == (Path("var"), Path("data"))
    assert settings.ledger_url == f"sqlite:///{Path('var/ledger.sqlite').resolve()}"
    assert settings.staff_admins == []
    assert (settings.log_level, settings.log_format) == (LogLevel.INFO, LogFormat.CONSOLE)


@pytest.mark.parametrize(
    ("variable", "text", "expected"),
    [
        ("TELEGRAM_BOT_TOKEN", "12:ab", "12:ab"),
        ("TELEGRAM_API_URL", "http://127.0.0.1:8081", "http://127.0.0.1:8081"),
        ("TELEGRAM_API_URL", "http://127.0.0.1:8081/", "http://127.0.0.1:8081"),
        ("RUN_MODE", "webhook", RunMode.WEBHOOK),
        ("WEBHOOK_URL", "https://x.pk/hook", "https://x.pk/hook"),
        ("WEBHOOK_SECRET", "s", "s"),
        ("LISTEN", "0.0.0.0:80", "0.0.0.0:80"),
        ("LISTEN", "[::1]:0", "[::1]:0"),
        ("STATE_DIR", "/srv/state", Path("/srv/state")),
        ("DATABASE_URL", "sqlite:////srv/l.db", "sqlite:////srv/l.db"),
        ("DATA_DIR", "/srv/data", Path("/srv/data")),
        ("STAFF_ADMINS", "17", [17]),
        ("STAFF_ADMINS", " 17, 42,", [17, 42]),
        ("LOG_LEVEL", "DEBUG", LogLevel.DEBUG),
        ("LOG_LEVEL", "warning", LogLevel.WARNING),
        ("LOG_FORMAT", "json", LogFormat.JSON),
    ],
)
def test_each_variable_is_read(
    monkeypatch: pytest.MonkeyPatch, variable: str, text: str, expected: object
) -> None:
    monkeypatch.setenv(variable, text)
    read = getattr(Settings(), variable.lower())
    assert (read.get_secret_value() if hasattr(read, "get_secret_value") else read) == expected


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("STAFF_ADMINS", "abc"),
        ("STAFF_ADMINS", "1;2"),
        ("LOG_FORMAT", "xml"),
        ("LOG_LEVEL", "loud"),
        ("RUN_MODE", "carrier pigeon"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("LISTEN", "127.0.0.1"),
        ("LISTEN", ":8080"),
        ("LISTEN", "::1:8080"),
        ("LISTEN", "::1"),
        ("LISTEN", "127.0.0.1:http"),
        ("LISTEN", "127.0.0.1:65536"),
    ],
)
def test_what_makes_no_sense_is_refused_under_its_name(
    monkeypatch: pytest.MonkeyPatch, variable: str, text: str
) -> None:
    monkeypatch.setenv(variable, text)
    with pytest.raises(ValidationError) as refused:
        Settings()
    assert refused.value.errors()[0]["loc"][0] == variable.lower()


@pytest.mark.parametrize("variable", VARIABLES)
def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, "")
    assert Settings() == Settings.model_construct()


def test_the_env_file_is_read_and_the_environment_goes_before_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(
        "# mine\nTELEGRAM_BOT_TOKEN=12:ab\nSTAFF_ADMINS=1,2\nLOG_LEVEL=DEBUG\nSTATE_DIR=\nSOMETHING_ELSE=x\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    settings = Settings()
    assert settings.token == "12:ab"
    assert settings.staff_admins == [1, 2]
    assert settings.state_dir == Path("var")
    assert settings.log_level is LogLevel.ERROR


def test_secrets_are_not_shown_with_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "12:secret")
    monkeypatch.setenv("WEBHOOK_SECRET", "12:secret")
    assert "12:secret" not in repr(Settings())
    assert "12:secret" not in str(Settings().model_dump())


def test_the_example_lists_every_variable_with_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    example = Path(__file__).parents[2] / ".env.example"
    lines = example.read_text(encoding="utf-8").splitlines()
    told = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert list(told) == VARIABLES
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    assert Settings() == Settings.model_construct()


def test_another_database_takes_the_place_of_the_file_in_the_state_folder() -> None:
    assert Settings(database_url="sqlite:////srv/l.db").ledger_url == "sqlite:////srv/l.db"
    assert Settings(state_dir=Path("/srv")).ledger_url == "sqlite:////srv/ledger.sqlite"
