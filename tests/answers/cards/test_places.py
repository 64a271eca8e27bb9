"""What a card of a place must say, and must never say."""

import pytest

from answers.actions import Action, ShowOnMap, ShowPlace
from answers.cards.place_list import Entry, entry_list
from answers.cards.places import on_map, place_card, place_label
from domain.geometry import Compass
from domain.languages import Language
from domain.places import City, Confidence, Kind, Place, Precision, Programme, Province, Status
from domain.replies import Copy, Link, Reply
from storage.directory.load import load
from storage.directory.rows import PlaceRow
from tests.conftest import DATA
from tests.texts.telegram import as_read
from texts.catalogue import phrases

T = phrases(Language.ENGLISH)
WORDS = {
    Status.OPERATIONAL: "Working, according to",
    Status.UNDER_CONSTRUCTION: "Being built, not open yet",
    Status.ANNOUNCED: "Announced, opening not confirmed",
    Status.PLANNED: "Only planned",
    Status.UNKNOWN: "Not confirmed, ask first",
}
PRECISION = {
    Precision.CAMPUS: "on its grounds",
    Precision.AREA: "its quarter, not its door",
    Precision.CITY: "the town centre, not the place itself",
    Precision.NONE: "No map point is known",
}
CITY = City(id="lahore", name="Lahore", province=Province.PUNJAB, lat=31.55, lon=74.34)
PROGRAMME = Programme(
    id="p",
    name="The programme",
    run_by="PSEB",
    summary="Offices.",
    source_url="https://example.org/p",
    confidence=Confidence.HIGH,
)


def place(**known: object) -> Place:
    """A park with a point, of whose status a source of February 2026 speaks."""
    return Place.model_validate(
        {
            "id": "stp-x",
            "kind": Kind.SOFTWARE_TECHNOLOGY_PARK,
            "programme_id": "p",
            "name": "Park X",
            "city_id": "lahore",
            "province": Province.PUNJAB,
            "status": Status.OPERATIONAL,
            "status_note": "Named in a report.",
            "lat": 31.5,
            "lon": 74.3,
            "precision": Precision.CAMPUS,
            "source_url": "https://example.org/x",
            "source_title": "A report",
            "source_date": "2026-02-13",
            "as_of": "2026-02-13",
            "confidence": Confidence.HIGH,
        }
        | known
    )


def card(**known: object) -> str:
    return as_read(place_card(T, place(**known), CITY, PROGRAMME).text)


@pytest.fixture(scope="module")
def rows() -> dict[str, PlaceRow]:
    return {located.row.id: located.row for located in load(DATA).places}


def test_every_card_says_status_precision_source_and_date(
    pages: dict[Action, Reply], rows: dict[str, PlaceRow]
) -> None:
    for row in rows.values():
        text = as_read(pages[ShowPlace(row.id)].text)
        assert WORDS[row.status] in text, row.id
        assert PRECISION[row.coordinate_precision] in text, row.id
        assert f"Source: {row.source_title}" in text, row.id
        assert "As of" in text, row.id
        assert row.status_note in text, row.id
        assert (row.address or "Address not published") in text, row.id
        assert "Who may use it:" in text, row.id
        assert "How to apply:" in text, row.id
        assert "Call or ask before you travel" in text, row.id


def test_no_card_and_no_map_spot_calls_a_place_working_that_is_not(
    pages: dict[Action, Reply], rows: dict[str, PlaceRow]
) -> None:
    for row in rows.values():
        shown = pages[ShowPlace(row.id)].text + pages[ShowOnMap(row.id)].text if row.lat else ""
        if row.status is not Status.OPERATIONAL:
            assert "Working, " not in shown, row.id
            assert "✅" not in shown, row.id


@pytest.mark.parametrize("city", ["islamabad", "karachi"])
def test_the_big_it_parks_are_being_built_with_the_date_of_that_news(
    pages: dict[Action, Reply], city: str
) -> None:
    text = as_read(pages[ShowPlace(f"it-park-{city}")].text)
    assert "🚧 Being built, not open yet (as of 13 February 2026)" in text


@pytest.mark.parametrize(("status", "words"), WORDS.items())
def test_a_status_is_said_in_words_with_the_date_of_its_evidence(status: Status, words: str) -> None:
    assert words in card(status=status)
    assert "13 February 2026" in card(status=status)


@pytest.mark.parametrize(("status", "words"), WORDS.items())
def test_a_status_without_a_date_says_that_the_source_is_undated(status: Status, words: str) -> None:
    text = card(status=status, as_of=None, source_date=None)
    assert words in text
    assert "undated" in text
    assert "As of: not known" in text


def test_what_is_not_known_is_said_and_not_left_out() -> None:
    text = card(address=None)
    assert "Address not published" in text
    assert "Who may use it: not known" in text
    assert "How to apply: not published" in text


def test_a_women_only_place_says_so_and_no_other_does() -> None:
    assert "For women only" in card(women_only=True)
    assert "For women only" not in card(women_only=False)
    assert "For women only" not in card(women_only=None)


@pytest.mark.parametrize(
    ("programme", "words"),
    [
        ("federal_e_rozgaar", "30 desks"),
        ("pseb_stp", "30 desks"),
        ("punjab_e_rozgaar", "30 training places per intake"),
    ],
)
def test_seats_are_desks_but_training_places_with_punjabs_hosts(programme: str, words: str) -> None:
    assert words in card(programme_id=programme, seats=30)


def test_names_addresses_and_notes_are_text_and_never_markup() -> None:
    hostile = "<b>R&D</b> <a href='https://evil.example'>x</a> &amp;"
    text = card(name=hostile, address=hostile, host=hostile, status_note=hostile, source_title=hostile)
    assert text.count(hostile) == 5


def test_a_copy_button_is_there_where_an_address_fits_it() -> None:
    def copies(**known: object) -> list[Copy]:
        rows = place_card(T, place(**known), CITY, PROGRAMME).rows
        return [button for row in rows for button in row if isinstance(button, Copy)]

    assert [button.text for button in copies(address="G-10 Markaz")] == ["G-10 Markaz"]
    assert copies(address="x" * 257) == []
    assert copies(address=None) == []


def test_directions_to_a_town_centre_are_not_called_directions_to_the_place() -> None:
    def directions(precision: Precision) -> list[str]:
        rows = place_card(T, place(precision=precision), CITY, PROGRAMME).rows
        links = [button for row in rows for button in row if isinstance(button, Link)]
        return [link.label for link in links if "31.5,74.3" in link.url]

    assert directions(Precision.CAMPUS) == ["🧭 Directions"]
    assert directions(Precision.CITY) == ["🧭 Directions to the town"]


@pytest.mark.parametrize("precision", [Precision.CITY, Precision.AREA])
def test_a_map_spot_that_is_not_the_door_is_called_about(precision: Precision) -> None:
    shown = on_map(T, place(precision=precision), CITY)
    assert shown.venue
    assert "about" in shown.venue.title
    assert PRECISION[precision] in shown.text


def test_a_map_spot_of_a_place_without_an_address_names_its_town() -> None:
    shown = on_map(T, place(), CITY)
    assert shown.venue
    assert (shown.venue.title, shown.venue.address) == ("Park X", "Lahore")


@pytest.mark.parametrize(
    ("precision", "km", "words"),
    [
        (Precision.CAMPUS, 12.34, "12 km north-east"),
        (Precision.CAMPUS, 1.26, "1.3 km north-east"),
        (Precision.CAMPUS, 0.4, "less than 1 km away"),
        (Precision.AREA, 12.34, "about 12 km north-east (measured to its quarter)"),
        (Precision.CITY, 1033.4, "about 1,033 km north-east (measured to the town centre)"),
        (Precision.CITY, 0.4, "in this town (measured to the town centre)"),
    ],
)
def test_a_distance_says_its_direction_and_what_it_is_measured_to(
    precision: Precision, km: float, words: str
) -> None:
    entry = Entry(place(precision=precision), CITY, km, Compass.NORTH_EAST)
    assert words in as_read(entry_list(T, [entry]))


def test_a_long_name_is_cut_on_a_button_and_keeps_the_mark_of_its_status() -> None:
    label = place_label(T, place(name="Park " * 30, status=Status.PLANNED))
    assert label.startswith("📝 Park Park")
    assert label.endswith("…")
    assert len(label) <= 64
