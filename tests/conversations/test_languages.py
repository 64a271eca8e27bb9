"""Each is answered in the language and script they write in."""

import pytest

from domain.languages import Language
from domain.places import Status
from sandbox.people import Person
from tests.conftest import Conversation
from tests.conversations.reading import unmarked
from tests.conversations.wordings import city_heading, said_in
from texts.catalogue import phrases

EN, UR, ROMAN = Language.ENGLISH, Language.URDU, Language.ROMAN_URDU


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
    assert unmarked(await ayesha.says(said)).partition("\n\n")[2].startswith(answer)


async def chooses(ayesha: Conversation, language: Language) -> None:
    """Chooses a language for the menus."""
    await ayesha.says("/language")
    await ayesha.presses(phrases(language).label(f"language.{language}"))


async def test_a_question_is_answered_in_its_own_language_whatever_was_chosen(ayesha: Conversation) -> None:
    await chooses(ayesha, UR)
    for said, language in (
        ("is there any software park in lahore", EN),
        ("lahore mein software park hai kya", ROMAN),
        ("لاہور میں سافٹ ویئر پارک", UR),
    ):
        assert unmarked(await ayesha.says(said)).startswith(city_heading("lahore", language))


@pytest.mark.parametrize("said", ["lahore", "stp lahore", "/city lahore", "/parks lahore"])
async def test_commands_and_keywords_have_no_language_and_follow_the_chosen_one(
    ayesha: Conversation, said: str
) -> None:
    await chooses(ayesha, UR)
    await ayesha.says("is paypal available in pakistan")
    assert unmarked(await ayesha.says(said)).startswith(city_heading("lahore", UR))


async def test_a_command_follows_the_chosen_language_when_a_question_is_edited_into_it(
    ayesha: Conversation,
) -> None:
    await chooses(ayesha, UR)
    question = ayesha.person.says("is there any software park in lahore")
    await ayesha.poller.poll()
    edited = await ayesha.does(ayesha.person.edits, question, "/city multan")
    assert unmarked(edited).startswith(city_heading("multan", UR))


@pytest.mark.parametrize("said", ["lahore", "/city lahore"])
async def test_where_none_was_chosen_they_stay_in_the_language_last_written_in(
    ayesha: Conversation, said: str
) -> None:
    await ayesha.says("کیا پاکستان میں پے پال دستیاب ہے")
    assert unmarked(await ayesha.says(said)).startswith(city_heading("lahore", UR))


async def test_a_tap_follows_the_conversation_and_not_the_menu(ayesha: Conversation) -> None:
    await chooses(ayesha, UR)
    await ayesha.says("STP in Faisalabad")
    assert "Who may use it:" in await ayesha.presses("Sitara")
    await ayesha.says("faisalabad mein stp kahan hai")
    assert said_in(ROMAN, "place.ask_first") in await ayesha.presses("Sitara")
    await ayesha.says("/parks")
    assert unmarked(await ayesha.presses("▶️")).startswith(phrases(UR).label("kinds.parks"))


async def test_after_an_edit_a_tap_speaks_the_language_of_the_edited_question(ayesha: Conversation) -> None:
    question = ayesha.person.says("STP in Faisalabad")
    await ayesha.poller.poll()
    await ayesha.does(ayesha.person.edits, question, "faisalabad mein stp kahan hai")
    assert said_in(ROMAN, "place.ask_first") in await ayesha.presses("Sitara")


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
