"""When an update counts as done, when it is tried again, and when it is given up."""

import asyncio
from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict
from telegram import Update
from telegram.error import NetworkError

from bot.receiving import settling
from bot.receiving.settling import Again, Settled, Settling
from handlers.services import Bot
from sandbox.faults import BLOCKED, DROPPED_AFTER, DROPPED_BEFORE, Fault
from sandbox.world import World
from tests.bot.test_receive import before_each_answer, text_of
from tests.conftest import Conversation

_BUSY = "Something went wrong on my side"


class Seconds:
    """Time that passes by what is slept."""

    def __init__(self) -> None:
        self.now, self.pauses = 0.0, list[float]()

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[EventDict]]:
    """What is logged."""
    with capture_logs() as lines:
        yield lines


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def tried(bot: Bot, seconds: Seconds) -> Settling:
    return Settling(bot, seconds.sleep, seconds)


def nobody_notes(_: Again) -> None:
    pass


async def said(bot: Bot, who: Conversation, text: str) -> Update:
    """The update of something that was said."""
    who.person.says(text)
    return (await bot.bot.get_updates())[-1]


async def test_a_handler_that_takes_too_long_is_broken_off_with_an_apology_in_the_persons_language(
    bot: Bot, ayesha: Conversation, tried: Settling, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ayesha.says("لاہور میں سافٹ ویئر پارک کہاں ہے؟")

    async def dawdle(_: Update) -> None:
        await asyncio.Event().wait()

    before_each_answer(bot, dawdle)
    monkeypatch.setattr(settling, "HANDLER_SECONDS", 0.01)
    assert await tried.once(await said(bot, ayesha, "lahore")) is Settled.TOO_SLOW
    assert "میری طرف سے کوئی خرابی" in ayesha.newest


@pytest.mark.parametrize("fault", [DROPPED_BEFORE, DROPPED_AFTER])
async def test_after_a_line_that_dropped_the_person_has_an_answer_at_least_once(
    bot: Bot, ayesha: Conversation, tried: Settling, seconds: Seconds, fault: Fault, world: World
) -> None:
    world.faults.order("sendMessage", fault)
    update = await said(bot, ayesha, "lahore")
    assert await tried.until_settled(update, nobody_notes) is Settled.DONE
    assert "Lahore, Punjab" in ayesha.newest
    assert seconds.pauses == [1]


async def test_an_apology_that_could_not_be_sent_is_sent_later(
    bot: Bot, ayesha: Conversation, tried: Settling, world: World
) -> None:
    async def fail(_: Update) -> None:
        raise ZeroDivisionError

    before_each_answer(bot, fail)
    world.fail_next("sendMessage", 502, "Bad Gateway")
    update = await said(bot, ayesha, "lahore")
    assert await tried.until_settled(update, nobody_notes) is Settled.FAILED
    assert _BUSY in ayesha.newest


async def test_who_blocked_the_bot_is_not_tried_again(
    bot: Bot, ayesha: Conversation, tried: Settling, seconds: Seconds, world: World
) -> None:
    world.faults.order("sendMessage", BLOCKED)
    update = await said(bot, ayesha, "lahore")
    assert await tried.until_settled(update, nobody_notes) is Settled.GONE
    assert seconds.pauses == []


async def test_what_telegram_refuses_for_good_is_told_and_done_with(
    bot: Bot, ayesha: Conversation, tried: Settling, seconds: Seconds, world: World
) -> None:
    world.fail_next("sendMessage", 400, "Bad Request: message is too long")
    update = await said(bot, ayesha, "lahore")
    assert await tried.until_settled(update, nobody_notes) is Settled.FAILED
    assert _BUSY in ayesha.newest
    assert seconds.pauses == []


async def test_the_pauses_grow_and_everybodys_outage_is_waited_out_for_an_hour(
    bot: Bot, ayesha: Conversation, tried: Settling, seconds: Seconds, world: World
) -> None:
    before_each_answer(bot, lambda _: always_away())
    update = await said(bot, ayesha, "lahore")
    assert await tried.until_settled(update, nobody_notes) is Settled.GIVEN_UP
    assert seconds.pauses[:7] == [1, 1, 2, 4, 8, 16, 30]
    assert set(seconds.pauses[7:]) == {30}
    assert 3600 <= seconds.now < 3660


async def test_what_fails_while_others_are_answered_is_given_up_after_two_minutes(
    bot: Bot, ayesha: Conversation, seconds: Seconds
) -> None:
    async def away_for_lahore(update: Update) -> None:
        if text_of(update) == "lahore":
            await always_away()

    async def answer_another(pause: float) -> None:
        assert await tried.once(other) is Settled.DONE
        await seconds.sleep(pause)

    tried = Settling(bot, answer_another, seconds)
    before_each_answer(bot, away_for_lahore)
    first, other = await said(bot, ayesha, "lahore"), await said(bot, ayesha, "multan")
    assert await tried.until_settled(first, nobody_notes) is Settled.GIVEN_UP
    assert 120 <= seconds.now < 180


async def always_away() -> None:
    raise NetworkError("Bad Gateway")
