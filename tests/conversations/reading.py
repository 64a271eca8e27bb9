"""Reading what the bot shows, as a person would; and the data files, to compare."""

import csv
import tomllib
from functools import cache
from typing import Any

from answers.actions import Action
from answers.buttons import decode
from bot.asking import plain
from domain.languages import Language
from domain.replies import Press, Reply
from tests.conftest import DATA


def seen(reply: Reply) -> str:
    """The text of a reply as a reader sees it: without markup and without the marks of direction."""
    return unmarked(plain(reply))


def unmarked(text: str) -> str:
    """The text without the marks that keep directions of writing apart."""
    return text.replace("\u2068", "").replace("\u2069", "")


def named_in(shown: str, mark: str) -> list[str]:
    """The names on the lines that begin with this mark."""
    return [line.removeprefix(f"{mark} ") for line in shown.splitlines() if line.startswith(f"{mark} ")]


def presses(reply: Reply) -> list[Action]:
    """What the buttons of a reply ask for; an undecodable one fails."""
    actions = [decode(button.data) for row in reply.rows for button in row if isinstance(button, Press)]
    assert None not in actions
    return [action for action in actions if action is not None]


@cache
def rows(name: str) -> list[dict[str, str]]:
    """The rows of a data file as they stand there."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def reviewed_answers() -> list[dict[str, Any]]:
    """The answers as they stand in their files."""
    files = sorted((DATA / "answers").glob("*.toml"))
    return [one for file in files for one in tomllib.loads(file.read_text(encoding="utf-8"))["answers"]]


def shown_name(language: Language, row: dict[str, str]) -> str:
    """The name of a place or city in the reader's script, where there is one."""
    return row["name_ur"] if language is Language.URDU and row["name_ur"] else row["name"]


def statements(language: Language) -> dict[str, str]:
    """What each figure says in a language, by its id, as it stands in the files."""
    if language is Language.ENGLISH:
        return {figure["id"]: figure["statement"] for figure in rows("figures.csv")}
    return {figure["id"]: figure[language] for figure in _worded("figures")}


def programme_names(language: Language) -> dict[str, str]:
    """What each programme is called in a language, by its id, as it stands in the files."""
    if language is Language.ENGLISH:
        return {programme["id"]: programme["name"] for programme in rows("programmes.csv")}
    return {programme["id"]: programme[language]["name"] for programme in _worded("programmes")}


@cache
def _worded(table: str) -> list[dict[str, Any]]:
    worded = tomllib.loads((DATA / "wordings" / f"{table}.toml").read_text(encoding="utf-8"))
    return list(worded[table])
