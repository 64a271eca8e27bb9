"""Ranking topics, and the answers of the best one."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answers.guide import Guide
from answers.inline import Inline
from answers.understanding.fold import tokens
from answers.understanding.ranking import Ranked, Ranking
from storage.directory.load import load
from tests.conftest import DATA

TOPICS = {topic.row.topic: {answer.id for answer in topic.row.answers} for topic in load(DATA).topics}


@pytest.fixture
def ranking(told: tuple[Guide, Inline]) -> Ranking:
    """The ranking over the real data."""
    guide, _ = told
    return guide._understanding._questions._ranking


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("paypal available pakistan", "paypal"),
        ("پے پال", "paypal"),
        ("digiskills course", "digiskills"),
        ("health insurance freelancers", "health_insurance"),
        ("laptop scheme", "laptop_scheme"),
        ("rgistration fees kitni ha", "registration_fee"),
    ],
)
async def test_the_topic_that_is_asked_about_comes_first(ranking: Ranking, text: str, topic: str) -> None:
    ranked = await ranking.rank(tokens(text))
    assert ranked.topics[0] == topic
    assert ranked.answer_ids[0] in TOPICS[topic]


async def test_within_a_topic_the_answer_comes_first_that_people_ask_for_like_this(ranking: Ranking) -> None:
    for text, answer_id in (
        ("is paypal available in pakistan", "pay-paypal"),
        ("did the paypal service start", "pay-paypal-2024-promise"),
    ):
        ranked = await ranking.rank(tokens(text))
        assert ranked.answer_ids[0] == answer_id


async def test_the_words_with_which_people_ask_for_the_best_answer_come_along(ranking: Ranking) -> None:
    ranked = await ranking.rank(tokens("when will the karachi it park open"))
    assert "karachi" in ranked.said
    assert "paypal" not in ranked.said


async def test_a_wish_that_is_no_topic_is_told_beside_the_topics(ranking: Ranking) -> None:
    for text, wish in (("mere qareeb kaun sa center hai", "@find_nearby"), ("shukriya bhai", "@thanks")):
        ranked = await ranking.rank(tokens(text))
        assert ranked.wish == wish
        assert wish not in ranked.topics


async def test_a_clear_question_is_surer_than_a_vague_one(ranking: Ranking) -> None:
    clear = await ranking.rank(tokens("is paypal available in pakistan"))
    vague = await ranking.rank(tokens("account kholna hai"))
    assert clear.confidence > vague.confidence


@pytest.mark.parametrize("words", [[], ["🦄"], ["漢字"]])
async def test_where_no_word_was_ever_seen_nothing_is_ranked(ranking: Ranking, words: list[str]) -> None:
    assert await ranking.rank(words) == Ranked()


class OfFewTopics(Ranking):
    """A ranking whose directory is older than its model and has some topics only."""

    def __init__(self, whole: Ranking, *topics: str) -> None:
        answers = {topic: whole._answers[topic] for topic in topics}
        super().__init__(whole._search, answers, whole._phrasings, whole._classifier, whole._concepts)


async def test_a_topic_that_an_older_directory_lacks_gives_no_other_topic_s_answer(ranking: Ranking) -> None:
    older = OfFewTopics(ranking, "loan")
    assert (await older.rank(tokens("freelancer loan"))).answer_ids[0] in TOPICS["loan"]
    paypal = await older.rank(tokens("is paypal available in pakistan"))
    assert paypal == Ranked(wish="paypal")


_TYPED = st.lists(
    st.one_of(
        st.sampled_from(["paypal", "tax", "stp", "or", "and", "not", "near", "kitne", "ٹیکس", "zz"]),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    ),
    max_size=10,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=_TYPED)
async def test_all_topics_and_answers_are_ranked_once_or_none_is(ranking: Ranking, typed: list[str]) -> None:
    ranked = await ranking.rank(tokens(" ".join(typed)))
    assert 0 <= ranked.confidence <= 1
    if ranked == Ranked():
        return
    assert sorted(ranked.topics) == sorted(TOPICS)
    assert sorted(ranked.answer_ids) == sorted(its_id for ids in TOPICS.values() for its_id in ids)
    owner = {its_id: topic for topic, ids in TOPICS.items() for its_id in ids}
    assert list(dict.fromkeys(owner[its_id] for its_id in ranked.answer_ids)) == list(ranked.topics)
