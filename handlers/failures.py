"""What happens when a handler fails: it is noted, and the person is not left without a word."""

import structlog
from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError

from answers.cards import general
from handlers import sending
from handlers.services import Context
from storage.ledger import people

log = structlog.get_logger(__name__)


async def failed(update: object, context: Context) -> None:
    """Notes the failure; marks a person who blocked the bot; tells everybody else in a private chat."""
    if not isinstance(update, Update) or update.effective_chat is None:
        log.error("update.failed", exc_info=context.error)
        return
    if isinstance(context.error, Forbidden):
        await _mark_blocked(update.effective_chat.id, context)
        return
    log.error("update.failed", update_id=update.update_id, exc_info=context.error)
    if update.effective_chat.type == update.effective_chat.PRIVATE and not _is_outage(context.error):
        reply = general.hint(context.phrases(update), "busy")
        await sending.send(context.bot, update.effective_chat.id, reply)


def _is_outage(error: Exception | None) -> bool:
    """Whether Telegram can't be reached; python-telegram-bot counts BadRequest as a NetworkError too."""
    return isinstance(error, NetworkError) and not isinstance(error, BadRequest)


async def _mark_blocked(chat_id: int, context: Context) -> None:
    async with context.services.ledger.writing() as connection:
        await people.mark_blocked(connection, chat_id, context.services.now())
