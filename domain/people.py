"""What is kept about chats and from them: people, their last turn, their traces elsewhere, reports of wrong
facts, open questions.
"""

from dataclasses import dataclass
from datetime import date, datetime

from domain.conversation import NOTHING, About
from domain.languages import Language
from domain.places import Province
from domain.staff import StaffMember


@dataclass(frozen=True, slots=True)
class Person:
    """A private chat or a group that has talked to the bot.

    `id` is ours, `chat_id` is Telegram's and changes when a group becomes a supergroup. `language` is None
    until one is chosen. Moments are aware and in UTC; the first and last time seen are kept as days only.
    City, province and interests are what announcements may be aimed by, if the person has told them.
    """

    id: int
    chat_id: int
    language: Language | None
    subscribed_at: datetime | None
    blocked_at: datetime | None
    first_seen: date
    last_seen: date
    city_id: str | None = None
    province: Province | None = None
    interests: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Turn:
    """A message of a chat and the message with which the bot answered it, by Telegram's ids, in which
    language, and what they were about.
    """

    chat_id: int
    message_id: int
    reply_id: int
    at: datetime
    language: Language | None = None
    about: About = NOTHING


@dataclass(frozen=True, slots=True)
class Traces:
    """What is kept about a person elsewhere: how many announcements they have received and when the last, the
    role they have on the staff, and how many acts of staff by them or about them are written down.
    """

    received: int = 0
    last_received: datetime | None = None
    member: StaffMember | None = None
    acts: int = 0


@dataclass(frozen=True, slots=True)
class ReportCount:
    """How often one thing was said to be wrong, and when last; `about` is place_<id> or answer_<id>."""

    about: str
    reason: str
    reports: int
    latest: datetime


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that got no sure answer, masked and without the person; `nearest` is the answer that came
    first but was not sure enough, `decision` what was done instead (ask_back, dont_know).
    """

    text: str
    language: Language | None
    nearest: str | None
    confidence: float
    decision: str
    day: date


@dataclass(frozen=True, slots=True)
class OpenQuestionCount:
    """How often one text was asked in one language without a sure answer, and on which day last."""

    nearest: str | None
    text: str
    language: Language | None
    times: int
    latest: date
