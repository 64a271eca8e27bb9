"""Places nearest to where somebody is: shared, pasted, moved; used once and forgotten."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.settings import Settings
from domain.languages import Language
from tests.conftest import Conversation
from tests.conversations.reading import named_in, unmarked
from tests.conversations.wordings import said_in

pytestmark = pytest.mark.usefixtures("in_english")

FAISALABAD = (31.42, 73.09)
NUST = (33.6425, 72.9906)
ISLAMABAD_IT_PARK = (33.664, 73.149)
LAHORE = (31.52041, 74.35871)
LONDON = (51.5074, -0.1278)


async def test_a_pin_is_answered_with_the_nearest_working_places(ayesha: Conversation) -> None:
    shown = await ayesha.does(ayesha.person.shares_location, *FAISALABAD)
    assert shown.startswith("📍 Nearest working places, in a straight line")
    nearest = named_in(shown, "✅")
    assert nearest[:3] == [
        "e-Earn Co-working Space Faisalabad",
        "National Incubation Center Faisalabad (agri-tech and textile)",
        "Sitara Technopark (Software Technology Park, Faisalabad)",
    ]
    assert "↔️ in this town (measured to the town centre)" in shown
    assert "↔️ about 84 km south (measured to the town centre)" in shown


async def test_the_nearest_come_first(ayesha: Conversation) -> None:
    shown = await ayesha.does(ayesha.person.shares_location, 35.851, 71.786)
    away = [int(line.split()[2]) for line in shown.splitlines() if line.startswith("↔️ about")]
    assert len(away) == 6
    assert away == sorted(away)


async def test_how_exact_a_distance_is_stands_beside_it(ayesha: Conversation) -> None:
    nust = await ayesha.does(ayesha.person.shares_location, *NUST)
    assert "↔️ less than 1 km away\n" in nust, "a campus is measured as it is"
    assert "↔️ about 10 km north-east (measured to the town centre)" in nust
    quetta = await ayesha.does(ayesha.person.shares_location, 30.10, 67.00)
    assert "(measured to its quarter)" in quetta


async def test_a_shared_venue_counts_as_where_one_is(ayesha: Conversation) -> None:
    shown = await ayesha.does(ayesha.person.shares_venue, *FAISALABAD, "Clock Tower", "Faisalabad")
    assert "Sitara Technopark" in shown


async def test_a_live_location_is_answered_once_however_far_one_moves(ayesha: Conversation) -> None:
    live = ayesha.person.shares_live_location(*FAISALABAD)
    assert "Sitara Technopark" in await ayesha.does(lambda: None)
    answered = len(ayesha.shown)
    await ayesha.does(ayesha.person.moves, live, 24.86, 67.0)
    await ayesha.does(ayesha.person.moves, live, 24.87, 67.1)
    assert len(ayesha.shown) == answered


PASTED = [
    "31.42, 73.09",
    "31.42 73.09",
    "۳۱٫۴۲، ۷۳٫۰۹",
    "https://www.google.com/maps/place/Clock+Tower/@31.0,73.0,17z/data=!3m1!4b1!4m5!3d31.42!4d73.09",
    "https://maps.google.com/?q=31.42,73.09",
    "here I am: https://www.openstreetmap.org/?mlat=31.42&mlon=73.09#map=15/31.4/73.0",
    "https://maps.apple.com/?ll=31.42,73.09&q=Pin",
    "8J3MC3CR+22",
    "C3CR+22 Faisalabad",
    "geo:31.42,73.09",
    """31°25'12"N 73°05'24"E""",
]


@pytest.mark.parametrize("pasted", PASTED)
async def test_a_pasted_position_is_as_good_as_a_pin(ayesha: Conversation, pasted: str) -> None:
    shown = await ayesha.says(pasted)
    assert shown.startswith("📍 Nearest working places")
    assert named_in(shown, "✅")[0] == "e-Earn Co-working Space Faisalabad"
    assert "↔️ in this town" in shown


async def test_a_kind_said_beside_a_position_is_kept(ayesha: Conversation) -> None:
    shown = await ayesha.says("software parks near 31.42, 73.09")
    assert shown.startswith("📍 Nearest working technology parks")


async def test_a_short_map_link_is_not_followed_and_that_is_said(ayesha: Conversation) -> None:
    assert "I don’t open links" in await ayesha.says("https://maps.app.goo.gl/AbC123")


async def test_a_point_abroad_is_answered_and_said_to_be_abroad(ayesha: Conversation) -> None:
    shown = await ayesha.does(ayesha.person.shares_location, *LONDON)
    assert "That point is outside Pakistan" in shown
    assert "km east" in shown
    inside = await ayesha.does(ayesha.person.shares_location, *FAISALABAD)
    assert "outside Pakistan" not in inside


async def test_what_is_nearer_but_not_working_is_named_apart(ayesha: Conversation) -> None:
    shown = await ayesha.does(ayesha.person.shares_location, *ISLAMABAD_IT_PARK)
    working, closer = shown.split("Closer, but not confirmed as working:")
    assert not set("🚧📣📝❔") & set(working)
    assert "🚧 Islamabad IT Park" in closer
    assert "✅" not in closer


async def test_all_places_and_working_ones_are_a_tap_apart_and_so_are_the_kinds(ayesha: Conversation) -> None:
    await ayesha.does(ayesha.person.shares_location, *ISLAMABAD_IT_PARK)
    everything = await ayesha.presses("Show also those not open")
    assert everything.startswith("📍 Nearest places, in a straight line")
    assert named_in(everything, "🚧")
    parks = await ayesha.presses("🏢 Parks")
    assert parks.startswith("📍 Nearest technology parks")
    assert "Incubation centre" not in parks
    working = await ayesha.presses("Only working ones")
    assert working.startswith("📍 Nearest working technology parks")
    assert len(ayesha.person.received()) == 2, "all in one message after the welcome"


async def test_the_list_goes_on_and_back(ayesha: Conversation) -> None:
    first = await ayesha.does(ayesha.person.shares_location, *LAHORE)
    second = await ayesha.presses("▶️")
    assert not set(named_in(first, "✅")) & set(named_in(second, "✅"))
    assert await ayesha.presses("◀️") == first


async def test_every_working_place_with_a_point_is_reached_by_turning_pages(ayesha: Conversation) -> None:
    seen = named_in(await ayesha.does(ayesha.person.shares_location, *LAHORE), "✅")
    while "▶️" in ayesha.buttons:
        seen += named_in(await ayesha.presses("▶️"), "✅")
    assert len(seen) == len(set(seen)) == 76, "82 work; of six of them no source gives a point"


async def test_who_asks_what_is_near_gets_a_button_to_share_the_location(ayesha: Conversation) -> None:
    for asked, language in (
        ("/near", Language.ENGLISH),
        ("near me", Language.ENGLISH),
        ("mere qareeb koi park hai?", Language.ROMAN_URDU),
        ("میرے قریب ای روزگار سینٹر کون سا ہے", Language.URDU),
    ):
        assert unmarked(await ayesha.says(asked)) == said_in(language, "near.ask")
        assert ayesha.person.chat.keyboard
        [[button]] = ayesha.person.chat.keyboard["keyboard"]
        assert button["request_location"]


async def test_the_point_is_stored_nowhere_and_logged_nowhere(
    ayesha: Conversation, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with capture_logs() as logged:
        await ayesha.does(ayesha.person.shares_location, *LAHORE)
        await ayesha.presses("Parks")
        await ayesha.says(f"{LAHORE[0]}, {LAHORE[1]}")
        live = ayesha.person.shares_live_location(*LAHORE)
        await ayesha.does(ayesha.person.moves, live, *LAHORE)
    assert "Nearest working" in ayesha.newest
    kept = _all_that_is_kept(settings.state_dir)
    assert str(ayesha.person.id) in kept, "the chat is there"
    for trace in ("31.52", "74.35"):
        assert trace not in kept
        assert trace not in caplog.text
        assert trace not in str(logged)


def _all_that_is_kept(state_dir: Path) -> str:
    """The rows of the ledger's tables, and its files as they are."""
    with closing(sqlite3.connect(state_dir / "ledger.sqlite")) as ledger:
        rows = "\n".join(ledger.iterdump())
    return rows + "".join(path.read_bytes().decode("latin-1") for path in state_dir.glob("ledger*"))
