"""Turns replies into Telegram messages. The only place that knows how a reply looks there."""

from collections.abc import Iterator
from contextlib import contextmanager

from telegram.constants import ParseMode
from telegram.error import BadRequest

from domain.replies import Button, Copy, Link, Press, Reply, Row, Share
from handlers.bot_api import JSON, TelegramBot

NO_PREVIEW: JSON = {"link_preview_options": {"is_disabled": True}}
"""That links show no page below the message; for `api_kwargs`."""

_SAME = "message is not modified"
_TOO_LATE = "query is too old"


async def send(bot: TelegramBot, chat_id: int, reply: Reply, to: int | None = None) -> int:
    """Sends a reply as a message of its own, in groups as an answer to message `to`; returns its id."""
    if reply.venue:
        await bot.send_venue(
            chat_id,
            latitude=reply.venue.point.lat,
            longitude=reply.venue.point.lon,
            title=reply.venue.title,
            address=reply.venue.address,
        )
    below = _location_keyboard(reply.ask_location) if reply.ask_location else markup(reply.rows)
    answers = {"reply_parameters": {"message_id": to, "allow_sending_without_reply": True}} if to else {}
    return await bot.say(chat_id, reply.text, parse_mode=ParseMode.HTML, **NO_PREVIEW, **below, **answers)


async def edit(bot: TelegramBot, chat_id: int, message_id: int, reply: Reply) -> int:
    """Puts a reply in place of a message of ours; as a new message where that can't be done.

    Returns the id of the message in which the reply stands.
    """
    if reply.venue or reply.ask_location:
        return await send(bot, chat_id, reply)
    try:
        await bot.edit_message_text(
            reply.text,
            chat_id,
            message_id,
            parse_mode=ParseMode.HTML,
            api_kwargs=NO_PREVIEW | markup(reply.rows),
        )
    except BadRequest as error:
        if _SAME not in error.message.lower():
            return await send(bot, chat_id, reply)
    return message_id


@contextmanager
def unless_too_late() -> Iterator[None]:
    """Around the answer to a tap or an inline query, which Telegram refuses after a long wait."""
    try:
        yield
    except BadRequest as error:
        if _TOO_LATE not in error.message.lower():
            raise


def markup(rows: tuple[Row, ...]) -> JSON:
    """The rows as an inline keyboard, none where there are none; for `api_kwargs`.

    As the Bot API writes it: by python-telegram-bot's objects it would take twenty times as long.
    """
    if not rows:
        return {}
    return {"reply_markup": {"inline_keyboard": [[_button(button) for button in row] for row in rows]}}


def _button(button: Button) -> JSON:
    match button:
        case Press():
            return {"text": button.label, "callback_data": button.data}
        case Link():
            return {"text": button.label, "url": button.url}
        case Copy():
            return {"text": button.label, "copy_text": {"text": button.text}}
        case Share():
            return {"text": button.label, "switch_inline_query": button.query}


def _location_keyboard(label: str) -> JSON:
    keyboard = [[{"text": label, "request_location": True}]]
    return {"reply_markup": {"keyboard": keyboard, "resize_keyboard": True, "one_time_keyboard": True}}
