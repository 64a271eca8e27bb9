"""Positions in pasted text."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from openlocationcode import openlocationcode  # type: ignore[import-untyped]  # it has no annotations

from answers.understanding.points import find_point, in_pakistan, is_short_map_link
from domain.geometry import Point

LAHORE = Point(31.5204, 74.3587)

LAHORE_IS_SAID = [
    "31.5204, 74.3587",
    "31.5204 74.3587",
    "31.5204,74.3587",
    "(31.5204; 74.3587)",
    "31.5204° 74.3587°",
    "74.3587, 31.5204",
    "I am at 31.5204, 74.3587 near the canal",
    "میں یہاں ہوں ۳۱٫۵۲۰۴، ۷۴٫۳۵۸۷",
    "31.5204° N, 74.3587° E",
    "N31.5204 E74.3587",
    "31°31'13.44\"N 74°21'31.32\"E",
    "31° 31.224′ N, 74° 21.522′ E",
    "N 31° 31’ 13.44” E 74° 21’ 31.32”",
    "lat 31.5204 lon 74.3587",
    "Latitude: 31.5204, Longitude: 74.3587",
    '{"lat": 31.5204, "lng": 74.3587}',
    "geo:31.5204,74.3587;u=35",
    "geo:0,0?q=31.5204,74.3587(Home)",
    "https://www.google.com/maps/@31.5204,74.3587,15z",
    "https://maps.google.com/?q=31.5204,74.3587",
    "https://maps.google.com/maps?q=loc:31.5204+74.3587",
    "https://www.google.com/maps/search/?api=1&query=31.5204%2C74.3587",
    "https://www.google.com/maps/search/31.5204,+74.3587?entry=tts",
    "https://www.google.com/maps/dir/?api=1&origin=31.1,74.1&destination=31.5204,74.3587",
    "https://maps.google.com/maps?saddr=31.1,74.1&daddr=31.5204,74.3587",
    "https://www.google.com/maps/dir/31.1,74.1/31.5204,74.3587/@31.3,74.2,12z",
    "https://www.google.com/maps/place/X/@31.1,74.1,17z/data=!3m1!4b1!8m2!3d31.5204!4d74.3587",
    "https://www.openstreetmap.org/#map=15/31.5204/74.3587",
    "https://www.openstreetmap.org/?mlat=31.5204&mlon=74.3587#map=15/31.1/74.1",
    "https://maps.apple.com/?ll=31.5204,74.3587&q=Lahore",
    "https://maps.apple.com/?q=31.5204,74.3587",
    "https://maps.apple.com/place?coordinate=31.5204,74.3587&name=Home",
    "8J3PG9C5+5F",
]


@pytest.mark.parametrize("text", LAHORE_IS_SAID)
def test_a_position_is_found(text: str) -> None:
    point = find_point(text)
    assert point is not None
    assert point.distance_km(LAHORE) < 0.02


@pytest.mark.parametrize("text", ["31.52, 74.35", "31.52 74.35", "۳۱٫۵۲،۷۴٫۳۵", "near 31.52, 74.35 please"])
def test_two_decimals_are_enough_in_pakistan(text: str) -> None:
    assert find_point(text) == Point(31.52, 74.35)


NO_POSITION = [
    *["", "lahore", "10,000", "Rs 10,000 20,000", "Rs. 31.50, 74.20", "31.50, 74.20 rupees", "₨31.50 74.20"],
    *["0300-1234567", "+92 300 1234567", "35202-1234567-1", "35202 1234567 1"],
    *["22.11.2026", "22.11.2026, 12.30", "12.30, 14.45", "10:30 - 12:45", "2026-11-22 31 74"],
    *["192.168.1.1", "0.25% 0.50%", "24.30%, 61.50%", "3.5, 4.2 GPA", "tax 0.25, 1.0 or 0.5", "31 74"],
    *["999.123, 333.456", "95.1234, 100.1234", "0.000, 0.000", "geo:0,0", "31.52 N", "31°75'N 73°05'E"],
    *["2345+67", "C3FG+R4", "https://www.google.com/maps/@999,999,15z", "https://maps.app.goo.gl/AbC123"],
]


@pytest.mark.parametrize("text", NO_POSITION)
def test_other_numbers_are_no_position(text: str) -> None:
    assert find_point(text) is None


def test_a_short_plus_code_is_read_near_a_reference() -> None:
    point = find_point("G9C5+5F Lahore", Point(31.558, 74.35))
    assert point is not None
    assert point.distance_km(LAHORE) < 0.02


def test_a_position_abroad_is_returned_and_known_to_be_abroad() -> None:
    london = find_point("51.5074, -0.1278")
    assert london == Point(51.5074, -0.1278)
    assert not in_pakistan(london)
    assert in_pakistan(LAHORE)


def test_southern_and_western_degrees_are_negative() -> None:
    assert find_point("33.4489° S, 70.6693° W") == Point(-33.4489, -70.6693)


def test_short_map_links_are_known() -> None:
    assert is_short_map_link("see https://maps.app.goo.gl/AbC123?g_st=ic")
    assert is_short_map_link("https://goo.gl/maps/AbC123")
    assert not is_short_map_link("https://www.google.com/maps/@31.5,74.3,15z")


points = st.builds(Point, st.floats(-89, 89), st.floats(-179, 179))


def minutes(value: float, signs: str) -> str:
    whole, rest = divmod(round(abs(value) * 60, 5), 60)
    return f"{int(whole)}°{rest:.5f}'{signs[value < 0]}"


@pytest.mark.parametrize(
    "form",
    [
        lambda p: f"{p.lat:.6f}, {p.lon:.6f}",
        lambda p: f"here: {p.lat:.6f} {p.lon:.6f} ok",
        lambda p: f"geo:{p.lat:.6f},{p.lon:.6f}",
        lambda p: f"https://www.google.com/maps/@{p.lat:.6f},{p.lon:.6f},15z",
        lambda p: f"https://maps.google.com/?q={p.lat:.6f}%2C{p.lon:.6f}",
        lambda p: f"https://www.openstreetmap.org/#map=9/{p.lat:.6f}/{p.lon:.6f}",
        lambda p: f"https://maps.apple.com/?ll={p.lat:.6f},{p.lon:.6f}",
        lambda p: f"lat={p.lat:.6f}&lon={p.lon:.6f}",
        lambda p: f"{minutes(p.lat, 'NS')} {minutes(p.lon, 'EW')}",
    ],
)
@given(point=points)
def test_a_printed_point_is_found_again(form, point: Point) -> None:  # type: ignore[no-untyped-def]  # a lambda
    assume(abs(point.lat) > 0.001 and not in_pakistan_the_other_way_round(point))
    found = find_point(form(point))
    assert found is not None
    assert found.distance_km(point) < 0.02


@given(point=st.builds(Point, st.floats(23.5, 37.2), st.floats(60.8, 77.9)), length=st.sampled_from([10, 11]))
def test_a_plus_code_in_pakistan_is_found_again(point: Point, length: int) -> None:
    found = find_point(f"my code is {openlocationcode.encode(point.lat, point.lon, length)}, thanks")
    assert found is not None
    assert found.distance_km(point) < 0.02


def in_pakistan_the_other_way_round(point: Point) -> bool:
    return abs(point.lon) <= 90 and in_pakistan(Point(point.lon, point.lat))


@given(st.text() | st.text(alphabet="0123456789.,°'\"NSEW+-CFGHJ @/!=?&qldri", max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert find_point(text, LAHORE) is None or isinstance(find_point(text, LAHORE), Point)
