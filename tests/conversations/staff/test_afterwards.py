"""What can be done about an announcement that went out: each after a question."""

import pytest

from domain.announcements import InDoubt, Rejected
from handlers.staff import watching
from storage.ledger import totals
from tests.conftest import Conversation, read
from tests.conversations.staff.office import Office, approved, drafted

ALWAYS_ANOTHER = pytest.mark.parametrize("restless", [False, True], ids=["one bot", "always another bot"])


@pytest.fixture
async def sent(office: Office, sender: Conversation) -> Conversation:
    """Bilal, whose announcement three people have, one may have, and one was refused."""
    *_, doubtful, refused = await office.subscribers(5)
    office.telegram.outcomes[doubtful] = [InDoubt("timed out")]
    office.telegram.outcomes[refused] = [Rejected("Bad Request")] * 2
    await drafted(sender)
    await approved(sender, 5)
    await office.send()
    return sender


@ALWAYS_ANOTHER
async def test_a_correction_takes_the_place_of_what_people_have(office: Office, sent: Conversation) -> None:
    asked = await sent.presses("Correct it")
    assert "takes the place of the message that 3 people have" in asked
    assert "❓ 1 more person may have it, and gets the right text as a new message." in asked
    draft = await sent.presses("Correct it")
    assert "Announcement 2, which corrects 1" in draft
    assert "👥 Everybody who has announcement 1 or may have it\n4 people" in draft
    assert not any("For whom" in button for button in sent.buttons)
    await sent.presses("✍️ English")
    await sent.says("Tax returns are due on 31 December.")
    await approved(sent, 4)
    await office.send()
    assert "✅ Finished\n\n✅ 4 have it" in sent.newest
    edited = [request for request in office.telegram.requests if request.kind == "edit"]
    assert {request.html for request in edited} == {"Tax returns are due on 31 December."}
    assert len(edited) == 3
    assert list(office.telegram.arrived.values()).count(["Tax returns are due on 31 December."]) == 1


async def test_a_correction_can_not_change_a_text_into_a_photo(sent: Conversation) -> None:
    await sent.presses("Correct it")
    await sent.presses("Correct it")
    await sent.presses("✍️ English")
    assert "same kind of attachment" in await sent.does(sent.person.sends_photo, caption="Look")


@ALWAYS_ANOTHER
async def test_taking_back_deletes_it_after_a_question_and_an_approval(
    office: Office, sent: Conversation
) -> None:
    asked = await sent.presses("Take it back")
    assert "the message is deleted for the 3 people who have it" in asked
    assert "❓ 1 more person may have it. Nothing can be deleted there" in asked
    assert "Announcement 2, which takes 1 back" in await sent.presses("Take it back")
    await approved(sent, 4)
    await office.send()
    assert "➖ 1 skipped" in sent.newest
    assert "• may have it, but no message is known to delete: 1" in sent.newest
    assert [request.kind for request in office.telegram.requests[-3:]] == ["delete"] * 3
    await sent.says("/announcements")
    assert sent.buttons[0].startswith("✅ 2")
    assert sent.buttons[1].startswith("↩️ 1")


async def test_after_48_hours_a_word_takes_its_place(office: Office, sent: Conversation) -> None:
    office.clock.forward(hours=49)
    await sent.presses("Take it back")
    await sent.presses("Take it back")
    await approved(sent, 4)
    await office.send()
    last = office.telegram.requests[-3:]
    assert {(request.kind, request.html) for request in last} == {
        ("edit", "This announcement was withdrawn.")
    }


@ALWAYS_ANOTHER
async def test_a_follow_up_answers_the_message_of_each(office: Office, sent: Conversation) -> None:
    asked = await sent.presses("Follow up")
    assert "it will answer the message that 3 people have" in asked
    assert "❓ 1 more person may have it, and gets this as a message of its own." in asked
    draft = await sent.presses("Follow up")
    assert draft.startswith("📝 Follow-up: Tax returns")
    await sent.presses("✍️ English")
    await sent.says("The portal is down today.")
    await sent.presses("Without \u2068اردو")
    await sent.presses("Without Roman Urdu")
    await approved(sent, 4)
    await office.send()
    followed = office.telegram.requests[-4:]
    assert {request.html for request in followed} == {"The portal is down today."}
    assert sum(request.delivery.original_message_id is None for request in followed) == 1


async def test_a_follow_up_under_way_tells_that_its_original_was_taken_back_and_waits_for_a_tap(
    office: Office, sent: Conversation
) -> None:
    await sent.presses("Follow up")
    await sent.presses("Follow up")
    await sent.presses("✍️ English")
    await sent.says("The portal is down today.")
    await sent.presses("Without \u2068اردو")
    await sent.presses("Without Roman Urdu")
    await approved(sent, 4)
    card = sent.person.latest()["message_id"]
    await sent.says("/announcements")
    await sent.presses("✅ 1")
    await sent.presses("Take it back")
    await sent.presses("Take it back")
    await approved(sent, 4)
    office.clock.forward(seconds=5)
    await watching.refresh(office.bot)
    [told] = [read(one) for one in sent.shown if one["message_id"] == card and "Paused" in read(one)]
    assert "The announcement it follows up on was taken back. Resume sends it all the same" in told
    await office.send()
    assert "📤 Being sent" in await sent.presses("Resume")
    await office.send()
    assert "✅ Finished\n\n✅ 4 have it" in sent.newest


async def test_the_failed_are_tried_again(office: Office, sent: Conversation) -> None:
    assert "for the 1 people for whom" in await sent.presses("Try the failed again")
    assert "📤 Being sent" in await sent.presses("Try the failed again")
    await office.send()
    assert "⚠️ 1 failed" in sent.newest
    await sent.presses("Try the failed again")
    await sent.presses("Try the failed again")
    await office.send()
    assert "✅ 4 have it\n❓ 1 in doubt" in sent.newest


async def test_those_in_doubt_get_it_again_only_after_a_warning(office: Office, sent: Conversation) -> None:
    assert "Some of them may get it twice." in await sent.presses("In doubt: send again")
    await sent.presses("In doubt: send again")
    await office.send()
    assert "✅ 4 have it\n⚠️ 1 failed" in sent.newest


async def test_those_in_doubt_can_be_left(office: Office, sent: Conversation) -> None:
    assert "Some of them may not have it." in await sent.presses("In doubt: leave it")
    await sent.presses("In doubt: leave it")
    assert "❓ 1 in doubt" in sent.newest
    assert not any("In doubt" in button for button in sent.buttons)


async def test_who_answers_no_changes_nothing(office: Office, sent: Conversation) -> None:
    before = sent.newest
    await sent.presses("Take it back")
    assert await sent.presses("No, back") == before
    await sent.says("/announcements")
    assert [button for button in sent.buttons if "·" in button] == [
        "✅ 1 · Tax returns are due on 30 November."
    ]


async def test_a_tap_that_was_made_twice_does_it_once(office: Office, sent: Conversation) -> None:
    await sent.presses("In doubt: send again")
    question = sent.person.latest()
    sent.person.presses(question, "In doubt: send again")
    sent.person.presses(question, "In doubt: send again")
    while await office.poll():
        pass
    await office.send()
    assert sum(map(len, office.telegram.arrived.values())) == 4


async def test_of_what_was_long_ago_only_the_numbers_are_told(office: Office, sent: Conversation) -> None:
    old = sent.person.latest()
    office.clock.forward(days=366)
    async with office.ledger.writing() as connection:
        assert await totals.expire(connection, office.clock() - totals.LIFETIME) == 5
    await sent.says("/announcements")
    card = await sent.presses("✅ 1")
    assert "✅ 3 have it\n⚠️ 1 failed\n❓ 1 in doubt" in card
    assert "it is not known any more who got it, only how many" in card
    assert len(sent.buttons) == 2, "to see it, and all announcements"
    await sent.does(sent.person.presses, old, "Try the failed again")
    refused = await sent.presses("Try the failed again")
    assert "That was long ago" in refused
