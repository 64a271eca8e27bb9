"""What staff can switch off for everybody."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Function(StrEnum):
    """What has a switch of its own."""

    ANSWERS = "answers"
    """Answering questions, and showing places, by message and by tap."""
    ANNOUNCEMENTS = "announcements"
    """Sending announcements, corrections and recalls."""
    INLINE = "inline"
    """Results in other chats."""


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """A function that is off: by whom, and since when (aware, in UTC)."""

    function: Function
    by: int
    at: datetime
