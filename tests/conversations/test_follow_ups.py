"""Short questions that lean on the answer before, and several questions in one message."""

import pytest

from domain.languages import Language
from handlers.services import Bot
from sandbox.groups import new_group
from sandbox.people import Person
from storage.ledger import turns
from tests.conftest import Clock, Conversation
from tests.conversations.reading import unmarked
from tests.conversations.wordings import city_heading, reviewed_answer, said_in
from texts.catalogue import phrases
from texts.phrases import capital

EN, UR, ROMAN = Language.ENGLISH, Language.URDU, Language.ROMAN_URDU
HOW = "how do I register as a freelancer"


def question(answer_id: str, language: Language) -> str:
    """The heading of an answer."""
    heading: str = reviewed_answer(answer_id)[language]["question"]
    return heading


async def asks(ayesha: Conversation, text: str) -> str:
    """Asks, and returns the first line of the answer."""
    return unmarked(await ayesha.says(text)).partition("\n")[0]


async def test_the_fee_and_the_documents_of_what_was_asked_about_need_no_name(ayesha: Conversation) -> None:
    assert await asks(ayesha, HOW) == question("pseb-freelancer-how", EN)
    assert await asks(ayesha, "us ki fees kitni ha") == question("pseb-freelancer-fee", ROMAN)
    assert await asks(ayesha, "aur documents?") == question("pseb-freelancer-documents", ROMAN)
    assert await asks(ayesha, "and how long does it take?") == question("pseb-freelancer-time", EN)
    assert await asks(ayesha, "اس کی فیس کتنی ہے") == question("pseb-freelancer-fee", UR)


async def test_the_same_words_mean_something_else_after_something_else(ayesha: Conversation) -> None:
    await ayesha.says("e-rozgaar centre kya hai")
    assert await asks(ayesha, "us ki fees kitni ha") == question("erozgaar-fee", ROMAN)
    await ayesha.says("PSEB me company register kaise karun")
    assert await asks(ayesha, "us ki fees kitni ha") == question("pseb-company-fee", ROMAN)


async def test_another_city_keeps_the_kind_and_an_address_keeps_the_city(ayesha: Conversation) -> None:
    assert await asks(ayesha, "stp in faisalabad") == city_heading("faisalabad", EN)
    shown = unmarked(await ayesha.says("aur lahore mein?"))
    assert shown.startswith(city_heading("lahore", ROMAN))
    assert shown.splitlines()[1].startswith("Technology parks: ")
    shown = unmarked(await ayesha.says("address?"))
    assert shown.startswith(city_heading("lahore", EN) + "\nTechnology parks: ")


async def test_a_kind_of_its_own_is_not_overruled(ayesha: Conversation) -> None:
    await ayesha.says("stp in faisalabad")
    shown = unmarked(await ayesha.says("aur lahore mein e-rozgaar?"))
    assert shown.splitlines()[1].startswith("e-Rozgaar centres: ")


async def test_a_city_after_an_answer_shows_all_its_places(ayesha: Conversation) -> None:
    await ayesha.says("stp in faisalabad")
    await ayesha.says(HOW)
    assert unmarked(await ayesha.says("multan")).splitlines()[1].startswith("Places: ")


async def test_the_rent_after_a_park_is_that_of_the_parks(ayesha: Conversation) -> None:
    await ayesha.says("stp in faisalabad")
    assert await asks(ayesha, "aur rent kitna hai?") == question("stp-rent", ROMAN)


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("and the fee?", EN),
        ("what does it cost", EN),
        ("us ki fees kitni hai", ROMAN),
        ("aur fees?", ROMAN),
        ("اس کی فیس کتنی ہے", UR),
    ],
)
async def test_what_a_park_costs_is_asked_back_and_never_answered_with_another_fee(
    ayesha: Conversation, asked: str, language: Language
) -> None:
    await ayesha.says("stp in faisalabad")
    await ayesha.says(asked)
    assert ayesha.buttons[0] == question("stp-rent", language)


@pytest.mark.parametrize(
    ("first", "asked", "meant", "language"),
    [
        ("stp in faisalabad", "how do i apply there", "stp-apply", EN),
        ("stp in faisalabad", "apply kaise karun", "stp-apply", ROMAN),
        ("stp in faisalabad", "wahan internet hai?", "stp-facilities", ROMAN),
        ("what is an e-Rozgaar centre", "and the fee?", "erozgaar-fee", EN),
    ],
)
async def test_what_may_be_meant_of_the_subject_is_offered_first(
    ayesha: Conversation, first: str, asked: str, meant: str, language: Language
) -> None:
    await ayesha.says(first)
    await ayesha.says(asked)
    assert question(meant, language).startswith(ayesha.buttons[0].rstrip("…"))


@pytest.mark.parametrize("between", ["shukriya", "hello", "ok", "😀", "...", "talk to a human"])
async def test_small_talk_does_not_wipe_what_was_asked_about(ayesha: Conversation, between: str) -> None:
    await ayesha.says(HOW)
    await ayesha.says(between)
    assert await asks(ayesha, "us ki fees kitni ha") == question("pseb-freelancer-fee", ROMAN)


async def test_after_half_an_hour_nothing_is_leant_on(ayesha: Conversation, clock: Clock) -> None:
    await ayesha.says(HOW)
    clock.forward(minutes=31)
    assert await ayesha.says("aur documents?") == said_in(ROMAN, "dont_know.near")
    await ayesha.says("stp in faisalabad")
    clock.forward(minutes=31)
    shown = unmarked(await ayesha.says("aur lahore mein?"))
    assert shown.splitlines()[1].startswith(f"{capital(phrases(ROMAN).label('kinds.any'))}: ")


async def test_the_half_hour_counts_from_the_last_turn(ayesha: Conversation, clock: Clock) -> None:
    await ayesha.says(HOW)
    for asked, answer in (
        ("us ki fees kitni ha", "pseb-freelancer-fee"),
        ("aur documents?", "pseb-freelancer-documents"),
    ):
        clock.forward(minutes=30)
        assert await asks(ayesha, asked) == question(answer, ROMAN)


async def test_nobody_leans_on_what_somebody_else_asked(ayesha: Conversation) -> None:
    await ayesha.says(HOW)
    bilal = Conversation(Person(ayesha.person.world, "Bilal"), ayesha.poller)
    assert await asks(bilal, "aur documents?") == said_in(ROMAN, "dont_know.near")


async def test_a_group_leans_on_what_was_asked_in_it(ayesha: Conversation) -> None:
    group = new_group(ayesha.person.world, "Freelancers", ayesha.person)
    await ayesha.does(ayesha.person.says, f"@rahnuma_bot {HOW}", chat=group)
    said = await ayesha.does(ayesha.person.says, "@rahnuma_bot us ki fees kitni ha", chat=group)
    assert unmarked(said).startswith(question("pseb-freelancer-fee", ROMAN))


async def test_what_is_not_ours_is_not_answered_from_the_turn_before(ayesha: Conversation) -> None:
    await ayesha.says("freelancer loan kaise milega")
    assert await ayesha.says("biryani ki recipe batao") == said_in(ROMAN, "dont_know")
    assert await asks(ayesha, "paypal?") == question("pay-paypal", ROMAN)


async def test_after_a_place_by_its_name_another_city_s_address_is_not_given(ayesha: Conversation) -> None:
    await ayesha.says("stp in faisalabad")
    await ayesha.says("Arfa tower")
    assert "Faisalabad" not in await ayesha.says("address?")


async def test_an_edited_question_is_what_the_next_one_leans_on(bot: Bot, ayesha: Conversation) -> None:
    asked = ayesha.person.says("stp in faisalabad")
    await ayesha.poller.poll()
    await ayesha.does(ayesha.person.edits, asked, HOW)
    async with bot.bot_data.ledger.reading() as connection:
        turn = await turns.find(connection, ayesha.person.id)
    assert turn
    assert turn.about.topic == "registration"
    assert await asks(ayesha, "us ki fees kitni ha") == question("pseb-freelancer-fee", ROMAN)


# several questions in one message


async def test_two_questions_get_both_answers_in_one_message_with_all_buttons(ayesha: Conversation) -> None:
    city = await ayesha.says("multan me software park kahan hai")
    below_city = ayesha.buttons
    rent = await ayesha.says("software park me office ka rent kitna hai?")
    below_rent = ayesha.buttons
    before = len(ayesha.shown)
    both = await ayesha.says("multan me software park kahan hai aur office ka rent kitna hai?")
    assert len(ayesha.shown) == before + 1
    assert unmarked(rent).startswith(question("stp-rent", ROMAN))
    assert both.startswith(city)
    assert both.endswith(rent)
    assert ayesha.buttons == list(dict.fromkeys([*below_city, *below_rent]))


async def test_the_buttons_under_two_answers_work(ayesha: Conversation) -> None:
    await ayesha.says("stp in faisalabad and is paypal available in pakistan?")
    both = ayesha.person.latest()
    assert (await ayesha.does(ayesha.person.presses, both, "Sitara")).startswith("Sitara Technopark")
    assert ayesha.buttons[-2:] == ["اردو", "Roman Urdu"]


async def test_two_answers_are_both_shown_in_the_language_tapped(ayesha: Conversation) -> None:
    await ayesha.says("stp in faisalabad and is paypal available in pakistan?")
    for button, language in (("اردو", UR), ("English", EN), ("Roman Urdu", ROMAN)):
        both = unmarked(await ayesha.does(ayesha.person.presses, ayesha.person.latest(), button))
        assert both.startswith(city_heading("faisalabad", language))
        assert question("pay-paypal", language) in both


async def test_of_what_is_too_long_for_one_message_the_first_question_is_answered(
    ayesha: Conversation,
) -> None:
    first = await ayesha.says("places in lahore")
    several = f"places in lahore? {HOW}? how can a freelancer register a VPN"
    assert await ayesha.says(several) == first


async def test_a_greeting_before_a_question_costs_nothing(ayesha: Conversation) -> None:
    before = len(ayesha.shown)
    assert await asks(ayesha, "assalam o alaikum! kya pakistan mein paypal chalta hai") == question(
        "pay-paypal", ROMAN
    )
    assert await asks(ayesha, "hello, stp in faisalabad") == city_heading("faisalabad", EN)
    assert len(ayesha.shown) == before + 2


async def test_the_next_question_leans_on_a_message_of_two(ayesha: Conversation) -> None:
    await ayesha.says(f"hello, {HOW}?")
    assert await asks(ayesha, "us ki fees kitni ha") == question("pseb-freelancer-fee", ROMAN)


# taps


async def test_a_short_question_leans_on_the_answer_that_was_tapped(ayesha: Conversation) -> None:
    await ayesha.says("what is an e-Rozgaar centre")
    await ayesha.says("/start")
    for label in (phrases(EN).label("button.sections"), "Registration", question("pseb-freelancer-how", EN)):
        await ayesha.presses(label)
    assert await asks(ayesha, "us ki fees kitni ha") == question("pseb-freelancer-fee", ROMAN)


async def test_a_short_question_leans_on_the_place_that_was_tapped(ayesha: Conversation) -> None:
    await ayesha.says("stp in faisalabad")
    await ayesha.says("is paypal available in pakistan?")
    await ayesha.presses("Sitara")
    assert unmarked(await ayesha.says("address?")).startswith(city_heading("faisalabad", EN))


async def test_after_a_tap_the_message_before_it_can_still_be_edited(ayesha: Conversation) -> None:
    asked = ayesha.person.says("stp in faisalabad")
    await ayesha.poller.poll()
    await ayesha.presses("Sitara")
    messages = len(ayesha.person.received())
    edited = await ayesha.does(ayesha.person.edits, asked, "is paypal available in pakistan?")
    assert unmarked(edited).startswith(question("pay-paypal", EN))
    assert len(ayesha.person.received()) == messages
