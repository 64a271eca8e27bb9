"""Files: uploaded, kept, named again, downloaded."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import InputMediaPhoto
from telegram.error import InvalidToken
from telegram.ext import Application

from sandbox.files import Upload
from sandbox.people import Person
from sandbox.specification import SPECIFICATION, Object
from sandbox.transport import SandboxRequest
from sandbox.world import World

from .conftest import Bot

PICTURE = Upload("arfa.png", b"a picture", "image/png")
PAPER = Upload("form.pdf", b"a form", "application/pdf")
KINDS = ["animation", "audio", "document", "photo", "sticker", "video", "video_note", "voice"]
METHODS = {kind: "send" + kind.title().replace("_", "") for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_file_is_sent_by_upload_by_its_id_and_by_its_address(
    bot: Bot, ayesha: Person, kind: str
) -> None:
    async def send(**given: object) -> Object:
        sent = await bot.uploads({"mine": PICTURE}, METHODS[kind], chat_id=ayesha.id, **given)
        assert sent.ok, sent.description
        SPECIFICATION.check_object("Message", sent.result)
        found: Any = sent.result
        return dict(found[kind][0] if kind == "photo" else found[kind])

    uploaded = await send(**{kind: "attach://mine"})
    assert uploaded["file_size"] == len(PICTURE.content)
    assert bot.world.files[uploaded["file_id"]].content == PICTURE.content
    assert await send(**{kind: uploaded["file_id"]}) == uploaded
    named = await send(**{kind: "https://example.org/files/arfa.png"})
    assert bot.world.files[named["file_id"]].content == b""


async def test_a_file_may_have_the_name_of_its_parameter(bot: Bot, ayesha: Person) -> None:
    call = await bot.uploads({"document": PAPER}, "sendDocument", chat_id=ayesha.id, caption="<b>Fill in</b>")
    sent: Any = call.result
    assert (sent["document"]["file_name"], sent["document"]["mime_type"]) == ("form.pdf", "application/pdf")
    assert sent["caption"] == "<b>Fill in</b>"


async def test_a_caption_is_formatted_like_a_text(bot: Bot, ayesha: Person) -> None:
    url = "https://example.org/a.jpg"
    html = {"caption": " <b>Arfa</b> ", "parse_mode": "HTML", "show_caption_above_media": True}
    sent = await bot.does("sendPhoto", chat_id=ayesha.id, photo=url, has_spoiler=True, **html)
    assert (sent["caption"], sent["caption_entities"][0]["type"]) == ("Arfa", "bold")
    assert sent["show_caption_above_media"]
    assert sent["has_media_spoiler"]
    blank = await bot.does("sendPhoto", chat_id=ayesha.id, photo=url, caption="<b> </b>", parse_mode="HTML")
    assert "caption" not in blank


async def test_an_animation_is_a_document_too(bot: Bot, ayesha: Person) -> None:
    call = await bot.uploads({"animation": PICTURE}, "sendAnimation", chat_id=ayesha.id)
    sent: Any = call.result
    assert sent["document"]["file_id"] == sent["animation"]["file_id"]


async def test_an_album_is_several_messages_with_one_number(bot: Bot, ayesha: Person) -> None:
    media = [
        {"type": "photo", "media": "attach://front", "caption": "Arfa"},
        {"type": "video", "media": "https://example.org/tour.mp4", "duration": 30},
    ]
    call = await bot.uploads({"front": PICTURE}, "sendMediaGroup", chat_id=ayesha.id, media=media)
    album: Any = call.result
    for message in album:
        SPECIFICATION.check_object("Message", message)
    assert len({message["media_group_id"] for message in album}) == 1
    assert (album[0]["caption"], album[1]["video"]["duration"]) == ("Arfa", 30)
    assert ayesha.received() == album


async def test_the_files_of_people_are_kept_too(bot: Bot, ayesha: Person) -> None:
    ayesha.sends_photo(PICTURE, "where is this?")
    ayesha.sends_document(PAPER)
    for update, upload in zip(await bot.updates(), (PICTURE, PAPER), strict=True):
        message = update["message"]
        file = message["photo"][0] if "photo" in message else message["document"]
        told = await bot.does("getFile", file_id=file["file_id"])
        SPECIFICATION.check_object("File", told)
        assert bot.world.files.at(told["file_path"]).content == upload.content


@pytest.fixture
async def application(world: World) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    request = SandboxRequest(world)
    builder = Application.builder().token(world.bot.token).request(request).get_updates_request(request)
    async with builder.updater(None).build() as built:
        yield built


async def test_the_library_uploads_and_downloads(
    application: Application[Any, Any, Any, Any, Any, Any], ayesha: Person
) -> None:
    sent = await application.bot.send_document(ayesha.id, PAPER.content, filename=PAPER.name)
    assert sent.document
    file = await application.bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == PAPER.content
    album = await application.bot.send_media_group(
        ayesha.id, [InputMediaPhoto(PICTURE.content), InputMediaPhoto("https://example.org/b.jpg")]
    )
    assert [message.photo[0].file_size for message in album] == [len(PICTURE.content), 0]
    replaced = await album[0].edit_media(InputMediaPhoto(b"another picture"))
    assert not isinstance(replaced, bool)
    assert replaced.photo[0].file_size == len(b"another picture")


async def test_a_file_that_is_not_there_is_not_found(
    application: Application[Any, Any, Any, Any, Any, Any], world: World
) -> None:
    request = SandboxRequest(world)
    for token in (world.bot.token, "1:wrong"):
        with pytest.raises(InvalidToken, match="Not Found"):
            await request.retrieve(f"https://api.telegram.org/file/bot{token}/photos/file_9.jpg")
