"""Finding figures and places by the words of a message."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answers.guide import Guide
from answers.inline import Inline
from answers.understanding.fold import tokens
from answers.understanding.retrieval import Found, Retrieval


@pytest.fixture
def retrieval(told: tuple[Guide, Inline]) -> Retrieval:
    """The search over the real data."""
    guide, _ = told
    return guide._understanding._questions._retrieval


def best_of(found: Found) -> str | None:
    """The id that ranks first."""
    return found.best.id if found.best else None


async def test_a_figure_is_found_with_the_name_of_its_statistic(retrieval: Retrieval) -> None:
    found = await retrieval.figures(tokens("how many software technology parks are there"))
    assert best_of(found) == "stp_count_2025"
    assert found.best
    assert found.best.label == "stp_count"


async def test_the_figure_that_people_ask_for_like_this_comes_first(retrieval: Retrieval) -> None:
    assert best_of(await retrieval.figures(tokens("kitne stp bane hain"))) == "stp_count_2025"
    found = await retrieval.figures(tokens("how many e-Rozgaar centres have opened so far"))
    assert found.best
    assert found.best.label == "erozgaar_count"


async def test_a_place_is_found_by_its_name(retrieval: Retrieval) -> None:
    assert best_of(await retrieval.places(["sitara", "technopark"])) == "stp-faisalabad-ali-fatima"


async def test_words_that_stand_nowhere_find_nothing(retrieval: Retrieval) -> None:
    for words in ([], ["qqqqqqq"], ["🦄"]):
        for found in (await retrieval.figures(words), await retrieval.places(words)):
            assert (found.best, found.coverage, found.lead, found.rarity) == (None, 0.0, 0.0, 0.0)


async def test_a_word_that_stands_nowhere_lowers_what_is_explained(retrieval: Retrieval) -> None:
    known = await retrieval.places(["sitara"])
    half = await retrieval.places(["sitara", "qqqqqqq"])
    assert known.coverage == pytest.approx(1.0)
    assert 0 < half.coverage < 0.7


async def test_another_spelling_of_a_word_counts_but_less_than_the_word_itself(retrieval: Retrieval) -> None:
    written = await retrieval.places(["sitara", "technopark"])
    sounding = await retrieval.places(["sitaraa", "technopark"])
    assert best_of(sounding) == best_of(written)
    assert 0 < sounding.coverage < written.coverage


async def test_a_name_of_one_town_leads_and_a_word_of_many_does_not(retrieval: Retrieval) -> None:
    clear = await retrieval.places(["sitara"])
    torn = await retrieval.places(["software", "technology", "park"])
    assert clear.lead > torn.lead
    assert clear.rarity > torn.rarity


_TYPED = st.lists(
    st.one_of(
        st.sampled_from(["stp", "parks", "sitara", "or", "and", "not", "near", "kitne", "پارک", "zz"]),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    ),
    max_size=10,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=_TYPED)
async def test_what_is_explained_is_a_share_whatever_is_asked(retrieval: Retrieval, typed: list[str]) -> None:
    words = tokens(" ".join(typed))
    for found in (await retrieval.figures(words), await retrieval.places(words)):
        assert 0 <= found.coverage <= 1 + 1e-9
        assert 0 <= found.lead <= 1
        assert found.rarity >= 0
        assert bool(found.hits) == (found.best is not None)
