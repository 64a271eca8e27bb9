"""What people are told of what is kept about them, and shown of it."""

from datetime import timedelta

import pytest

from bot.receiving.polling import Poller
from domain.languages import Language
from handlers.services import Bot
from sandbox.people import Person
from sandbox.world import World
from storage.ledger import turns
from tests.conftest import DATA, Conversation
from tests.conversations.reading import unmarked
from tests.conversations.wordings import reviewed_answer, said_in
from texts.catalogue import phrases


async def test_my_data_shows_everything_that_is_kept_about_a_person(ayesha: Conversation) -> None:
    await ayesha.says("/language")
    await ayesha.presses("English")
    await ayesha.says("/subscribe")
    answer = ayesha.person.latest()["message_id"]
    assert await ayesha.says("/mydata") == (
        "What is kept about this chat\n"
        "Chat number: 1001\n"
        "Language: English\n"
        "Announcements: yes, since 22 November 2026\n"
        "At home: not chosen\n"
        "Interests: none chosen\n"
        "First message: 22 November 2026\n"
        "Last message: 22 November 2026\n"
        f"Last answer, kept for 48 hours: message {answer} to your message {answer - 1},"
        " 22 November 2026, 12:00 UTC, English"
    )


@pytest.mark.parametrize(
    ("asked", "about"),
    [
        ("how do I register as a freelancer", "registration"),
        ("e-rozgaar in rahim yar khan", "rahim yar khan, e rozgaar centre"),
        ("hello", None),
    ],
)
async def test_my_data_shows_what_the_last_turn_was_about(
    ayesha: Conversation, asked: str, about: str | None
) -> None:
    await ayesha.says(asked)
    last = (await ayesha.says("/mydata")).splitlines()[-1]
    assert last == f"What it was about: {about}" if about else last.startswith("Last answer")


@pytest.mark.parametrize("language", list(Language))
async def test_my_data_shows_the_last_turn_in_every_language(
    ayesha: Conversation, language: Language
) -> None:
    await ayesha.says("/language")
    await ayesha.presses(phrases(language).label(f"language.{language}"))
    await ayesha.says("how do I register as a freelancer")
    *_, answered, about = unmarked(await ayesha.says("/mydata")).splitlines()
    assert "12:00 UTC" in answered
    assert "48" in answered
    assert about == said_in(language, "mydata.about", about="registration")


async def test_my_data_of_somebody_new_shows_no_answer(bot: Bot, world: World) -> None:
    bilal = Conversation(Person(world, "Bilal"), Poller(bot))
    assert (await bilal.says("/mydata")).endswith("Last message: 22 November 2026")


@pytest.mark.parametrize("language", list(Language))
async def test_people_are_told_that_the_last_topic_or_city_is_kept_and_for_how_long(
    ayesha: Conversation, language: Language
) -> None:
    await ayesha.says("/language")
    await ayesha.presses(phrases(language).label(f"language.{language}"))
    answer = reviewed_answer("privacy-questions")[language]["text"]
    for told in (await ayesha.says("/privacy"), answer):
        (line,) = [line for line in told.replace(";", "\n").splitlines() if "48" in line]
        assert all(word in line.casefold() for word in TOPIC_CITY_AND_KIND[language])


TOPIC_CITY_AND_KIND = {
    Language.ENGLISH: ("topic", "city", "kind of place", "follow-up"),
    Language.URDU: ("موضوع", "شہر", "جگہ کی قسم", "چھوٹے سوال"),
    Language.ROMAN_URDU: ("mauzoo", "shehar", "jagah ki qism", "chhote sawal"),
}


def test_the_privacy_page_says_so_too() -> None:
    page = (DATA.parent / "PRIVACY.md").read_text(encoding="utf-8")
    (row,) = [line for line in page.splitlines() if line.startswith("| which message was answered last")]
    assert all(word in row for word in ("topic", "city", "kind of place", "short follow-up"))
    assert row.endswith(f"| {turns.LIFETIME // timedelta(hours=1)} hours, `/forgetme` |")
