"""What becomes of a delivery, as Telegram answers: through the whole python-telegram-bot, in the sandbox."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from telegram.error import NetworkError, TelegramError, TimedOut

from announcements.messenger import NotSent
from bot.messenger import TelegramMessenger
from bot.outcomes import outcome
from bot.pacing import Unpaced
from bot.transport import NotSentError
from domain.announcements import (
    Attachment,
    AttachmentKind,
    Content,
    Delivered,
    Delivery,
    Gone,
    InDoubt,
    Moved,
    Outcome,
    Rejected,
    Throttled,
    Unavailable,
)
from domain.languages import Language
from domain.replies import Link
from handlers.bot_api import TelegramBot
from sandbox.groups import new_group
from sandbox.migration import migrate
from sandbox.people import Person
from sandbox.transport import SandboxRequest
from sandbox.world import World
from texts.catalogue import phrases

CONTENT = Content("<b>Open</b> now", buttons=((Link("Apply", "https://pseb.org.pk"),),))


def cleared() -> None:
    """Nothing speaks against it."""


@pytest.fixture
async def messenger(world: World) -> AsyncIterator[TelegramMessenger]:
    request = SandboxRequest(world)
    limiter = Unpaced()
    async with TelegramBot(world.bot.token, request=request, rate_limiter=limiter) as bot:
        yield TelegramMessenger(bot)


@pytest.fixture
def reader(world: World) -> Person:
    person = Person(world, "Ayesha")
    person.chat.started = True
    return person


def to(person: Person, original: int | None = None) -> Delivery:
    return Delivery(1, 1, 1, person.chat.id, Language.ENGLISH, 1, original_message_id=original)


async def test_a_message_arrives_with_its_formatting_and_buttons(
    messenger: TelegramMessenger, reader: Person
) -> None:
    done = await messenger.deliver(to(reader), CONTENT, cleared)
    message = reader.latest()
    assert done == Delivered(message["message_id"])
    assert (message["text"], message["entities"][0]["type"]) == ("Open now", "bold")
    assert message["reply_markup"]["inline_keyboard"][0][0]["url"].startswith("https://pseb.org.pk")


async def test_a_follow_up_answers_the_message_that_the_person_got(
    messenger: TelegramMessenger, reader: Person
) -> None:
    await messenger.deliver(to(reader), CONTENT, cleared)
    first = reader.latest()["message_id"]
    await messenger.deliver(to(reader, original=first), Content("One more thing"), cleared)
    assert reader.latest()["reply_to_message"]["message_id"] == first


async def test_a_follow_up_to_a_message_that_is_gone_arrives_all_the_same(
    messenger: TelegramMessenger, reader: Person
) -> None:
    assert isinstance(await messenger.deliver(to(reader, original=77), CONTENT, cleared), Delivered)


async def test_a_correction_stands_in_place_of_the_message(
    messenger: TelegramMessenger, reader: Person
) -> None:
    await messenger.deliver(to(reader), CONTENT, cleared)
    first = reader.latest()["message_id"]
    done = await messenger.edit(to(reader, first), Content("Closed today"), cleared)
    assert (done, reader.latest()["text"]) == (Delivered(first), "Closed today")


async def test_a_correction_that_changes_nothing_is_done(
    messenger: TelegramMessenger, reader: Person
) -> None:
    await messenger.deliver(to(reader), CONTENT, cleared)
    first = reader.latest()["message_id"]
    assert await messenger.edit(to(reader, first), CONTENT, cleared) == Delivered(first)


async def test_a_photo_keeps_its_place_when_its_words_are_corrected(
    messenger: TelegramMessenger, reader: Person, world: World
) -> None:
    photo = Attachment(AttachmentKind.PHOTO, reader.sends_photo()["photo"][-1]["file_id"])
    await messenger.deliver(to(reader), Content("Before", photo), cleared)
    first = reader.latest()["message_id"]
    assert await messenger.edit(to(reader, first), Content("After", photo), cleared) == Delivered(first)
    assert (reader.latest()["caption"], "photo" in reader.latest()) == ("After", True)


async def test_a_recalled_message_is_gone_and_gone_it_stays(
    messenger: TelegramMessenger, reader: Person
) -> None:
    await messenger.deliver(to(reader), CONTENT, cleared)
    first = reader.latest()["message_id"]
    for _ in range(2):
        assert await messenger.delete(to(reader, first), cleared) == Delivered(first)
    assert first not in reader.chat.messages


async def test_what_is_not_cleared_never_leaves(messenger: TelegramMessenger, reader: Person) -> None:
    def stopped() -> None:
        raise NotSent

    with pytest.raises(NotSent):
        await messenger.deliver(to(reader), CONTENT, stopped)
    assert reader.chat.messages == {}


async def test_who_blocked_the_bot_or_left_telegram_is_gone(
    messenger: TelegramMessenger, reader: Person, world: World
) -> None:
    left, stranger = Person(world, "Omar"), Person(world, "Stranger")
    left.chat.started = left.chat.deactivated = True
    reader.blocks()
    assert await messenger.deliver(to(reader), CONTENT, cleared) == Gone("blocked")
    assert await messenger.deliver(to(left), CONTENT, cleared) == Gone("deactivated")
    assert await messenger.deliver(to(stranger), CONTENT, cleared) == Gone("chat_not_found")
    nobody = replace(to(reader), chat_id=999_999)
    assert await messenger.deliver(nobody, CONTENT, cleared) == Gone("chat_not_found")


async def test_a_group_that_became_a_supergroup_has_moved(
    messenger: TelegramMessenger, reader: Person, world: World
) -> None:
    group = new_group(world, "Students", reader)
    here = replace(to(reader), chat_id=group.id)
    new = migrate(world, group, reader.user)
    assert await messenger.deliver(here, CONTENT, cleared) == Moved(new.id)


async def test_what_telegram_cannot_read_is_rejected_in_its_own_words(
    messenger: TelegramMessenger, reader: Person
) -> None:
    done = await messenger.deliver(to(reader), Content("<b>open"), cleared)
    assert isinstance(done, Rejected)
    assert "parse entities" in done.reason


@pytest.mark.parametrize(
    ("status", "description", "retry_after", "expected"),
    [
        (429, "Too Many Requests: retry after 7", 7, Throttled(7)),
        (500, "Internal Server Error", None, Unavailable("Internal Server Error")),
        (502, "Bad Gateway", None, Unavailable("Bad Gateway")),
        (504, "Gateway Timeout", None, InDoubt("Gateway Timeout")),
        (401, "Unauthorized", None, Unavailable("Unauthorized")),
    ],
)
async def test_each_answer_of_telegram_has_its_outcome(
    messenger: TelegramMessenger,
    reader: Person,
    world: World,
    status: int,
    description: str,
    retry_after: int | None,
    expected: Outcome,
) -> None:
    world.fail_next("sendMessage", status, description, retry_after)
    assert await messenger.deliver(to(reader), CONTENT, cleared) == expected


def broken_off() -> TelegramError:
    error = NetworkError("the connection broke off")
    error.__cause__ = OSError()
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (NotSentError("no connection"), Unavailable),
        (TimedOut(), InDoubt),
        (broken_off(), InDoubt),
        (TelegramError("Invalid server response"), InDoubt),
    ],
)
def test_a_line_that_fails_is_a_doubt_unless_nothing_left(
    error: TelegramError, expected: type[Outcome]
) -> None:
    assert isinstance(outcome(error), expected)


async def test_announcements_end_by_one_tap_below_each_and_below_its_correction(
    messenger: TelegramMessenger, reader: Person
) -> None:
    await messenger.deliver(to(reader), Content("Open"), cleared)
    first = reader.latest()
    await messenger.edit(to(reader, first["message_id"]), Content("Closed"), cleared)
    for message in (first, reader.latest()):
        assert [row[0]["text"] for row in message["reply_markup"]["inline_keyboard"]] == [
            phrases(Language.ENGLISH).label("button.unsubscribe")
        ]


@pytest.mark.parametrize("paid", [True, False])
async def test_only_what_is_paid_for_costs_stars(
    messenger: TelegramMessenger, reader: Person, world: World, paid: bool
) -> None:
    await messenger.deliver(replace(to(reader), paid=paid), Content("Open"), cleared)
    assert bool(world.calls[-1].parameters.get("allow_paid_broadcast")) is paid
