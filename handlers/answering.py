"""Answers a message once: an edited message gets its answer edited."""

from collections.abc import Sequence
from dataclasses import replace

import structlog
from telegram import Update
from telegram.constants import ChatType

from domain.conversation import NOTHING, About
from domain.people import Turn
from domain.replies import Reply
from handlers import sending
from handlers.services import Context
from storage.ledger import turns
from storage.ledger.connection import Connection

log = structlog.get_logger(__name__)


async def respond(update: Update, context: Context, reply: Reply, about: About = NOTHING) -> None:
    """Sends the reply to the message of this update, or corrects the one it got before it was edited.

    `about` is what the next question may lean on.
    """
    message = update.effective_message
    if message is None:
        return
    if update.edited_message:
        await _correct(update, context, reply, about)
        return
    in_group = message.chat.type != ChatType.PRIVATE
    reply_id = await sending.send(
        context.bot, message.chat_id, reply, to=message.message_id if in_group else None
    )
    now, language = context.services.now(), context.viewer(update).language
    await _note(Turn(message.chat_id, message.message_id, reply_id, now, language, about), context)


async def _note(turn: Turn, context: Context) -> None:
    """Keeps the turn. It has been answered: if this fails, only its edits will not be."""
    try:
        await context.services.ledger.writing_together.do(keep, turn)
    except Exception:
        log.exception("turn.not_kept")


async def keep(connection: Connection, kept: Sequence[Turn]) -> None:
    """Keeps the turns of several chats."""
    await turns.save(connection, *kept)


async def _correct(update: Update, context: Context, reply: Reply, about: About) -> None:
    edited = update.edited_message
    assert edited  # noqa: S101
    async with context.services.ledger.reading() as connection:
        turn = await turns.find(connection, edited.chat_id)
    if turn and turn.message_id == edited.message_id:
        reply_id = await sending.edit(context.bot, edited.chat_id, turn.reply_id, reply)
        language = context.viewer(update).language
        await _note(replace(turn, reply_id=reply_id, language=language, about=about), context)
