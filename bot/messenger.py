"""The sender's door to Telegram."""

from collections.abc import Awaitable
from typing import Any

from telegram.error import TelegramError

from announcements.messenger import Clearance
from bot.outcomes import is_not_there, is_same, outcome
from domain.announcements import Content, Delivered, Delivery, Outcome
from handlers import contents
from handlers.bot_api import TelegramBot
from handlers.lanes import Lane, Ticket


class TelegramMessenger:
    """Makes one call for each delivery, in the lane of announcements, and says what became of it."""

    def __init__(self, bot: TelegramBot) -> None:
        self._bot = bot

    async def deliver(self, delivery: Delivery, content: Content, clearance: Clearance) -> Outcome:
        """Sends a message, as a reply to `delivery.original_message_id` where there is one."""
        ticket = Ticket(Lane.PAID if delivery.paid else Lane.BULK, clearance)
        to, below = delivery.original_message_id, contents.footer(delivery.language)
        try:
            message = await contents.send(self._bot, delivery.chat_id, content, ticket, to, below)
        except TelegramError as error:
            return outcome(error)
        return Delivered(message.message_id)

    async def edit(self, delivery: Delivery, content: Content, clearance: Clearance) -> Outcome:
        """Puts the content in place of `delivery.original_message_id`; unchanged counts as Delivered."""
        ticket = Ticket(Lane.BULK, clearance)
        message_id, below = _original(delivery), contents.footer(delivery.language)
        change = contents.replace(self._bot, delivery.chat_id, message_id, content, ticket, below)
        return await _changed(change, message_id)

    async def delete(self, delivery: Delivery, clearance: Clearance) -> Outcome:
        """Deletes `delivery.original_message_id`; one that is not there any more counts as Delivered."""
        ticket = Ticket(Lane.BULK, clearance)
        message_id = _original(delivery)
        change = self._bot.delete_message(delivery.chat_id, message_id, rate_limit_args=ticket)
        return await _changed(change, message_id)


def _original(delivery: Delivery) -> int:
    if delivery.original_message_id is None:
        raise ValueError(f"delivery {delivery.id} has no original message")
    return delivery.original_message_id


async def _changed(change: Awaitable[Any], message_id: int) -> Outcome:
    try:
        await change
    except TelegramError as error:
        return Delivered(message_id) if is_same(error) or is_not_there(error) else outcome(error)
    return Delivered(message_id)
