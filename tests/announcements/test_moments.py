"""Moments as staff write them, read on a Sunday at five in the afternoon in Pakistan."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from announcements.moments import is_quiet, read_moment
from announcements.scheduling import KARACHI
from tests.conftest import NOON


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("tomorrow 9am", "Mon 2026-11-23 09:00"),
        ("Tomorrow at 9 a.m.", "Mon 2026-11-23 09:00"),
        ("kal subah 9 baje", "Mon 2026-11-23 09:00"),
        ("Kal subah 9 bajay ko", "Mon 2026-11-23 09:00"),
        ("کل صبح 9 بجے", "Mon 2026-11-23 09:00"),
        ("کل صبح ۹ بجے", "Mon 2026-11-23 09:00"),
        ("25 Nov 15:30", "Wed 2026-11-25 15:30"),
        ("nov 25 9 am", "Wed 2026-11-25 09:00"),
        ("25th November 2026 at 3 pm", "Wed 2026-11-25 15:00"),
        ("25 نومبر 15:30", "Wed 2026-11-25 15:30"),
        ("2026-11-25 09:30", "Wed 2026-11-25 09:30"),
        ("25/11/2026 9:30", "Wed 2026-11-25 09:30"),
        ("25.11.2026, 9:30", "Wed 2026-11-25 09:30"),
        ("Wednesday 25 Nov 15:30", "Wed 2026-11-25 15:30"),
        ("monday 9am", "Mon 2026-11-23 09:00"),
        ("sunday 9am", "Sun 2026-11-29 09:00"),
        ("peer subah 10 baje", "Mon 2026-11-23 10:00"),
        ("جمعرات کو صبح ساڑھے 9 بجے", "Thu 2026-11-26 09:30"),
        ("jumerat ko sawa 9 baje", "Thu 2026-11-26 09:15"),
        ("kal paune 9 baje", "Mon 2026-11-23 08:45"),
        ("day after tomorrow 6 pm", "Tue 2026-11-24 18:00"),
        ("parson sham 5 baje", "Tue 2026-11-24 17:00"),
        ("آج شام 7 بجے", "Sun 2026-11-22 19:00"),
        ("kal dopahar 1 baje", "Mon 2026-11-23 13:00"),
        ("kal dopahar 12 baje", "Mon 2026-11-23 12:00"),
        ("کل سہ پہر 4 بجے", "Mon 2026-11-23 16:00"),
        ("tomorrow 12 pm", "Mon 2026-11-23 12:00"),
        ("tomorrow 12 am", "Mon 2026-11-23 00:00"),
        ("kal raat 9 baje", "Mon 2026-11-23 21:00"),
        ("kal raat 12 baje", "Tue 2026-11-24 00:00"),
        ("tonight 9", "Sun 2026-11-22 21:00"),
        ("6 pm", "Sun 2026-11-22 18:00"),
        ("9am", "Mon 2026-11-23 09:00"),
        ("17:00", "Mon 2026-11-23 17:00"),
        ("1 Jan 9am", "Fri 2027-01-01 09:00"),
        ("today 9am", "Sun 2026-11-22 09:00"),
        ("1 Jan 2026 9am", "Thu 2026-01-01 09:00"),
    ],
)
def test_a_moment_is_understood(said: str, meant: str) -> None:
    moment = read_moment(said, NOON)
    assert moment
    assert moment.tzinfo is KARACHI
    assert f"{moment:%a %Y-%m-%d %H:%M}" == meant


@pytest.mark.parametrize(
    "said",
    [
        "",
        "soon",
        "tomorrow",  # at which hour?
        "not tomorrow 9am",
        "tomorrow 9am or 10am",
        "tomorrow monday tuesday 9am",
        "Thursday 25 Nov 15:30",  # that is a Wednesday
        "31 feb 9am",
        "tomorrow 25:00",
        "tomorrow 9:60",
        "kal raat 2 baje",  # the night before that day, or the one after it?
        "9 10",
        "tomorrow 9-10am",
        "25/11 9:30/10",
        "9999999999",
        "⅓ tomorrow",
    ],
)
def test_what_is_unclear_is_not_guessed_at(said: str) -> None:
    assert read_moment(said, NOON) is None


@given(st.text("0123456789:/.- amptowrkl۹کلصبح", max_size=25) | st.text(max_size=25))
def test_nothing_that_is_written_breaks_it(said: str) -> None:
    moment = read_moment(said, NOON)
    assert moment is None or moment.tzinfo is KARACHI


@given(st.integers(24 * 60, 300 * 24 * 60))
def test_a_moment_written_out_is_that_moment(minutes: int) -> None:
    there = NOON.astimezone(KARACHI) + datetime.timedelta(minutes=minutes)
    for form in ("%d %b %H:%M", "%A %d %B %Y %H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %I:%M %p", "%b %d %Y %H:%M"):
        assert read_moment(f"{there:{form}}", NOON) == there


@pytest.mark.parametrize(
    ("time", "quiet"),
    [("07:59", True), ("08:00", False), ("21:59", False), ("22:00", True), ("00:00", True)],
)
def test_the_night_is_from_ten_to_eight_in_pakistan(time: str, quiet: bool) -> None:
    here = datetime.datetime.combine(NOON, datetime.time.fromisoformat(time), KARACHI)
    assert is_quiet(here) is is_quiet(here.astimezone(datetime.UTC)) is quiet
