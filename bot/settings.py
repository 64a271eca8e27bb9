"""The environment, read once. Every variable is listed in .env.example."""

import os
import re
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote, urlsplit

import click
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_HIGHEST_PORT = 65535
_SECRET = re.compile("[A-Za-z0-9_-]{1,256}")  # https://core.telegram.org/bots/api#setwebhook
OWN_PATHS = ("/healthz", "/readyz", "/metrics")
"""What the web face shows besides taking updates."""


class CannotRun(click.ClickException):
    """The settings don't allow the bot to run; the message says what to change."""


class WrongSettings(CannotRun):
    """They allow it nowhere and at no time: to start again without a change of them is of no use."""

    exit_code = os.EX_CONFIG


class RunMode(StrEnum):
    """How updates reach the bot."""

    POLLING = "polling"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram pushes updates, and what it sends along to show that it is Telegram."""

    url: str
    secret: str

    @property
    def path(self) -> str:
        """The path of the address, decoded as the web server sees it."""
        return unquote(urlsplit(self.url).path) or "/"


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
    if ":" in host and not (host.startswith("[") and host.endswith("]")):
        raise ValueError("an IPv6 address stands in brackets, such as [::1]:8080")
    return address


def _is_public_https_or_here(address: str) -> bool:
    try:
        url = urlsplit(address)
        host = url.hostname or ""
        here = host == "localhost" or ((host[-1:].isdigit() or ":" in host) and ip_address(host).is_loopback)
    except ValueError:
        return False
    return bool(host) and (url.scheme == "https" or (url.scheme == "http" and here))


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
    def webhook(self) -> Webhook | None:
        """The webhook; None in polling mode. Raises WrongSettings where what it needs is missing or wrong."""
        if self.run_mode is RunMode.POLLING:
            return None
        webhook = Webhook(self.webhook_url, self.webhook_secret.get_secret_value())
        if not _is_public_https_or_here(webhook.url):
            raise WrongSettings(
                "RUN_MODE=webhook needs WEBHOOK_URL: the whole https address at which Telegram reaches"
                " LISTEN, such as https://bot.example.org/hook (http only for an address of this machine)"
            )
        if webhook.path in OWN_PATHS:
            raise WrongSettings(
                f"WEBHOOK_URL: {webhook.path} is a page of the bot itself; choose another path"
            )
        if not _SECRET.fullmatch(webhook.secret):
            raise WrongSettings(
                "RUN_MODE=webhook needs WEBHOOK_SECRET: 1 to 256 letters A-Z and a-z, digits, _ and -;"
                " `openssl rand -hex 32` makes one"
            )
        return webhook

    @property
    def backups(self) -> Path:
        """Where copies of the ledger are kept."""
        return self.state_dir / "backups"

    @property
    def inbox(self) -> Path:
        """Where updates stand that are confirmed to Telegram and not settled."""
        return self.state_dir / "inbox.jsonl"

    @property
    def ledger_url(self) -> str:
        """Where the ledger is kept: DATABASE_URL, or a SQLite file in STATE_DIR."""
        return (
            self.database_url.get_secret_value()
            or f"sqlite:///{(self.state_dir / 'ledger.sqlite').resolve()}"
        )


def faults_of(error: ValidationError) -> list[str]:
    """What is wrong with each variable, in a line that does not repeat its value."""
    return [
        f"{'.'.join(map(str, one['loc'])).upper()}: {one['msg'].removeprefix('Value error, ')}"
        for one in error.errors()
    ]
