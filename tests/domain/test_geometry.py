import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.geometry import EARTH_RADIUS_KM, Compass, Point

LAHORE = Point(31.5497, 74.3436)
KARACHI = Point(24.8607, 67.0011)
ISLAMABAD = Point(33.6844, 73.0479)
QUETTA = Point(30.1798, 66.9750)
GILGIT = Point(35.9208, 74.3144)
GWADAR = Point(25.1216, 62.3254)
SUVA = Point(-18.1416, 178.4419)
APIA = Point(-13.8333, -171.7667)
LONDON = Point(51.5074, -0.1278)
HALF_ROUND_KM = math.pi * EARTH_RADIUS_KM

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("here", "there", "km"),
    [  # on the WGS84 ellipsoid, by Vincenty's formula
        (LAHORE, KARACHI, 1033.4),
        (ISLAMABAD, LAHORE, 266.1),
        (ISLAMABAD, KARACHI, 1140.4),
        (QUETTA, GILGIT, 935.0),
        (GWADAR, GILGIT, 1657.8),
        (SUVA, APIA, 1151.1),  # across the antimeridian
        (KARACHI, LONDON, 6317.6),
    ],
)
def test_known_distances_are_right_within_six_thousandths(here: Point, there: Point, km: float) -> None:
    assert here.distance_km(there) == pytest.approx(km, rel=0.006)


@given(points, points)
def test_a_distance_is_the_same_both_ways_and_at_most_half_round_the_earth(a: Point, b: Point) -> None:
    assert a.distance_km(b) == pytest.approx(b.distance_km(a), abs=1e-6)
    assert 0 <= a.distance_km(b) <= HALF_ROUND_KM + 1e-6


@given(points)
def test_a_point_is_no_distance_from_itself(a: Point) -> None:
    assert a.distance_km(a) == 0


@given(points, points, points)
def test_a_detour_is_never_shorter(a: Point, b: Point, c: Point) -> None:
    # 1e-3 km: near the antipode the haversine loses digits
    assert a.distance_km(c) <= a.distance_km(b) + b.distance_km(c) + 1e-3


@given(st.floats(-90, 90), points)
def test_the_antimeridian_has_two_names_and_one_place(lat: float, b: Point) -> None:
    assert Point(lat, 180).distance_km(b) == pytest.approx(Point(lat, -180).distance_km(b), abs=1e-3)


@given(st.floats(-180, 180), points)
def test_the_pole_is_one_point_whatever_its_longitude(lon: float, b: Point) -> None:
    assert Point(90, lon).distance_km(b) == pytest.approx(Point(90, 0).distance_km(b), abs=1e-3)


@given(points, points)
def test_the_distance_is_the_angle_between_the_points_times_the_radius(a: Point, b: Point) -> None:
    (ax, ay, az), (bx, by, bz) = _on_the_sphere(a), _on_the_sphere(b)
    cross = math.hypot(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx)
    angle = math.atan2(cross, ax * bx + ay * by + az * bz)
    assert a.distance_km(b) == pytest.approx(angle * EARTH_RADIUS_KM, abs=1e-3)


def _on_the_sphere(point: Point) -> tuple[float, float, float]:
    phi, lam = math.radians(point.lat), math.radians(point.lon)
    return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)


@pytest.mark.parametrize(
    ("here", "there", "direction"),
    [
        (LAHORE, KARACHI, Compass.SOUTH_WEST),
        (KARACHI, LAHORE, Compass.NORTH_EAST),
        (LAHORE, ISLAMABAD, Compass.NORTH_WEST),
        (ISLAMABAD, LAHORE, Compass.SOUTH_EAST),
        (LAHORE, GILGIT, Compass.NORTH),
        (GILGIT, LAHORE, Compass.SOUTH),
        (QUETTA, LAHORE, Compass.EAST),
        (LAHORE, QUETTA, Compass.WEST),
        (SUVA, APIA, Compass.NORTH_EAST),  # not round the other side of the globe
    ],
)
def test_the_compass_points_the_way_a_map_does(here: Point, there: Point, direction: Compass) -> None:
    assert here.direction_to(there) is direction


@given(st.floats(-80, 80), st.floats(-179, 179), st.floats(0.01, 0.5))
def test_more_latitude_is_north_and_more_longitude_is_east(lat: float, lon: float, step: float) -> None:
    here = Point(lat, lon)
    assert here.direction_to(Point(lat + step, lon)) is Compass.NORTH
    assert here.direction_to(Point(lat - step, lon)) is Compass.SOUTH
    assert here.direction_to(Point(lat, lon + step)) is Compass.EAST
    assert here.direction_to(Point(lat, lon - step)) is Compass.WEST


@pytest.mark.parametrize(
    ("lat", "lon"), [(90.001, 0), (-90.001, 0), (0, 180.001), (0, -180.001), (math.nan, 0), (0, math.inf)]
)
def test_what_is_not_on_the_globe_is_no_point(lat: float, lon: float) -> None:
    with pytest.raises(ValueError, match="not a position"):
        Point(lat, lon)
