"""Under every card stand the other two languages: one tap shows the same there, and chooses it."""

import pytest

from domain.languages import Language
from handlers.services import Bot
from storage.ledger import people
from tests.conftest import Clock, Conversation
from tests.conversations.reading import rows, statements, unmarked
from tests.conversations.wordings import city_heading, reviewed_answer, said_in
from texts.catalogue import phrases

EN, UR, ROMAN = Language.ENGLISH, Language.URDU, Language.ROMAN_URDU
NAMES = {language: phrases(language).label(f"language.{language}") for language in Language}
PAYPAL = "is paypal available in pakistan"


def paypal_in(language: Language) -> str:
    """The heading of the answer on PayPal."""
    heading: str = reviewed_answer("pay-paypal")[language]["question"]
    return heading


async def chosen(bot: Bot, ayesha: Conversation) -> Language | None:
    """The language that is kept for Ayesha."""
    async with bot.bot_data.ledger.reading() as connection:
        person = await people.find(connection, ayesha.person.id)
    return person.language if person else None


def offered(ayesha: Conversation) -> set[Language]:
    """The languages that stand under what was shown last."""
    return {language for language, name in NAMES.items() if name in ayesha.buttons}


@pytest.mark.parametrize(
    ("said", "language"),
    [(PAYPAL, EN), ("kya pakistan mein paypal chalta hai", ROMAN), ("کیا پاکستان میں پے پال دستیاب ہے", UR)],
)
async def test_an_answer_offers_the_other_two_languages(
    ayesha: Conversation, said: str, language: Language
) -> None:
    await ayesha.says(said)
    assert offered(ayesha) == set(Language) - {language}


@pytest.mark.parametrize("language", [UR, ROMAN])
async def test_a_tap_shows_the_same_answer_in_place_and_chooses_the_language(
    bot: Bot, ayesha: Conversation, language: Language
) -> None:
    await ayesha.says(PAYPAL)
    messages = len(ayesha.person.received())
    assert unmarked(await ayesha.presses(NAMES[language])).startswith(paypal_in(language))
    assert len(ayesha.person.received()) == messages
    assert await chosen(bot, ayesha) is language
    assert offered(ayesha) == set(Language) - {language}


async def test_one_may_tap_to_and_fro(ayesha: Conversation) -> None:
    first = await ayesha.says(PAYPAL)
    for language in (UR, ROMAN, UR):
        assert unmarked(await ayesha.presses(NAMES[language])).startswith(paypal_in(language))
    assert await ayesha.presses(NAMES[EN]) == first


async def test_a_place_is_shown_in_the_language_tapped(ayesha: Conversation) -> None:
    (sitara,) = [row for row in rows("places.csv") if row["id"] == "stp-faisalabad-ali-fatima"]
    await ayesha.says("STP in Faisalabad")
    await ayesha.presses("Sitara")
    shown = unmarked(await ayesha.presses(NAMES[UR]))
    assert shown.startswith(f"{sitara['name_ur'] or sitara['name']}\n")
    assert shown.endswith(said_in(UR, "place.ask_first"))


async def test_a_figure_is_shown_in_the_language_tapped(ayesha: Conversation) -> None:
    await ayesha.says("how many software technology parks are there")
    assert statements(ROMAN)["stp_count_2025"] in unmarked(await ayesha.presses(NAMES[ROMAN]))


async def test_after_the_tap_keywords_commands_and_taps_speak_that_language(ayesha: Conversation) -> None:
    await ayesha.says(PAYPAL)
    await ayesha.presses(NAMES[UR])
    assert unmarked(await ayesha.presses(phrases(UR).label("button.sections"))) == said_in(UR, "sections.ask")
    for said in ("lahore", "/city lahore"):
        assert unmarked(await ayesha.says(said)).startswith(city_heading("lahore", UR))


async def test_after_the_tap_a_question_still_has_a_language_of_its_own(ayesha: Conversation) -> None:
    await ayesha.says(PAYPAL)
    await ayesha.presses(NAMES[UR])
    assert (await ayesha.says(PAYPAL)).startswith(paypal_in(EN))


async def test_a_tap_does_not_wipe_what_the_conversation_is_about(ayesha: Conversation) -> None:
    await ayesha.says("how do I register as a freelancer")
    await ayesha.presses(NAMES[ROMAN])
    fee = reviewed_answer("pseb-freelancer-fee")[ROMAN]["question"]
    assert unmarked(await ayesha.says("us ki fees kitni ha")).startswith(fee)


async def test_the_language_tapped_is_kept_when_the_turn_is_long_gone(
    bot: Bot, ayesha: Conversation, clock: Clock
) -> None:
    await ayesha.says(PAYPAL)
    clock.forward(days=30)
    assert unmarked(await ayesha.presses(NAMES[UR])).startswith(paypal_in(UR))
    assert await chosen(bot, ayesha) is UR
    assert unmarked(await ayesha.says("lahore")).startswith(city_heading("lahore", UR))


async def test_a_list_a_menu_and_small_talk_have_no_language_buttons(ayesha: Conversation) -> None:
    for said in ("/start", "/parks", "lahore", "hello", "xqzt wvfg"):
        await ayesha.says(said)
        assert offered(ayesha) == set()
