"""Ranking answers, figures and places by the words of a message."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answers.understanding.classifier import parse
from answers.understanding.examples import read_concepts
from answers.understanding.fold import tokens
from answers.understanding.retrieval import Found, Retrieval
from storage.directory.reader import open_directory
from tests.conftest import DATA

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def retrieval(built: Path) -> AsyncIterator[Retrieval]:
    """The search over the real data."""
    async with open_directory(built) as directory:
        yield Retrieval(
            directory.search,
            await directory.search.word_weights(),
            parse((DATA / "model.gz").read_bytes()),
            read_concepts((DATA / "vocabulary" / "concepts.toml").read_text(encoding="utf-8")),
        )


def best_of(found: Found) -> str | None:
    """The id that ranks first."""
    return found.best.id if found.best else None


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("paypal available pakistan", "paypal"),
        ("پے پال", "paypal"),
        ("digiskills course", "digiskills"),
        ("health insurance freelancers", "health_insurance"),
        ("laptop scheme", "laptop_scheme"),
    ],
)
async def test_the_answers_of_a_topic_come_first(retrieval: Retrieval, text: str, topic: str) -> None:
    assert (await retrieval.answers(tokens(text))).labels[0] == topic


async def test_a_figure_is_found_with_the_name_of_its_statistic(retrieval: Retrieval) -> None:
    found = await retrieval.figures(tokens("how many software technology parks are there"))
    assert best_of(found) == "stp_count_2025"
    assert found.labels[0] == "stp_count"


async def test_a_place_is_found_by_its_name(retrieval: Retrieval) -> None:
    assert best_of(await retrieval.places(["sitara", "technopark"])) == "stp-faisalabad-ali-fatima"


async def test_the_answers_of_a_topic_stand_together_and_labels_are_named_once(retrieval: Retrieval) -> None:
    found = await retrieval.answers(tokens("freelancer tax rate"))
    topics = [hit.label for hit in found.hits]
    assert topics == sorted(topics, key=topics.index)
    assert len(found.labels) == len(set(found.labels))


async def test_within_a_topic_the_answer_comes_first_that_people_ask_for_like_this(
    retrieval: Retrieval,
) -> None:
    assert best_of(await retrieval.answers(tokens("is paypal available in pakistan"))) == "pay-paypal"
    assert (
        best_of(await retrieval.answers(tokens("did the paypal service start"))) == "pay-paypal-2024-promise"
    )


async def test_words_that_stand_nowhere_find_nothing(retrieval: Retrieval) -> None:
    for words in ([], ["qqqqqqq"], ["🦄"]):
        found = await retrieval.answers(words)
        assert (found.best, found.labels, found.coverage, found.lead) == (None, (), 0.0, 0.0)


async def test_a_word_that_stands_nowhere_lowers_what_is_explained(retrieval: Retrieval) -> None:
    known = await retrieval.answers(["paypal"])
    half = await retrieval.answers(["paypal", "qqqqqqq"])
    assert known.coverage == pytest.approx(1.0)
    assert 0 < half.coverage < 0.7


async def test_another_spelling_of_a_word_counts_but_less_than_the_word_itself(retrieval: Retrieval) -> None:
    written = await retrieval.answers(["payoneer"])
    sounding = await retrieval.answers(["payonear"])
    assert best_of(sounding) == best_of(written)
    assert 0 < sounding.coverage < written.coverage


async def test_one_clear_topic_leads_and_two_equal_ones_do_not(retrieval: Retrieval) -> None:
    clear = await retrieval.answers(["paypal"])
    torn = await retrieval.answers(["freelancer"])
    assert clear.lead > torn.lead


_TYPED = st.lists(
    st.one_of(
        st.sampled_from(["paypal", "tax", "stp", "or", "and", "not", "near", "kitne", "ٹیکس", "zz"]),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    ),
    max_size=10,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=_TYPED)
async def test_confidences_are_shares_whatever_is_asked(retrieval: Retrieval, typed: list[str]) -> None:
    words = tokens(" ".join(typed))
    for found in (
        await retrieval.answers(words),
        await retrieval.figures(words),
        await retrieval.places(words),
    ):
        assert 0 <= found.coverage <= 1 + 1e-9
        assert 0 <= found.lead <= 1
        assert found.rarity >= 0
        assert 0 <= found.confidence <= 1
        assert bool(found.hits) == (found.best is not None)
