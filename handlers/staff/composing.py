"""A message of Telegram as the content of an announcement."""

from telegram import Message, MessageEntity

from announcements.composing import Fault, Unfit, check, length, without_link_lines
from domain.announcements import Attachment, AttachmentKind, Content

_UNTITLED = 60
"""Characters of the first line by which staff find an announcement again."""


def content_of(message: Message) -> Content:
    """The content: formatted text, photo or file, and buttons for the links at its end. Raises Unfit."""
    attachment = _attachment(message)
    text, links = without_link_lines(message.text or message.caption or "")
    content = Content(_html(message, text), attachment, tuple((link,) for link in links))
    check(content, text)
    return content


def title_of(message: Message) -> str:
    """The first line of a message, cut where it is long; empty if there is no text."""
    said = (message.text or message.caption or "").strip()
    return said.partition("\n")[0][:_UNTITLED]


def _attachment(message: Message) -> Attachment | None:
    if message.media_group_id:
        raise Unfit(Fault.ALBUM)
    if message.photo:
        return Attachment(AttachmentKind.PHOTO, message.photo[-1].file_id)
    # an animation comes as a document too, and would arrive as a mere file
    if message.document and not message.animation:
        return Attachment(AttachmentKind.DOCUMENT, message.document.file_id)
    if message.text is None:
        raise Unfit(Fault.KIND)
    return None


def _html(message: Message, text: str) -> str:
    """The beginning of a message, up to its link lines, as Telegram's HTML."""
    end = length(text)
    marks = [
        _clipped(mark, end) for mark in message.entities or message.caption_entities if mark.offset < end
    ]
    return Message(0, message.date, message.chat, text=text, entities=marks).text_html


def _clipped(mark: MessageEntity, end: int) -> MessageEntity:
    if mark.offset + mark.length <= end:
        return mark
    return MessageEntity(
        mark.type, mark.offset, end - mark.offset, url=mark.url, user=mark.user, language=mark.language
    )
