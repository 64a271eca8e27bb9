"""Folding: one spelling for every way of typing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.understanding.fold import MAX_LENGTH, fold, skeleton, tokens, word_list

SAME = [
    ("LAHORE", "lahore"),
    ("e-Rozgaar Centre?", "e rozgaar centre"),
    ("كراچي ميں", "کراچی میں"),
    ("لاھور", "لاہور"),
    ("لاهور", "لاہور"),
    ("مدرسة", "مدرسہ"),
    ("اُردُو", "اردو"),
    ("سـنـدھ", "سندھ"),
    ("آزاد", "ازاد"),
    ("سافٹ\u200cویئر", "سافٹویئر"),
    ("\u2067فیس\u2069", "فیس"),
    ("۳۱٫۵", "31.5"),
    ("at 10:30.", "at 10:30"),
    ("ﻻﮨﻮر", "لاہور"),
    ("café", "cafe"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_ways_of_typing_the_same_text_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_aspirated_letters_stay_apart_from_heh() -> None:
    assert fold("کھانا") != fold("کہانا")


def test_only_points_and_colons_between_digits_are_kept() -> None:
    assert fold("v.2.5: 10:30, 1,000 a_b (x)") == "v 2.5 10:30 1 000 a b x"


def test_a_long_message_is_cut() -> None:
    assert len(fold("ﷺ" * 1000)) <= MAX_LENGTH


@given(st.text() | st.text(alphabet="ھہلآ.:1۲ \u200cﷺİKſΐ가عؤ", max_size=600))
def test_folding_any_text_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folded_text_holds_single_spaces_and_is_its_own_tokens(text: str) -> None:
    assert " ".join(tokens(text)) == fold(text)


def test_a_word_list_leaves_out_comments_and_empty_lines() -> None:
    assert word_list("# words\nKarahi\n\nقبول\n") == {"karahi", "قبول"}


PAIRS = [
    *[("lahore", "لاہور"), ("lahor", "لاہور"), ("karachi", "کراچی"), ("gujranwala", "گوجرانوالہ")],
    *[("faisalabad", "فیصلآباد"), ("umerkot", "عمرکوٹ"), ("vehari", "وہاڑی"), ("taxila", "ٹیکسلا")],
    *[("registration", "رجسٹریشن"), ("certificate", "سرٹیفکیٹ"), ("technology", "ٹیکنالوجی")],
    *[("kahan", "کہاں"), ("khana", "کھانا"), ("phir", "پھر"), ("fees", "فیس"), ("zaroori", "ضروری")],
]


@pytest.mark.parametrize(("roman", "urdu"), PAIRS)
def test_urdu_and_roman_spellings_share_a_skeleton(roman: str, urdu: str) -> None:
    assert skeleton(fold(roman)) == skeleton(fold(urdu))


@pytest.mark.parametrize(("one", "other"), [("lahore", "larkana"), ("kahan", "khana"), ("تین", "دین")])
def test_different_words_have_different_skeletons(one: str, other: str) -> None:
    assert skeleton(fold(one)) != skeleton(fold(other))
