"""What staff were asked for and have not said yet, and where their view of an announcement stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.announcements import Phase
from domain.languages import Language


class Awaited(StrEnum):
    """What the next message of a member of staff is."""

    TEXT = "text"
    REST = "rest"
    """What an app may have cut off the end of a long text."""
    LINK = "link"
    MOMENT = "moment"
    COUNT = "count"
    APPOINTEE = "appointee"


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is awaited in a private chat, whose id is that of its user. `at` is aware and in UTC.

    `announcement_id` is None before there is a draft, and for what is about no announcement. `language` is
    that of the text in question, `revision` the one an approver has seen. `album` is the last album that was
    refused: its pictures come one by one, and once is enough to say so.
    """

    chat_id: int
    what: Awaited
    at: datetime
    announcement_id: int | None = None
    language: Language | None = None
    revision: int | None = None
    album: str | None = None


@dataclass(frozen=True, slots=True)
class ProgressCard:
    """A message that shows how far an announcement is. `phase` and `shown_at` are of what it shows now."""

    chat_id: int
    announcement_id: int
    message_id: int
    phase: Phase
    shown_at: datetime
