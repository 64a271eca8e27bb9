"""Not too much of one: who asks too often is told once, and then ignored for a few seconds."""

from math import ceil

import structlog
from telegram import Update
from telegram.ext import ApplicationHandlerStop, filters

from announcements import staffing
from answers.cards import general
from domain.allowances import Rate, Verdict
from handlers import people, sending
from handlers.guard.memory import Allowances
from handlers.messages import ADDRESSED, OWN
from handlers.services import Context

log = structlog.get_logger(__name__)

Who = tuple[int, int]
"""A chat (0: an inline query is in none) and who writes there: a group has no allowance in common."""

_WANTED = (filters.ChatType.PRIVATE | ADDRESSED | filters.COMMAND) & ~filters.StatusUpdate.ALL & ~OWN
"""What may want an answer. Neither the talk of a group nor what Telegram reports uses anything up."""


async def admit(update: Update, context: Context) -> None:
    """Raises ApplicationHandlerStop for an update too many: it is done with."""
    counted = _counted(update, context)
    if counted is None:
        return
    allowances, who = counted
    verdict = allowances.ask(who, update.update_id, context.services.now())
    if verdict is Verdict.HEARD:
        return
    # asked only now, so that nobody else's updates wait for it
    if verdict is Verdict.WARNED and await _is_staff(who[1], context):
        allowances.forgive(who)
        return
    await _turn_away(update, context, verdict, allowances.rate)
    raise ApplicationHandlerStop


def _counted(update: Update, context: Context) -> tuple[Allowances, Who] | None:
    """Whose allowance an update uses up; None for what is always dealt with."""
    guard, user, chat = context.services.guard, update.effective_user, update.effective_chat
    if update.inline_query:
        return guard.typing, (0, update.inline_query.from_user.id)
    message = update.message or update.edited_message
    if update.callback_query or (message and _WANTED.check_update(update)):
        return guard.writing, (chat.id if chat else 0, user.id if user else 0)
    return None


async def _is_staff(user_id: int, context: Context) -> bool:
    try:
        return await staffing.role_of(context.services.desk, user_id) is not None
    except Exception:
        log.exception("role.not_found")
        return False


async def _turn_away(update: Update, context: Context, verdict: Verdict, rate: Rate) -> None:
    seconds, warned = ceil(rate.pause.total_seconds()), verdict is Verdict.WARNED
    if warned and not update.inline_query:
        await people.remember(update, context)  # for the language
    if update.inline_query:
        with sending.unless_too_late():
            await update.inline_query.answer([], cache_time=seconds, is_personal=True)
    elif update.callback_query:
        said = context.phrases(update).label("slower", n=seconds) if warned else None
        with sending.unless_too_late():
            await update.callback_query.answer(said, show_alert=warned, cache_time=seconds)
    elif warned and (chat := update.effective_chat) and chat.type == chat.PRIVATE:
        await sending.send(context.bot, chat.id, general.slower(context.phrases(update), seconds))
