import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from answers.guide import Guide
from answers.understanding.reading import Intent
from bot import asking
from bot.assembly import opened_guide
from bot.settings import Settings
from domain.languages import Language
from domain.places import Province
from domain.replies import Html, Reply
from texts.catalogue import available

CONTRACT: dict[str, tuple[type, ...]] = {
    "intent": (str,),
    "topic": (str, type(None)),
    "topics": (list,),
    "answer_ids": (list,),
    "cities": (list,),
    "region": (str, type(None)),
    "kind": (str, type(None)),
    "stat": (str, type(None)),
    "language": (str, type(None)),
    "confidence": (float, int),
    "decision": (str,),
    "text": (str,),
}
"""The keys of `ask --json`, which other programs rely on."""

OF_EACH_INTENT = {
    "find_city": "STP in Faisalabad",
    "find_nearby": "which centre is near me",
    "list_kind": "parks in sindh",
    "faq": "how do I register as a freelancer",
    "stats": "how many software technology parks are there",
    "smalltalk": "hello",
    "human": "I want to talk to a human",
    "oos": "pizza recipe",
}

IN_URDU = Language.URDU in available()
"""Whether the bot speaks Urdu yet; a language without sentences is answered in English."""


@pytest.fixture
async def guide(settings: Settings) -> AsyncIterator[Guide]:
    async with opened_guide(settings) as (opened, _):
        yield opened


async def as_printed(guide: Guide, text: str, language: Language | None = None) -> dict[str, Any]:
    """The record as a program reads it."""
    record: dict[str, Any] = json.loads(json.dumps(await asking.asked(guide, text, language)))
    return record


def check(record: dict[str, Any]) -> None:
    assert list(record) == list(CONTRACT)
    for key, types in CONTRACT.items():
        assert isinstance(record[key], types), key
    assert record["intent"] in OF_EACH_INTENT
    assert record["decision"] in ("answer", "ask_back", "dont_know")
    assert record["kind"] in ("stp", "e_rozgaar", "any", None)
    assert record["region"] in (*Province, None)
    assert record["language"] in ("en", "ur", "ur-Latn", None)
    assert 0 <= record["confidence"] <= 1
    for ranked in ("topics", "answer_ids", "cities"):
        assert all(isinstance(one, str) for one in record[ranked])
        assert len(set(record[ranked])) == len(record[ranked])
    assert (record["topic"] is not None) <= (record["intent"] == "faq")
    assert record["text"].strip()


def test_there_is_an_example_of_each_intent() -> None:
    assert set(OF_EACH_INTENT) == set(Intent)


async def test_each_intent_gives_a_record_as_agreed(guide: Guide) -> None:
    for intent, text in OF_EACH_INTENT.items():
        record = await as_printed(guide, text)
        check(record)
        assert record["intent"] == intent, text


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(text=st.text(max_size=80))
async def test_whatever_is_asked_gives_a_record_as_agreed(guide: Guide, text: str) -> None:
    check(await as_printed(guide, text))


async def test_a_question_of_places_says_where_and_of_what_kind(guide: Guide) -> None:
    record = await as_printed(guide, "STP in Faisalabad")
    assert (record["cities"], record["kind"], record["decision"]) == (["faisalabad"], "stp", "answer")
    record = await as_printed(guide, "e-rozgaar centres in punjab")
    assert (record["region"], record["kind"]) == ("punjab", "e_rozgaar")
    record = await as_printed(guide, "multan")
    assert (record["cities"], record["kind"]) == (["multan"], "any")


async def test_a_question_of_a_topic_says_which_and_which_answers_come_first(guide: Guide) -> None:
    record = await as_printed(guide, "how do I register as a freelancer")
    assert record["topic"] == "registration"
    assert record["topics"][0] == "registration"
    assert record["answer_ids"]
    assert record["kind"] is None


async def test_a_question_of_numbers_says_which_number(guide: Guide) -> None:
    record = await as_printed(guide, "how many software technology parks are there")
    assert record["stat"] == "stp_count"
    assert "43" in record["text"]


async def test_the_text_is_what_a_person_reads_and_not_markup(guide: Guide) -> None:
    for text in OF_EACH_INTENT.values():
        shown = (await as_printed(guide, text))["text"]
        assert "<b>" not in shown
        assert "</" not in shown
        assert "&amp;" not in shown


def in_urdu_script(text: str) -> bool:
    """Whether most of its letters are Arabic ones; names and addresses stay as they are."""
    letters = [letter for letter in text.partition("http")[0] if letter.isalpha()]
    return 2 * sum("\u0600" <= letter <= "\u06ff" for letter in letters) > len(letters)


async def test_the_language_asked_for_goes_before_the_language_of_the_question(guide: Guide) -> None:
    question = "Is PayPal available in Pakistan?"
    assert not in_urdu_script((await as_printed(guide, question))["text"])
    asked = await as_printed(guide, question, Language.URDU)
    assert asked["language"] == "en", "that of the question"
    assert in_urdu_script(asked["text"]) == IN_URDU


async def test_a_question_is_answered_in_its_own_language_where_none_is_asked_for(guide: Guide) -> None:
    question = "کیا پاکستان میں پے پال دستیاب ہے؟"
    record = await as_printed(guide, question)
    assert (record["language"], record["topic"]) == ("ur", "paypal")
    assert in_urdu_script(record["text"]) == IN_URDU
    assert not in_urdu_script((await as_printed(guide, question, Language.ENGLISH))["text"])


def test_plain_text_keeps_the_addresses_behind_links() -> None:
    reply = Reply(Html('<b>Arfa</b> &amp; more <a href="https://x.pk/s">page</a>'))
    assert asking.plain(reply) == "Arfa & more page <https://x.pk/s>"


async def test_each_question_is_judged_with_its_record_and_its_time(guide: Guide) -> None:
    label = {"lang": "en", "intent": "find_city", "cities": ["multan"], "accept": [{"intent": "find_city"}]}
    question = {"id": "q1", "text": "multan", **label}
    (judged,) = await asking.judged(guide, [question])
    assert judged.question == question
    assert judged.read == await asking.asked(guide, "multan", None)
    assert judged.is_right
    assert judged.milliseconds > 0
