"""Cutting a message where it may ask a second thing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.understanding.parts import parts

JOINTS = {"and", "also", "plus", "n", "&", "+", "/", "aur", "or", "nez", "phir", "اور", "نیز", "پھر"}
SIGNS = re.compile(r"[\s?!.;,؟۔؛،]+")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "multan me software park kahan hai aur office ka rent kitna hai?",
            ("multan me software park kahan hai", "office ka rent kitna hai"),
        ),
        ("What is PSEB? What does it cost?", ("What is PSEB", "What does it cost")),
        ("salam, lahore", ("salam", "lahore")),
        ("السلام علیکم، لاہور", ("السلام علیکم", "لاہور")),
        ("fee and documents AND time", ("fee", "documents", "time")),
        ("first line\nsecond line", ("first line", "second line")),
        ("پی ایس ای بی کیا ہے؟ فیس کتنی ہے؟", ("پی ایس ای بی کیا ہے", "فیس کتنی ہے")),
        ("فیس اور کاغذات", ("فیس", "کاغذات")),
        ("fees?documents?", ("fees", "documents")),
    ],
)
def test_a_message_is_cut_at_its_stops_and_ands(text: str, found: tuple[str, ...]) -> None:
    assert parts(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "lahore",
        "lahore?",
        "???",
        "and",
        "andaman or",
        "e-rozgaar",
        "31.42,73.09",
        "rs 1,50,000",
        "https://pseb.org.pk/a,b",
        "Rahnuma.pk",
        "brand sandy island",
    ],
)
def test_what_has_no_second_part_stays_as_it_is(text: str) -> None:
    assert parts(text) == (text,)


def test_a_message_of_more_than_three_parts_is_read_as_a_whole() -> None:
    assert len(parts("fee? documents? time?")) == 3
    assert parts("fee? documents? time? place?") == ("fee? documents? time? place?",)


def test_a_comma_after_more_than_a_greeting_parts_the_clauses_of_one_question() -> None:
    text = "I am a student in Multan, so is there any centre for me"
    assert parts(text) == (text,)


def words(*texts: str) -> list[str]:
    """The words of texts, without stops and without the joints."""
    found = (word for text in texts for word in SIGNS.split(text))
    return [word for word in found if word and word.casefold() not in JOINTS]


_PIECES = st.sampled_from([*JOINTS, "fee", "lahore", "kitni", "فیس", "31.42", "e-rozgaar", *"?!.;,\n؟۔؛،  "])


@given(st.text(max_size=80) | st.lists(_PIECES, max_size=12).map(" ".join) | st.lists(_PIECES).map("".join))
def test_nothing_but_joints_is_lost_and_nothing_is_added(text: str) -> None:
    found = parts(text)
    assert words(*found) == words(text)
    assert len(found) <= 3
    if len(found) == 1:
        assert found == (text,)
    for part in found:
        assert part in text
        assert len(found) == 1 or part == part.strip() != ""
