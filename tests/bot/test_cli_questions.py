"""`questions`, and how long what it lists is kept."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.asking import Asked, Missed, by_nearest
from domain.languages import Language
from domain.people import OpenQuestion, OpenQuestionCount
from sandbox.world import BotAccount, World
from storage.ledger import questions
from storage.ledger.engine import open_ledger
from tests.bot.conftest import Command
from tests.bot.processes import started
from tests.bot.telegram import Telegram

TODAY = datetime.now(UTC).date()
DAY = date(2026, 3, 1)
TOKEN = "7000000001:ABF0-sandbox_token_of_the_length_of_a_true_one"


def asked(text: str, nearest: str | None, days_ago: int = 0) -> OpenQuestion:
    return OpenQuestion(text, Language.ENGLISH, nearest, 0.4, "ask_back", TODAY - timedelta(days=days_ago))


async def keep(state_dir: Path, *kept: OpenQuestion) -> list[str]:
    """Keeps these questions and returns the texts of all that are kept."""
    async with (
        open_ledger(f"sqlite:///{state_dir}/ledger.sqlite", state_dir) as ledger,
        ledger.writing() as connection,
    ):
        for one in kept:
            await questions.add(connection, one)
        return [one.text for one in await questions.grouped(connection)]


def test_that_there_are_none_is_said(command: Command) -> None:
    printed = command("questions")
    assert (printed.code, printed.out) == (0, "Every question was answered.\n")


def test_what_found_no_answer_is_listed_under_the_question_of_the_answer_that_came_nearest(
    command: Command, state_dir: Path
) -> None:
    asyncio.run(
        keep(
            state_dir,
            asked("pizza?", None),
            asked("PayPal kab", "pay-paypal", days_ago=2),
            asked("paypal KAB", "pay-paypal", days_ago=1),
            asked("an answer of long ago", "no-such-answer"),
        )
    )
    yesterday = TODAY - timedelta(days=1)
    assert command("questions").out.splitlines() == [
        f"{yesterday}     2  Is PayPal available in Pakistan? (pay-paypal)",
        f"{yesterday}     2      paypal kab (en)",
        f"{TODAY}     1  Nothing came near (-)",
        f"{TODAY}     1      pizza (en)",
        f"{TODAY}     1  no-such-answer (no-such-answer)",
        f"{TODAY}     1      an answer of long ago (en)",
    ]


def test_what_was_asked_in_the_terminal_is_listed_masked(command: Command) -> None:
    command("chat", typed="recipe for biryani to 0300-1234567\n")
    assert "recipe for biryani to phone (en)" in command("questions").out


def test_one_folded_text_is_counted_in_all_its_languages_and_spellings() -> None:
    def count(text: str, language: Language | None, times: int, day: int) -> OpenQuestionCount:
        return OpenQuestionCount("pay-paypal", text, language, times, date(2026, 3, day))

    [group] = by_nearest(
        [
            count("paypal", Language.ENGLISH, 2, 3),
            count("Paypal!", None, 1, 9),
            count("پے پال", Language.URDU, 2, 1),
        ],
        {},
    )
    assert group == Missed(
        "pay-paypal",
        "pay-paypal",
        (
            Asked("paypal", 3, ("?", "en"), date(2026, 3, 9)),
            Asked("پے پال", 2, ("ur",), DAY),
        ),
    )
    assert (group.times, group.latest) == (5, date(2026, 3, 9))


@pytest.mark.parametrize("arguments", [["questions"], ["chat"]])
def test_what_is_too_old_is_dropped(command: Command, state_dir: Path, arguments: list[str]) -> None:
    asyncio.run(keep(state_dir, asked("old", None, days_ago=40), asked("new", None, days_ago=5)))
    assert command(*arguments).code == 0
    assert asyncio.run(keep(state_dir)) == ["new"]


async def test_the_service_drops_what_is_too_old_when_it_starts(state_dir: Path) -> None:
    await keep(state_dir, asked("old", None, days_ago=40), asked("new", None, days_ago=5))
    async with Telegram(World(BotAccount(token=TOKEN))).listening() as telegram:
        service = started(state_dir, "run", TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=telegram.url)
        async with service as running:
            await running.logged("expired.dropped")
        assert await keep(state_dir) == ["new"]
