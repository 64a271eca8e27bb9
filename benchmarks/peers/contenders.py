"""The bots: how each is started, in which version, and why one can't be."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

_GRAMMY = Path("benchmarks/peers/grammy")
_NODE_MODULES = Path(sys.prefix) / "node" / "node_modules"

OURS, REMEMBERING, IN_BODY = "ours", "ours, remembering", "ours, in the body"
AIOGRAM, TELEBOT = "aiogram", "pyTelegramBotAPI"
BARE = "no library"


@dataclass(frozen=True, slots=True)
class Contender:
    """A bot, what it is made of, and the command that runs it; its Setup is the next argument."""

    name: str
    packages: tuple[str, ...]
    command: tuple[str, ...]
    options: tuple[str, ...] = ()
    modes: tuple[str, ...] = ("polling", "webhook")


def _python(name: str, module: str, *packages: str, **more: tuple[str, ...]) -> Contender:
    return Contender(name, packages, (sys.executable, "-m", f"benchmarks.peers.bots.{module}"), **more)


_PTB = "python-telegram-bot"
CONTENDERS = (
    _python(OURS, "ours", _PTB, "aiohttp", "starlette", "uvicorn"),
    _python(REMEMBERING, "ours", _PTB, "aiohttp", "starlette", "uvicorn", options=("remember",)),
    _python(IN_BODY, "ours", _PTB, "starlette", "uvicorn", options=("in_body",), modes=("webhook",)),
    _python(_PTB, "ptb", _PTB, "httpx", "tornado"),
    _python(AIOGRAM, "aiogram", "aiogram", "aiohttp"),
    _python(TELEBOT, "telebot", "pyTelegramBotAPI", "aiohttp", "fastapi", "uvicorn"),
    Contender("grammY", ("grammy", "@grammyjs/runner", "better-sqlite3"), ("node", str(_GRAMMY / "bot.cjs"))),
    _python(BARE, "bare", "uvloop"),
)


def environment() -> dict[str, str]:
    """What a bot's process finds in its environment."""
    return os.environ | {"NODE_PATH": str(_NODE_MODULES), "NODE_ENV": "production"}


def missing(contender: Contender) -> str | None:
    """Why it can't be run; None if it can."""
    if contender.command[0] != "node":
        return None
    if not shutil.which("node"):
        return f"{contender.name} is left out: there is no Node on this machine"
    # compiled when it is installed, which may have been skipped or have failed
    load = ["node", "-e", "new (require('better-sqlite3'))(':memory:')"]
    if subprocess.run(load, env=environment(), capture_output=True, check=False).returncode:  # noqa: S603
        return f"{contender.name} is left out: its packages are not installed (make bench), or don't load"
    return None


def versions() -> dict[str, str]:
    """The versions of all packages that take part, and of what runs them."""
    packages = {package for one in CONTENDERS if one.command[0] != "node" for package in one.packages}
    found = {"Python": sys.version.split()[0]} | {package: version(package) for package in sorted(packages)}
    if _NODE_MODULES.exists():
        node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)  # noqa: S607
        found["Node"] = node.stdout.strip().lstrip("v")
        found |= json.loads((_GRAMMY / "package.json").read_text())["dependencies"]
    return found
