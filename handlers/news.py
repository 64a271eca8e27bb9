"""The last announcements, for anybody."""

from telegram import Update

from announcements import news as use_cases
from answers.announcement_actions import ShowNews
from answers.cards import news as cards
from domain.replies import Reply
from handlers import contents
from handlers.answering import respond
from handlers.services import Context


async def news(update: Update, context: Context) -> None:
    """/news."""
    await respond(update, context, await listed(update, context))


async def listed(update: Update, context: Context) -> Reply:
    """The last announcements, each with a button."""
    t = context.phrases(update)
    latest = await use_cases.latest(context.services.ledger, t.language)
    is_subscribed = bool(context.person and context.person.subscribed_at)
    return cards.listed(t, latest, is_subscribed)


async def opened(action: ShowNews, update: Update, context: Context) -> Reply | None:
    """Sends an announcement in full, as it stands now; says so if it is not shown any more."""
    t, chat = context.phrases(update), update.effective_chat
    assert chat  # noqa: S101
    item = await use_cases.opened(context.services.ledger, action.announcement_id, t.language)
    if item is None:
        return cards.gone(t)
    await contents.send(context.bot, chat.id, item.content, below=cards.below(t, item))
    return None
