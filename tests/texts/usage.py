"""Which sentences the code says, read from its syntax trees."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).parents[2]
SPEAKING = ("announcements", "answers", "bot", "handlers")
"""The packages that say something to people."""


@dataclass(frozen=True)
class Said:
    """A call that says a sentence: its key (`{}` for what is put in), the names of its values, and where."""

    key: str
    values: frozenset[str]
    where: str


@cache
def calls() -> tuple[Said, ...]:
    """Every call of `say` and `label` whose key stands there."""
    return tuple(said for path, tree in _trees() for node in ast.walk(tree) for said in _said(node, path))


def _said(node: ast.AST, path: Path) -> Iterator[Said]:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
        return
    if node.func.attr in ("say", "label"):
        values = frozenset(keyword.arg or "**" for keyword in node.keywords)
        for key in _keys(node.args[0]):
            yield Said(key, values, f"{path.relative_to(PROJECT)}:{node.lineno}")


def _keys(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(key)):
            yield key
        case ast.JoinedStr():
            yield pattern(node)
        case ast.IfExp():
            yield from _keys(node.body)
            yield from _keys(node.orelse)


@cache
def strings() -> frozenset[str]:
    """Every string in the speaking packages; `{}` stands for what is put in."""
    return frozenset(text for _, tree in _trees() for node in ast.walk(tree) for text in _string(node))


def _string(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr):
        yield pattern(node)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def pattern(node: ast.JoinedStr) -> str:
    """An f-string with `{}` in place of its values."""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for package in SPEAKING:
        for path in sorted((PROJECT / package).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))
