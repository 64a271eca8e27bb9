"""What the files of data/wordings must look like: programmes and figures in the other two languages."""

from pydantic import Field

from domain.languages import Language
from storage.directory.rows import Line, Row, Slug


class ProgrammeWording(Row):
    """What is said of a programme in another language; cells that are empty in English are empty here."""

    name: Line
    summary: Line
    who_can_use: Line | None = None
    how_to_apply: Line | None = None
    cost: Line | None = None


class WordedProgramme(Row):
    """One `[[programmes]]` table of wordings/programmes.toml."""

    id: Slug
    ur: ProgrammeWording
    ur_latn: ProgrammeWording = Field(alias="ur-Latn")

    @property
    def wordings(self) -> dict[Language, ProgrammeWording]:
        """The cells in each language but English."""
        return {Language.URDU: self.ur, Language.ROMAN_URDU: self.ur_latn}


class ProgrammeWordings(Row):
    """wordings/programmes.toml."""

    programmes: tuple[WordedProgramme, ...]


class Worded(Row):
    """A text in the other two languages."""

    ur: Line
    ur_latn: Line = Field(alias="ur-Latn")

    @property
    def wordings(self) -> dict[Language, str]:
        """The text in each language but English."""
        return {Language.URDU: self.ur, Language.ROMAN_URDU: self.ur_latn}


class WordedFigure(Worded):
    """One `[[figures]]` table of wordings/figures.toml: the statement."""

    id: Slug


class FigureWordings(Row):
    """wordings/figures.toml: statements by figure, and the names of subjects and units."""

    subjects: dict[str, Worded]
    units: dict[str, Worded]
    figures: tuple[WordedFigure, ...]
