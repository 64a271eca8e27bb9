"""What happens when a handler fails for good: it is noted, and the person is not left without a word."""

import structlog
from telegram import Update

from answers.cards import general
from handlers import people, sending
from handlers.services import Bot, Context
from storage.ledger import people as rows

log = structlog.get_logger(__name__)


async def failed(update: Update, error: Exception, bot: Bot) -> None:
    """Notes the failure and, in a private chat, says so. Raises TelegramError if that can't be sent."""
    log.error("update.failed", update_id=update.update_id, exc_info=error)
    chat = update.effective_chat
    if chat and chat.type == chat.PRIVATE:
        context = Context.from_update(update, bot)
        await people.remember(update, context)
        await sending.send(context.bot, chat.id, general.hint(context.phrases(update), "busy"))


async def gone(update: Update, bot: Bot) -> None:
    """Marks a chat in which the bot may not write any more."""
    if update.effective_chat:
        services = bot.bot_data
        async with services.ledger.writing() as connection:
            await rows.mark_blocked(connection, update.effective_chat.id, services.now())
