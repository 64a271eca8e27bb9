"""Remembers who writes, and who blocks the bot."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import structlog
from telegram import ChatMember, ChatMemberUpdated, Update

from domain.conversation import NOTHING
from domain.people import Person, Turn
from handlers.guard import raiding
from handlers.services import Context
from storage.ledger import people, turns
from storage.ledger.connection import Connection

log = structlog.get_logger(__name__)
_LEANS_FOR = timedelta(minutes=30)
"""How long a short question may lean on the turn before."""
_AWAY = (ChatMember.BANNED, ChatMember.LEFT)


async def remember(update: Update, context: Context) -> None:
    """Notes the day of a chat's message and finds what the person chose. Answers don't depend on it."""
    if update.effective_chat is None or update.my_chat_member:
        return
    try:
        context.person, turn = await _seen(update.effective_chat.id, context)
    except Exception:
        # places are found and questions answered without the ledger too
        log.exception("people.not_remembered")
        return
    if turn:
        context.spoken = turn.language
        context.before = turn.about if context.services.now() - turn.at <= _LEANS_FOR else NOTHING


async def _seen(chat_id: int, context: Context) -> tuple[Person, Turn | None]:
    """The person of a chat and its last turn."""
    today = context.services.now().date()
    persons, last = await context.services.ledger.reading_together.do(known, chat_id)
    person, turn = persons.get(chat_id), last.get(chat_id)
    if person and person.last_seen >= today and not person.blocked_at:
        return person, turn
    if person is None:
        await raiding.newcomer(context)
    async with context.services.ledger.writing() as connection:
        await people.mark_returned(connection, chat_id)
        return await people.remember(connection, chat_id, today), turn


async def known(
    connection: Connection, chat_ids: Sequence[int]
) -> tuple[Mapping[int, Person], Mapping[int, Turn]]:
    """The persons of these chats and their last turns, by chat."""
    return await people.several(connection, chat_ids), await turns.several(connection, chat_ids)


async def membership(update: Update, context: Context) -> None:
    """Somebody blocked the bot or let it in again."""
    changed: ChatMemberUpdated | None = update.my_chat_member
    if changed is None:
        return
    async with context.services.ledger.writing() as connection:
        if changed.new_chat_member.status in _AWAY:
            await people.mark_blocked(connection, changed.chat.id, context.services.now())
        else:
            await people.mark_returned(connection, changed.chat.id)


async def moved(update: Update, context: Context) -> None:
    """A group became a supergroup: what is kept about it moves along."""
    message = update.effective_message
    if message and message.migrate_to_chat_id:
        async with context.services.ledger.writing() as connection:
            await people.migrate_chat(connection, message.chat_id, message.migrate_to_chat_id)
