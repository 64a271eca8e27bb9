"""The words that say what a message wants."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.understanding.fold import fold, tokens
from answers.understanding.vocabulary import Vocabulary, read_vocabulary
from domain.places import PARKS, Kind
from tests.answers.understanding.conftest import DATA

_WORDS = (DATA / "vocabulary" / "words.toml").read_text(encoding="utf-8")
SHIPPED = read_vocabulary(_WORDS)


def test_the_longest_phrase_counts_and_each_word_once() -> None:
    vocabulary = Vocabulary({"kinds": {"any": ["centre"], "training_centre": ["training centre"]}})
    heard = vocabulary.hear(tokens("training centre"))
    assert heard.kinds == {Kind.TRAINING_CENTRE}
    assert heard.unexplained == ()


def test_a_phrase_may_mean_several_things() -> None:
    vocabulary = Vocabulary({"wishes": {"open": ["open"], "count": ["open"]}})
    assert vocabulary.hear(["open"]).wishes == {"open", "count"}


def test_what_no_phrase_explains_is_left_over_in_its_order() -> None:
    vocabulary = Vocabulary({"small": {"words": ["the"]}, "talk": {"hello": ["hi"]}})
    heard = vocabulary.hear(tokens("hi the quick the fox"))
    assert heard.unexplained == ("quick", "fox")
    assert heard.talk == "hello"
    assert not heard.speaks_of_places


def test_any_place_speaks_of_places_without_choosing_a_kind() -> None:
    heard = SHIPPED.hear(["centres"])
    assert heard.speaks_of_places
    assert heard.kinds == frozenset()


def test_no_words_mean_nothing() -> None:
    heard = SHIPPED.hear([])
    assert (heard.kinds, heard.wishes, heard.talk, heard.unexplained) == (frozenset(), frozenset(), None, ())


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("STP", PARKS),
        ("software parks", PARKS),
        ("سافٹ ویئر ٹیکنالوجی پارک", PARKS),
        ("پارکس", PARKS),
        ("e-Rozgaar center", {Kind.E_ROZGAAR_CENTRE}),
        ("erozgar", {Kind.E_ROZGAAR_CENTRE}),
        ("ای روزگار سینٹر", {Kind.E_ROZGAAR_CENTRE}),
        ("co-working space", {Kind.COWORKING_SPACE}),
        ("incubators", {Kind.INCUBATION_CENTRE}),
        ("training centre", {Kind.TRAINING_CENTRE}),
        ("women technology park", {Kind.WOMEN_TECHNOLOGY_PARK}),
        ("parks and incubators", PARKS | {Kind.INCUBATION_CENTRE}),
    ],
)
def test_kinds_are_heard_in_every_language_and_spelling(text: str, kinds: set[Kind]) -> None:
    assert SHIPPED.hear(tokens(text)).kinds == kinds


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("near me", "nearby"),
        ("mere qareeb", "nearby"),
        ("میرے پاس", "nearby"),
        ("all parks", "list"),
        ("کون کون سے", "list"),
        ("how many", "count"),
        ("kitne hain", "count"),
        ("کتنے", "count"),
        ("open now", "open"),
        ("under construction", "coming"),
        ("زیر تعمیر", "coming"),
        ("for women", "women_only"),
        ("khawateen", "women_only"),
        ("خواتین", "women_only"),
        ("address", "address"),
        ("kahan", "address"),
    ],
)
def test_wishes_are_heard_in_every_language(text: str, wish: str) -> None:
    assert wish in SHIPPED.hear(tokens(text)).wishes


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        ("assalam o alaikum", "hello"),
        ("شکریہ", "thanks"),
        ("khuda hafiz", "bye"),
        ("madad", "help"),
        ("talk to a person", "human"),
    ],
)
def test_talk_is_heard_in_every_language(text: str, talk: str) -> None:
    assert SHIPPED.hear(tokens(text)).talk == talk


def test_every_phrase_of_the_file_is_heard_however_it_is_typed() -> None:
    for group, meanings in tomllib.loads(_WORDS).items():
        for meaning, phrases in meanings.items():
            for phrase in phrases:
                heard = SHIPPED.hear(tokens(phrase.upper()))
                assert heard.unexplained == (), (group, meaning, phrase)


def test_a_faulty_file_is_refused() -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        read_vocabulary("[kinds\n")


@given(
    st.lists(
        st.one_of(st.sampled_from(["stp", "near", "me", "how", "many", "hello"]), st.text()), max_size=12
    )
)
def test_hearing_never_fails_and_never_invents_a_word(words: list[str]) -> None:
    said = [word for typed in words for word in fold(typed).split()]
    left = SHIPPED.hear(said).unexplained
    remaining = iter(said)
    assert all(word in remaining for word in left)  # a subsequence
