"""Several replies as one message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.actions import ShowAnswer
from answers.cards.general import other_languages
from answers.cards.joining import in_languages, joined
from domain.geometry import Point
from domain.languages import Language
from domain.replies import Html, Link, Press, Reply, Venue
from tests.texts.telegram import utf16_length
from texts.catalogue import phrases

LONGEST = 4096

labels = st.sampled_from(["Lahore", "Multan", "اردو", "Roman Urdu", "💼 Questions"])
buttons = st.builds(Press, labels, st.sampled_from("abc")) | st.builds(Link, labels, st.just("https://x.pk"))
rows = st.lists(st.lists(buttons, min_size=1, max_size=3, unique_by=lambda button: button.label).map(tuple))
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40) | st.sampled_from(
    ["x" * 2000, "x" * 4090, "😀" * 1500, "پ" * 3000]
)
replies = st.builds(lambda text, held: Reply(Html(text), tuple(held)), texts, rows)


def of(reply: Reply) -> list[str]:
    """The labels of a reply's buttons, in reading order."""
    return [button.label for row in reply.rows for button in row]


@given(st.lists(replies, min_size=1, max_size=4))
def test_one_message_holds_every_text_and_label_once_or_is_the_first_reply(
    several: list[Reply],
) -> None:
    reply = joined(several)
    if reply == several[0]:
        return
    assert utf16_length(reply.text) <= LONGEST
    rest: str = reply.text
    for one in several:
        assert one.text in rest
        _, _, rest = rest.partition(one.text)
    assert of(reply) == list(dict.fromkeys(label for one in several for label in of(one)))
    assert all(reply.rows)


@given(st.lists(replies, min_size=2, max_size=4))
def test_only_what_is_too_long_is_left_out(several: list[Reply]) -> None:
    reply = joined(several)
    between = utf16_length("\n\n➖➖➖\n\n")
    length = sum(utf16_length(one.text) for one in several) + between * (len(several) - 1)
    assert (utf16_length(reply.text) == length) == (length <= LONGEST)


@given(replies)
def test_one_reply_stays_as_it_is(reply: Reply) -> None:
    assert joined([reply]) is reply


def test_a_spot_on_the_map_that_stands_alone_keeps_its_map() -> None:
    spot = Reply(Html("there"), venue=Venue("Arfa", "Lahore", Point(31.5, 74.3)))
    assert joined([spot]).venue


def test_of_two_buttons_with_one_label_the_first_reply_s_is_kept() -> None:
    first, second = (Reply(Html(name), ((Press("اردو", name),),)) for name in ("a", "b"))
    assert joined([first, second]).rows == ((Press("اردو", "a"),),)


@pytest.mark.parametrize("spare", [0, 1])
def test_the_limit_is_counted_as_telegram_counts(spare: int) -> None:
    between = utf16_length("\n\n➖➖➖\n\n")
    first = Reply(Html("😀" * 1000))
    second = Reply(Html("x" * (LONGEST - between - 2000 + spare)))
    assert (joined([first, second]) == first) == bool(spare)


def test_what_does_not_fit_into_a_language_button_has_none() -> None:
    t = phrases(Language.ENGLISH)
    for ids, languages in ((("a", "b"), 2), (("a" * 30, "b" * 30), 0)):
        shown = [ShowAnswer(its_id) for its_id in ids]
        replies = [Reply(Html(one.answer_id), (other_languages(t, one),)) for one in shown]
        assert len(of(in_languages(t, replies, shown))) == languages


def test_a_part_that_is_no_card_leaves_the_whole_without_language_buttons() -> None:
    t = phrases(Language.ENGLISH)
    replies = [Reply(Html("a"), (other_languages(t, ShowAnswer("a")),)), Reply(Html("hello"))]
    assert of(in_languages(t, replies, [ShowAnswer("a"), None])) == []
