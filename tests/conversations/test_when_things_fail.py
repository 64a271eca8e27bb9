"""What people notice when something fails: as little as can be, and never silence without a reason."""

import io
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Never

import pytest
import structlog
from sqlalchemy import create_engine
from structlog.testing import capture_logs
from structlog.typing import EventDict

from answers.guide import Guide
from bot.logs import set_up_logs
from bot.receiving.polling import Poller
from bot.receiving.receiver import Receiver
from bot.receiving.settling import Settling
from bot.settings import LogFormat, LogLevel, Settings
from domain.people import Person as Row
from handlers.services import Bot
from sandbox.groups import new_group
from storage.ledger import people, sqlite
from tests.bot.waiting import noting
from tests.conftest import Clock, Conversation, read

_BUSY = "Something went wrong on my side"


async def kept(bot: Bot, chat_id: int) -> Row:
    """What the ledger keeps about a chat that it knows."""
    async with bot.bot_data.ledger.reading() as connection:
        row = await people.find(connection, chat_id)
    assert row
    return row


def broken(*_: object) -> Never:
    """A defect."""
    raise RuntimeError("defect near https://api.telegram.org/bot7000000001:sandbox-token/sendMessage")


@contextmanager
def locked(settings: Settings) -> Iterator[None]:
    """Another process writes into the ledger and does not come to an end."""
    engine = create_engine(settings.ledger_url)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield
            connection.rollback()
    finally:
        engine.dispose()


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[EventDict]]:
    """What is logged."""
    with capture_logs() as logs:
        yield logs


def events(logged: list[EventDict]) -> list[str]:
    """The names of what was logged."""
    return [entry["event"] for entry in logged]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody wants to wait ten seconds for a lock in a test."""
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT", 0.05)


# the ledger


@pytest.mark.usefixtures("impatient")
async def test_while_the_ledger_is_locked_places_and_answers_are_found_as_always(
    settings: Settings, ayesha: Conversation, clock: Clock, logged: list[EventDict]
) -> None:
    clock.forward(days=1)
    shown = len(ayesha.shown)
    with locked(settings):
        assert "Lahore, Punjab" in await ayesha.says("lahore")
        assert "Who may use it:" in await ayesha.presses("Arfa")
        assert "Nearest working" in await ayesha.does(ayesha.person.shares_location, 31.5, 74.3)
        assert "PayPal" in await ayesha.says("is paypal available in pakistan?")
    assert len(ayesha.shown) == shown + 4
    assert set(events(logged)) == {"people.not_remembered", "turn.not_kept"}


async def test_with_an_unreadable_ledger_places_and_answers_are_found_as_always(
    bot: Bot, settings: Settings, ayesha: Conversation
) -> None:
    for file in settings.state_dir.glob("ledger.sqlite*"):
        file.write_bytes(b"this is no database any more" * 300)
    await bot.bot_data.ledger._readers.dispose()
    await bot.bot_data.ledger._writer.dispose()
    shown = len(ayesha.shown)
    assert "Lahore, Punjab" in await ayesha.says("lahore")
    assert "STP in Faisalabad" in await ayesha.says("/start")
    assert len(ayesha.shown) == shown + 2


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("command", ["/subscribe", "/stop"])
async def test_a_choice_that_cannot_be_stored_is_not_confirmed(
    settings: Settings, ayesha: Conversation, command: str
) -> None:
    with locked(settings):
        said = await ayesha.says(command)
    assert "try again" in said
    assert "announcements" not in said


@pytest.mark.usefixtures("impatient")
async def test_nobody_is_told_that_their_data_are_deleted_while_they_are_not(
    bot: Bot, settings: Settings, ayesha: Conversation
) -> None:
    await ayesha.says("/forgetme")
    with locked(settings):
        assert "Deleted" not in await ayesha.presses("🗑")
    assert (await kept(bot, ayesha.person.id)).chat_id == ayesha.person.id
    assert "Deleted" in await ayesha.presses("🗑")


@pytest.mark.usefixtures("impatient")
async def test_when_the_ledger_is_back_everything_is_as_before(
    bot: Bot, settings: Settings, ayesha: Conversation, clock: Clock
) -> None:
    clock.forward(days=1)
    with locked(settings):
        await ayesha.says("lahore")
    await ayesha.says("/subscribe")
    row = await kept(bot, ayesha.person.id)
    assert row.subscribed_at
    assert row.last_seen == clock().date()


# defects


async def test_after_a_defect_the_person_is_told_and_the_log_has_it(
    ayesha: Conversation, monkeypatch: pytest.MonkeyPatch, logged: list[EventDict]
) -> None:
    monkeypatch.setattr(Guide, "read", broken)
    shown = len(ayesha.shown)
    assert _BUSY in await ayesha.says("lahore")
    assert len(ayesha.shown) == shown + 1
    assert "🏙 Browse cities" in ayesha.buttons
    (entry,) = logged
    assert entry["event"] == "update.failed"
    assert isinstance(entry["exc_info"], RuntimeError)


async def test_a_defect_of_one_message_does_not_touch_the_next(
    ayesha: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Guide, "read", broken)
        assert _BUSY in await ayesha.says("lahore")
    assert "Lahore, Punjab" in await ayesha.says("lahore")


@contextmanager
def logs_as_in_service(form: LogFormat, token: str, level: LogLevel = LogLevel.INFO) -> Iterator[io.StringIO]:
    """Logging as the service sets it up, into a text; afterwards as it was before."""
    written, before = io.StringIO(), structlog.get_config()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", written)
        patch.setattr(logging.root, "handlers", [])
        patch.setattr(logging.root, "level", logging.WARNING)
        set_up_logs(level, form, token)
        # else loggers that are used here would keep this set-up
        structlog.configure(cache_logger_on_first_use=False)
        try:
            yield written
        finally:
            structlog.configure(**before)


@pytest.mark.parametrize("form", list(LogFormat))
async def test_the_token_is_in_no_line_of_the_log_not_even_in_a_traceback(
    ayesha: Conversation, monkeypatch: pytest.MonkeyPatch, form: LogFormat
) -> None:
    token = ayesha.person.world.bot.token
    monkeypatch.setattr(Guide, "read", broken)
    with logs_as_in_service(form, token) as written:
        await ayesha.says("lahore")
    assert "update.failed" in written.getvalue()
    assert "defect near" in written.getvalue()
    assert token.partition(":")[2] not in written.getvalue()


async def test_a_defect_in_a_group_is_logged_but_not_talked_about(
    ayesha: Conversation, monkeypatch: pytest.MonkeyPatch, logged: list[EventDict]
) -> None:
    group = new_group(ayesha.person.world, "Freelancers", ayesha.person)
    monkeypatch.setattr(Guide, "read", broken)
    await ayesha.does(ayesha.person.says, "@rahnuma_bot lahore", chat=group)
    assert ayesha.person.received(group) == []
    assert events(logged) == ["update.failed"]


# what Telegram answers


async def test_a_person_whom_telegram_does_not_let_us_write_to_is_marked_until_they_write(
    bot: Bot, ayesha: Conversation, clock: Clock
) -> None:
    world = ayesha.person.world
    world.fail_next("sendMessage", 403, "Forbidden: bot was blocked by the user")
    shown = len(ayesha.shown)
    await ayesha.says("lahore")
    assert (await kept(bot, ayesha.person.id)).blocked_at == clock()
    assert len(ayesha.shown) == shown

    assert "Multan" in await ayesha.says("multan")
    assert (await kept(bot, ayesha.person.id)).blocked_at is None


async def test_a_closed_account_is_marked(bot: Bot, ayesha: Conversation, clock: Clock) -> None:
    ayesha.person.says("lahore")
    ayesha.person.deletes_account()
    await ayesha.poller.poll()
    assert (await kept(bot, ayesha.person.id)).blocked_at == clock()


_TROUBLE = [
    (429, "Too Many Requests: retry after 7", 7),
    (500, "Internal Server Error", None),
    (502, "Bad Gateway", None),
]


@pytest.mark.parametrize(("status", "description", "retry_after"), _TROUBLE)
async def test_a_reply_that_telegram_could_not_take_is_sent_again(
    bot: Bot,
    ayesha: Conversation,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    description: str,
    retry_after: int | None,
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    pauses: list[float] = []
    ayesha.poller = Poller(bot, Receiver(bot, settling=Settling(bot, sleep=noting(pauses))))
    shown = len(ayesha.shown)
    ayesha.person.world.fail_next("sendMessage", status, description, retry_after)
    assert "Lahore, Punjab" in await ayesha.says("lahore")
    assert len(ayesha.shown) == shown + 1
    assert pauses == [retry_after or 1]
    assert (await kept(bot, ayesha.person.id)).blocked_at is None
    assert "Multan" in await ayesha.says("multan")


async def test_a_list_that_cannot_be_turned_in_place_is_turned_in_a_new_message(ayesha: Conversation) -> None:
    await ayesha.says("parks in punjab")
    ayesha.person.world.fail_next("editMessageText", 400, "Bad Request: message can't be edited")
    count = len(ayesha.person.received())
    assert "Punjab" in await ayesha.presses("▶️")
    assert len(ayesha.person.received()) == count + 1


async def test_an_answer_that_cannot_be_edited_comes_anew_and_is_the_one_that_is_edited_next(
    ayesha: Conversation,
) -> None:
    question = ayesha.person.says("lahore")
    await ayesha.poller.poll()
    ayesha.person.deletes(ayesha.person.latest())
    assert "Multan" in await ayesha.does(ayesha.person.edits, question, "multan")
    count = len(ayesha.person.received())
    assert "Quetta" in await ayesha.does(ayesha.person.edits, question, "quetta")
    assert len(ayesha.person.received()) == count
    assert "Quetta" in read(ayesha.person.latest())


async def test_a_tap_that_waited_too_long_still_shows_what_it_asked_for(
    ayesha: Conversation, clock: Clock, logged: list[EventDict]
) -> None:
    await ayesha.says("STP in Faisalabad")
    ayesha.person.presses(ayesha.person.latest(), "Sitara")
    clock.forward(minutes=10)
    await ayesha.poller.poll()
    assert "Who may use it:" in ayesha.newest
    assert logged == []


async def test_an_inline_query_that_waited_too_long_is_let_go_quietly(
    ayesha: Conversation, clock: Clock, logged: list[EventDict]
) -> None:
    query = ayesha.person.asks_inline("lahore")
    clock.forward(minutes=10)
    await ayesha.poller.poll()
    assert query.answer is None
    assert logged == []


async def test_a_button_that_is_not_ours_any_more_says_so(ayesha: Conversation) -> None:
    for data in ("old:1:2", "p:no-such-place", "", ":", "c:lahore:Z:0", "l::A:-1", "x" * 64):
        message = ayesha.person.latest()
        assert "too old" in await ayesha.does(ayesha.person.asks_back, message, data)
    assert "🏠 Start" in ayesha.buttons
