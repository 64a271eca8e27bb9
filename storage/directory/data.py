"""The data files as one checked whole: what a directory is built from."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from storage.directory.files import Located
from storage.directory.rows import (
    CityRow,
    DistrictRow,
    ElsewhereFile,
    FigureRow,
    IntentsFile,
    PlaceRow,
    ProgrammeRow,
    StatsFile,
    TopicFile,
)
from storage.directory.wording_rows import FigureWordings, ProgrammeWordings


@dataclass(frozen=True, slots=True)
class Data:
    """Every row of the data files, each valid in itself."""

    cities: list[Located[CityRow]]
    places: list[Located[PlaceRow]]
    programmes: list[Located[ProgrammeRow]]
    figures: list[Located[FigureRow]]
    districts: list[Located[DistrictRow]]
    stats: Located[StatsFile] | None
    topics: list[Located[TopicFile]]
    elsewhere: Located[ElsewhereFile] | None
    intents: Located[IntentsFile] | None
    programme_wordings: Located[ProgrammeWordings] | None
    figure_wordings: Located[FigureWordings] | None


def data_files(folder: Path) -> list[Path]:
    """The files a directory is built from, in a fixed order."""
    return sorted([*folder.glob("*.csv"), *folder.glob("*.toml"), *folder.glob("*/*.toml")])


def fingerprint(folder: Path, builders: Iterable[Path]) -> str:
    """Names the content of the data and of the code that indexes it: twelve hexadecimal digits."""
    digest = hashlib.sha256()
    for path in (*data_files(folder), *builders):
        content = _content(path)
        digest.update(f"{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""  # that it can't be read is said where it is checked
