"""Who asks too often is told once, and heard again a few seconds later. Nobody else notices."""

from dataclasses import replace
from datetime import timedelta

import pytest

from announcements import staffing
from domain.allowances import Rate, Verdict
from domain.announcements import Role
from domain.languages import Language
from handlers.guard import memory
from handlers.guard.memory import WRITING, Allowances
from handlers.services import Bot
from sandbox.groups import new_group
from sandbox.people import Person
from storage.ledger import people, staff
from tests.conftest import NOON, Clock, Conversation, read

SLOWER = "That was a lot at once. Please wait 10 seconds, then I’ll answer again."


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the limits are those of the service, save that ten inline queries are enough to go over."""
    monkeypatch.setattr(memory, "TYPING", replace(memory.TYPING, at_once=10))


async def too_many(conversation: Conversation, number: int = WRITING.at_once + 5) -> list[str]:
    """Writes that often at once, and returns what the bot said to it."""
    before = len(conversation.person.received())
    for _ in range(number):
        await conversation.says("lahore")
    return [read(message) for message in conversation.person.received()[before:]]


async def test_twenty_at_once_are_answered_and_then_one_sentence_says_when_to_go_on(
    ayesha: Conversation, clock: Clock
) -> None:
    clock.forward(minutes=1)
    said = await too_many(ayesha)
    assert all("Lahore, Punjab" in answer for answer in said[:-1])
    assert said[WRITING.at_once :] == [SLOWER]
    clock.forward(seconds=9)
    assert await too_many(ayesha, 3) == []
    clock.forward(seconds=1)
    assert "Lahore, Punjab" in await ayesha.says("lahore")


async def test_an_ignored_message_is_done_with(ayesha: Conversation) -> None:
    await too_many(ayesha)
    assert len(ayesha.person.world.updates) == 0


async def test_nobody_else_notices(bot: Bot, ayesha: Conversation) -> None:
    await too_many(ayesha)
    bilal = Conversation(Person(ayesha.person.world, "Bilal"), ayesha.poller)
    assert "STP in Faisalabad" in await bilal.does(bilal.person.starts)


async def test_the_sentence_is_in_the_language_of_whoever_reads_it(bot: Bot, ayesha: Conversation) -> None:
    async with bot.bot_data.ledger.writing() as connection:
        await people.choose_language(connection, ayesha.person.id, Language.ROMAN_URDU)
        await people.remember(connection, ayesha.person.id, NOON.date())
    before = ayesha.person.received()
    for _ in range(WRITING.at_once + 5):
        await ayesha.says("/language")
    assert "Ek saath bohat kuch aa gaya" in read(ayesha.person.received()[-1])
    assert len(ayesha.person.received()) == len(before) + WRITING.at_once


async def test_a_tap_too_many_is_answered_by_an_alert(ayesha: Conversation, clock: Clock) -> None:
    clock.forward(minutes=1)
    card = ayesha.person.latest()
    for _ in range(WRITING.at_once + 2):
        await ayesha.does(ayesha.person.asks_back, card, "la")
    *_, last, warned, ignored = ayesha.toasts
    assert "text" not in last
    assert (warned["text"], warned["show_alert"]) == (SLOWER, True)
    assert "text" not in ignored


async def test_of_inline_queries_too_many_find_nothing_for_a_moment(
    ayesha: Conversation, clock: Clock
) -> None:
    for _ in range(10):
        ayesha.person.asks_inline("lahore")
    await ayesha.poller.poll()
    query = ayesha.person.asks_inline("lahore")
    await ayesha.poller.poll()
    assert query.answer
    assert query.answer["results"] == []
    assert query.answer["cache_time"] == 3
    clock.forward(seconds=3)
    query = ayesha.person.asks_inline("multan")
    await ayesha.poller.poll()
    assert query.answer
    assert query.answer["results"]


async def test_the_staff_are_never_told_to_wait(bot: Bot, ayesha: Conversation) -> None:
    async with bot.bot_data.ledger.writing() as connection:
        await staff.seat(connection, [501], NOON)
    await staffing.appoint(bot.bot_data.desk, 501, ayesha.person.id, Role.EDITOR)
    assert len(await too_many(ayesha, 60)) == 60


async def test_in_a_group_only_what_is_for_the_bot_counts_and_nothing_is_said_about_it(
    ayesha: Conversation, clock: Clock
) -> None:
    clock.forward(minutes=1)
    group = new_group(ayesha.person.world, "Freelancers", ayesha.person)
    for _ in range(30):
        await ayesha.does(ayesha.person.says, "lahore", chat=group)
    for _ in range(WRITING.at_once + 5):
        await ayesha.does(ayesha.person.says, "@rahnuma_bot lahore", chat=group)
    assert len(ayesha.person.received(group)) == WRITING.at_once
    assert "Lahore, Punjab" in await ayesha.says("lahore")


async def test_who_blocks_the_bot_is_marked_however_much_they_wrote(
    bot: Bot, ayesha: Conversation, clock: Clock
) -> None:
    await too_many(ayesha)
    await ayesha.does(ayesha.person.blocks)
    async with bot.bot_data.ledger.reading() as connection:
        person = await people.find(connection, ayesha.person.id)
    assert person
    assert person.blocked_at == clock()


def test_an_update_that_comes_again_uses_nothing_up_and_is_judged_as_before() -> None:
    allowances = Allowances(Rate(2, timedelta(seconds=2), 1))
    verdicts = [allowances.ask("ayesha", number, NOON) for number in (1, 1, 1, 2, 2, 3, 3, 4)]
    assert verdicts == [Verdict.HEARD] * 5 + [Verdict.WARNED] * 2 + [Verdict.IGNORED]


def test_only_so_many_chats_are_remembered_those_who_wrote_last() -> None:
    allowances = Allowances(Rate(1, timedelta(seconds=2), 1), most=3)
    for who in (1, 2, 3, 1, 4):
        allowances.ask(who, who, NOON)
    assert len(allowances) == 3
    assert allowances.ask(1, 10, NOON) is Verdict.WARNED
    assert allowances.ask(2, 10, NOON) is Verdict.HEARD
