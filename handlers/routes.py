"""The one list of handlers, in the order in which they are tried."""

from telegram import Update
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from announcements.cards.taps import PREFIX
from handlers import buttons, commands, failures, inline, messages, people
from handlers.commands import COMMANDS
from handlers.guard.admitting import admit
from handlers.guard.switched import ANSWERING_COMMANDS, answering, querying, tapping
from handlers.messages import ADDRESSED, OWN
from handlers.services import Bot
from handlers.staff import commands as staff_commands
from handlers.staff import menu as staff_menu
from handlers.staff import prompts, taps

_NEW = filters.UpdateType.MESSAGE & ~OWN
_IN_PRIVATE = _NEW & filters.ChatType.PRIVATE
_NEW_OR_EDITED = _NEW | filters.UpdateType.EDITED_MESSAGE


def add_routes(bot: Bot) -> None:
    """Adds every handler."""
    # before everything: not too much of one
    bot.add_handler(TypeHandler(Update, admit), group=-3)

    # who is this?
    bot.add_handler(TypeHandler(Update, people.remember), group=-2)

    # staff, in private chats; to everybody else their commands and buttons are like any that are not there
    bot.add_handler(
        MessageHandler(_IN_PRIVATE & ~filters.COMMAND & ~filters.StatusUpdate.ALL, prompts.taken), group=-1
    )
    for name in staff_commands.COMMANDS:
        bot.add_handler(CommandHandler(name, staff_commands.guarded(name), filters=_IN_PRIVATE))
    bot.add_handler(CallbackQueryHandler(taps.tap, pattern=f"^{PREFIX}"))

    # whoever of them presses Start gets the menu of their role besides the welcome
    bot.add_handler(CommandHandler("start", staff_menu.at_start, filters=_IN_PRIVATE), group=1)

    # commands; what is no command of ours is answered in private chats only
    for name, handle in COMMANDS.items():
        handle = answering(handle) if name in ANSWERING_COMMANDS else handle
        bot.add_handler(CommandHandler(name, handle, filters=_NEW_OR_EDITED))
    bot.add_handler(
        MessageHandler(filters.COMMAND & filters.ChatType.PRIVATE & _NEW_OR_EDITED, commands.unknown)
    )

    # taps and inline mode
    bot.add_handler(CallbackQueryHandler(tapping(buttons.tap)))
    bot.add_handler(InlineQueryHandler(querying(inline.query)))

    # who comes and goes, and groups that move
    bot.add_handler(ChatMemberHandler(people.membership, ChatMemberHandler.MY_CHAT_MEMBER))
    bot.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, people.moved))

    # places and words; then whatever is left
    shared = ADDRESSED & _NEW & (filters.LOCATION | filters.VENUE)
    words = ADDRESSED & _NEW_OR_EDITED & filters.TEXT & ~filters.COMMAND
    bot.add_handler(MessageHandler(shared, answering(messages.location)))
    bot.add_handler(MessageHandler(words, answering(messages.text)))
    bot.add_handler(
        MessageHandler(_IN_PRIVATE & ~filters.StatusUpdate.ALL, answering(messages.anything_else))
    )

    # whatever of that failed for good
    bot.add_error_handler(failures.tell)
