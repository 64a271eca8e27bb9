"""Points on the Earth: distance and direction."""

import math
from dataclasses import dataclass
from enum import StrEnum

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG), kilometres."""


class Compass(StrEnum):
    """The eight directions of the compass."""

    NORTH = "n"
    NORTH_EAST = "ne"
    EAST = "e"
    SOUTH_EAST = "se"
    SOUTH = "s"
    SOUTH_WEST = "sw"
    WEST = "w"
    NORTH_WEST = "nw"


@dataclass(frozen=True, slots=True)
class Point:
    """A WGS84 position in degrees. Raises ValueError outside the globe."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"{self.lat}, {self.lon} is not a position on the globe")

    def distance_km(self, other: "Point") -> float:
        """Great-circle distance in kilometres (haversine; within 0.6 % of the ellipsoid)."""
        phi1, phi2 = math.radians(self.lat), math.radians(other.lat)
        half_dphi = (phi2 - phi1) / 2
        half_dlam = math.radians(other.lon - self.lon) / 2
        a = math.sin(half_dphi) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(half_dlam) ** 2
        return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(a)))

    def direction_to(self, other: "Point") -> Compass:
        """The compass direction in which one sets out for the other point."""
        phi1, phi2 = math.radians(self.lat), math.radians(other.lat)
        dlam = math.radians(other.lon - self.lon)
        y = math.sin(dlam) * math.cos(phi2)
        x = math.cos(phi1) * math.sin(phi2) - math.sin(phi1) * math.cos(phi2) * math.cos(dlam)
        bearing = math.degrees(math.atan2(y, x)) % 360
        return list(Compass)[round(bearing / 45) % 8]
