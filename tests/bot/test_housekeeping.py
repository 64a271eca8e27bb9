"""What is kept for long enough goes by a clock of its own."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.housekeeping import EVERY, drop_expired, housekeeping
from domain.announcements import EVERYBODY, Phase
from domain.people import OpenQuestion, Turn
from domain.prompts import Awaited, ProgressCard, Prompt
from handlers.services import Bot
from storage.ledger import (
    announcements,
    audience,
    audit,
    people,
    progress_cards,
    prompts,
    questions,
    reports,
    turns,
)
from tests.bot.waiting import noting, until
from tests.conftest import Clock

KINDS = ("turns", "questions", "reports", "prompts", "progress_cards", "deliveries", "audit")
NOTHING = dict.fromkeys(KINDS, 0)


@pytest.fixture
async def full(bot: Bot, clock: Clock) -> None:
    """A ledger with one of each, from this moment."""
    async with bot.bot_data.ledger.writing() as connection:
        await turns.save(connection, Turn(7, 1, 2, clock()))
        await questions.add(connection, OpenQuestion("?", None, None, 0.1, "dont_know", clock().date()))
        await reports.add(connection, "place_x", "closed", clock())
        await prompts.put(connection, Prompt(7, Awaited.TEXT, clock()))
        made = await announcements.create(connection, "News", 501, clock(), EVERYBODY)
        await people.remember(connection, 7, clock().date())
        await people.subscribe(connection, 7, clock())
        await audience.freeze(connection, made)
        await announcements.change(connection, made.id, phase=Phase.FINISHED, finished_at=clock())
        await audit.add(connection, clock(), 501, "approve", made.id)
        await progress_cards.put(connection, ProgressCard(7, made.id, 70, Phase.FINISHED, clock()))
        paused = await announcements.create(connection, "News", 501, clock(), EVERYBODY)
        await announcements.change(connection, paused.id, phase=Phase.PAUSED)
        await progress_cards.put(connection, ProgressCard(8, paused.id, 80, Phase.PAUSED, clock()))


@pytest.mark.usefixtures("full")
async def test_each_goes_when_its_time_is_over_and_not_before(bot: Bot, clock: Clock) -> None:
    just_over = timedelta(seconds=1)
    times = {
        "turns": timedelta(hours=48) + just_over,
        "progress_cards": timedelta(hours=48) + just_over,
        "prompts": timedelta(hours=48) + just_over,
        "questions": timedelta(days=31),
        "reports": timedelta(days=180) + just_over,
        "deliveries": timedelta(days=365) + just_over,
        "audit": timedelta(days=730) + just_over,
    }
    start = clock()
    for span in sorted(set(times.values())):
        clock.time = start + span - just_over
        if span != timedelta(days=31):  # of a question only the day is kept
            assert await drop_expired(bot.bot_data) == NOTHING
        clock.time = start + span
        due = [name for name, its in times.items() if its == span]
        assert await drop_expired(bot.bot_data) == NOTHING | dict.fromkeys(due, 1)
    async with bot.bot_data.ledger.reading() as connection:
        assert await progress_cards.find(connection, 8, 2), "what is paused may go on"


@pytest.mark.usefixtures("full")
async def test_it_is_done_at_the_start_and_every_hour_and_the_log_says_how_much(
    bot: Bot, clock: Clock
) -> None:
    clock.forward(days=3)
    pauses: list[float] = []
    with capture_logs() as logs:
        async with housekeeping(bot.bot_data, noting(pauses)):
            await until(lambda: len(pauses) >= 2)
    assert pauses[:2] == [EVERY, EVERY] == [3600, 3600]
    dropped = NOTHING | {"turns": 1, "prompts": 1, "progress_cards": 1}
    assert logs == [{"event": "expired.dropped", "log_level": "info", **dropped}]


@pytest.mark.usefixtures("full")
async def test_a_ledger_that_fails_ends_neither_the_service_nor_the_housekeeping(bot: Bot) -> None:
    async with bot.bot_data.ledger.writing() as connection:
        await connection.execute(text("DROP TABLE reports"))
    pauses: list[float] = []
    with capture_logs() as logs:
        async with housekeeping(bot.bot_data, noting(pauses)):
            await until(lambda: len(pauses) >= 2)
    assert {entry["event"] for entry in logs} == {"expired.not_dropped"}
