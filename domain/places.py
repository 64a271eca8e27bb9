"""Places and what they belong to: cities, provinces and programmes."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from domain.dates import PartialDate
from domain.geometry import Point


class Kind(StrEnum):
    """What a place is."""

    SOFTWARE_TECHNOLOGY_PARK = "software_technology_park"
    IT_PARK = "it_park"
    WOMEN_TECHNOLOGY_PARK = "women_technology_park"
    E_ROZGAAR_CENTRE = "e_rozgaar_centre"
    COWORKING_SPACE = "coworking_space"
    INCUBATION_CENTRE = "incubation_centre"
    TRAINING_CENTRE = "training_centre"


PARKS = frozenset({Kind.SOFTWARE_TECHNOLOGY_PARK, Kind.IT_PARK, Kind.WOMEN_TECHNOLOGY_PARK})
"""What people mean by "tech park"."""


class Status(StrEnum):
    """How far a place has come, by the newest evidence. Only OPERATIONAL may ever be called open."""

    OPERATIONAL = "operational"
    UNDER_CONSTRUCTION = "under_construction"
    ANNOUNCED = "announced"
    PLANNED = "planned"
    UNKNOWN = "unknown"


class Precision(StrEnum):
    """How near the point of a place is to its door."""

    CAMPUS = "campus"
    AREA = "area"
    CITY = "city"
    NONE = "none"


class Confidence(StrEnum):
    """How far the source of a row can be trusted."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Province(StrEnum):
    """The provinces and territories, by the key that questions and buttons use."""

    PUNJAB = "punjab"
    SINDH = "sindh"
    KHYBER_PAKHTUNKHWA = "khyber_pakhtunkhwa"
    BALOCHISTAN = "balochistan"
    ISLAMABAD = "islamabad"
    AZAD_KASHMIR = "azad_kashmir"
    GILGIT_BALTISTAN = "gilgit_baltistan"


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class City(_Row):
    """A town people may name. `lat`/`lon` (WGS84 degrees) are its centre, absent where no source has one."""

    id: str
    name: str
    name_ur: str | None = None
    district: str | None = None
    province: Province
    lat: float | None = None
    lon: float | None = None
    population: int | None = None

    @property
    def point(self) -> Point | None:
        """The centre of the town."""
        return None if self.lat is None or self.lon is None else Point(self.lat, self.lon)


class Programme(_Row):
    """What stands behind a place: who runs it, who may use it, how to apply, what it costs."""

    id: str
    name: str
    name_ur: str | None = None
    run_by: str
    summary: str
    who_can_use: str | None = None
    how_to_apply: str | None = None
    cost: str | None = None
    website: str | None = None
    contact: str | None = None
    status_as_of: PartialDate | None = None
    source_url: str
    source_date: PartialDate | None = None
    confidence: Confidence


class Place(_Row):
    """A park, centre, hub or incubator, open or not; `as_of` dates the newest evidence for its status."""

    id: str
    kind: Kind
    programme_id: str
    name: str
    name_ur: str | None = None
    city_id: str | None = None
    province: Province
    address: str | None = None
    host: str | None = None
    operator: str | None = None
    status: Status
    status_note: str
    women_only: bool | None = None
    seats: int | None = None
    area_sqft: int | None = None
    companies: int | None = None
    opened: PartialDate | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Precision
    coordinate_source: str | None = None
    website: str | None = None
    apply_url: str | None = None
    source_url: str
    source_title: str
    source_date: PartialDate | None = None
    as_of: PartialDate | None = None
    confidence: Confidence
    extra_sources: tuple[str, ...] = ()

    @property
    def point(self) -> Point | None:
        """Where it is, as exactly as `precision` says."""
        return None if self.lat is None or self.lon is None else Point(self.lat, self.lon)

    @property
    def is_open(self) -> bool:
        """Whether a source says that it works."""
        return self.status is Status.OPERATIONAL


class Openness(StrEnum):
    """Which places a person wants to see."""

    ANY = "any"
    OPEN = "open"
    COMING = "coming"
    """Under construction, announced or planned."""


COMING = frozenset({Status.UNDER_CONSTRUCTION, Status.ANNOUNCED, Status.PLANNED})


@dataclass(frozen=True, slots=True)
class PlaceFilter:
    """What to keep of the places. No kinds means every kind."""

    kinds: frozenset[Kind] = frozenset()
    openness: Openness = Openness.ANY
    women_only: bool = False


EVERY_PLACE = PlaceFilter()


@dataclass(frozen=True, slots=True)
class NearbyPlace:
    """A place and how far its point is from where somebody stands."""

    place: Place
    distance_km: float
