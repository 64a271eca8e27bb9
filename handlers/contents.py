"""How the content of an announcement looks in Telegram. Whoever shows or sends one does it here."""

from telegram import (
    InputMediaDocument,
    InputMediaPhoto,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode

from answers.announcement_actions import StopHere
from answers.buttons import press
from domain.announcements import AttachmentKind, Content
from domain.languages import Language
from domain.replies import Row
from handlers.bot_api import TelegramBot
from handlers.lanes import REPLY, Lane, Ticket
from handlers.sending import NO_PREVIEW, markup
from texts.catalogue import phrases


def footer(language: Language) -> tuple[Row, ...]:
    """What stands below an announcement that somebody gets: the one tap that ends them, in their language."""
    return ((press(phrases(language).label("button.unsubscribe"), StopHere()),),)


async def send(
    bot: TelegramBot,
    chat_id: int,
    content: Content,
    ticket: Ticket = REPLY,
    to: int | None = None,
    below: tuple[Row, ...] = (),
) -> Message:
    """Sends it as a message of its own, as a reply to message `to`; the rows `below` follow its own buttons.

    Raises what Telegram says.
    """
    buttons = markup((*content.buttons, *below))
    attachment = content.attachment
    paid = True if ticket.lane is Lane.PAID else None
    reply = ReplyParameters(to, allow_sending_without_reply=True) if to else None
    if attachment is None:
        return await bot.send_message(
            chat_id,
            content.html,
            parse_mode=ParseMode.HTML,
            api_kwargs=NO_PREVIEW | buttons,
            reply_parameters=reply,
            allow_paid_broadcast=paid,
            rate_limit_args=ticket,
        )
    send_file = bot.send_photo if attachment.kind is AttachmentKind.PHOTO else bot.send_document
    return await send_file(
        chat_id,
        attachment.file_id,
        caption=content.html or None,
        parse_mode=ParseMode.HTML,
        api_kwargs=buttons,
        reply_parameters=reply,
        allow_paid_broadcast=paid,
        rate_limit_args=ticket,
    )


async def replace(
    bot: TelegramBot,
    chat_id: int,
    message_id: int,
    content: Content,
    ticket: Ticket = REPLY,
    below: tuple[Row, ...] = (),
) -> None:
    """Puts it in place of one with the same kind of attachment, or none. Raises what Telegram says."""
    buttons = markup((*content.buttons, *below))
    attachment = content.attachment
    if attachment is None:
        await bot.edit_message_text(
            content.html,
            chat_id,
            message_id,
            parse_mode=ParseMode.HTML,
            api_kwargs=NO_PREVIEW | buttons,
            rate_limit_args=ticket,
        )
        return
    media = InputMediaPhoto if attachment.kind is AttachmentKind.PHOTO else InputMediaDocument
    await bot.edit_message_media(
        media(attachment.file_id, caption=content.html or None, parse_mode=ParseMode.HTML),
        chat_id,
        message_id,
        api_kwargs=buttons,
        rate_limit_args=ticket,
    )
