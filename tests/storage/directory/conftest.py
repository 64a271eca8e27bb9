"""A copy of the real data that a test may break."""

import csv
import io
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage.directory.faults import Fault, FaultyData
from storage.directory.load import load
from tests.conftest import DATA


@dataclass(frozen=True)
class Editor:
    """Somebody who edits the data files, and what `directory check` tells them."""

    folder: Path

    def cells(self, file: str, row_id: str, **changes: str) -> int:
        """Changes cells of the row that starts with this id; returns its line."""
        lines = self.lines(file)
        header = lines[0].split(",")
        number = next(n for n, line in enumerate(lines) if line.startswith(f"{row_id},"))
        row = dict(zip(header, next(csv.reader([lines[number]])), strict=True)) | changes
        written = io.StringIO()
        csv.writer(written, lineterminator="").writerow(row.values())
        lines[number] = written.getvalue()
        self.write(file, lines)
        return number + 1

    def replace(self, file: str, old: str, new: str, occurrence: int = 1) -> int:
        """Replaces the n-th occurrence of a text; returns the line where it stands."""
        before, after = "", self.read(file)
        for _ in range(occurrence):
            assert old in after, f"{old!r} is not so often in {file}"
            skipped, _, after = after.partition(old)
            before += skipped + old
        before = before.removesuffix(old)
        (self.folder / file).write_text(before + new + after, encoding="utf-8")
        return before.count("\n") + 1

    def line_of(self, file: str, start: str, occurrence: int = 1) -> int:
        """The line of the n-th line that starts so."""
        return [n for n, line in enumerate(self.lines(file), 1) if line.startswith(start)][occurrence - 1]

    def read(self, file: str) -> str:
        return (self.folder / file).read_text(encoding="utf-8")

    def lines(self, file: str) -> list[str]:
        return self.read(file).splitlines()

    def write(self, file: str, lines: list[str]) -> None:
        (self.folder / file).write_text("\n".join(lines) + "\n", encoding="utf-8")

    def faults(self) -> list[Fault]:
        """What a check of the data finds."""
        try:
            load(self.folder)
        except FaultyData as faulty:
            return faulty.faults
        return []


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """An editor with a data folder of their own: the real one, with three topics only, to be quick."""
    data = tmp_path / "data"
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("answers", "eval"))
    (data / "answers").mkdir()
    for topic in ("loan", "paypal", "registration_fee"):
        shutil.copy(DATA / "answers" / f"{topic}.toml", data / "answers")
    return Editor(data)
