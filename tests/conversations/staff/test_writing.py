"""What staff may write, and what they are told of what can't be an announcement."""

from collections.abc import Callable

import pytest

from domain.announcements import AttachmentKind, Content
from domain.languages import Language
from domain.replies import Link
from sandbox.formatted import with_entities
from sandbox.specification import Object
from storage.ledger import announcements
from tests.conftest import Conversation
from tests.conversations.staff.office import Office, drafted
from tests.texts.telegram import as_read


async def written(office: Office, language: Language = Language.ENGLISH) -> Content | None:
    async with office.ledger.reading() as connection:
        text = (await announcements.texts(connection, 1)).get(language)
    return text.content if text else None


async def test_formatting_stays_and_the_lines_of_links_become_buttons(
    office: Office, sender: Conversation
) -> None:
    await sender.says("/announce")
    said = "New 🏢 park & more\n[Map](https://example.org/map?a=1&b=2)\n[Apply](https://example.org/a)"
    bold = {"type": "bold", "offset": 4, "length": 200}  # reaches into the lines of links
    await sender.does(sender.person.sends, {**with_entities(said, []), "entities": [bold]})
    assert await written(office) == Content(
        "New <b>🏢 park &amp; more</b>",
        None,
        ((Link("Map", "https://example.org/map?a=1&b=2"),), (Link("Apply", "https://example.org/a"),)),
    )


@pytest.mark.parametrize("kind", ["bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre"])
async def test_every_style_is_kept_in_a_form_that_telegram_takes(
    office: Office, sender: Conversation, kind: str
) -> None:
    await sender.says("/announce")
    mark: Object = {"type": kind, "offset": 0, "length": 4}
    await sender.does(sender.person.sends, {"text": "Read <this>", "entities": [mark]})
    content = await written(office)
    assert content
    assert content.html != "Read &lt;this&gt;"
    assert as_read(content.html) == "Read <this>"


@pytest.mark.parametrize("kind", AttachmentKind)
async def test_a_photo_or_a_file_goes_with_its_caption(
    office: Office, sender: Conversation, kind: AttachmentKind
) -> None:
    await sender.says("/announce")
    sends = {
        AttachmentKind.PHOTO: sender.person.sends_photo,
        AttachmentKind.DOCUMENT: sender.person.sends_document,
    }
    await sender.does(sends[kind], caption="Come on Friday")
    content = await written(office)
    assert content
    assert content.attachment
    assert (content.html, content.attachment.kind) == ("Come on Friday", kind)
    assert content.attachment.file_id in office.world.files
    assert {"photo": "with a photo", "document": "with a file"}[kind] in sender.newest


async def test_the_first_text_may_be_in_any_language(office: Office, sender: Conversation) -> None:
    await sender.says("/announce")
    assert "announcement in Roman Urdu" in await sender.presses("Roman Urdu")
    await sender.says("Naya park khul gaya")
    assert await written(office, Language.ROMAN_URDU) == Content("Naya park khul gaya")


async def test_buttons_are_added_by_a_tap_and_taken_away_by_one(office: Office, sender: Conversation) -> None:
    await drafted(sender, "Apply now")
    await sender.presses("Add a link button")
    assert "✅ English · 1 button\n" in await sender.says("Apply here: https://example.org/apply")
    await sender.presses("Add a link button")
    assert "✅ English · 2 buttons\n" in await sender.says("[Map](https://example.org/map)")
    buttons = ((Link("Apply here", "https://example.org/apply"),), (Link("Map", "https://example.org/map"),))
    assert await written(office) == Content("Apply now", None, buttons)
    assert "✅ English\n" in await sender.presses("No buttons")


SEND: dict[str, Callable[[Conversation], object]] = {
    "a sticker": lambda one: one.person.sends_sticker(),
    "a voice message": lambda one: one.person.sends_voice(),
    "a place": lambda one: one.person.shares_location(31.4, 73.1),
    "a contact": lambda one: one.person.shares_contact("+92300"),
}


@pytest.mark.parametrize("what", SEND)
async def test_what_is_neither_text_nor_photo_nor_file_is_refused_and_the_text_still_awaited(
    office: Office, sender: Conversation, what: str
) -> None:
    await sender.says("/announce")
    refused = await sender.does(lambda: SEND[what](sender))
    assert refused == "An announcement is a text, a photo or a file. Please write it again."
    await sender.says("Here it is")
    assert await written(office) == Content("Here it is")


async def test_an_album_is_refused_once_and_not_once_for_every_picture(
    office: Office, sender: Conversation
) -> None:
    await sender.says("/announce")
    before = len(sender.person.received())
    for caption in ("Two pictures", "", ""):
        photo = {"photo": [{"file_id": "p", "file_unique_id": "u", "width": 9, "height": 9}]}
        await sender.does(sender.person.sends, {**photo, "caption": caption, "media_group_id": "7"})
    assert len(sender.person.received()) == before + 1
    assert sender.newest.startswith("An album can’t be sent with an announcement.")
    await sender.does(sender.person.sends_photo, caption="One picture")
    assert "✅ English · with a photo" in sender.newest


@pytest.mark.parametrize(
    ("length", "answer"),
    [(1024, "✅ English · with a photo"), (1025, "too long by 1: below a photo"), (2048, "1,024")],
)
async def test_a_caption_has_room_for_1024_units(sender: Conversation, length: int, answer: str) -> None:
    await sender.says("/announce")
    assert answer in await sender.does(
        sender.person.sends_photo, caption="🏢" * (length // 2) + "a" * (length % 2)
    )


async def test_a_text_of_4096_units_fits(office: Office, sender: Conversation) -> None:
    await sender.says("/announce")
    assert "✅ English" in await sender.says("🏢" * 2048)


async def test_a_text_that_the_app_cut_in_two_is_asked_for_again(
    office: Office, sender: Conversation
) -> None:
    await sender.says("/announce")
    await sender.says("a" * 4000)
    assert "Your app has sent this in two parts" in await sender.says("and the rest of it")
    assert "✅ English" in await sender.says("Shorter")
    assert await written(office) == Content("Shorter")


async def test_what_is_asked_a_minute_after_a_long_text_is_a_question(sender: Conversation) -> None:
    await sender.says("/announce")
    await sender.says("a" * 4000)
    sender.person.world.clock.forward(minutes=1)  # type: ignore[attr-defined]
    assert "Faisalabad" in await sender.says("parks in Faisalabad")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("Text\n[Apply](http://example.org)", "begins with https://"),
        ("Text\n[Apply](https://example)", "begins with https://"),
        (f"Text\n[{'a' * 65}](https://example.org)", "too long by 1: at most 64 fit"),
        ("[Apply](https://example.org)", "There is no text above the buttons."),
        ("Text" + "\n[a](https://example.org)" * 100, "at most 99"),
    ],
)
async def test_buttons_that_telegram_would_refuse_are_refused_when_they_are_written(
    office: Office, sender: Conversation, said: str, answer: str
) -> None:
    await sender.says("/announce")
    assert answer in await sender.says(said)
    assert await written(office) is None


async def test_what_is_no_button_is_asked_for_again(office: Office, sender: Conversation) -> None:
    await drafted(sender)
    await sender.presses("Add a link button")
    assert "That is no button." in await sender.says("Apply")
    assert "1 button" in await sender.says("Apply https://example.org")


async def test_the_hundredth_button_is_refused(sender: Conversation) -> None:
    await sender.says("/announce")
    await sender.says("Text" + "\n[a](https://example.org)" * 99)
    await sender.presses("Add a link button")
    assert "too many buttons" in await sender.says("b https://example.org")


async def test_commands_are_never_taken_for_the_text(office: Office, sender: Conversation) -> None:
    await sender.says("/announce")
    assert "Places" in await sender.says("/help")
    await sender.says("Here it is")
    assert await written(office) == Content("Here it is")


async def test_who_never_minds_is_answered_as_before(office: Office, sender: Conversation) -> None:
    await sender.says("/announce")
    assert "not waiting for it any more" in await sender.presses("Never mind")
    assert "Faisalabad" in await sender.says("parks in Faisalabad")
    assert await written(office) is None


async def test_after_24_hours_nothing_is_taken_and_one_tap_goes_on(
    office: Office, sender: Conversation
) -> None:
    await drafted(sender)
    await sender.presses("✍️ Roman Urdu")
    office.clock.forward(hours=24, seconds=1)
    assert "more than 24 hours ago, so this message was not taken" in await sender.says("Naya park")
    assert await written(office, Language.ROMAN_URDU) is None
    assert "announcement in Roman Urdu" in await sender.presses("Go on")
    await sender.says("Naya park")
    assert await written(office, Language.ROMAN_URDU) == Content("Naya park")


async def test_what_is_written_after_24_hours_to_the_second_is_still_taken(
    office: Office, sender: Conversation
) -> None:
    await sender.says("/announce")
    office.clock.forward(hours=24)
    assert "✅ English" in await sender.says("Just in time")


async def test_a_language_that_was_left_out_can_still_be_written(
    office: Office, sender: Conversation
) -> None:
    card = await drafted(sender)
    assert "➖ Roman Urdu: left out, these people get English" in card
    await sender.presses("✍️ Roman Urdu")
    assert "✅ Roman Urdu" in await sender.says("Naya park")


async def test_what_telegram_refuses_all_the_same_is_told_in_its_words(
    office: Office, sender: Conversation
) -> None:
    await drafted(sender)
    office.world.fail_next("sendMessage", 400, "Bad Request: BUTTON_URL_INVALID")
    refused = await sender.presses("See how it looks")
    assert refused == "Telegram does not take it like this: Button_url_invalid"
