"""Reads the data files and checks them, one by one and together."""

from pathlib import Path

from storage.directory.data import Data
from storage.directory.faults import Fault, FaultyData
from storage.directory.files import read_csv, read_toml
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
from storage.directory.rules import broken_rules
from storage.directory.wording_rows import FigureWordings, ProgrammeWordings


def load(folder: Path) -> Data:
    """Reads and checks everything. Raises FaultyData with the whole list of faults."""
    faults: list[Fault] = []
    names = [f"answers/{path.name}" for path in sorted(folder.glob("answers/*.toml"))]
    if not names:
        faults.append(Fault("answers", 1, "there is no topic"))
    topics = [read_toml(folder, name, TopicFile, faults) for name in names]
    data = Data(
        cities=read_csv(folder, "cities.csv", CityRow, faults),
        places=read_csv(folder, "places.csv", PlaceRow, faults),
        programmes=read_csv(folder, "programmes.csv", ProgrammeRow, faults),
        figures=read_csv(folder, "figures.csv", FigureRow, faults),
        districts=read_csv(folder, "districts.csv", DistrictRow, faults),
        stats=read_toml(folder, "figure_questions.toml", StatsFile, faults),
        topics=[topic for topic in topics if topic],
        intents=read_toml(folder, "intents.toml", IntentsFile, faults),
        programme_wordings=read_toml(folder, "wordings/programmes.toml", ProgrammeWordings, faults),
        figure_wordings=read_toml(folder, "wordings/figures.toml", FigureWordings, faults),
        elsewhere=read_toml(folder, "elsewhere.toml", ElsewhereFile, faults),
    )
    # rules across files would only repeat what a row that could not be read already said
    faults = faults or list(broken_rules(data))
    if faults:
        raise FaultyData(faults)
    return data
