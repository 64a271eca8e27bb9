"""What happens when a handler fails for good: the person is not left without a word."""

from telegram import Update

from answers.cards import general
from handlers import people, sending
from handlers.bot_api import ChatGoneError
from handlers.services import Context
from storage.ledger import people as rows


async def tell(update: object, context: Context) -> None:
    """Says so in a private chat. Raises TelegramError if that can't be sent."""
    if not isinstance(update, Update) or not (chat := update.effective_chat):
        return
    if isinstance(context.error, ChatGoneError):
        await _gone(chat.id, context)
    elif chat.type == chat.PRIVATE:
        await people.remember(update, context)
        await sending.send(context.bot, chat.id, general.hint(context.phrases(update), "busy"))


async def _gone(chat_id: int, context: Context) -> None:
    """Marks a chat in which the bot may not write any more."""
    services = context.services
    async with services.ledger.writing() as connection:
        await rows.mark_blocked(connection, chat_id, services.now())
