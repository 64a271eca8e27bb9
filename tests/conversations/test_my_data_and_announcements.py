"""What people are shown of what announcements leave behind, and what of it /forgetme deletes."""

import pytest
from sqlalchemy import select

from announcements import staffing
from domain.announcements import Announcement, DeliveryState, Phase, Role
from domain.languages import Language
from handlers.services import Bot
from storage.ledger import audit, deliveries, people, staff
from storage.ledger.tables import deliveries as rows
from tests.conftest import Clock, Conversation
from tests.conversations.announced import delivered, english, published
from tests.conversations.reading import unmarked
from texts.catalogue import phrases


async def received(bot: Bot) -> Announcement:
    """An announcement that everybody who has subscribed has got."""
    announcement = await published(bot, english("Dates"), phase=Phase.SENDING)
    await delivered(bot, announcement)
    return announcement


async def test_home_interests_and_what_was_received_are_shown(
    bot: Bot, ayesha: Conversation, clock: Clock
) -> None:
    await ayesha.says("/subscribe multan")
    await ayesha.presses("My interests")
    await ayesha.presses("Start-ups")
    await received(bot)
    said = await ayesha.says("/mydata")
    assert "\nAt home: Multan, Punjab\nInterests: Start-ups\nFirst message" in said
    assert "\nAnnouncements received: 1, on 22 November 2026\n" in said
    clock.forward(days=2)
    await received(bot)
    assert "Announcements received: 2, the last on 24 November 2026" in await ayesha.says("/mydata")
    assert "🏡 Multan, Punjab" in await ayesha.presses("My announcements")


@pytest.mark.parametrize("language", list(Language))
async def test_in_every_language(bot: Bot, ayesha: Conversation, language: Language) -> None:
    t = phrases(language)
    await ayesha.says("/language")
    await ayesha.presses(t.label(f"language.{language}"))
    await ayesha.says("/subscribe")
    await ayesha.presses(t.label("button.interests"))
    await ayesha.presses(t.label("interest.jobs"))
    await received(bot)
    await on_the_staff(bot, ayesha)
    shown = unmarked(await ayesha.says("/mydata"))
    date = t.date("2026-11-22")
    role = t.label("staff.role.editor")
    for line in (
        t.say("mydata.received", n=1, date=date),
        t.say("mydata.staff", role=role, date=date),
        t.say("mydata.acts", n=2),
    ):
        assert unmarked(line) in shown.splitlines()
    assert t.label("interest.jobs") in shown


async def on_the_staff(bot: Bot, ayesha: Conversation) -> None:
    """Ayesha was appointed and has written something."""
    desk, now = bot.bot_data.desk, bot.bot_data.now()
    async with bot.bot_data.ledger.writing() as connection:
        await staff.appoint(connection, 501, Role.ADMIN, None, now)
        await audit.add(connection, now, ayesha.person.id, "write")
    await staffing.appoint(desk, 501, ayesha.person.id, Role.EDITOR)


async def test_who_is_forgotten_has_received_nothing_and_the_numbers_stay_true(
    bot: Bot, ayesha: Conversation
) -> None:
    await ayesha.says("/subscribe")
    announcement = await received(bot)
    await ayesha.says("/forgetme")
    assert (await ayesha.presses("🗑")).startswith("Deleted.")
    assert "staff" not in ayesha.newest
    async with bot.bot_data.ledger.reading() as connection:
        assert await people.find(connection, ayesha.person.id) is None
        assert await deliveries.counts(connection, announcement.id) == {DeliveryState.DELIVERED: 1}
        assert (await connection.execute(select(rows.c.message_id))).scalar_one() is None
    assert "received" not in await ayesha.says("/mydata")


async def test_staff_are_told_that_their_acts_stay_also_when_they_are_forgotten(
    bot: Bot, ayesha: Conversation
) -> None:
    await on_the_staff(bot, ayesha)
    said = await ayesha.says("/mydata")
    assert "On the staff: Editor, since 22 November 2026\n" in said
    assert "Acts of staff that are written down with your number: 2." in said
    await ayesha.says("/forgetme")
    assert "what you did as staff are not deleted" in await ayesha.presses("🗑")
    async with bot.bot_data.ledger.reading() as connection:
        assert await people.find(connection, ayesha.person.id) is None
        assert await staff.find(connection, ayesha.person.id)
