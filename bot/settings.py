"""The environment, read once. Every variable is listed in .env.example."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import click
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, StringConstraints
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_HIGHEST_PORT = 65535


class CannotRun(click.ClickException):
    """The settings don't allow the bot to run; the message says what to change."""


class RunMode(StrEnum):
    """How updates reach the bot."""

    POLLING = "polling"
    WEBHOOK = "webhook"


class LogFormat(StrEnum):
    """How log lines look."""

    CONSOLE = "console"
    JSON = "json"


class LogLevel(StrEnum):
    """The least grave lines that are logged."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


def _upper(text: object) -> object:
    return text.upper() if isinstance(text, str) else text


def _without_slash(address: str) -> str:
    return address.rstrip("/")


def _host_and_port(address: str) -> str:
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or int(port) > _HIGHEST_PORT:
        raise ValueError("host:port is expected, such as 127.0.0.1:8080")
    return address


def _user_ids(text: object) -> object:
    return [part for part in text.split(",") if part.strip()] if isinstance(text, str) else text


class Settings(BaseSettings):
    """What the environment says; defaults are those of .env.example."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore")

    telegram_bot_token: SecretStr = SecretStr("")
    telegram_api_url: Annotated[
        str, StringConstraints(pattern="^https?://"), AfterValidator(_without_slash)
    ] = "https://api.telegram.org"
    run_mode: RunMode = RunMode.POLLING
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")
    listen: Annotated[str, AfterValidator(_host_and_port)] = "127.0.0.1:8080"
    state_dir: Path = Path("var")
    database_url: SecretStr = SecretStr("")
    data_dir: Path = Path("data")
    staff_admins: Annotated[list[int], NoDecode, BeforeValidator(_user_ids)] = []
    second_person_above: Annotated[int, Field(ge=0)] = 500
    log_level: Annotated[LogLevel, BeforeValidator(_upper)] = LogLevel.INFO
    log_format: LogFormat = LogFormat.CONSOLE

    @property
    def token(self) -> str:
        """The bot's token; empty without one."""
        return self.telegram_bot_token.get_secret_value()

    @property
    def ledger_url(self) -> str:
        """Where the ledger is kept: DATABASE_URL, or a SQLite file in STATE_DIR."""
        return (
            self.database_url.get_secret_value()
            or f"sqlite:///{(self.state_dir / 'ledger.sqlite').resolve()}"
        )
