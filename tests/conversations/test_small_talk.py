"""Greetings, thanks, help, and commands of all kinds."""

import pytest
from structlog.testing import capture_logs

from domain.languages import Language
from handlers.commands import COMMANDS
from sandbox.groups import new_group
from tests.conftest import Conversation
from tests.conversations.reading import unmarked
from tests.conversations.wordings import said_in
from texts.catalogue import phrases

pytestmark = pytest.mark.usefixtures("in_english")
EN, UR, ROMAN = Language.ENGLISH, Language.URDU, Language.ROMAN_URDU

PROMISED = (
    "start near city centres parks freelancer facts language news subscribe stop privacy mydata forgetme help"
)
STAFF_ONLY = ["/announce", "/announcements", "/staff", "/stats"]


@pytest.mark.parametrize(
    ("greeting", "language"),
    [
        ("hello", EN),
        ("Salam!", ROMAN),
        ("AoA", ROMAN),
        ("assalam o alaikum", ROMAN),
        ("السلام علیکم", UR),
        ("hi 👋", EN),
    ],
)
async def test_a_greeting_is_returned_with_ways_on(
    ayesha: Conversation, greeting: str, language: Language
) -> None:
    assert unmarked(await ayesha.says(greeting)) == said_in(language, "smalltalk.hello")
    assert phrases(language).label("button.browse") in ayesha.buttons


@pytest.mark.parametrize(
    ("thanks", "language"),
    [("thanks", EN), ("Thank you so much", EN), ("shukriya", ROMAN), ("شکریہ", UR), ("jazakallah", ROMAN)],
)
async def test_thanks_are_taken(ayesha: Conversation, thanks: str, language: Language) -> None:
    assert unmarked(await ayesha.says(thanks)) == said_in(language, "smalltalk.thanks")


@pytest.mark.parametrize(("farewell", "language"), [("bye", EN), ("khuda hafiz", ROMAN), ("اللہ حافظ", UR)])
async def test_a_farewell_is_returned(ayesha: Conversation, farewell: str, language: Language) -> None:
    assert unmarked(await ayesha.says(farewell)) == said_in(language, "smalltalk.bye")


@pytest.mark.parametrize("asked", ["help", "what can you do", "madad", "/help"])
async def test_help_shows_what_one_can_do_here(ayesha: Conversation, asked: str) -> None:
    said = await ayesha.says(asked)
    for command in ("/near", "/city", "/freelancer", "/facts", "/language", "/privacy", "/forgetme"):
        assert command in said


async def test_a_greeting_before_a_question_does_not_hide_the_question(ayesha: Conversation) -> None:
    assert "Lahore, Punjab" in await ayesha.says("salam, lahore")
    assert "PayPal" in await ayesha.says("hello, is paypal available in pakistan?")


@pytest.mark.parametrize(
    ("asked", "language"),
    [("talk to a human", EN), ("I want to speak to a human", EN), ("insan se baat karni hai", ROMAN)],
)
async def test_who_wants_a_human_learns_that_this_is_a_program_and_who_can_help(
    ayesha: Conversation, asked: str, language: Language
) -> None:
    assert unmarked(await ayesha.says(asked)) == said_in(language, "human")
    contact, complaint = ayesha.buttons[:2]
    assert "PSEB" in await ayesha.presses(contact)
    assert complaint.removesuffix("…") in await ayesha.presses(complaint)


def test_the_promised_commands_are_all_there_and_no_others() -> None:
    assert set(COMMANDS) == set(PROMISED.split())


@pytest.mark.parametrize("command", COMMANDS)
async def test_every_command_is_answered_by_one_message(ayesha: Conversation, command: str) -> None:
    await ayesha.says("khuda hafiz")
    before = len(ayesha.shown)
    with capture_logs() as logs:
        said = await ayesha.says(f"/{command}")
    assert logs == []
    assert len(ayesha.shown) == before + 1
    assert said_in(ROMAN, "smalltalk.bye") not in said


async def test_a_command_may_carry_the_bot_s_name_and_be_in_capitals(ayesha: Conversation) -> None:
    assert "🔔" in await ayesha.says("/subscribe@rahnuma_bot")
    assert "🔕" in await ayesha.says("/STOP")


@pytest.mark.parametrize("command", [*STAFF_ONLY, "/announce hello", "/staff add 1"])
async def test_staff_commands_look_to_a_stranger_like_any_unknown_one(
    ayesha: Conversation, command: str
) -> None:
    unknown = await ayesha.says("/no_such_command")
    assert await ayesha.says(command) == unknown
    assert not any(name in unknown for name in STAFF_ONLY)


@pytest.mark.parametrize("command", [*STAFF_ONLY, "/nonsense", "/help@another_bot"])
async def test_a_group_hears_nothing_about_commands_that_are_not_its_own(
    ayesha: Conversation, command: str
) -> None:
    group = new_group(ayesha.person.world, "Freelancers", ayesha.person)
    before = len(ayesha.shown)
    await ayesha.does(ayesha.person.says, command, chat=group)
    assert len(ayesha.shown) == before
