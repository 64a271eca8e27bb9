"""A staff button carries all it needs in 64 bytes, and nothing that comes back can break the bot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from announcements.cards.taps import MAX_BYTES, PREFIX, Tap, Verb, asking, decode, press
from announcements.facets import FACETS
from announcements.roles import Act
from answers.buttons import decode as decode_for_everybody
from domain.announcements import Role
from domain.languages import Language
from domain.prompts import Awaited
from domain.switches import Function

LONGEST_CITY_ID = 46  # as the rules of the data files allow
USER_IDS = st.integers(0, 2**52 - 1)
NUMBERS = st.integers(0, 999_999_999)
CITY_IDS = st.text("abcxyz_", min_size=1, max_size=LONGEST_CITY_ID)

CHOSEN = {
    Verb.ASK: st.builds(
        lambda what, language: asking(what, language=language).chosen,
        st.sampled_from(Awaited),
        st.none() | st.sampled_from(Language),
    ),
    Verb.WAIVE: st.sampled_from(Language).map(str),
    Verb.UNLINK: st.sampled_from(Language).map(str),
    Verb.AUDIENCE: st.sampled_from(["", *FACETS]),
    Verb.AIM: st.just("") | CITY_IDS.map("c.{}".format) | st.sampled_from(Language).map("l.{}".format),
    Verb.SURE: st.sampled_from(Act).map(str),
    Verb.DO: st.sampled_from(Act).map(str),
    Verb.ROLE: st.sampled_from(Role).map(str),
    Verb.SWITCH_OFF: st.sampled_from(Function).map(str),
    Verb.SWITCH_ON: st.sampled_from(Function).map(str),
}


@st.composite
def taps(draw: st.DrawFn) -> Tap:
    verb = draw(st.sampled_from(Verb))
    return Tap(verb, draw(USER_IDS), draw(CHOSEN.get(verb, st.just(""))), draw(NUMBERS))


@given(taps())
def test_what_is_read_is_what_was_written(tap: Tap) -> None:
    try:
        data = press("label", tap).data
    except ValueError:
        assert len(tap.chosen) > 30
    else:
        assert decode(data) == tap


@given(CITY_IDS, st.integers(0, 99_999_999))
def test_every_city_fits_on_a_button(city_id: str, announcement_id: int) -> None:
    data = press("label", Tap(Verb.AIM, announcement_id, f"c.{city_id}")).data
    assert len(data.encode()) <= MAX_BYTES


@given(
    st.text(max_size=70)
    | st.text(f"{PREFIX}0123456789abcdefghijklmnopqrstuvwxyz.", max_size=30).map(PREFIX.__add__)
)
def test_anything_else_is_nothing(data: str) -> None:
    tap = decode(data)
    assert tap is None or data.startswith(PREFIX)


@pytest.mark.parametrize("verb", Verb)
def test_what_is_not_for_everybody_means_nothing_to_them(verb: Verb) -> None:
    assert decode_for_everybody(press("label", Tap(verb, 1)).data) is None
