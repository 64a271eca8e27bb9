"""What a button asks for that has to do with announcements: to get them, which, and to read the last ones."""

from dataclasses import dataclass
from typing import ClassVar, NewType

from answers.actions import Action
from domain.interests import Interest
from domain.places import Province

AnnouncementId = NewType("AnnouncementId", int)
"""The number of an announcement, which grows without end."""


@dataclass(frozen=True, slots=True)
class Subscribe(Action):
    """Send me announcements."""

    verb: ClassVar[str] = "on"


@dataclass(frozen=True, slots=True)
class Unsubscribe(Action):
    """Send me no announcements."""

    verb: ClassVar[str] = "off"


@dataclass(frozen=True, slots=True)
class StopHere(Action):
    """Send me no announcements: asked under one of them, which stays as it is."""

    verb: ClassVar[str] = "stop"


@dataclass(frozen=True, slots=True)
class ShowSubscription(Action):
    """Which announcements do I get?"""

    verb: ClassVar[str] = "my"


@dataclass(frozen=True, slots=True)
class AskHome(Action):
    """Where are you at home? The provinces, or the cities of one."""

    province: Province | None = None
    page: int = 0
    verb: ClassVar[str] = "h"


@dataclass(frozen=True, slots=True)
class LiveIn(Action):
    """I am at home in this city."""

    city_id: str
    verb: ClassVar[str] = "hc"


@dataclass(frozen=True, slots=True)
class LiveInProvince(Action):
    """I am at home somewhere in this province; of none, in all of Pakistan."""

    province: Province | None = None
    verb: ClassVar[str] = "hp"


@dataclass(frozen=True, slots=True)
class AskInterests(Action):
    """What are you interested in?"""

    verb: ClassVar[str] = "is"


@dataclass(frozen=True, slots=True)
class AddInterest(Action):
    """I am interested in this."""

    interest: Interest
    verb: ClassVar[str] = "ia"


@dataclass(frozen=True, slots=True)
class DropInterest(Action):
    """I am not interested in this any more."""

    interest: Interest
    verb: ClassVar[str] = "id"


@dataclass(frozen=True, slots=True)
class ListNews(Action):
    """The last announcements."""

    verb: ClassVar[str] = "ns"


@dataclass(frozen=True, slots=True)
class ShowNews(Action):
    """An announcement."""

    announcement_id: AnnouncementId
    verb: ClassVar[str] = "nw"
