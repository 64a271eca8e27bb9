"""Each is answered in the language and script they write in."""

import pytest

from domain.languages import Language
from domain.places import Status
from sandbox.people import Person
from tests.conftest import Conversation
from texts.catalogue import phrases

ISOLATES = ("\u2068", "\u2069")


def without_isolates(text: str) -> str:
    """The text as a reader sees it."""
    for mark in ISOLATES:
        text = text.replace(mark, "")
    return text


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("is paypal available in pakistan", "No. PayPal does not offer accounts in Pakistan"),
        ("kya pakistan mein paypal chalta hai", "Nahi"),
        ("کیا پاکستان میں پے پال دستیاب ہے", "نہیں"),
    ],
)
async def test_an_answer_comes_in_the_script_of_the_question(
    ayesha: Conversation, said: str, answer: str
) -> None:
    assert without_isolates(await ayesha.says(said)).partition("\n\n")[2].startswith(answer)


async def test_a_chosen_language_holds_whatever_one_writes_in(ayesha: Conversation) -> None:
    await ayesha.says("/language")
    await ayesha.presses("اردو")
    assert "لاہور، پنجاب" in without_isolates(await ayesha.says("software park in lahore"))
    assert "ٹیکنالوجی پارک" in await ayesha.says("parks in sindh")


async def test_what_is_latin_in_an_urdu_answer_is_kept_apart_by_direction(ayesha: Conversation) -> None:
    said = await ayesha.says("پی ایس ای بی کیا ہے؟")
    assert "\u2068PSEB\u2069" in said
    assert said.count("\u2068") == said.count("\u2069")


async def test_whose_telegram_is_urdu_is_welcomed_in_urdu(ayesha: Conversation) -> None:
    bilal = Conversation(Person(ayesha.person.world, "Bilal", language_code="ur"), ayesha.poller)
    assert "رہنما" in await bilal.does(bilal.person.starts)


async def test_taps_and_keywords_stay_in_the_language_last_written_in(ayesha: Conversation) -> None:
    await ayesha.says("multan me koi e rozgar center hai kya")
    assert "Programme" in await ayesha.presses("Center Multan")
    assert "Kaam kar raha hai" in await ayesha.says("stp lahore")
    assert "Working" in await ayesha.says("is there any software park in Karachi")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("status", [status for status in Status if status is not Status.OPERATIONAL])
def test_in_no_language_is_a_place_called_working_that_is_not(language: Language, status: Status) -> None:
    for key in (f"status.{status}", f"status.{status}.undated"):
        words = phrases(language).label(key, date="2025").casefold()
        claims = ("working", "کام کر رہ", "kaam kar rah", "کھلا ہے", "khula hai")
        assert not any(claim in words for claim in claims)
