from sandbox.people import Person
from sandbox.specification import Object

from .conftest import Bot, StoppedClock

KEYBOARD: Object = {"inline_keyboard": [[{"text": "Next", "callback_data": "page:2"}]]}


async def test_an_edit_replaces_text_and_buttons(bot: Bot, ayesha: Person) -> None:
    sent = await bot.does("sendMessage", chat_id=ayesha.id, text="Page 1", reply_markup=KEYBOARD)
    place = {"chat_id": ayesha.id, "message_id": sent["message_id"]}
    edited = await bot.does("editMessageText", **place, text="<b>Page 2</b>", parse_mode="HTML")
    assert ayesha.received() == [edited]
    assert edited["entities"] == [{"type": "bold", "offset": 0, "length": 6}]
    assert "reply_markup" not in edited
    edited = await bot.does("editMessageReplyMarkup", **place, reply_markup=KEYBOARD)
    assert (edited["text"], edited["reply_markup"]) == ("Page 2", KEYBOARD)
    assert edited["edit_date"] == sent["date"]


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, ayesha: Person) -> None:
    sent = await bot.does("sendMessage", chat_id=ayesha.id, text="<b>x</b>", parse_mode="HTML")
    place = {"chat_id": ayesha.id, "message_id": sent["message_id"]}
    refusal = (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly"
    )
    same = await bot.refused("editMessageText", **place, text="<strong>x</strong> ", parse_mode="HTML")
    assert same.startswith(refusal)
    assert (await bot.refused("editMessageReplyMarkup", **place)).startswith(refusal)
    await bot.does("editMessageText", **place, text="x")
    await bot.does("editMessageText", **place, text="x", link_preview_options={"is_disabled": True})


async def test_a_message_that_is_gone_or_has_no_text_is_not_edited(bot: Bot, ayesha: Person) -> None:
    sent = await bot.does("sendLocation", chat_id=ayesha.id, latitude=1, longitude=1)
    place = {"chat_id": ayesha.id, "message_id": sent["message_id"]}
    no_text = await bot.refused("editMessageText", **place, text="x")
    assert no_text == "Bad Request: message can't be edited"
    await bot.does("deleteMessage", **place)
    gone = await bot.refused("editMessageText", **place, text="x")
    assert gone == "Bad Request: message to edit not found"


async def test_messages_are_deleted_within_48_hours_only(
    bot: Bot, ayesha: Person, clock: StoppedClock
) -> None:
    theirs = ayesha.says("my CNIC is ...")
    ours = await bot.does("sendMessage", chat_id=ayesha.id, text="x")
    await bot.does("deleteMessage", chat_id=ayesha.id, message_id=theirs["message_id"])
    clock.move(hours=49)
    refused = await bot.refused("deleteMessage", chat_id=ayesha.id, message_id=ours["message_id"])
    assert refused == "Bad Request: message can't be deleted for everyone"
    assert ayesha.received() == [ours]


async def test_a_caption_is_edited_moved_and_taken_away(bot: Bot, ayesha: Person) -> None:
    sent = await bot.does("sendPhoto", chat_id=ayesha.id, photo="https://example.org/a.jpg", caption="Arfa")
    place = {"chat_id": ayesha.id, "message_id": sent["message_id"]}
    above = {"caption": "<b>Arfa</b>", "parse_mode": "HTML", "show_caption_above_media": True}
    edited = await bot.does("editMessageCaption", **place, **above)
    assert (edited["caption"], edited["show_caption_above_media"]) == ("Arfa", True)
    assert edited["caption_entities"][0]["type"] == "bold"
    assert edited["photo"] == sent["photo"]
    edited = await bot.does("editMessageCaption", **place)
    assert "caption" not in edited


async def test_a_text_becomes_a_photo_and_the_photo_a_document(bot: Bot, ayesha: Person) -> None:
    sent = await bot.does("sendMessage", chat_id=ayesha.id, text="Loading ...")
    place = {"chat_id": ayesha.id, "message_id": sent["message_id"]}
    photo = {"type": "photo", "media": "https://example.org/a.jpg", "caption": "Arfa"}
    edited = await bot.does("editMessageMedia", **place, media=photo, reply_markup=KEYBOARD)
    assert (edited["caption"], edited["reply_markup"]) == ("Arfa", KEYBOARD)
    assert "text" not in edited
    document = {"type": "document", "media": "https://example.org/a.pdf"}
    edited = await bot.does("editMessageMedia", **place, media=document)
    assert edited["document"]["file_name"] == "a.pdf"
    assert not {"photo", "caption", "reply_markup"} & edited.keys()


async def test_people_edit_captions_as_well(bot: Bot, ayesha: Person) -> None:
    photo = ayesha.sends_photo(caption="where is this?")
    ayesha.edits(photo, "/near")
    _, edited = await bot.updates()
    assert edited["edited_message"]["caption_entities"][0]["type"] == "bot_command"
