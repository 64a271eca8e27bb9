"""The queries, against a plain look at all places."""

import math
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.geometry import EARTH_RADIUS_KM, Point
from domain.languages import Language
from domain.places import COMING, EVERY_PLACE, Kind, Openness, Place, PlaceFilter, Province
from storage.directory import search
from storage.directory.connection import open_rows
from storage.directory.places import _box
from storage.directory.reader import Directory, open_directory

# the directory is read-only, so the examples of a property may share it
quick = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])

near_pakistan = st.builds(Point, st.floats(23.5, 37.2), st.floats(60.8, 77.9))
anywhere = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
edges = st.sampled_from(
    [Point(90, 0), Point(-90, 77), Point(0, 180), Point(0, -180), Point(31, -180), Point(-31, -106)]
)
filters = st.builds(
    PlaceFilter, st.frozensets(st.sampled_from(Kind), max_size=3), st.sampled_from(Openness), st.booleans()
)


@pytest.fixture
async def directory(built: Path) -> AsyncIterator[Directory]:
    async with open_directory(built) as opened:
        yield opened


def keeps(keep: PlaceFilter, place: Place) -> bool:
    """What a filter means, said without SQL."""
    return (
        (not keep.kinds or place.kind in keep.kinds)
        and (keep.openness is not Openness.OPEN or place.is_open)
        and (keep.openness is not Openness.COMING or place.status in COMING)
        and (not keep.women_only or place.women_only is True)
    )


def open_first(places: Sequence[Place]) -> bool:
    flags = [place.is_open for place in places]
    return flags == sorted(flags, reverse=True)


async def everything(directory: Directory) -> list[Place]:
    return await directory.places.of_province(None, EVERY_PLACE)


@quick
@given(point=near_pakistan | anywhere | edges, keep=filters, limit=st.integers(1, 200))
async def test_the_nearest_are_those_that_a_look_at_every_place_finds(
    directory: Directory, point: Point, keep: PlaceFilter, limit: int
) -> None:
    distances = sorted(
        point.distance_km(place.point)
        for place in await everything(directory)
        if place.point and keeps(keep, place)
    )
    found = await directory.places.nearest(point, keep, limit)
    assert [near.distance_km for near in found] == distances[:limit]
    for near in found:
        assert keeps(keep, near.place)
        assert near.place.point
        assert near.distance_km == point.distance_km(near.place.point)


@given(anywhere | edges, st.floats(0, 2 * math.pi), st.floats(1, 10_000))
def test_the_box_that_is_searched_holds_the_whole_circle(point: Point, bearing: float, radius: float) -> None:
    rim = _away(point, bearing, radius)
    south, north, west, east = _box(point, radius)
    assert south <= rim.lat <= north
    assert west <= rim.lon <= east


def _away(point: Point, bearing: float, km: float) -> Point:
    """Where one arrives from a point, by the formula of the great circle."""
    phi, angle = math.radians(point.lat), km / EARTH_RADIUS_KM
    sine = math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(bearing)
    y = math.sin(bearing) * math.sin(angle) * math.cos(phi)
    lon = point.lon + math.degrees(math.atan2(y, math.cos(angle) - math.sin(phi) * sine))
    return Point(math.degrees(math.asin(max(-1.0, min(1.0, sine)))), (lon + 180) % 360 - 180)


async def test_of_two_at_the_same_spot_the_open_one_is_nearer(directory: Directory) -> None:
    found = await directory.places.nearest(Point(31.5, 74.3), EVERY_PLACE, 200)
    for near, further in pairwise(found):
        if near.distance_km == further.distance_km:
            assert near.place.is_open or not further.place.is_open


@quick
@given(keep=filters, province=st.none() | st.sampled_from(Province))
async def test_a_list_holds_what_the_filter_keeps_open_ones_first(
    directory: Directory, keep: PlaceFilter, province: Province | None
) -> None:
    every = await everything(directory)
    expected = {p.id for p in every if keeps(keep, p) and province in (None, p.province)}
    found = await directory.places.of_province(province, keep)
    assert {place.id for place in found} == expected
    assert len(found) == len(expected)
    assert open_first(found)


@quick
@given(keep=filters)
async def test_the_counts_are_those_of_the_lists(directory: Directory, keep: PlaceFilter) -> None:
    counts = {count.key: count.total for count in await directory.places.counts(keep)}
    for province in Province:
        assert counts.get(province, 0) == len(await directory.places.of_province(province, keep))


async def test_every_town_shows_its_places_open_ones_first_and_newest_evidence_first(
    directory: Directory,
) -> None:
    every = await everything(directory)
    for city_id in {place.city_id for place in every if place.city_id}:
        found = await directory.places.in_cities([city_id], EVERY_PLACE)
        assert {place.id for place in found} == {place.id for place in every if place.city_id == city_id}
        assert open_first(found)
        dates = [place.as_of or "" for place in found if place.is_open]
        assert dates == sorted(dates, reverse=True)


async def test_the_places_of_a_programme_are_its_own_open_ones_first(directory: Directory) -> None:
    every = await everything(directory)
    for programme_id in {place.programme_id for place in every}:
        found = await directory.places.of_programme(programme_id)
        assert {place.id for place in found} == {p.id for p in every if p.programme_id == programme_id}
        assert open_first(found)


async def test_several_come_in_the_order_asked_for_and_unknown_ones_are_left_out(
    directory: Directory,
) -> None:
    cities = await directory.cities.several(["multan", "atlantis", "lahore"])
    assert [city.id for city in cities] == ["multan", "lahore"]
    asked = ["pseb-freelancer-fee", "nobody-knows", "data-source"]
    answers = await directory.answers.several(asked, Language.URDU)
    assert [answer.id for answer in answers] == ["pseb-freelancer-fee", "data-source"]
    assert await directory.cities.several([]) == []
    assert await directory.answers.several([], Language.ENGLISH) == []
    assert await directory.places.in_cities([], EVERY_PLACE) == []


async def test_what_is_not_there_is_none(directory: Directory) -> None:
    assert await directory.cities.get("atlantis") is None
    assert await directory.places.get("atlantis") is None
    assert await directory.places.programme("atlantis", Language.ENGLISH) is None
    assert await directory.figures.get("atlantis", Language.ENGLISH) is None
    assert await directory.answers.get("atlantis", Language.ENGLISH) is None
    assert await directory.answers.in_section("atlantis", Language.ENGLISH) == []
    assert await directory.figures.about("atlantis", Language.ENGLISH) == []


async def test_figures_in_force_come_before_superseded_ones(directory: Directory) -> None:
    for subject in await directory.figures.subjects():
        figures = await directory.figures.about(subject.key, Language.ENGLISH)
        assert len(figures) == subject.total
        replaced = [figure.superseded_by is not None for figure in figures]
        assert replaced == sorted(replaced)


HOSTILE = [
    '"',
    '""',
    'pseb"',
    '" OR "',
    "*",
    "pseb*",
    "AND",
    "OR",
    "NOT",
    "NEAR(pseb fee)",
    "asked:pseb",
    "-pseb",
    "^pseb",
    "{xyz}",
    "(",
    ")",
    "+",
    "'; DROP TABLE answers; --",
    "%",
    "\\",
    "",
    " ",
    "\0",
    "pseb\0fee",
    "😀",
    "\u202e",
    "ں",
]


@pytest.mark.parametrize("word", HOSTILE)
async def test_signs_of_the_search_language_are_only_signs(directory: Directory, word: str) -> None:
    assert "loan" in await directory.search.topics([word, "loan"])
    for find, known in ((directory.search.figures, "freelancers"), (directory.search.places, "sitara")):
        found = await find([word, known], 5)
        assert known in found[0].words


@quick
@given(words=st.lists(st.text(st.characters(codec="utf-8"), max_size=12), max_size=8))
async def test_a_search_never_fails_and_never_finds_more_than_asked_for(
    directory: Directory, words: list[str]
) -> None:
    for find in (directory.search.figures, directory.search.places):
        found = await find(words, 3)
        assert len(found) <= 3
        scores = [hit.score for hit in found]
        assert scores == sorted(scores, reverse=True)
    assert (await directory.search.topics(words)).keys() <= (await directory.answers.by_topic()).keys()


async def test_every_row_is_ranked_as_sqlite_ranks_it_for_all_words_together(
    directory: Directory, built: Path
) -> None:
    words = ["software", "technology", "park", "software", "lahore", "university"]
    asked = " OR ".join(f'"{word}"' for word in words)
    with closing(sqlite3.connect(built)) as database:
        expected = database.execute(
            "SELECT id, -bm25(place_search) FROM place_search JOIN places ON number = place_search.rowid"
            " WHERE place_search MATCH ? ORDER BY 2 DESC, number LIMIT 20",
            [asked],
        ).fetchall()
    for _ in range(2):  # from the file, and from memory
        hits = await directory.search.places(words, 20)
        assert [hit.id for hit in hits] == [its_id for its_id, _ in expected]
        assert [hit.score for hit in hits] == pytest.approx([score for _, score in expected])


async def test_a_word_that_stands_in_very_many_places_is_not_looked_for(
    directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_TELLING", 2)
    [sitara] = await directory.search.places(["sitara", "park"], 5)
    assert sitara.words == {"sitara"}
    assert await directory.search.places(["park"], 5) == []


async def test_the_longest_message_is_searched_as_a_whole(directory: Directory) -> None:
    words = [*(f"qq{number}" for number in range(1000)), "sitara"]
    found = await directory.search.places(words, 3)
    assert found
    assert all("sitara" in hit.words for hit in found)
    assert await directory.search.topics([*words, "paypal"])


async def test_topics_are_scored_by_their_phrasings_and_those_without_the_word_are_left_out(
    directory: Directory,
) -> None:
    scores = await directory.search.topics(["paypal"])
    assert max(scores, key=lambda topic: scores[topic]) == "paypal"
    assert "laptop_scheme" not in scores
    assert await directory.search.topics([]) == {}


async def test_every_answer_stands_under_its_topic_and_is_asked_for_in_some_words(
    directory: Directory,
) -> None:
    by_topic = await directory.answers.by_topic()
    asked = {(topic, its_id) for topic, its_id, words in await directory.search.phrasings() if words}
    assert {(topic, its_id) for topic, ids in by_topic.items() for its_id in ids} <= asked
    figures = {its_id for topic, its_id in asked if not topic}
    assert figures
    for figure_id in figures:
        assert await directory.figures.get(figure_id, Language.ENGLISH)


async def test_the_directory_is_read_only(built: Path) -> None:
    async with open_rows(built) as rows:
        for change in ("DELETE FROM places", "UPDATE cities SET name = ''", "CREATE TABLE own (x)"):
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                await rows(change, [])
