"""Administrators switch functions off and on; people are told, and nothing else is lost."""

import asyncio

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from announcements.cards.taps import Verb
from announcements.sender import Sender
from answers.actions import AskLanguage, ChooseLanguage, ForgetMe
from answers.buttons import _ACTIONS
from domain.announcements import Delivered, DeliveryState, Role
from domain.switches import Function, SwitchedOff
from handlers.guard import memory
from handlers.guard.switched import ANSWERING
from handlers.staff import watching
from storage.ledger import audit, deliveries, switches
from tests.conftest import Conversation, buttons
from tests.conversations.staff.office import Office, approved, drafted, latest, partly_sent

OFF = "Answers are switched off for the moment."


@pytest.fixture
async def ayesha(office: Office, admin: Conversation) -> Conversation:
    return await office.person("Ayesha")


async def test_answers_are_switched_off_and_on(admin: Conversation, ayesha: Conversation) -> None:
    card = await admin.says("/off answers")
    assert "⛔ answers: off since Sunday, 22 November 2026, 17:00, by Sana" in card
    assert "✅ announcements: on" in card
    for said in ("lahore", "/start", "/parks", "is paypal available in pakistan?"):
        assert OFF in await ayesha.says(said)
    assert "write @rahnuma_bot and a city" in ayesha.newest
    assert OFF in await ayesha.does(ayesha.person.shares_location, 31.5, 74.3)
    assert OFF in await ayesha.does(ayesha.person.sends_photo)
    assert "✅ answers: on" in await admin.says("/on answers")
    assert "Lahore, Punjab" in await ayesha.says("lahore")


async def test_what_is_about_oneself_works_while_answers_are_off(
    admin: Conversation, ayesha: Conversation
) -> None:
    await admin.says("/off answers")
    for said in ("/subscribe", "/stop", "/language", "/mydata", "/forgetme", "/privacy", "/help"):
        assert OFF not in await ayesha.says(said)
    await ayesha.says("/language")
    assert "switched off" not in await ayesha.presses("Roman Urdu")
    assert "Jawab filhaal band" in await ayesha.says("lahore")


async def test_a_tap_for_an_answer_is_told_too(admin: Conversation, ayesha: Conversation) -> None:
    await ayesha.says("parks in Faisalabad")
    await admin.says("/off answers")
    shown = len(ayesha.shown)
    await ayesha.presses("Sitara")
    assert OFF in ayesha.toasts[-1]["text"]
    assert len(ayesha.shown) == shown


def test_every_tap_is_an_answer_or_about_oneself() -> None:
    taps = {action for action in _ACTIONS.values() if action.__module__ == ForgetMe.__module__}
    assert set(ANSWERING) == taps - {AskLanguage, ChooseLanguage, ForgetMe}


async def test_inline_mode_is_switched_off_and_on(admin: Conversation, ayesha: Conversation) -> None:
    await admin.says("/off inline")
    query = ayesha.person.asks_inline("lahore")
    await ayesha.poller.poll()
    assert query.answer
    assert query.answer["results"] == []
    assert query.answer["button"]["text"] == "Switched off here for the moment"
    assert "Lahore, Punjab" in await ayesha.says("lahore")
    await admin.says("/off answers")
    assert "@rahnuma_bot" not in await ayesha.says("lahore")
    await admin.says("/on inline")
    query = ayesha.person.asks_inline("lahore")
    await ayesha.poller.poll()
    assert query.answer
    assert query.answer["results"]


async def test_the_staff_can_work_while_everything_is_off(
    office: Office, admin: Conversation, sender: Conversation
) -> None:
    for function in Function:
        await admin.says(f"/off {function}")
    await office.subscribers(1)
    await drafted(sender)
    assert "Stands still" in await approved(sender, 1)


async def test_announcements_stop_where_they_are_and_go_on_there(
    office: Office, admin: Conversation, sender: Conversation
) -> None:
    chats = await office.subscribers(6)
    await drafted(sender)
    await approved(sender, 6)
    await partly_sent(office, 1, [Delivered(1), Delivered(2)])
    await admin.says("/off announcements")
    running = Sender(office.ledger, office.telegram, office.clock, asyncio.sleep, "run")
    await running.turn()
    await running.turn()
    office.clock.forward(seconds=5)
    await watching.refresh(office.bot)
    assert "⛔ Stands still\n\nAnnouncements are switched off" in sender.newest
    assert "An administrator goes on with /on announcements" in sender.newest
    assert "✅ 2 have it\n⏳ 4 left" in sender.newest
    assert "a second" not in sender.newest
    async with office.ledger.reading() as connection:
        counts = await deliveries.counts(connection, 1)
    assert counts == {DeliveryState.DELIVERED: 2, DeliveryState.WAITING: 4}
    await admin.says("/on announcements")
    office.clock.forward(seconds=5)
    await watching.refresh(office.bot)
    assert "📤 Being sent\n\n✅ 2 have it" in sender.newest
    await office.send()
    assert "✅ 6 have it" in latest(sender)
    assert office.telegram.delivered_to == chats[2:]


WAITS = "Announcements are switched off: it does not go out before an administrator switches them on"


async def test_what_is_scheduled_meanwhile_says_that_it_waits_until_they_are_on_again(
    office: Office, admin: Conversation, sender: Conversation
) -> None:
    await admin.says("/off announcements")
    await office.subscribers(1)
    assert WAITS in await drafted(sender)
    assert WAITS in await sender.presses("When")
    card = await sender.presses("09:00")
    assert f"09:00 in Pakistan\n{WAITS}" in card
    card = await approved(sender, 1)
    assert f"09:00\n\n{WAITS}" in card
    await admin.says("/on announcements")
    await sender.says("/announcements")
    assert WAITS not in await sender.presses("🗓 1")


async def test_a_subscriber_is_told_that_no_announcements_are_sent(
    admin: Conversation, ayesha: Conversation
) -> None:
    told = "Announcements are switched off for the moment"
    await admin.says("/off announcements")
    assert told in await ayesha.says("/subscribe")
    assert told not in await ayesha.says("/stop")
    assert "Lahore, Punjab" in await ayesha.says("lahore")
    await admin.says("/on announcements")
    assert told not in await ayesha.says("/subscribe")


async def test_every_process_notices_within_seconds(
    office: Office, admin: Conversation, ayesha: Conversation
) -> None:
    await ayesha.says("lahore")
    async with office.ledger.writing() as connection:  # as another process does
        elsewhere = SwitchedOff(Function.ANSWERS, admin.person.id, office.clock())
        await switches.switch_off(connection, elsewhere)
    assert "Lahore, Punjab" in await ayesha.says("lahore")
    office.clock.forward(seconds=memory.READ_EVERY.total_seconds())
    assert OFF in await ayesha.says("lahore")


async def test_the_card_shows_what_is_off_and_its_buttons_switch(
    admin: Conversation, ayesha: Conversation
) -> None:
    assert "✅ answers: on\n✅ announcements: on\n✅ inline mode: on" in await admin.says("/off")
    assert "⛔ inline mode: off" in await admin.presses("Switch off inline mode")
    assert buttons(admin.person.latest())[2] == "Switch on inline mode"
    assert "✅ inline mode: on" in await admin.presses("Switch on inline mode")
    assert "✅ answers: on" in await admin.says("/off nonsense")
    assert "✅ answers: on" in await admin.says("/on")


async def test_switching_is_audited_and_switching_twice_keeps_the_first(
    office: Office, admin: Conversation
) -> None:
    await admin.says("/off Answers")
    since = office.clock()
    office.clock.forward(hours=1)
    await admin.says("/off answers")
    await admin.says("/on inline")
    async with office.ledger.reading() as connection:
        [off] = await switches.off(connection)
        entries = await audit.entries(connection, limit=3)
    assert off.at == since
    assert [(entry.act, entry.detail) for entry in entries] == [
        ("switch", "on inline"),
        ("switch", "off answers"),
        ("switch", "off answers"),
    ]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ANNOUNCER, Role.APPROVER])
async def test_other_staff_may_not_switch(office: Office, admin: Conversation, role: Role) -> None:
    member = await office.member("Bilal", role)
    for said in ("/off", "/off answers", "/on answers"):
        assert await member.says(said) == "Your role does not allow this."
    member.person.asks_back(member.person.latest(), f"st:{Verb.SWITCH_OFF}:0:answers")
    await office.poll()
    assert member.newest == "Your role does not allow this."
    async with office.ledger.reading() as connection:
        assert await switches.off(connection) == []


async def test_a_ledger_that_cannot_be_read_leaves_things_as_they_were(
    office: Office, admin: Conversation, ayesha: Conversation
) -> None:
    await admin.says("/off inline")
    assert "Multan" in await ayesha.says("multan")
    async with office.ledger.writing() as connection:
        await connection.execute(text("DROP TABLE switches"))
    office.clock.forward(seconds=5)
    with capture_logs() as logs:
        assert "Lahore, Punjab" in await ayesha.says("lahore")
        query = ayesha.person.asks_inline("lahore")
        await ayesha.poller.poll()
    assert query.answer
    assert query.answer["results"] == []
    assert [entry["event"] for entry in logs] == ["switches.not_read"]
