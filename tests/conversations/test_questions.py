"""Questions: figures, reviewed answers, and what is said when nothing is certain."""

import pytest

from domain.languages import Language
from tests.conftest import Conversation
from tests.conversations.reading import statements, unmarked
from tests.conversations.wordings import reviewed_answer, said_in
from texts.catalogue import phrases

pytestmark = pytest.mark.usefixtures("in_english")
EN, UR, ROMAN = Language.ENGLISH, Language.URDU, Language.ROMAN_URDU


async def test_the_number_of_parks_is_told_with_its_date_its_source_and_what_it_replaced(
    ayesha: Conversation,
) -> None:
    said = await ayesha.says("how many software technology parks are there")
    now, _, before = said.partition("This replaces:")
    assert "43 software technology parks" in now
    assert "As of 13 February 2025" in now
    assert "Source: MoITT, through PSEB, establishes 43 STPs" in now
    assert "<https://www.urdupoint.com/" in now
    assert "43 parks in 20 cities were counted in May 2024" in before
    assert before.endswith("replaced by a newer figure")


async def test_a_figure_about_one_programme_is_that_programme_s_figure(ayesha: Conversation) -> None:
    said = await ayesha.says("how many trainees of punjab e-rozgaar were women")
    assert "Women were 57% of the trainees of Punjab e-Rozgaar in March 2024." in said
    assert "As of " in said
    assert "Source: " in said


async def test_what_is_only_forecast_of_a_park_is_said_to_be_a_forecast(ayesha: Conversation) -> None:
    said = await ayesha.says("how many jobs will the Karachi IT park bring")
    assert "Karachi IT Park" in said.partition("\n")[0]
    assert "forecast" in said


@pytest.mark.parametrize(
    ("question", "language"),
    [("Pakistan me kitne STP hain", ROMAN), ("پاکستان میں کتنے ٹیکنالوجی پارک ہیں", UR)],
)
async def test_figures_are_asked_for_and_told_in_every_language(
    ayesha: Conversation, question: str, language: Language
) -> None:
    statement = statements(language)["stp_count_2025"]
    assert "43" in statement
    assert statement in unmarked(await ayesha.says(question))


async def test_facts_leads_from_a_subject_to_a_figure_and_back(ayesha: Conversation) -> None:
    assert "Each comes with its date and source" in await ayesha.says("/facts")
    listed = await ayesha.presses("Islamabad IT Park")
    assert "72% physically complete in February 2026 and not open" in listed
    figure = await ayesha.presses("72 percent")
    assert "As of 13 February 2026" in figure
    assert "Each comes with its date and source" in await ayesha.presses("Facts and figures")


async def test_an_old_figure_that_is_opened_is_led_by_the_newer_one(ayesha: Conversation) -> None:
    await ayesha.says("/facts")
    await ayesha.presses("Islamabad IT Park")
    while not any("7500" in label for label in ayesha.buttons):
        await ayesha.presses("▶️")
    now, _, before = (await ayesha.presses("7500")).partition("This replaces:")
    assert "more than 5,000 direct and indirect jobs" in now
    assert "7,500" not in now
    assert "7,500 jobs" in before
    assert "replaced by a newer figure" in before


async def test_in_a_list_of_figures_an_old_one_is_marked_as_replaced(ayesha: Conversation) -> None:
    await ayesha.says("/facts")
    pages = [await ayesha.presses("Islamabad IT Park")]
    while "▶️" in ayesha.buttons:
        pages.append(await ayesha.presses("▶️"))
    (old,) = [line for line in "\n".join(pages).splitlines() if "was forecast to create 7,500 jobs" in line]
    assert "replaced by a newer figure" in old


async def test_freelancer_leads_from_a_section_to_a_question_to_its_answer(ayesha: Conversation) -> None:
    await ayesha.says("/freelancer")
    assert {"Tax", "Registration", "Banking", "Getting paid", "VPN and internet", "Loans", "Training"} <= {
        label.rpartition(" (")[0] for label in ayesha.buttons
    }
    assert "Registration: " in await ayesha.presses("Registration")
    answer = await ayesha.presses("How do I register as a freelancer with PSEB?")
    assert "\n1. Get a tax number" in answer
    assert "\n6. Download the certificate" in answer
    assert "<https://app.techdestination.com/>" in answer
    assert "⚠️ May have changed since 22 August 2026: check before you act." in answer
    assert "Source: r/FIREPakistan" in answer
    assert "(1 February 2025)" in answer
    assert answer.endswith("As of 22 August 2026")


async def test_a_section_is_turned_page_by_page_until_its_last_question(ayesha: Conversation) -> None:
    await ayesha.says("/freelancer")
    (label,) = [label for label in ayesha.buttons if label.startswith("Tax (")]
    total = int(label.removeprefix("Tax (").removesuffix(")"))
    await ayesha.presses(label)
    seen = questions(ayesha)
    while "▶️" in ayesha.buttons:
        await ayesha.presses("▶️")
        seen += questions(ayesha)
    assert len(seen) == len(set(seen)) == total


def questions(conversation: Conversation) -> list[str]:
    """The questions among the buttons: not the row that turns pages, nor the way back."""
    ways = ("◀️", "▶️", "💼 Freelancer questions")
    return [label for label in conversation.buttons if label not in ways and " / " not in label]


async def test_an_answer_that_does_not_change_carries_no_warning(ayesha: Conversation) -> None:
    said = await ayesha.says("/start answer_privacy-location")
    assert "What happens to the location I share?" in said
    assert "May have changed" not in said


@pytest.mark.parametrize(
    ("question", "answer_id", "language"),
    [
        ("how do I register as a freelancer", "pseb-freelancer-how", EN),
        ("فری لانسر رجسٹریشن کیسے کریں", "pseb-freelancer-how", UR),
        ("PSEB me freelancer register hone ka tareeqa", "pseb-freelancer-how", ROMAN),
        ("paypal in pakistan", "pay-paypal", EN),
        ("kya pakistan mein paypal chalta hai", "pay-paypal", ROMAN),
        ("کیا پاکستان میں پے پال دستیاب ہے", "pay-paypal", UR),
        ("how can a freelancer register a VPN", "vpn-how", EN),
        ("vpn register kaise karein", "vpn-how", ROMAN),
        ("وی پی این رجسٹر کیسے کریں", "vpn-how", UR),
        ("freelancer par kitna tax hai", "tax-rate-freelancer", ROMAN),
    ],
)
async def test_a_question_in_somebody_s_own_words_reaches_the_right_answer_in_its_language(
    ayesha: Conversation, question: str, answer_id: str, language: Language
) -> None:
    answer = reviewed_answer(answer_id)
    said = unmarked(await ayesha.says(question))
    assert said.startswith(f"{answer[language]['question']}\n\n{answer[language]['text']}")
    assert said_in(language, "as_of", date=phrases(language).date(answer["as_of"])) in said
    assert answer["source"]["title"] in said


async def test_an_unclear_question_offers_three_answers_and_a_press_gives_one(ayesha: Conversation) -> None:
    assert await ayesha.says("account kholna hai") == said_in(ROMAN, "dont_know.near")
    offered, ways_on = ayesha.buttons[:3], ayesha.buttons[3:]
    assert all(label.endswith(("?", "…")) for label in offered)
    assert phrases(ROMAN).label("button.sections") in ways_on
    said = await ayesha.presses(offered[1])
    assert said.startswith(offered[1].removesuffix("…"))
    assert phrases(ROMAN).label("as_of", date="").strip() in said


@pytest.mark.parametrize(
    "question", ["who won the cricket match yesterday", "recipe for biryani", "xqzt wvfg"]
)
async def test_what_is_not_known_is_said_and_ways_on_are_offered(ayesha: Conversation, question: str) -> None:
    assert (await ayesha.says(question)).startswith("I don’t know that.")
    assert ayesha.buttons == [
        "📍 Nearest to me",
        "🏙 Browse cities",
        "💼 Freelancer questions",
        "📊 Facts and figures",
    ]


async def test_one_question_gets_one_message(ayesha: Conversation) -> None:
    before = len(ayesha.shown)
    await ayesha.says("how do I register as a freelancer")
    assert len(ayesha.shown) == before + 1


@pytest.mark.parametrize(
    ("payload", "shown"),
    [
        ("city_lahore", "🏙 Lahore, Punjab"),
        ("place_stp-faisalabad-ali-fatima", "Sitara Technopark"),
        ("answer_pseb-freelancer-how", "How do I register as a freelancer with PSEB?"),
    ],
)
async def test_a_link_into_the_bot_opens_what_it_names(
    ayesha: Conversation, payload: str, shown: str
) -> None:
    assert shown in (await ayesha.does(ayesha.person.starts, payload)).partition("\n")[0]


@pytest.mark.parametrize(
    "payload", ["city_atlantis", "place_", "answer_gone", "city", "place_lahore:0:A", "answer__"]
)
async def test_a_link_to_what_is_gone_says_so_and_offers_a_new_start(
    ayesha: Conversation, payload: str
) -> None:
    said = await ayesha.does(ayesha.person.starts, payload)
    assert "what it stood for is gone" in said
    assert "🏠 Start" in ayesha.buttons


@pytest.mark.parametrize("payload", ["inline", "staff_1", "x" * 64, "🦄", "<b>"])
async def test_a_link_of_an_unknown_kind_opens_the_first_page(ayesha: Conversation, payload: str) -> None:
    await ayesha.says("paypal")
    assert "STP in Faisalabad" in await ayesha.does(ayesha.person.starts, payload)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("how many parks did Lahore have in 2021", "Lahore had 8 software technology parks in July 2021"),
        ("how many software technology parks were there in December 2021", "22 parks in December 2021"),
        ("how many e-Rozgaar centres are planned by 2027", "by February 2027"),
    ],
)
async def test_a_number_of_another_year_is_told_where_it_is_known(
    ayesha: Conversation, asked: str, said: str
) -> None:
    shown = await ayesha.says(asked)
    assert said in shown
    assert "I have no number for" not in shown


@pytest.mark.parametrize(
    ("asked", "year", "said"),
    [
        ("how many software technology parks were there in 2015", "2015", "As of 13 February 2025"),
        ("how many freelancers will Pakistan have in 2031", "2031", "As of "),
        ("how many parks did Multan have in 2018", "2018", "Multan, Punjab"),
        ("how much tax did freelancers pay in 2012", "2012", "As of "),
    ],
)
async def test_a_number_of_a_year_that_is_not_known_is_said_not_to_be(
    ayesha: Conversation, asked: str, year: str, said: str
) -> None:
    shown = await ayesha.says(asked)
    assert shown.startswith(f"I have no number for {year}.")
    assert said in shown
