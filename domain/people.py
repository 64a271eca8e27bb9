"""What is kept about chats and from them: people, their last turn, reports of wrong facts."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.languages import Language


@dataclass(frozen=True, slots=True)
class Person:
    """A private chat or a group that has talked to the bot.

    `id` is ours, `chat_id` is Telegram's and changes when a group becomes a supergroup. `language` is None
    until one is chosen. Moments are aware and in UTC; the first and last time seen are kept as days only.
    """

    id: int
    chat_id: int
    language: Language | None
    subscribed_at: datetime | None
    blocked_at: datetime | None
    first_seen: date
    last_seen: date


@dataclass(frozen=True, slots=True)
class Turn:
    """A message of a chat and the message with which the bot answered it, by Telegram's ids, and in which
    language.
    """

    chat_id: int
    message_id: int
    reply_id: int
    at: datetime
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class ReportCount:
    """How often one thing was said to be wrong, and when last; `about` is place_<id> or answer_<id>."""

    about: str
    reason: str
    reports: int
    latest: datetime
