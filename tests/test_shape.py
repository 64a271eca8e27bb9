"""The project's own rules: what a stranger may rely on in every file."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import cli
from bot.settings import Settings

PROJECT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = PYPROJECT["tool"]["importlinter"]["root_packages"]
MODULES = sorted(path for package in PACKAGES for path in (PROJECT / package).rglob("*.py"))
PAGES = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md"), *PROJECT.glob("data/*.md")])
EXAMPLE = (PROJECT / ".env.example").read_text(encoding="utf-8")


def named(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def variables() -> dict[str, str]:
    lines = [line for line in EXAMPLE.splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


# modules


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_says_what_it_is_and_is_short_enough_to_be_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert text.count("\n") <= 300


class Literals(ast.NodeVisitor):
    """Collects sentences: strings of two words or more that are no docstring, log line or exception."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:
        """What an exception says is for whoever runs the bot."""

    def visit_Call(self, node: ast.Call) -> None:
        if not (isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "log"):
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and re.search(r"[A-Za-z]{2,} +[A-Za-z]{2,}", node.value):
            self.found.append(node.value)


def literals(source: str) -> list[str]:
    visitor = Literals()
    visitor.visit(ast.parse(source))
    return visitor.found


FROM_TELEGRAM = {"message is not modified", "query is too old"}
"""Not said to people: what Telegram says, by which its errors are told apart."""


def _speaking() -> Iterator[Path]:
    for path in MODULES:
        # answers/understanding holds the words that people say, not what is said to them
        if (
            named(path).startswith(("announcements/cards/", "handlers/", "answers/", "bot/menu.py"))
            and "understanding" not in path.parts
        ):
            yield path


@pytest.mark.parametrize("path", list(_speaking()), ids=named)
def test_every_sentence_for_people_stands_in_the_texts(path: Path) -> None:
    assert set(literals(path.read_text(encoding="utf-8"))) - FROM_TELEGRAM == set()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('reply("No parks there")', ["No parks there"]),
        ('reply(f"No parks in {city}")', ["No parks in "]),
        ('def f():\n    """Says no word."""', []),
        ('log.info("no parks here")', []),
        ('raise ValueError("no parks here")', []),
        ('t.say("city.none")', []),
    ],
)
def test_the_search_for_sentences_finds_them(source: str, found: list[str]) -> None:
    assert literals(source) == found


# settings


def test_env_example_lists_every_setting_and_no_other() -> None:
    assert list(variables()) == [name.upper() for name in Settings.model_fields]


def test_env_example_shows_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    assert Settings(_env_file=PROJECT / ".env.example") == Settings(_env_file=None)
    for name, shown in variables().items():
        default = Settings.model_fields[name.lower()].default
        assert shown == str(default or ""), name


def test_env_example_holds_no_secret() -> None:
    assert {variables()[name] for name in ("TELEGRAM_BOT_TOKEN", "WEBHOOK_SECRET", "DATABASE_URL")} == {""}
    assert not re.search(r"\d{6,}:[\w-]{30,}", EXAMPLE)


def test_env_example_explains_its_variables() -> None:
    blocks = re.split(r"\n(?=#)", EXAMPLE)
    assert all(block.startswith("#") for block in blocks)


# libraries


def _names(requirements: list[str]) -> list[str]:
    return [re.split(r"[\[<>=~!]", requirement)[0] for requirement in requirements]


RUN = _names(
    [*PYPROJECT["project"]["dependencies"], *PYPROJECT["project"]["optional-dependencies"]["postgres"]]
)
DEVELOPMENT = _names(PYPROJECT["dependency-groups"]["dev"])


@pytest.mark.parametrize("library", [*RUN, *DEVELOPMENT])
def test_an_adr_says_why_a_library_is_used(library: str) -> None:
    decisions = [page.read_text(encoding="utf-8") for page in PROJECT.glob("docs/adr/*.md")]
    assert any(f"`{library}`" in decision for decision in decisions)


@pytest.mark.parametrize(("file", "libraries"), [("run", RUN), ("dev", [*RUN, *DEVELOPMENT])])
def test_every_library_is_locked_with_hashes_and_no_address(file: str, libraries: list[str]) -> None:
    locked = (PROJECT / "requirements" / f"{file}.txt").read_text(encoding="utf-8")
    blocks = re.findall(
        r"^([a-z0-9][\w.-]*)(?:\[.*?\])?==\S+.*\\\n((?:    --hash=.*\n)+)", locked, re.MULTILINE
    )
    assert set(libraries) <= {name for name, _ in blocks}
    assert len(blocks) == len(re.findall(r"^[a-z0-9].*==", locked, re.MULTILINE))
    assert "://" not in locked
    assert "index-url" not in locked


# pages


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"(?:^ {4}|`)make ([a-z]+)", text, re.MULTILINE)) <= targets
    assert set(re.findall(r"python -m bot ([a-z]+)", text)) <= cli.commands.keys()


def test_the_readme_names_the_commands_a_newcomer_needs() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    assert all(f"make {target}" in readme for target in ("run", "test", "check"))


def test_make_alone_lists_every_target() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)
    assert ".DEFAULT_GOAL := help" in makefile
    assert targets == re.findall(r"^([a-z]+):.*## \S", makefile, re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.*)", makefile, re.MULTILINE)
    assert phony
    assert phony[1].split() == targets


def test_the_changelog_tells_of_this_version() -> None:
    changes = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## (\d+\.\d+\.\d+)\b", changes, re.MULTILINE)
    assert versions[0] == PYPROJECT["project"]["version"]


def test_the_licence_is_the_one_that_is_declared() -> None:
    assert PYPROJECT["project"]["license"] == "MIT"
    assert (PROJECT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
