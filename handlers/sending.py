"""Turns replies into Telegram messages. The only place that knows how a reply looks there."""

from collections.abc import Iterator
from contextlib import contextmanager

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from domain.replies import Button, Copy, Link, Press, Reply, Row, Share
from handlers.bot_api import TelegramBot

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_SAME = "message is not modified"
_TOO_LATE = "query is too old"


async def send(bot: TelegramBot, chat_id: int, reply: Reply, to: int | None = None) -> Message:
    """Sends a reply as a message of its own, in groups as an answer to message `to`."""
    if reply.venue:
        await bot.send_venue(
            chat_id,
            latitude=reply.venue.point.lat,
            longitude=reply.venue.point.lon,
            title=reply.venue.title,
            address=reply.venue.address,
        )
    return await bot.send_message(
        chat_id,
        reply.text,
        parse_mode=ParseMode.HTML,
        link_preview_options=_NO_PREVIEW,
        reply_markup=_location_keyboard(reply.ask_location) if reply.ask_location else keyboard(reply.rows),
        reply_to_message_id=to,
        allow_sending_without_reply=True if to else None,
    )


async def edit(bot: TelegramBot, chat_id: int, message_id: int, reply: Reply) -> int:
    """Puts a reply in place of a message of ours; as a new message where that can't be done.

    Returns the id of the message in which the reply stands.
    """
    if reply.venue or reply.ask_location:
        return (await send(bot, chat_id, reply)).message_id
    try:
        await bot.edit_message_text(
            reply.text,
            chat_id,
            message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=keyboard(reply.rows),
        )
    except BadRequest as error:
        if _SAME not in error.message.lower():
            return (await send(bot, chat_id, reply)).message_id
    return message_id


@contextmanager
def unless_too_late() -> Iterator[None]:
    """Around the answer to a tap or an inline query, which Telegram refuses after a long wait."""
    try:
        yield
    except BadRequest as error:
        if _TOO_LATE not in error.message.lower():
            raise


def keyboard(rows: tuple[Row, ...]) -> InlineKeyboardMarkup | None:
    """The rows as an inline keyboard; None where there are none."""
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in rows]) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    match button:
        case Press():
            return InlineKeyboardButton(button.label, callback_data=button.data)
        case Link():
            return InlineKeyboardButton(button.label, url=button.url)
        case Copy():
            return InlineKeyboardButton(button.label, copy_text=CopyTextButton(button.text))
        case Share():
            return InlineKeyboardButton(button.label, switch_inline_query=button.query)


def _location_keyboard(label: str) -> ReplyKeyboardMarkup:
    button = KeyboardButton(label, request_location=True)
    return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)
