"""How the content of an announcement looks in Telegram. Whoever shows or sends one does it here."""

from telegram import LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.ext import ExtBot

from domain.announcements import AttachmentKind, Content
from handlers.sending import keyboard

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send(bot: ExtBot[None], chat_id: int, content: Content) -> Message:
    """Sends it as a message of its own. Raises what Telegram says."""
    buttons = keyboard(content.buttons)
    attachment = content.attachment
    if attachment is None:
        return await bot.send_message(
            chat_id,
            content.html,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=buttons,
        )
    send_file = bot.send_photo if attachment.kind is AttachmentKind.PHOTO else bot.send_document
    return await send_file(
        chat_id,
        attachment.file_id,
        caption=content.html or None,
        parse_mode=ParseMode.HTML,
        reply_markup=buttons,
    )
