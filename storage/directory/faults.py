"""What is wrong with the data files, said so that an editor can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Fault:
    """One fault: the file (relative to the data folder), its line (1-based) and what is wrong there."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


class CannotBuild(Exception):
    """The directory can't be written where it should stand; the message says why."""


class FaultyData(Exception):
    """The data files can't become a directory; `faults` lists every reason."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(map(str, self.faults)))
