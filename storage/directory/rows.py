"""What a row of each data file must look like (rules across rows and files: rules.py)."""

from collections.abc import Callable
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, RootModel, model_validator

from domain.dates import PartialDate
from domain.facts import Source, Wording
from domain.languages import Language
from domain.places import City, Confidence, Kind, Place, Precision, Programme, Province, Status

PAKISTAN = (23.5, 37.2, 60.8, 77.9)
"""South, north, west, east in degrees: a box round Pakistan with Azad Kashmir and Gilgit-Baltistan."""

PROVINCES = {
    "Punjab": Province.PUNJAB,
    "Sindh": Province.SINDH,
    "Khyber Pakhtunkhwa": Province.KHYBER_PAKHTUNKHWA,
    "Balochistan": Province.BALOCHISTAN,
    "Islamabad Capital Territory": Province.ISLAMABAD,
    "Azad Jammu and Kashmir": Province.AZAD_KASHMIR,
    "Gilgit-Baltistan": Province.GILGIT_BALTISTAN,
}

_DIRECTION_MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_ARABIC_LETTERS = "\u064a\u0643\u0649"
_LONGEST_ID = 46
"""A button holds 64 bytes: the longest, `wr:answer_<id>:address`, must fit."""


def _rule(holds: Callable[[str], bool], otherwise: str) -> AfterValidator:
    def check(text: str) -> str:
        if not holds(text):
            raise ValueError(otherwise)
        return text

    return AfterValidator(check)


Line = Annotated[
    str,
    _rule(lambda text: text == text.strip(), "has outer spaces"),
    _rule(lambda text: "\n" not in text and "\r" not in text, "has a line break"),
    _rule(lambda text: not set(text) & set(_DIRECTION_MARKS), "has direction marks"),
]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=_LONGEST_ID)]
Subject = Annotated[
    Line,
    _rule(lambda text: ":" not in text, "has a colon, which parts the values of a button"),
    _rule(lambda text: len(text.encode()) <= _LONGEST_ID, f"is longer than {_LONGEST_ID} bytes"),
]
WebAddress = Annotated[str, Field(pattern=r"^https?://[^\s|]+$")]
Urdu = Annotated[
    Line,
    _rule(lambda text: any("\u0600" <= letter <= "\u06ff" for letter in text), "has no Urdu letter"),
    _rule(
        lambda text: not set(text) & set(_ARABIC_LETTERS), "has Arabic ye or kaf in place of the Urdu letters"
    ),
]
Names = Annotated[tuple[Line, ...], BeforeValidator(lambda cell: tuple(cell.split("|")))]
Addresses = Annotated[tuple[WebAddress, ...], BeforeValidator(lambda cell: tuple(cell.split("|")))]
ProvinceName = Annotated[Province, BeforeValidator(lambda cell: PROVINCES.get(cell, cell))]
Latitude = Annotated[float, Field(ge=PAKISTAN[0], le=PAKISTAN[1])]
Longitude = Annotated[float, Field(ge=PAKISTAN[2], le=PAKISTAN[3])]


class Row(BaseModel):
    """A row that is fixed and has no other cells than those named."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CityRow(Row):
    """A row of cities.csv."""

    id: Slug
    name: Line
    name_ur: Urdu | None = None
    name_ur_source: str | None = Field(default=None, pattern="^(geonames|wikipedia|common)$")
    district: Line | None = None
    province: ProvinceName
    lat: Latitude | None = None
    lon: Longitude | None = None
    population: int | None = None
    geonames_id: int | None = None
    aliases: Names = ()
    source: Line
    hq_of: Names = ()
    notes: Line | None = None

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if (self.lat is None) != (self.lon is None):
            raise ValueError("only one of lat and lon")
        if self.lat is not None and not (self.geonames_id or "Who's On First" in self.source):
            raise ValueError("a point without a gazetteer id")
        if (self.name_ur is None) != (self.name_ur_source is None):
            raise ValueError("name_ur and name_ur_source go together")
        if "" in self.aliases or len(set(self.aliases)) != len(self.aliases):
            raise ValueError("an empty or repeated alias")
        return self

    def city(self) -> City:
        """The row as the rest of the program knows it."""
        return City.model_validate(self.model_dump(include=set(City.model_fields)))


class PlaceRow(Row):
    """A row of places.csv."""

    id: Slug
    kind: Kind
    programme: Slug
    name: Line
    name_ur: Urdu | None = None
    city_id: Slug | None = None
    address: Line | None = None
    host: Line | None = None
    operator: Line | None = None
    status: Status
    status_note: Line
    women_only: bool | None = None
    seats: int | None = None
    area_sqft: int | None = None
    companies: int | None = None
    opened: PartialDate | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None
    coordinate_precision: Precision
    coordinate_source: Line | None = None
    phone: Line | None = None
    email: Annotated[Line, Field(pattern="@")] | None = None
    website: WebAddress | None = None
    apply_url: WebAddress | None = None
    source_url: WebAddress
    source_title: Line
    source_date: PartialDate | None = None
    as_of: PartialDate | None = None
    confidence: Confidence
    extra_sources: Addresses = ()
    notes: Line | None = None
    province: ProvinceName

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        has_point = self.lat is not None
        if has_point != (self.lon is not None):
            raise ValueError("only one of lat and lon")
        if has_point != (self.coordinate_precision is not Precision.NONE):
            raise ValueError(f"precision {self.coordinate_precision} does not fit the point")
        if has_point != (self.coordinate_source is not None):
            raise ValueError("coordinate_source does not fit the point")
        return self

    def place(self) -> Place:
        """The row as the rest of the program knows it."""
        kept = self.model_dump(include=set(Place.model_fields))
        return Place(**kept, programme_id=self.programme, precision=self.coordinate_precision)


class ProgrammeRow(Row):
    """A row of programmes.csv."""

    id: Slug
    name: Line
    name_ur: Urdu | None = None
    run_by: Line
    summary: Line
    who_can_use: Line | None = None
    how_to_apply: Line | None = None
    cost: Line | None = None
    website: WebAddress | None = None
    contact: Line | None = None
    status_as_of: PartialDate | None = None
    source_url: WebAddress
    source_date: PartialDate | None = None
    confidence: Confidence

    def programme(self) -> Programme:
        """The row as the rest of the program knows it."""
        return Programme(**self.model_dump())


class FigureRow(Row):
    """A row of figures.csv."""

    id: Slug
    subject: Subject
    statement: Line
    value: Line
    unit: Line
    as_of: PartialDate
    source_url: WebAddress
    source_title: Line
    source_date: PartialDate | None = None
    superseded_by: Slug | None = None
    notes: Line | None = None

    @property
    def source(self) -> Source:
        """Where the figure was read."""
        return Source(title=self.source_title, url=self.source_url, date=self.source_date)


class DistrictRow(Row):
    """A row of districts.csv: the frame that cities.csv must fill."""

    province: ProvinceName
    district: Line


class Asked(Row):
    """The ways people ask for something, by language."""

    en: tuple[Line, ...] = ()
    ur: tuple[Line, ...] = ()
    ur_latn: tuple[Line, ...] = Field(default=(), alias="ur-Latn")

    @property
    def all(self) -> tuple[str, ...]:
        """Every phrasing, whatever its language."""
        return (*self.en, *self.ur, *self.ur_latn)

    @property
    def by_language(self) -> dict[Language, tuple[str, ...]]:
        """The phrasings of each language."""
        return {Language.ENGLISH: self.en, Language.URDU: self.ur, Language.ROMAN_URDU: self.ur_latn}


class StatRow(Row):
    """A statistic people ask for, the figures that answer it (best first), and how they ask."""

    figures: tuple[Slug, ...] = Field(min_length=1)
    asked: Asked


class StatsFile(Row):
    """figure_questions.toml."""

    stats: dict[Slug, StatRow]


class ElsewhereFile(Row):
    """elsewhere.toml: questions that are not ours, those that look like ours and others."""

    near: Asked
    far: Asked


class IntentsFile(RootModel[dict[Slug, Asked]]):
    """intents.toml: what people write who look for a place or just talk, by what they want."""


class AnswerRow(Row):
    """One `[[answers]]` table of a topic's file."""

    id: Slug
    section: Slug
    as_of: PartialDate
    confidence: Confidence
    volatile: bool
    source: Source
    links: tuple[WebAddress, ...] = ()
    other_sources: tuple[WebAddress, ...] = ()
    notes: str = ""
    en: Wording
    ur: Wording
    ur_latn: Wording = Field(alias="ur-Latn")
    asked: Asked

    @property
    def wordings(self) -> dict[Language, Wording]:
        """The text in each language."""
        return {Language.ENGLISH: self.en, Language.URDU: self.ur, Language.ROMAN_URDU: self.ur_latn}


class TopicFile(Row):
    """One file of data/answers: every answer of one topic."""

    topic: Slug
    answers: tuple[AnswerRow, ...] = Field(min_length=1)
