"""From the first word to the report, by thumb; also if the bot is another one before every act."""

import asyncio
import csv

import pytest

from announcements import staffing, steering
from announcements.outcomes import verdict
from domain.announcements import Delivered, Gone, InDoubt, Rejected
from domain.languages import Language
from handlers.staff import watching
from storage.ledger import announcements, deliveries, recording
from tests.conftest import Conversation, buttons
from tests.conversations.staff.office import ADMIN, Office, approved, drafted, partly_sent, texts_of

ALWAYS_ANOTHER = pytest.mark.parametrize("restless", [False, True], ids=["one bot", "always another bot"])


def last_texts(conversation: Conversation, number: int) -> list[str]:
    return texts_of(conversation.person.received()[-number:])


def edits(office: Office) -> int:
    return sum(call.method == "editMessageText" for call in office.world.calls)


@ALWAYS_ANOTHER
async def test_an_announcement_is_written_seen_approved_sent_and_reported(
    office: Office, sender: Conversation
) -> None:
    urdu, english = await office.subscribers(3, Language.URDU), await office.subscribers(4)
    assert "Now write the announcement in English as one message" in await sender.says("/announce")
    text = "Tax returns are due.\n[Read more](https://example.org/tax)"
    assert await sender.says(text) == (
        "📝 Tax returns are due.\n"
        "Announcement 1\n\n"
        "✅ English · 1 button\n"
        "❗ \u2068اردو\u2069: missing\n"
        "❗ Roman Urdu: missing\n\n"
        "👥 Everybody who has subscribed\n"
        "7 people at this moment\n"
        "🕘 As soon as it is approved\n\n"
        "❗ Before it can be approved, each of these has to be written or left out: "
        "\u2068اردو\u2069 · Roman Urdu"
    )
    await sender.presses("اردو")
    assert "✅ \u2068اردو\u2069\n" in await sender.says("گوشوارے جمع کرائیں۔")
    assert "Roman Urdu: left out, these people get \u2068اردو" in await sender.presses("Without Roman Urdu")

    assert await sender.presses("See how it looks") == (
        "👆 So it looks. 7 people get it:\n• English: 4\n• \u2068اردو\u2069: 3\n\n"
        "🕘 As soon as it is approved"
    )
    assert last_texts(sender, 3)[:2] == ["Tax returns are due.", "گوشوارے جمع کرائیں۔"]
    assert "Type how many people get it" in await sender.presses("Approve")
    assert await sender.says("7") == (
        "Tax returns are due.\nAnnouncement 1\n📤 Being sent\n\n✅ 0 have it\n⏳ 7 left"
    )
    await office.send()
    assert sender.newest == "Tax returns are due.\nAnnouncement 1\n✅ Finished\n\n✅ 7 have it"
    assert {chat: office.telegram.arrived[chat] for chat in (urdu[0], english[0])} == {
        urdu[0]: ["گوشوارے جمع کرائیں۔"],
        english[0]: ["Tax returns are due."],
    }
    assert office.telegram.delivered_to == sorted(urdu + english)


@ALWAYS_ANOTHER
async def test_an_announcement_is_aimed_and_scheduled(office: Office, sender: Conversation) -> None:
    await office.subscribers(2, Language.URDU)
    await office.subscribers(5)
    await drafted(sender)
    assert "7 people" in await sender.presses("For whom")
    await sender.presses("Language")
    assert await sender.presses("اردو") == "👥 \u2068اردو\u2069\n2 people at this moment"
    await sender.presses("For whom")
    await sender.presses("Done")
    await sender.presses("🕘 When")
    assert "tomorrow 9am" in await sender.presses("Write another time")
    asked = await sender.says("kal subah 9 baje")
    assert asked == "🕘 Monday, 23 November 2026, 09:00 in Pakistan: is that right?"
    assert "🕘 Monday, 23 November 2026, 09:00 in Pakistan" in await sender.presses("Yes")
    assert "🗓 Scheduled for Monday, 23 November 2026, 09:00" in await approved(sender, 2)

    office.clock.forward(hours=16)
    await office.send()
    assert sender.newest.endswith("✅ Finished\n\n✅ 2 have it")


async def test_the_preview_is_the_message_itself_and_a_test_comes_as_a_reader_would_get_it(
    office: Office, sender: Conversation
) -> None:
    await office.subscribers(1)
    await sender.says("/announce")
    caption = "Come on Friday.\n[Map](https://example.org/map)"
    await sender.does(sender.person.sends_photo, caption=caption)
    await sender.presses("Without \u2068اردو")
    await sender.presses("Without Roman Urdu")
    await sender.presses("See how it looks")
    shown = sender.person.received()[-2]
    assert (shown["caption"], buttons(shown)) == ("Come on Friday.", ["Map", "🔕 No more announcements"])
    assert "photo" in shown

    await sender.presses("Send it to me")
    tested = sender.person.latest()
    for part in ("caption", "photo", "reply_markup"):
        assert tested[part] == shown[part]


async def test_the_card_follows_the_sending_every_few_seconds_and_no_oftener(
    office: Office, sender: Conversation
) -> None:
    await office.subscribers(6)
    await drafted(sender)
    await approved(sender, 6)
    await partly_sent(
        office, 1, [Delivered(1), Rejected("Bad Request"), InDoubt("timed out"), Gone("blocked")]
    )
    before = edits(office)
    await watching.refresh(office.bot)
    assert edits(office) == before
    office.clock.forward(seconds=5)
    await watching.refresh(office.bot)
    await watching.refresh(office.bot)
    assert edits(office) == before + 1
    assert sender.newest == (
        "Tax returns are due on 30 November.\nAnnouncement 1\n📤 Being sent\n\n"
        "✅ 1 has it\n⏳ 2 left\n🚫 1 can’t be reached\n⚠️ 1 failed\n❓ 1 in doubt\n"
        "⏱ 0.8 a second, about 1 minute left"
    )
    assert [edited["message_id"] for edited in sender.shown[-1:]] == [sender.person.latest()["message_id"]]


async def test_a_card_that_shows_something_else_by_now_is_left_alone(
    office: Office, sender: Conversation
) -> None:
    await office.subscribers(3)
    await drafted(sender)
    await approved(sender, 3)
    question = await sender.presses("Take it back")
    office.clock.forward(seconds=5)
    await watching.refresh(office.bot)
    assert sender.newest == question
    await sender.presses("No, back")
    await partly_sent(office, 1, [Delivered(1)])
    office.clock.forward(seconds=5)
    await watching.refresh(office.bot)
    assert "✅ 1 has it" in sender.newest


async def test_a_deleted_card_comes_again_as_a_new_message(office: Office, sender: Conversation) -> None:
    await office.subscribers(3)
    await drafted(sender)
    await approved(sender, 3)
    sender.person.deletes(sender.person.latest())
    before = len(sender.person.received())
    for _ in range(3):
        office.clock.forward(seconds=5)
        await watching.refresh(office.bot)
    assert len(sender.person.received()) == before + 1


@pytest.mark.parametrize("gone", ["who blocks the bot", "who is not on the staff any more"])
async def test_nobody_is_shown_anything(office: Office, sender: Conversation, gone: str) -> None:
    await office.subscribers(3)
    await drafted(sender)
    await approved(sender, 3)
    if gone == "who blocks the bot":
        sender.person.blocks()
    else:
        await staffing.dismiss(office.bot.bot_data.desk, ADMIN, sender.person.id)
    before = edits(office)
    office.clock.forward(seconds=5)
    await watching.refresh(office.bot)
    tried = edits(office)
    assert tried - before == (gone == "who blocks the bot")
    office.clock.forward(seconds=5)
    await watching.refresh(office.bot)
    assert edits(office) == tried


async def test_an_edit_that_fails_does_not_end_the_watch(office: Office, sender: Conversation) -> None:
    await office.subscribers(3)
    await drafted(sender)
    await approved(sender, 3)
    await partly_sent(office, 1, [Delivered(1)])
    office.world.fail_next("editMessageText", 500, "Internal Server Error")
    seen = edits(office)

    async def sleep(_seconds: float) -> None:
        if edits(office) == seen + 2:
            raise asyncio.CancelledError
        office.clock.forward(seconds=5)

    with pytest.raises(asyncio.CancelledError):
        await watching.watch(office.bot, sleep)
    assert "✅ 1 has it" in sender.newest


async def test_a_last_edit_that_fails_is_made_again(office: Office, sender: Conversation) -> None:
    await office.subscribers(3)
    await drafted(sender)
    await approved(sender, 3)
    await steering.pause(office.bot.bot_data.desk, ADMIN, 1)
    office.world.fail_next("editMessageText", 500, "Internal Server Error")
    for _ in range(3):
        office.clock.forward(seconds=5)
        await watching.refresh(office.bot)
    assert "⏸ Paused" in sender.newest
    seen = edits(office)
    office.clock.forward(seconds=5)
    await watching.refresh(office.bot)
    assert edits(office) == seen


async def test_what_was_under_way_at_a_pause_is_still_counted_on_the_card(
    office: Office, sender: Conversation
) -> None:
    await office.subscribers(3)
    await drafted(sender)
    await approved(sender, 3)
    async with office.ledger.writing() as connection:
        it = await announcements.find(connection, 1)
        assert it
        claim = await deliveries.claim(connection, it, "run", 2, office.clock())
    assert "✅ 0 have it\n⏳ 3 left" in await sender.presses("Pause")
    verdicts = [verdict(one, Delivered(1), Language.ENGLISH) for one in claim.deliveries]
    async with office.ledger.writing() as connection:
        await recording.record(connection, "run", verdicts, office.clock())
    office.clock.forward(seconds=5)
    await watching.refresh(office.bot)
    assert "⏸ Paused" in sender.newest
    assert "✅ 2 have it\n⏳ 1 left" in sender.newest
    seen = edits(office)
    office.clock.forward(seconds=5)
    await watching.refresh(office.bot)
    assert edits(office) == seen


async def test_sending_is_paused_resumed_and_cancelled_by_taps(office: Office, sender: Conversation) -> None:
    await office.subscribers(3)
    await drafted(sender)
    await approved(sender, 3)
    assert "⏸ Paused\n\nSomebody of the staff has paused it." in await sender.presses("Pause")
    assert "📤 Being sent" in await sender.presses("Resume")
    assert "3 people who wait for it will not get it" in await sender.presses("Cancel it")
    assert "📤 Being sent" in await sender.presses("No, back")
    await sender.presses("Cancel it")
    cancelled = await sender.presses("Cancel it")
    assert "✖️ Cancelled\n\n✅ 0 have it\n➖ 3 skipped" in cancelled
    assert "• cancelled before their turn: 3" in cancelled


async def test_the_report_says_why_some_do_not_have_it_and_comes_as_a_file(
    office: Office, sender: Conversation
) -> None:
    first, second, third = await office.subscribers(3)
    office.telegram.outcomes[first] = [Gone("deactivated")]
    office.telegram.outcomes[second] = [InDoubt("timed out")]
    await drafted(sender)
    await approved(sender, 3)
    await office.send()
    assert "• deleted their account: 1\n• timed out: 1" in sender.newest
    await sender.presses("CSV")
    document = sender.person.latest()["document"]
    assert document["file_name"] == "announcement-1.csv"
    table = office.world.files[document["file_id"]].content.decode()
    rows = list(csv.DictReader(table.splitlines()))
    assert [row["state"] for row in rows] == ["gone", "in_doubt", "delivered"]
    assert str(third) not in table


async def test_a_paused_announcement_is_told_to_its_author_with_the_reason(
    office: Office, sender: Conversation, admin: Conversation
) -> None:
    for chat_id in await office.subscribers(25):
        office.telegram.outcomes[chat_id] = [Rejected("Bad Request: can't parse entities")]
    await drafted(sender)
    await admin.says("/announcements")
    await admin.presses("Tax returns")
    await approved(admin, 25)
    before = len(sender.person.received())
    await office.send()
    assert len(sender.person.received()) == before + 1, "an edited card makes no sound"
    assert "⏸ Paused\n\nTelegram has rejected many messages in a row." in sender.newest
    assert "• Bad Request: can't parse entities: 2" in sender.newest
    assert "Resume" in sender.buttons[1]


async def test_all_announcements_are_listed_in_pages_and_open_in_their_state(
    office: Office, sender: Conversation
) -> None:
    await office.subscribers(1)
    for number in range(9):
        await drafted(sender, f"News {number}")
    await approved(sender, 1)
    await sender.says("/announcements")
    assert sender.buttons[:2] == ["📤 9 · News 8", "📝 8 · News 7"]
    await sender.presses("▶️")
    assert sender.buttons == ["📝 1 · News 0", "◀️"]
    assert (await sender.presses("News 0")).startswith("📝 News 0\nAnnouncement 1")
    await sender.presses("All announcements")
    assert "📤 Being sent" in await sender.presses("News 8")
