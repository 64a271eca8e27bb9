"""Commands as Telegram's menu lists them."""

from collections.abc import Iterable

from telegram import BotCommand

from domain.languages import Language
from texts.catalogue import available, phrases

_TELEGRAM_LANGUAGES = {Language.ENGLISH: "", Language.URDU: "ur"}
"""Telegram knows no Roman Urdu; English stands for every language without texts."""


def shown_in() -> dict[Language, str]:
    """The languages in which there is a menu, and what Telegram calls them."""
    return {language: code for language, code in _TELEGRAM_LANGUAGES.items() if language in available()}


def menu(names: Iterable[str], language: Language) -> list[BotCommand]:
    """These commands, each with its description."""
    t = phrases(language)
    return [BotCommand(name, t.label(f"command.{name}")) for name in names]
