"""Reads the data files into validated rows that remember where they stand."""

import csv
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from storage.directory.faults import Fault

Row = TypeVar("Row", bound=BaseModel)
KeyPath = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Located(Generic[Row]):
    """A validated row with its file and line."""

    row: Row
    file: str
    line: int
    text: str = ""

    def fault(self, what: str, *path: int | str) -> Fault:
        """A fault of this row; of a TOML file, at the key on this path."""
        return Fault(self.file, _line_of(self.text, path) if path else self.line, what)


def read_csv(folder: Path, name: str, model: type[Row], faults: list[Fault]) -> list[Located[Row]]:
    """All valid rows of a CSV file; what is not valid is added to `faults`. Empty cells count as absent."""
    text = _text(folder, name, faults)
    if text is None:
        return []
    reader = csv.DictReader(text.splitlines(keepends=True), strict=True)
    if sorted(reader.fieldnames or []) != sorted(_columns(model)):
        faults.append(Fault(name, 1, f"the columns are not: {', '.join(_columns(model))}"))
        return []
    rows = list(_valid_rows(reader, name, model, faults))
    if not rows:
        faults.append(Fault(name, 1, "has no valid row"))
    return rows


def _valid_rows(
    reader: "csv.DictReader[str]", name: str, model: type[Row], faults: list[Fault]
) -> Iterator[Located[Row]]:
    line = 1
    try:
        for cells in reader:
            line = reader.line_num
            if None in cells or None in cells.values():
                faults.append(Fault(name, line, f"does not have {len(reader.fieldnames or [])} cells"))
                continue
            filled: dict[str, object] = {key: cell for key, cell in cells.items() if cell}
            if row := _validated(filled, model, name, _always(line), faults):
                yield Located(row, name, line)
    except csv.Error as error:
        faults.append(Fault(name, line + 1, str(error)))


def read_toml(folder: Path, name: str, model: type[Row], faults: list[Fault]) -> Located[Row] | None:
    """A whole TOML file as one row, or None and its faults. Faults carry the line of their key."""
    text = _text(folder, name, faults)
    if text is None:
        return None
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        faults.append(Fault(name, int(at[1]) if at else text.count("\n") + 1, str(error)))
        return None
    row = _validated(content, model, name, lambda path: _line_of(text, path), faults)
    return Located(row, name, 1, text) if row else None


def _always(line: int) -> Callable[[KeyPath], int]:
    return lambda _: line


def _columns(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _text(folder: Path, name: str, faults: list[Fault]) -> str | None:
    try:
        return (folder / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        faults.append(Fault(name, 1, f"can't be read: {error}"))
        return None


def _validated(
    content: dict[str, object],
    model: type[Row],
    file: str,
    line_of: Callable[[KeyPath], int],
    faults: list[Fault],
) -> Row | None:
    try:
        return model.model_validate(content)
    except ValidationError as error:
        for problem in error.errors():
            path = ".".join(str(part) for part in problem["loc"])
            faults.append(Fault(file, line_of(problem["loc"]), f"{path}: {problem['msg']}"))
        return None


def _line_of(text: str, path: KeyPath) -> int:
    """The line of a key in a TOML text; of its table, where the table lacks the key."""
    lines = [line.strip() for line in text.splitlines()]
    at, end, table = 0, len(lines), ""
    for part, following in zip(path, (*path[1:], None), strict=True):
        if isinstance(part, int):
            continue
        table = f"{table}.{part}".lstrip(".")
        elements = [n for n, line in enumerate(lines) if line == f"[[{table}]]"]
        if isinstance(following, int) and elements:
            at, end = [*elements, end][following : following + 2]
        else:
            at = _key_or_table(lines, at, end, part, table)
    return at + 1


def _key_or_table(lines: list[str], start: int, end: int, key: str, table: str) -> int:
    if f"[{table}]" in lines[start:end]:
        return lines.index(f"[{table}]", start, end)
    body_end = next((n for n in range(start + 1, end) if lines[n].startswith("[")), end)
    written = re.compile(rf"{re.escape(key)}\s*=")
    return next((n for n in range(start, body_end) if written.match(lines[n])), start)
