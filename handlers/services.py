"""What handlers may reach, and the context on which they find it."""

import datetime
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackContext, JobQueue

from announcements.desk import Desk
from answers.guide import Guide
from answers.inline import Inline
from domain.conversation import NOTHING, About
from domain.languages import Language
from domain.people import Person
from domain.replies import Viewer
from handlers.bot_api import TelegramBot
from handlers.guard.memory import Guard
from storage.ledger.engine import Ledger
from texts.catalogue import phrases
from texts.phrases import Phrases

Clock = Callable[[], datetime.datetime]
"""Tells the time, in UTC."""


@dataclass(frozen=True, slots=True)
class Services:
    """The object graph below the handlers."""

    guide: Guide
    inline: Inline
    ledger: Ledger
    now: Clock
    desk: Desk
    guard: Guard = field(default_factory=Guard)


class Context(CallbackContext[TelegramBot, None, None, Services]):
    """The context of one update: the services, who is asking, in which language the conversation is, and
    what it was about before.
    """

    person: Person | None = None
    spoken: Language | None = None
    before: About = NOTHING

    @property
    def services(self) -> Services:
        """The use cases and stores."""
        return self.bot_data

    @property
    def chosen(self) -> Language | None:
        """The language that was chosen for the menus."""
        return self.person.language if self.person else None

    def viewer(self, update: Update) -> Viewer:
        """Who is asking. Language: a command's as chosen, else as written, now or last; each for want of the
        other; else Telegram's; else English.
        """
        wanted = (self.chosen, self.spoken) if _is_command(update) else (self.spoken, self.chosen)
        chat = update.effective_chat
        return Viewer(
            language=wanted[0] or wanted[1] or _of_telegram(update),
            private=chat is None or chat.type == chat.PRIVATE,
        )

    def phrases(self, update: Update) -> Phrases:
        """The sentences in the language of whoever is asking."""
        return phrases(self.viewer(update).language)


def _is_command(update: Update) -> bool:
    message = update.message or update.edited_message
    return bool(message and message.text and message.text.startswith("/"))


def _of_telegram(update: Update) -> Language:
    user = update.effective_user
    return Language.URDU if user and user.language_code == "ur" else Language.ENGLISH


Bot = Application[TelegramBot, Context, None, None, Services, JobQueue[Context] | None]
"""The python-telegram-bot application with our context."""

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]
"""What is done about an update."""
