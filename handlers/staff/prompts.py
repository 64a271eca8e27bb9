"""Messages of staff from whom something is awaited. All others go on to where everybody's go."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from announcements.cards import prompts as cards
from announcements.composing import Unfit
from announcements.errors import Refused
from domain.prompts import Awaited, Prompt
from handlers.services import Context
from handlers.staff import approving, asking, members, timing, writing
from handlers.staff.visits import Visit, entered
from storage.ledger import prompts

log = structlog.get_logger(__name__)

_REST_COMES_WITHIN = timedelta(seconds=30)
"""What an app has cut into two messages arrives at once."""

_TAKERS: dict[Awaited, Callable[[Visit, Prompt, Message], Awaitable[None]]] = {
    Awaited.TEXT: writing.take_text,
    Awaited.REST: writing.take_rest,
    Awaited.LINK: writing.take_link,
    Awaited.MOMENT: timing.take_moment,
    Awaited.COUNT: approving.take_count,
    Awaited.APPOINTEE: members.take_appointee,
}


async def taken(update: Update, context: Context) -> None:
    """Takes a message that is awaited; raises ApplicationHandlerStop then."""
    message = update.message
    if message is None or (prompt := await _awaited(message, context)) is None:
        return
    visit = await entered(update, context)
    if visit is None:
        return
    if prompt.what is Awaited.REST and visit.now - prompt.at > _REST_COMES_WITHIN:
        await asking.drop(visit)
        return
    await _take(visit, prompt, message)
    raise ApplicationHandlerStop


async def _awaited(message: Message, context: Context) -> Prompt | None:
    """What is awaited in this chat. Everybody's messages pass here: if this fails they are answered too."""
    try:
        awaited = await context.services.ledger.reading_together.do(prompts.several, message.chat_id)
        return awaited.get(message.chat_id)
    except Exception:
        log.exception("prompt.not_found")
        return None


async def _take(visit: Visit, prompt: Prompt, message: Message) -> None:
    if visit.now - prompt.at > prompts.LIFETIME:
        await asking.drop(visit)
        await visit.say(cards.expired(visit.t, prompt))
        return
    try:
        await _TAKERS[prompt.what](visit, prompt, message)
    except Unfit as why:  # what was awaited still is
        await visit.refuse(why, 0)
    except Refused as why:
        await asking.drop(visit)
        await visit.refuse(why, prompt.announcement_id or 0)
