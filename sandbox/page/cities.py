"""Towns on the page's map. The sandbox knows none: whoever opens the page hands them in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class City:
    """A town to share as one's location: degrees, and how many people live there (0: unknown)."""

    name: str
    latitude: float
    longitude: float
    people: int = 0
