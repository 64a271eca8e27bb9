"""To everybody who is not on the staff it is as if there was none."""

import pytest

from announcements.cards.taps import Verb
from handlers.staff.menu import NEEDED
from sandbox.groups import new_group
from tests.conftest import Conversation
from tests.conversations.staff.office import Office, drafted

CHOSEN = {
    Verb.ASK: ["text.en", "count", "appointee"],
    Verb.WAIVE: ["en"],
    Verb.UNLINK: ["en"],
    Verb.AUDIENCE: ["", "l"],
    Verb.AIM: ["", "l.en"],
    Verb.SURE: ["cancel"],
    Verb.DO: ["cancel", "recall"],
    Verb.ROLE: ["admin"],
    Verb.DISMISS: ["yes"],
    Verb.SWITCH_OFF: ["answers"],
    Verb.SWITCH_ON: ["answers"],
}
STOLEN = [f"st:{verb}:1:{chosen}" for verb in Verb for chosen in CHOSEN.get(verb, [""])]


def seen(conversation: Conversation, since: int) -> list[tuple[str, object]]:
    """What the bot sent, without the numbers of messages and the moments."""
    return [
        (str(message.get("text")), message.get("reply_markup"))
        for message in conversation.person.received()[since:]
    ]


@pytest.fixture
async def stranger(office: Office, sender: Conversation) -> Conversation:
    await drafted(sender)
    return await office.person("Zara")


@pytest.mark.parametrize("command", NEEDED)
async def test_a_command_of_the_staff_is_answered_like_one_that_does_not_exist(
    stranger: Conversation, command: str
) -> None:
    before = len(stranger.person.received())
    await stranger.says("/nothingofthatsort")
    unknown = seen(stranger, before)
    before = len(stranger.person.received())
    await stranger.says(f"/{command}")
    assert seen(stranger, before) == unknown
    edited = await stranger.does(stranger.person.edits, stranger.person.says("/x"), f"/{command} 1")
    assert "announcement" not in edited.lower().replace("for announcements", "")


@pytest.mark.parametrize("data", STOLEN)
async def test_a_stolen_button_is_answered_like_one_that_does_not_exist(
    office: Office, stranger: Conversation, data: str
) -> None:
    card = stranger.person.latest()
    answers = []
    for told in ("st:nothing:1", data):
        before = len(stranger.person.received())
        toasts = len(stranger.toasts)
        stranger.person.asks_back(card, told)
        await office.poll()
        answers.append((seen(stranger, before), [toast.get("text") for toast in stranger.toasts[toasts:]]))
    assert answers[0] == answers[1]


async def test_messages_of_strangers_are_never_awaited(office: Office, stranger: Conversation) -> None:
    await stranger.says("/announce")
    assert "Faisalabad" in await stranger.says("parks in Faisalabad")


async def test_in_groups_the_staff_are_like_everybody(office: Office, sender: Conversation) -> None:
    group = new_group(office.world, "Freelancers", sender.person)
    before = len(sender.person.received())
    await sender.does(sender.person.says, "/announce", chat=group)
    await sender.does(sender.person.says, "Secret news", chat=group)
    assert sender.person.received(group) == []
    assert len(sender.person.received()) == before


@pytest.mark.parametrize(
    "data",
    [
        "st:",
        "st:open",
        "st:open:x",
        "st:open:-1",
        "st:open:99999999999999999",
        "st:open:1:::::",
        "st:do:1:explode",
        *("st:who:1:z", "st:aim:1:l.fr", "st:at:1::9999999999", "st:ask:1:everything", "st:role:1:king"),
    ],
)
async def test_a_button_that_means_nothing_any_more_is_too_old_for_the_staff_too(
    office: Office, sender: Conversation, data: str
) -> None:
    await drafted(sender)
    sender.person.asks_back(sender.person.latest(), data)
    await office.poll()
    nothing = data == "st:open"  # the announcement with the number 0
    assert ("no such announcement" if nothing else "This button is too old") in sender.newest


async def test_an_announcement_that_is_not_there_is_told_to_the_staff(
    office: Office, sender: Conversation
) -> None:
    await drafted(sender)
    sender.person.asks_back(sender.person.latest(), "st:open:77")
    await office.poll()
    assert sender.newest == "There is no such announcement."


async def test_a_role_that_was_lost_between_two_taps_is_lost(
    office: Office, admin: Conversation, sender: Conversation
) -> None:
    await drafted(sender)
    await admin.says("/staff")
    await admin.presses("Bilal")
    await admin.presses("Approver")
    refused = await sender.presses("✍️ English")
    assert refused == "Your role does not allow this."


async def test_without_the_ledger_everybody_else_is_still_answered(
    office: Office, stranger: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(office.ledger), "reading", broken)
    monkeypatch.setattr(type(office.ledger), "writing", broken)
    assert "Faisalabad" in await stranger.says("parks in Faisalabad")


def broken(_ledger: object) -> None:
    raise OSError("disk I/O error")
