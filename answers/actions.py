"""What a button asks for. A button carries everything it needs, so it works after any restart."""

from dataclasses import dataclass
from typing import ClassVar

from domain.geometry import Point
from domain.languages import Language
from domain.places import EVERY_PLACE, PlaceFilter, Province


@dataclass(frozen=True, slots=True)
class Action:
    """Something a button asks for."""

    verb: ClassVar[str]


@dataclass(frozen=True, slots=True)
class ShowMenu(Action):
    """The first page."""

    verb: ClassVar[str] = "home"


@dataclass(frozen=True, slots=True)
class AskLocation(Action):
    """Where are you?"""

    verb: ClassVar[str] = "near"


@dataclass(frozen=True, slots=True)
class BrowseProvinces(Action):
    """The provinces, to choose a city from."""

    verb: ClassVar[str] = "b"


@dataclass(frozen=True, slots=True)
class BrowseCities(Action):
    """The cities of a province."""

    province: Province
    page: int = 0
    verb: ClassVar[str] = "bc"


@dataclass(frozen=True, slots=True)
class ShowCity(Action):
    """The places of a city."""

    city_id: str
    keep: PlaceFilter = EVERY_PLACE
    page: int = 0
    verb: ClassVar[str] = "c"


@dataclass(frozen=True, slots=True)
class ListPlaces(Action):
    """The places of a province, or of the country."""

    province: Province | None = None
    keep: PlaceFilter = EVERY_PLACE
    page: int = 0
    verb: ClassVar[str] = "l"


@dataclass(frozen=True, slots=True)
class ListNearby(Action):
    """The places nearest to a point (rounded to three decimals, about 100 m)."""

    point: Point
    keep: PlaceFilter = EVERY_PLACE
    page: int = 0
    verb: ClassVar[str] = "n"


@dataclass(frozen=True, slots=True)
class ShowPlace(Action):
    """The card of a place."""

    place_id: str
    verb: ClassVar[str] = "p"


@dataclass(frozen=True, slots=True)
class ShowOnMap(Action):
    """A place as a spot on the map."""

    place_id: str
    verb: ClassVar[str] = "m"


@dataclass(frozen=True, slots=True)
class ShowProgramme(Action):
    """What stands behind a place."""

    programme_id: str
    verb: ClassVar[str] = "g"


@dataclass(frozen=True, slots=True)
class AskWhatIsWrong(Action):
    """Something is wrong with place_<id> or answer_<id>: what?"""

    about: str
    verb: ClassVar[str] = "w"


@dataclass(frozen=True, slots=True)
class ReportWrong(Action):
    """This is wrong with it."""

    about: str
    reason: str
    verb: ClassVar[str] = "wr"


@dataclass(frozen=True, slots=True)
class BrowseSections(Action):
    """The sections of the answers."""

    verb: ClassVar[str] = "ss"


@dataclass(frozen=True, slots=True)
class BrowseSection(Action):
    """The questions of a section."""

    section: str
    page: int = 0
    verb: ClassVar[str] = "s"


@dataclass(frozen=True, slots=True)
class ShowAnswer(Action):
    """An answer."""

    answer_id: str
    verb: ClassVar[str] = "a"


@dataclass(frozen=True, slots=True)
class BrowseFigures(Action):
    """The subjects that figures are about."""

    page: int = 0
    verb: ClassVar[str] = "fs"


@dataclass(frozen=True, slots=True)
class ListFigures(Action):
    """The figures of a subject."""

    subject: str
    page: int = 0
    verb: ClassVar[str] = "fl"


@dataclass(frozen=True, slots=True)
class ShowFigure(Action):
    """A figure and those it replaced."""

    figure_id: str
    verb: ClassVar[str] = "f"


@dataclass(frozen=True, slots=True)
class AskLanguage(Action):
    """Which language?"""

    verb: ClassVar[str] = "la"


@dataclass(frozen=True, slots=True)
class ChooseLanguage(Action):
    """Answer me in this language."""

    language: Language
    verb: ClassVar[str] = "lc"


Card = ShowPlace | ShowAnswer | ShowFigure
"""What has a card of its own."""
Shown = Card | ShowCity | ListPlaces
"""What a part of a reply may show."""


@dataclass(frozen=True, slots=True)
class InLanguage(Action):
    """From now on in this language, beginning with what a reply shows, one part or several."""

    language: Language
    shown: tuple[Shown, ...]
    verb: ClassVar[str] = "i"


@dataclass(frozen=True, slots=True)
class ForgetMe(Action):
    """Delete what is kept about me."""

    verb: ClassVar[str] = "forget"
