"""Sentences are filled in so that nothing typed becomes markup and no script turns the other round."""

import datetime

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from domain.languages import Language
from domain.replies import Html
from tests.sandbox.test_markup import judged_by_telegram
from tests.texts.telegram import as_read
from texts.catalogue import phrases
from texts.phrases import MissingText, Phrases, capital, lines, paragraphs, shortened

ENGLISH = phrases(Language.ENGLISH)
ISOLATES = str.maketrans("", "", "\u2068\u2069")
in_urdu = Phrases(Language.URDU, ENGLISH._catalogue, Locale.parse("ur_PK"))

# Telegram itself drops control characters
typed = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40)
pieces = st.lists(
    st.sampled_from(
        ["<", ">", "&", '"', "'", "</b>", "<b>", "<a href='x.pk'>", "&lt;", "&#60;", "{n}", "{name}", "%s"]
    )
    | typed,
    max_size=6,
).map("".join)


@given(pieces)
def test_what_is_put_into_a_sentence_is_text_and_never_markup(value: str) -> None:
    text, marks = judged_by_telegram(ENGLISH.say("wrong.ask", name=value))
    assert text == ENGLISH.label("wrong.ask", name=value)
    assert text.translate(ISOLATES) == f"What is wrong with {value}?".translate(ISOLATES)
    assert marks == []


@given(pieces)
def test_a_text_of_the_directory_is_read_as_it_is_written(value: str) -> None:
    assert judged_by_telegram(ENGLISH.text(value)) == (value, [])


@given(st.text("abc/?&=\"'<>%#", max_size=20), pieces.filter(str.strip))
def test_a_link_shows_its_title_and_leads_to_its_address(path: str, title: str) -> None:
    text, marks = judged_by_telegram(ENGLISH.link(f"https://example.org/{path}", title))
    assert text.translate(ISOLATES) == title.translate(ISOLATES)
    assert len(marks) == 1
    assert "text_link" in marks[0]


def test_html_goes_in_as_it_is() -> None:
    link = ENGLISH.link("https://example.org/?a=1&b=2", "A page")
    assert link == '<a href="https://example.org/?a=1&amp;b=2">A page</a>'
    assert link in ENGLISH.say("source.undated", link=link)


@pytest.mark.parametrize(
    ("t", "foreign", "own"), [(ENGLISH, "لاہور", "Lahore"), (in_urdu, "Lahore", "لاہور")]
)
def test_what_runs_against_the_sentence_is_isolated_and_nothing_else(
    t: Phrases, foreign: str, own: str
) -> None:
    for fill in (t.say, t.label):
        assert f"\u2068{foreign}\u2069" in fill("wrong.ask", name=foreign)
        assert f"\u2068{foreign} 2\u2069" in fill("wrong.ask", name=f"{foreign} 2")
        assert "\u2068" not in fill("wrong.ask", name=own)
        assert "\u2068" not in fill("wrong.ask", name="0800 & 01010")


@given(st.text(st.sampled_from("abc ابج 12.,-"), max_size=12))
def test_every_isolate_that_is_opened_is_closed(value: str) -> None:
    for t in (ENGLISH, in_urdu):
        said = t.say("wrong.ask", name=value)
        assert said.count("\u2068") == said.count("\u2069") <= 1


@pytest.mark.parametrize(("n", "words"), [(1, "1 company"), (2, "2 companies"), (1350, "1,350 companies")])
def test_the_number_chooses_the_form(n: int, words: str) -> None:
    assert words in ENGLISH.say("place.companies", n=n)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (0.04, "0"),
        (0.06, "0.1"),
        (1.26, "1.3"),
        (9.94, "9.9"),
        (9.96, "10"),
        (12.34, "12"),
        (1033.4, "1,033"),
        (1_120_000, "1,120,000"),
    ],
)
def test_a_number_has_separators_and_a_decimal_only_below_ten(value: float, shown: str) -> None:
    assert ENGLISH.number(value) == shown


@given(st.integers(0, 10**9))
def test_numbers_have_ascii_digits_in_every_language(value: int) -> None:
    for t in (ENGLISH, in_urdu):
        assert int(t.number(value).replace(",", "")) == value
        assert t.number(value).isascii()


@pytest.mark.parametrize(
    ("date", "words"), [("2025", "2025"), ("2025-09", "September 2025"), ("2025-09-03", "3 September 2025")]
)
def test_a_date_is_said_as_precisely_as_it_is_known(date: str, words: str) -> None:
    assert ENGLISH.date(date) == words


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2040, 12, 31)))
def test_every_date_can_be_said_in_every_language(day: datetime.date) -> None:
    for t in (ENGLISH, in_urdu):
        for date in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
            assert str(day.year) in t.date(date)


def test_a_sentence_that_is_not_there_is_an_error_and_not_its_key() -> None:
    for say in (ENGLISH.say, ENGLISH.label):
        with pytest.raises(MissingText):
            say("no.such.sentence")
        with pytest.raises(MissingText):
            say("no.such.sentence", n=2)


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError):
        ENGLISH.say("wrong.ask")


def test_whether_a_sentence_is_there_can_be_asked() -> None:
    assert ENGLISH.has("welcome")
    assert not ENGLISH.has("no.such.sentence")


def test_parts_that_are_absent_leave_no_empty_line() -> None:
    parts = [Html("a"), None, Html(""), Html("b")]
    assert lines(parts) == "a\nb"
    assert paragraphs(parts) == "a\n\nb"
    assert as_read(paragraphs(parts)) == "a\n\nb"


@given(st.text(max_size=30), st.integers(1, 20))
def test_a_shortened_text_fits_and_is_cut_only_where_it_must_be(text: str, longest: int) -> None:
    short = shortened(text, longest)
    assert len(short) <= longest
    assert short == text or (len(text) > longest and text.startswith(short[:-1]) and short[-1] == "…")


def test_a_capital_changes_the_first_letter_only() -> None:
    assert [capital(text) for text in ("IT parks", "parks", "", "ے")] == ["IT parks", "Parks", "", "ے"]
    assert capital("e-Rozgaar centres") == "e-Rozgaar centres"
