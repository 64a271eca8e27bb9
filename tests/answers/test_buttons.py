"""A button carries all it needs in 64 bytes, and nothing that comes back can break the bot."""

from dataclasses import fields
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.actions import (
    Action,
    Card,
    InLanguage,
    ListFigures,
    ListNearby,
    ReportWrong,
    ShowAnswer,
    ShowCity,
    ShowFigure,
    Shown,
    ShowPlace,
)
from answers.announcement_actions import AnnouncementId
from answers.buttons import MAX_BYTES, decode, encode, press
from answers.cards.reporting import WRONG
from domain.geometry import Point
from domain.interests import Interest
from domain.languages import Language
from domain.places import Kind, Openness, PlaceFilter, Province
from storage.directory.load import load
from tests.conftest import DATA

LONGEST_ID = 46  # as the rules of the data files allow
# a slotted dataclass leaves its plain twin among the subclasses; the later one is the one in use
EVERY_ACTION = list({action.__name__: action for action in Action.__subclasses__()}.values())

ids = st.text("abcxyz019_-", min_size=1, max_size=LONGEST_ID)
short_ids = st.text("abcxyz019_-", min_size=1, max_size=10)
subjects = st.text("abc ی-'/&", min_size=1).filter(lambda text: len(text.encode()) <= LONGEST_ID)
filters = st.builds(
    PlaceFilter, st.frozensets(st.sampled_from(Kind)), st.sampled_from(Openness), st.booleans()
)
points = st.builds(
    lambda lat, lon: Point(lat / 1000, lon / 1000),
    st.integers(-90_000, 90_000),
    st.integers(-180_000, 180_000),
)
VALUES: dict[Any, st.SearchStrategy[Any]] = {
    str: ids,
    int: st.integers(0, 999),
    AnnouncementId: st.integers(1, 2**31 - 1),
    Interest: st.sampled_from(Interest),
    Language: st.sampled_from(Language),
    Province: st.sampled_from(Province),
    Province | None: st.none() | st.sampled_from(Province),
    PlaceFilter: filters,
    Point: points,
    tuple[Shown, ...]: st.one_of(*(st.tuples(st.builds(card, ids)) for card in get_args(Card)))
    | st.tuples(st.builds(ShowPlace, short_ids), st.builds(ShowCity, short_ids, filters)),
}
NAMED = {
    "about": st.sampled_from(list(WRONG)).flatmap(lambda what: ids.map(lambda its_id: f"{what}_{its_id}")),
    "reason": st.sampled_from([reason for reasons in WRONG.values() for reason in reasons]),
    "subject": subjects,
}


def actions_of(kind: type[Action]) -> st.SearchStrategy[Action]:
    hints = get_type_hints(kind)
    values = {field.name: NAMED.get(field.name, VALUES[hints[field.name]]) for field in fields(kind)}
    return st.builds(kind, **values)


@pytest.mark.parametrize("kind", EVERY_ACTION, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_every_action_with_every_value_that_data_may_have_fits_a_button_and_comes_back(
    kind: type[Action], data: st.DataObject
) -> None:
    action = data.draw(actions_of(kind))
    written = encode(action)
    assert 1 <= len(written.encode()) <= MAX_BYTES == 64
    assert decode(written) == action


def test_every_action_has_a_verb_of_its_own() -> None:
    verbs = [action.verb for action in EVERY_ACTION]
    assert len(set(verbs)) == len(verbs)
    assert not any(":" in verb for verb in verbs)


@pytest.fixture(scope="module")
def longest() -> dict[str, Any]:
    """Of each value the longest that the real data have."""
    data = load(DATA)
    answers = [answer for topic in data.topics for answer in topic.row.answers]
    longest: dict[str, Any] = {
        "city_id": max((city.row.id for city in data.cities), key=len),
        "place_id": max((place.row.id for place in data.places), key=len),
        "programme_id": max((programme.row.id for programme in data.programmes), key=len),
        "answer_id": max((answer.id for answer in answers), key=len),
        "figure_id": max((figure.row.id for figure in data.figures), key=len),
        "section": max((answer.section for answer in answers), key=len),
        "subject": max((figure.row.subject for figure in data.figures), key=lambda text: len(text.encode())),
        "reason": max((reason for reasons in WRONG.values() for reason in reasons), key=len),
        "page": 999,
        "keep": PlaceFilter(frozenset(Kind), Openness.COMING, women_only=True),
        "point": Point(-89.999, -179.999),
        "province": max(Province, key=len),
        "language": max(Language, key=len),
        "interest": max(Interest, key=len),
        "announcement_id": 2**31 - 1,
    }
    cards = (
        ShowPlace(longest["place_id"]),
        ShowAnswer(longest["answer_id"]),
        ShowFigure(longest["figure_id"]),
    )
    longest["shown"] = (max(cards, key=lambda card: len(encode(card))),)
    longest["about"] = max(f"place_{longest['place_id']}", f"answer_{longest['answer_id']}", key=len)
    return longest


@pytest.mark.parametrize("kind", EVERY_ACTION, ids=lambda kind: kind.__name__)
def test_the_longest_values_of_the_real_data_fit(kind: type[Action], longest: dict[str, Any]) -> None:
    action = kind(**{field.name: longest[field.name] for field in fields(kind)})
    assert decode(encode(action)) == action


@given(st.builds(Point, st.floats(-90, 90), st.floats(-180, 180)))
def test_a_point_on_a_button_is_rounded_to_about_a_hundred_metres(point: Point) -> None:
    action = decode(encode(ListNearby(point)))
    assert isinstance(action, ListNearby)
    assert point.distance_km(action.point) < 0.08


@given(
    st.text(max_size=80)
    | st.lists(st.text(max_size=8) | st.sampled_from([a.verb for a in EVERY_ACTION])).map(":".join)
)
def test_what_is_not_one_of_our_buttons_is_none_and_no_error(data: str) -> None:
    action = decode(data)
    assert action is None or decode(encode(action)) == action


@pytest.mark.parametrize(
    "data",
    [
        "",
        ":",
        "home:",
        "HOME",
        "c",
        "c:lahore",
        "c:lahore:A",
        "c:lahore:A:0:0",
        "c:lahore:Z:0",
        "c:lahore:xA:0",
        "c:lahore::0",
        "c:lahore:A:-1",
        "c:lahore:A:1000",
        "c:lahore:A:one",
        "bc:atlantis:0",
        "n:31.5:A:0",
        "n:nan,nan:A:0",
        "n:91,0:A:0",
        "n:1e999,0:A:0",
        "lc:sd",
        "ia:cricket",
        "nw:0",
        "nw:2147483648",
        "c:lahore:A:" + "9" * 5000,
    ],
)
def test_a_button_that_was_tampered_with_or_is_too_old_is_none(data: str) -> None:
    assert decode(data) is None


@pytest.mark.parametrize(
    "shown",
    ["forget", "on", "lc~ur", "home", "i~en~p~arfa", "p", "", "~", "p~arfa~", "p~arfa+", "p~arfa+on"],
)
def test_only_what_a_reply_shows_can_be_asked_for_in_another_language(shown: str) -> None:
    assert decode(f"i:ur:{shown}") is None
    both = InLanguage(Language.URDU, (ShowPlace("arfa"), ShowCity("lahore")))
    assert decode("i:ur:p~arfa+c~lahore~A~0") == both


def test_what_does_not_fit_is_refused_when_the_button_is_made() -> None:
    for action in (ShowCity("x" * 64), ListFigures("پارک" * 10), ReportWrong("place_x", "y" * 60)):
        with pytest.raises(ValueError, match="does not fit into 64 bytes"):
            press("label", action)
