"""Whom an announcement is for is chosen by taps, and the number of people is shown after each."""

import pytest

from domain.announcements import Audience
from domain.languages import Language
from domain.places import Province
from storage.ledger import announcements
from tests.conftest import Conversation
from tests.conversations.staff.office import Office, approved, drafted


@pytest.fixture
async def crowd(office: Office) -> None:
    await office.subscribers(3, Language.URDU, "lahore", Province.PUNJAB, ("freelancing", "jobs"))
    await office.subscribers(2, None, "karachi", Province.SINDH, ("freelancing",))
    await office.subscribers(1, Language.ROMAN_URDU)


async def audience(office: Office) -> Audience:
    async with office.ledger.reading() as connection:
        announcement = await announcements.find(connection, 1)
    assert announcement
    return announcement.audience


async def test_the_number_follows_every_tap(office: Office, sender: Conversation, crowd: None) -> None:
    await drafted(sender)
    assert await sender.presses("For whom") == "👥 Everybody who has subscribed\n6 people at this moment"
    await sender.presses("Province")
    assert await sender.presses("Punjab") == "👥 Punjab\n3 people at this moment"
    assert await sender.presses("Sindh") == "👥 Punjab / Sindh\n5 people at this moment"
    assert "☑️ Punjab" in sender.buttons
    assert await sender.presses("☑️ Punjab") == "👥 Sindh\n2 people at this moment"
    await sender.presses("For whom")
    assert "6 people" in await sender.presses("Everybody")
    assert await audience(office) == Audience()


async def test_cities_are_those_that_subscribers_have_and_interests_those_they_may_choose(
    office: Office, sender: Conversation, crowd: None
) -> None:
    await drafted(sender)
    await sender.presses("For whom")
    await sender.presses("City")
    assert sender.buttons[:2] == ["Lahore (3)", "Karachi (2)"]
    assert await sender.presses("Lahore") == "👥 Lahore\n3 people at this moment"
    await sender.presses("For whom")
    await sender.presses("Interest")
    assert sender.buttons[:5] == [
        "New centres and parks",
        "Training",
        "Freelancing and tax (5)",
        "Jobs and internships (3)",
        "Start-ups",
    ]
    await sender.presses("Freelancing")
    assert sender.newest.endswith("3 people at this moment")
    aimed = Audience(cities=frozenset({"lahore"}), interests=frozenset({"freelancing"}))
    assert await audience(office) == aimed
    assert "👥 Lahore · Freelancing and tax" in await sender.presses("For whom")


async def test_a_facet_of_which_nobody_has_told_anything_says_so(
    office: Office, sender: Conversation
) -> None:
    await drafted(sender)
    await sender.presses("For whom")
    assert "No subscriber has told any yet." in await sender.presses("City")


async def test_many_cities_come_in_pages_and_a_tap_stays_on_its_page(
    office: Office, sender: Conversation
) -> None:
    for city_id in ("lahore", "karachi", "multan", "quetta", "sialkot", "gujrat", "kasur", "swat", "sukkur"):
        await office.subscribers(1, None, city_id)
    await drafted(sender)
    await sender.presses("For whom")
    await sender.presses("City")
    await sender.presses("▶️")
    (last, *_) = sender.buttons
    await sender.presses(last)
    assert sender.buttons[0] == f"☑️ {last}"
    assert "1 person" in sender.newest
    await sender.presses("◀️")
    assert len(sender.buttons) == 8 + 1 + 1


async def test_an_announcement_to_the_staff_alone_reaches_them(office: Office, sender: Conversation) -> None:
    await office.subscribers(4)
    await sender.says("/subscribe")
    await drafted(sender)
    await sender.presses("For whom")
    await sender.presses("Role on the staff")
    assert "1 person" in await sender.presses("Announcer")
    await sender.presses("For whom")
    await sender.presses("Done")
    await approved(sender, 1)
    await office.send()
    assert office.telegram.delivered_to == [sender.person.id]


async def test_what_nobody_would_get_is_not_approved(office: Office, sender: Conversation) -> None:
    await drafted(sender)
    assert "Nobody would get it" in await approved(sender, 0)
