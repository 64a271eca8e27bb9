"""What Telegram shows of the bot before anybody writes: commands and descriptions, per language and scope."""

from telegram import BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats

from handlers.bot_api import TelegramBot
from handlers.commands import COMMANDS
from handlers.menu import menu, shown_in
from handlers.services import Bot
from handlers.staff import menu as staff_menu
from storage.ledger import staff
from texts.catalogue import phrases

_IN_GROUPS = ("city", "centres", "parks", "freelancer", "facts", "near", "help")


async def publish_menu(bot: TelegramBot) -> None:
    """Tells Telegram the commands and descriptions in each language that has texts."""
    for language, code in shown_in().items():
        t = phrases(language)
        private = menu(COMMANDS, language)
        group = [command for command in private if command.command in _IN_GROUPS]
        await bot.set_my_commands(private, BotCommandScopeAllPrivateChats(), language_code=code)
        await bot.set_my_commands(group, BotCommandScopeAllGroupChats(), language_code=code)
        await bot.set_my_description(t.label("bot.description"), language_code=code)
        await bot.set_my_short_description(t.label("bot.short_description"), language_code=code)


async def publish_staff_menus(bot: Bot) -> None:
    """Tells Telegram the commands of everybody on the staff: a new version may have others."""
    async with bot.bot_data.ledger.reading() as connection:
        members = await staff.members(connection)
    for member in members:
        await staff_menu.publish(bot.bot, member.user_id, member.role)
