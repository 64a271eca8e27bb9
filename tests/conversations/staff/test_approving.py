"""Approval: by the number of people, by a second person above a size, once, and of what was seen."""

import pytest

from domain.announcements import Phase, Role
from storage.ledger import announcements
from tests.conftest import Conversation
from tests.conversations.staff.conftest import ALONE
from tests.conversations.staff.office import Office, approved, drafted, latest


async def phase(office: Office) -> Phase:
    async with office.ledger.reading() as connection:
        announcement = await announcements.find(connection, 1)
    assert announcement
    return announcement.phase


@pytest.fixture
async def approver(office: Office, admin: Conversation) -> Conversation:
    return await office.member("Hina", Role.APPROVER)


async def test_what_lacks_a_language_can_be_seen_but_not_approved(
    office: Office, sender: Conversation
) -> None:
    await office.subscribers(1)
    await sender.says("/announce")
    await sender.says("Tax returns are due.")
    assert "has to be written or left out: \u2068اردو\u2069 · Roman Urdu" in await sender.presses(
        "See how it looks"
    )
    assert not any("Approve" in button for button in sender.buttons)


@pytest.mark.parametrize("said", ["7", "  7 ", "۷", "7.", "0007"])
async def test_the_number_may_be_written_in_any_digits(
    office: Office, sender: Conversation, said: str
) -> None:
    await office.subscribers(7)
    await drafted(sender)
    await sender.presses("See how it looks")
    await sender.presses("Approve")
    assert "📤 Being sent" in await sender.says(said)


@pytest.mark.parametrize("said", ["seven", "about 7", "-7", "", "9" * 30, "²"])
async def test_what_is_no_number_is_asked_for_again(office: Office, sender: Conversation, said: str) -> None:
    await office.subscribers(7)
    await drafted(sender)
    await sender.presses("See how it looks")
    await sender.presses("Approve")
    answer = await (sender.says(said) if said else sender.does(sender.person.sends_photo))
    assert answer == "Please type just the number of people, such as 412."
    assert "📤 Being sent" in await sender.says("7")


@pytest.mark.parametrize("typed", [6, 8])
async def test_another_number_approves_nothing(office: Office, sender: Conversation, typed: int) -> None:
    await office.subscribers(7)
    await drafted(sender)
    assert "Not approved: at this moment it is 7 people." in await approved(sender, typed)
    assert await phase(office) is Phase.DRAFT


async def test_a_number_that_changes_after_the_preview_approves_nothing(
    office: Office, sender: Conversation
) -> None:
    await office.subscribers(7)
    await drafted(sender)
    assert "7 people get it" in await sender.presses("See how it looks")
    await office.subscribers(1)
    await sender.presses("Approve")
    assert "Not approved: at this moment it is 8 people." in await sender.says("7")
    assert await phase(office) is Phase.DRAFT
    assert "8 people get it" in await sender.presses("See how it looks")
    await sender.presses("Approve")
    assert "⏳ 8 left" in await sender.says("8")


async def test_what_was_changed_after_the_preview_has_to_be_seen_anew(
    office: Office, sender: Conversation, admin: Conversation
) -> None:
    await office.subscribers(1)
    await drafted(sender)
    await sender.presses("See how it looks")
    await admin.says("/announcements")
    await admin.presses("Tax returns")
    await admin.presses("✍️ English")
    await admin.says("Something else")
    await sender.presses("Approve")
    assert "It was changed after you saw it." in await sender.says("1")
    assert await phase(office) is Phase.DRAFT


async def test_above_a_size_a_second_person_is_asked_sees_it_and_approves(
    office: Office, sender: Conversation, approver: Conversation
) -> None:
    await office.subscribers(ALONE + 1)
    await drafted(sender)
    assert "Above 10 people it needs the approval of a second person" in await sender.presses(
        "See how it looks"
    )
    await sender.presses("Approve")
    assert (await sender.says("11")).endswith("I have asked Sana, Hina.")
    assert await phase(office) is Phase.DRAFT

    assert latest(approver) == (
        "🙏 Bilal asks you to look at “Tax returns are due on 30 November.” and to approve it:"
        " 11 people get it."
    )
    await approver.presses("See how it looks")
    assert "Tax returns" in approver.person.received()[-2]["text"]
    await approver.presses("Approve")
    await approver.says("11")
    for one in (approver, sender):
        assert "📤 Being sent" in latest(one)


async def test_up_to_that_size_nobody_else_is_needed(office: Office, sender: Conversation) -> None:
    await office.subscribers(ALONE)
    await drafted(sender)
    assert "📤 Being sent" in await approved(sender, ALONE)


async def test_where_nobody_else_may_approve_that_is_said(office: Office, admin: Conversation) -> None:
    await office.subscribers(ALONE + 1)
    await drafted(admin)
    assert "There is nobody whom I could ask" in await approved(admin, ALONE + 1)


async def test_who_has_not_started_the_bot_is_not_said_to_have_been_asked(
    office: Office, sender: Conversation, approver: Conversation, admin: Conversation
) -> None:
    await office.subscribers(ALONE + 1)
    approver.person.blocks()
    await office.poll()
    await drafted(sender)
    assert (await approved(sender, ALONE + 1)).endswith("I have asked Sana.")


async def test_of_two_approvers_one_is_told_who_was_faster(
    office: Office, sender: Conversation, approver: Conversation, admin: Conversation
) -> None:
    await office.subscribers(ALONE + 1)
    await drafted(sender)
    await approved(sender, ALONE + 1)
    for one in (admin, approver):
        await one.presses("See how it looks")
        await one.presses("Approve")
    for one in (admin, approver):
        one.person.says("11")
    while await office.poll():  # chats are served side by side
        pass
    sending = [one for one in (admin, approver) if "📤 Being sent" in latest(one)]
    slower = [
        one
        for one in (admin, approver)
        if "was faster: approved Sunday, 22 November 2026, 17:00" in latest(one)
    ]
    assert len(sending) == len(slower) == 1
    await office.send()
    assert len(office.telegram.delivered_to) == ALONE + 1
    assert all(len(messages) == 1 for messages in office.telegram.arrived.values())


async def test_an_approval_from_an_old_card_says_how_it_is_now(office: Office, sender: Conversation) -> None:
    await office.subscribers(1)
    await drafted(sender)
    await sender.presses("See how it looks")
    preview = sender.person.latest()
    await sender.presses("Approve")
    await sender.says("1")
    await office.send()
    await sender.does(sender.person.presses, preview, "Approve")
    assert "was faster" in await sender.says("1")
    assert "✅ Finished" in await sender.presses("Open")


async def test_any_button_of_an_old_draft_card_says_how_it_is_now(
    office: Office, sender: Conversation
) -> None:
    await office.subscribers(1)
    await sender.says("/announce")
    await sender.says("Tax returns are due.")
    await sender.presses("Without \u2068اردو")
    await sender.says("/announcements")
    await sender.presses("Tax returns")
    card = sender.person.received()[-2]
    await sender.presses("Without Roman Urdu")
    await approved(sender, 1)
    await office.send()
    refused = await sender.does(sender.person.presses, card, "Without Roman Urdu")
    assert refused == "That can’t be done to it as it is now: ✅ Finished"
    assert await phase(office) is Phase.FINISHED


async def test_what_is_approved_can_be_seen_but_not_approved_again_nor_changed_once_it_is_over(
    office: Office, sender: Conversation
) -> None:
    await office.subscribers(1)
    await drafted(sender)
    await sender.presses("See how it looks")
    old_card = sender.person.latest()
    await sender.presses("Approve")
    await sender.says("1")
    await office.send()
    assert await sender.presses("See how it looks") == "👆 So it looks."
    assert sender.buttons == ["📨 Send it to me", "📂 Open"]
    refused = await sender.does(sender.person.presses, old_card, "Change it")
    assert refused == "That can’t be done to it as it is now: ✅ Finished"


async def test_an_editor_writes_and_cannot_approve(office: Office, admin: Conversation) -> None:
    await office.subscribers(1)
    editor = await office.member("Zara", Role.EDITOR)
    await editor.says("/announce")
    assert not any("Without" in button for button in (await editor.says("News"), editor.buttons)[1])
    await editor.presses("See how it looks")
    assert not any("Approve" in button for button in editor.buttons)
    editor.person.asks_back(editor.person.latest(), "st:ask:1:count:2")
    await office.poll()
    assert editor.newest == "Your role does not allow this."
