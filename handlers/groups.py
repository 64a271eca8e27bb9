"""Who decides for a chat: everybody for themselves, for a group those who administer it.

What is decided is whether announcements come and which, and that what is kept about the chat is deleted.
Everything else in a group is for everybody.
"""

from telegram import Update

from answers.cards import general
from domain.replies import Reply
from handlers.answering import respond
from handlers.services import Context, Handler


async def decides(update: Update, context: Context) -> bool:
    """Whether whoever writes or taps decides for the chat."""
    chat, user = update.effective_chat, update.effective_user
    if chat is None or chat.type == chat.PRIVATE or _writes_as_group(update):
        return True
    administrators = await context.bot.get_chat_administrators(chat.id)
    return any(one.user == user for one in administrators)


def refused(update: Update, context: Context) -> Reply:
    """What is said to others."""
    return general.hint(context.phrases(update), "group.only_administrators")


def deciding(handle: Handler) -> Handler:
    """The handler of a command for those who decide; others are told so."""

    async def guarded(update: Update, context: Context) -> None:
        if await decides(update, context):
            await handle(update, context)
        else:
            await respond(update, context, refused(update, context))

    return guarded


def _writes_as_group(update: Update) -> bool:
    """Anonymous administrators do; a tap tells who they are."""
    message = update.message or update.edited_message
    return bool(message and message.sender_chat and message.sender_chat == message.chat)
