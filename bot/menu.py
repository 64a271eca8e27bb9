"""What Telegram shows of the bot before anybody writes: commands and descriptions, per language and scope."""

from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.ext import ExtBot

from domain.languages import Language
from handlers.routes import COMMANDS
from texts.catalogue import available, phrases

_IN_GROUPS = ("city", "centres", "parks", "freelancer", "facts", "near", "help")
_TELEGRAM_LANGUAGES = {Language.ENGLISH: "", Language.URDU: "ur"}
"""Telegram knows no Roman Urdu; English stands for every language without texts."""


async def publish_menu(bot: ExtBot[None]) -> None:
    """Tells Telegram the commands and descriptions in each language that has texts."""
    for language in available():
        code = _TELEGRAM_LANGUAGES.get(language)
        if code is None:
            continue
        t = phrases(language)
        private = [BotCommand(name, t.label(f"command.{name}")) for name in COMMANDS]
        group = [command for command in private if command.command in _IN_GROUPS]
        await bot.set_my_commands(private, BotCommandScopeAllPrivateChats(), language_code=code)
        await bot.set_my_commands(group, BotCommandScopeAllGroupChats(), language_code=code)
        await bot.set_my_description(t.label("bot.description"), language_code=code)
        await bot.set_my_short_description(t.label("bot.short_description"), language_code=code)
