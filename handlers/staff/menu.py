"""The commands of staff in the menu of their private chats, and of nobody else's."""

import structlog
from telegram import BotCommandScopeChat, Update
from telegram.error import TelegramError

from announcements import staffing
from announcements.roles import Act, may
from domain.announcements import Role
from handlers.bot_api import TelegramBot
from handlers.commands import COMMANDS
from handlers.menu import menu, shown_in
from handlers.services import Context

log = structlog.get_logger(__name__)

NEEDED = {
    "announce": Act.DRAFT,
    "announcements": Act.SEE,
    "stats": Act.SEE,
    "staff": Act.APPOINT,
    "off": Act.SWITCH,
    "on": Act.SWITCH,
}
"""The commands of staff, in the order of the menu, and what a role has to allow for each."""


async def at_start(update: Update, context: Context) -> None:
    """Somebody pressed Start: before that Telegram shows them no menu of their own."""
    user = update.effective_user
    try:
        role = await staffing.role_of(context.services.desk, user.id) if user else None
    except Exception:
        # they have been welcomed all the same
        log.exception("menu.role_not_known")
        return
    if user and role:
        await publish(context.bot, user.id, role)


async def publish(bot: TelegramBot, user_id: int, role: Role) -> None:
    """Shows somebody the commands of their role, above those for everybody."""
    names = [name for name, act in NEEDED.items() if may(role, act)]
    try:
        for language, code in shown_in().items():
            commands = menu([*names, *COMMANDS], language)
            await bot.set_my_commands(commands, BotCommandScopeChat(user_id), language_code=code)
    except TelegramError as error:
        # they have not started the bot yet, or Telegram limits changes; the commands work all the same
        log.warning("menu.not_published_for_staff", error=str(error))


async def withdraw(bot: TelegramBot, user_id: int) -> None:
    """Shows somebody no more than everybody."""
    try:
        for code in shown_in().values():
            await bot.delete_my_commands(BotCommandScopeChat(user_id), language_code=code)
    except TelegramError as error:
        log.warning("menu.not_withdrawn", error=str(error))
