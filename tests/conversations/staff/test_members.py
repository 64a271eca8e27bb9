"""Administrators appoint and dismiss; everybody's menu shows what they may do."""

from typing import Any

import pytest

from bot.menu import publish_menu, publish_staff_menus
from domain.announcements import Role
from handlers.commands import COMMANDS
from sandbox.people import Person
from sandbox.world import World
from tests.conftest import Conversation
from tests.conversations.staff.office import ADMIN, Office, approved, drafted, latest


def menu(world: World, user_id: int, language: str = "") -> list[str] | None:
    """The commands in the menu of one private chat, None where it is the one for everybody."""
    commands: list[Any] | None = world.profile.commands.get(("chat", user_id, None, language))
    return None if commands is None else [command["command"] for command in commands]


@pytest.fixture
async def hina(office: Office, admin: Conversation) -> Conversation:
    return await office.person("Hina")


async def test_somebody_is_appointed_by_a_forwarded_message(
    office: Office, admin: Conversation, hina: Conversation
) -> None:
    assert await admin.says("/staff") == "The staff\n\nSana: Administrator"
    assert "Forward a message of theirs" in await admin.presses("Appoint somebody")
    origin = {"type": "user", "sender_user": hina.person.user, "date": office.world.now()}
    card = await admin.does(admin.person.sends, {"text": "Hello", "forward_origin": origin})
    assert card.startswith("Hina is not on the staff yet. As what?")
    await admin.presses("Approver")
    assert latest(admin) == "The staff\n\nSana: Administrator\nHina: Approver"
    assert latest(hina).startswith("👋 You are on Rahnuma’s staff now: Approver.")
    assert "There are no announcements yet." in await hina.presses("All announcements")


async def test_by_their_contact(admin: Conversation, hina: Conversation) -> None:
    await admin.says("/staff")
    await admin.presses("Appoint somebody")
    contact = {"phone_number": "+92300", "first_name": "Hina", "user_id": hina.person.id}
    assert "Hina is not on the staff" in await admin.does(admin.person.sends, {"contact": contact})


async def test_by_their_number(admin: Conversation, hina: Conversation) -> None:
    await admin.says("/staff")
    await admin.presses("Appoint somebody")
    assert "Hina is not on the staff" in await admin.says(str(hina.person.id))


@pytest.mark.parametrize(
    ("parts", "answer"),
    [
        ({"text": "Hina"}, "I can’t tell who that is."),
        ({"text": "0"}, "I can’t tell who that is."),
        ({"text": "9" * 20}, "I can’t tell who that is."),
        ({"contact": {"phone_number": "+92300", "first_name": "Hina"}}, "no Telegram account that I can see"),
        (
            {"text": "Hi", "forward_origin": {"type": "hidden_user", "sender_user_name": "Hina", "date": 1}},
            "Their settings hide who wrote that.",
        ),
    ],
)
async def test_who_cannot_be_told_is_asked_for_again(
    admin: Conversation, hina: Conversation, parts: dict[str, Any], answer: str
) -> None:
    await admin.says("/staff")
    await admin.presses("Appoint somebody")
    assert answer in await admin.does(admin.person.sends, parts)
    assert "Hina is not on the staff" in await admin.says(str(hina.person.id))


async def test_somebody_who_has_not_started_the_bot_gets_the_role_and_that_is_said(
    office: Office, admin: Conversation
) -> None:
    stranger = Person(office.world, "Zara")
    await admin.says("/staff")
    await admin.presses("Appoint somebody")
    await admin.says(str(stranger.id))
    await admin.presses("Editor")
    assert admin.newest.endswith("has the role, but has not started the bot yet, so I could not tell them.")
    await admin.says("/staff")
    assert f"{stranger.id}: Editor" in admin.newest


async def test_a_role_is_changed_and_taken_away_after_a_question(
    office: Office, admin: Conversation, sender: Conversation
) -> None:
    await admin.says("/staff")
    await admin.presses("Bilal")
    await admin.presses("Editor")
    assert "Bilal: Editor" in latest(admin)
    assert "staff now: Editor" in latest(sender)
    await admin.presses("Bilal")
    assert await admin.presses("Dismiss") == "➖ Dismiss Bilal from the staff?"
    await admin.presses("Dismiss")
    assert admin.newest == "The staff\n\nSana: Administrator"
    assert "Write a city" in await sender.says("/announcements")


async def test_what_was_awaited_from_somebody_dismissed_is_awaited_no_more(
    office: Office, admin: Conversation, sender: Conversation
) -> None:
    await sender.says("/announce")
    await admin.says("/staff")
    await admin.presses("Bilal")
    await admin.presses("Dismiss")
    await admin.presses("Dismiss")
    assert "Faisalabad" in await sender.says("parks in Faisalabad")


async def test_the_administrators_of_the_settings_can_not_be_changed(
    office: Office, admin: Conversation
) -> None:
    await admin.says("/staff")
    assert not any("Sana" in button for button in admin.buttons)
    admin.person.asks_back(admin.person.latest(), f"st:out:{ADMIN}:yes")
    await office.poll()
    assert "named in the settings" in admin.newest


@pytest.mark.parametrize("role", [Role.ANNOUNCER, Role.APPROVER, Role.EDITOR])
async def test_only_administrators_see_and_change_the_staff(
    office: Office, admin: Conversation, role: Role
) -> None:
    member = await office.member("Zara", role)
    assert await member.says("/staff") == "Your role does not allow this."
    for data in ("st:staff", f"st:member:{ADMIN}", f"st:role:{member.person.id}:admin", "st:ask:0:appointee"):
        member.person.asks_back(member.person.latest(), data)
        await office.poll()
        assert member.newest == "Your role does not allow this."


@pytest.mark.parametrize(
    ("role", "commands"),
    [
        (Role.ADMIN, ["announce", "announcements", "stats", "staff", "off", "on"]),
        (Role.ANNOUNCER, ["announce", "announcements", "stats"]),
        (Role.APPROVER, ["announcements", "stats"]),
        (Role.EDITOR, ["announce", "announcements", "stats"]),
    ],
)
async def test_the_menu_of_somebody_appointed_shows_what_their_role_may_do(
    office: Office, admin: Conversation, hina: Conversation, role: Role, commands: list[str]
) -> None:
    await admin.says("/staff")
    await admin.presses("Appoint somebody")
    await admin.says(str(hina.person.id))
    await admin.presses(role.capitalize() if role is not Role.ADMIN else "Administrator")
    for language in ("", "ur"):
        assert menu(office.world, hina.person.id, language) == [*commands, *COMMANDS]


async def test_the_menu_of_somebody_dismissed_is_that_of_everybody(
    office: Office, admin: Conversation, sender: Conversation
) -> None:
    await publish_staff_menus(office.bot)
    assert menu(office.world, sender.person.id)
    await admin.says("/staff")
    await admin.presses("Bilal")
    await admin.presses("Dismiss")
    await admin.presses("Dismiss")
    assert menu(office.world, sender.person.id) is None


async def test_the_menu_for_everybody_names_no_command_of_the_staff(
    office: Office, admin: Conversation
) -> None:
    await publish_menu(office.bot.bot)
    await publish_staff_menus(office.bot)
    assert menu(office.world, ADMIN)
    for (scope, *_), commands in office.world.profile.commands.items():
        if scope != "chat":
            assert not {command["command"] for command in commands} & {
                "announce",
                "announcements",
                "staff",
                "stats",
            }


async def test_the_numbers_of_the_ledger(office: Office, sender: Conversation) -> None:
    await office.subscribers(3)
    await drafted(sender)
    await approved(sender, 3)
    await sender.says("xyzzy plugh quux")
    assert await sender.says("/stats") == (
        "5 people have talked to the bot\n"
        "🔔 3 have subscribed\n📬 3 of them can be reached\n🚫 0 have blocked the bot\n\n"
        "Languages chosen\n• English: 0\n• \u2068اردو\u2069: 0\n• Roman Urdu: 0\n• not chosen: 5\n\n"
        "❓ 1 question of the last 30 days has no sure answer\n\nAnnouncements\n• 📤 Being sent: 1"
    )
