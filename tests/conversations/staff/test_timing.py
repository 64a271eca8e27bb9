"""When an announcement goes out: in one's own words, confirmed with the weekday, with a word on the night."""

import pytest

from tests.conftest import Conversation
from tests.conversations.staff.office import Office, approved, drafted


@pytest.fixture
async def asked(office: Office, sender: Conversation) -> Conversation:
    await office.subscribers(1)
    await drafted(sender)
    await sender.presses("🕘 When")
    await sender.presses("Write another time")
    return sender


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("tomorrow 9am", "Monday, 23 November 2026, 09:00"),
        ("25 Nov 15:30", "Wednesday, 25 November 2026, 15:30"),
        ("کل صبح 9 بجے", "Monday, 23 November 2026, 09:00"),
    ],
)
async def test_a_moment_is_confirmed_with_its_weekday(
    asked: Conversation, said: str, understood: str
) -> None:
    assert await asked.says(said) == f"🕘 {understood} in Pakistan: is that right?"
    assert f"🕘 {understood} in Pakistan" in await asked.presses("Yes")


async def test_quiet_hours_are_warned_of_and_possible(asked: Conversation) -> None:
    assert "🌙 Between 22:00 and 08:00 most people sleep." in await asked.says("kal raat 11 baje")
    assert "Monday, 23 November 2026, 23:00" in await asked.presses("Yes, all the same")
    assert "🌙 Between 22:00 and 08:00" in await asked.presses("See how it looks")


async def test_who_sends_at_once_in_quiet_hours_is_warned_below_the_preview(
    office: Office, sender: Conversation
) -> None:
    await drafted(sender)
    assert "most people sleep now" not in await sender.presses("See how it looks")
    office.clock.forward(hours=6)  # 23:00 in Pakistan
    assert "most people sleep now" in await sender.presses("See how it looks")


async def test_what_is_unclear_is_asked_for_again(asked: Conversation) -> None:
    assert "not sure which moment that is" in await asked.says("soon")
    assert "Monday" in await asked.says("tomorrow 9am")


async def test_a_moment_that_is_past_is_refused(asked: Conversation) -> None:
    assert "That moment is past" in await asked.says("today 9am")
    assert "Write the day and the hour" in await asked.presses("Write another time")


async def test_a_moment_that_passes_before_it_is_confirmed_is_refused(
    office: Office, asked: Conversation
) -> None:
    await asked.says("tomorrow 9am")
    office.clock.forward(days=2)
    assert "That moment is past" in await asked.presses("Yes")


async def test_a_moment_that_passes_before_the_approval_is_refused(
    office: Office, asked: Conversation
) -> None:
    await asked.says("tomorrow 9am")
    await asked.presses("Yes")
    office.clock.forward(days=2)
    assert "That moment is past" in await approved(asked, 1)


async def test_one_tap_means_tomorrow_morning_and_another_takes_that_back(
    office: Office, sender: Conversation
) -> None:
    await drafted(sender)
    await sender.presses("🕘 When")
    assert "🕘 Monday, 23 November 2026, 09:00 in Pakistan" in await sender.presses("Monday, 23 November")
    await sender.presses("🕘 When")
    assert "🕘 As soon as it is approved" in await sender.presses("As soon as it is approved")


async def test_what_is_scheduled_can_be_moved_and_sent_now_without_a_new_approval(
    office: Office, asked: Conversation
) -> None:
    await asked.says("tomorrow 9am")
    await asked.presses("Yes")
    await approved(asked, 1)
    await asked.presses("🕘 When")
    assert "🗓 Scheduled for Monday" in await asked.presses("Monday, 23 November")
    await asked.presses("🕘 When")
    assert "📤 Being sent" in await asked.presses("Now")


async def test_a_change_to_what_is_scheduled_makes_a_draft_of_it(office: Office, asked: Conversation) -> None:
    await asked.says("tomorrow 9am")
    await asked.presses("Yes")
    await approved(asked, 1)
    assert "Any change makes a draft of it" in await asked.presses("Change it")
    await asked.presses("✍️ English")
    assert (await asked.says("Other words")).startswith("📝 Tax returns")
    office.clock.forward(days=2)
    assert "That moment is past" in await approved(asked, 1)
