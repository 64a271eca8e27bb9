"""Why a staff action is not done. Nothing has changed then."""

from datetime import datetime

from domain.announcements import Phase
from domain.languages import Language


class Refused(Exception):
    """A staff action is not done; the class says why."""


class NotAllowed(Refused):
    """The role of whoever asks does not allow it."""


class UnknownAnnouncement(Refused):
    """There is no announcement of that number."""


class WrongPhase(Refused):
    """An announcement in this phase can't have that done to it."""

    def __init__(self, phase: Phase) -> None:
        super().__init__(phase)
        self.phase = phase


class TooLongAgo(Refused):
    """Who got it is not known any more, only how many."""


class AlreadyApproved(Refused):
    """Somebody was faster."""

    def __init__(self, approver: int, at: datetime) -> None:
        super().__init__(approver, at)
        self.approver, self.at = approver, at


class Outdated(Refused):
    """It was changed after whoever asks has seen it."""


class TextsMissing(Refused):
    """Languages for which nothing is written and nothing waived; all of them where every one is waived."""

    def __init__(self, languages: frozenset[Language]) -> None:
        super().__init__(languages)
        self.languages = languages


class CountChanged(Refused):
    """The typed number of recipients is not the number at this moment."""

    def __init__(self, recipients: int) -> None:
        super().__init__(recipients)
        self.recipients = recipients


class NobodyToReach(Refused):
    """Nobody would get it."""


class NotPayable(Refused):
    """Edits can't be paid for, only new messages."""


class SecondPersonNeeded(Refused):
    """So many recipients, or a paid broadcast, need the approval of somebody who wrote none of it, did not
    decide to pay and may approve that many.
    """

    def __init__(self, above: int) -> None:
        super().__init__(above)
        self.above = above


class MomentPast(Refused):
    """The moment to send at is over."""


class AudienceFrozen(Refused):
    """Some of the audience have it already: it can't be chosen anew."""


class OtherAttachment(Refused):
    """An edit can't change a message with an attachment of one kind into one with another or none."""


class FixedAdministrator(Refused):
    """The settings name this administrator: only they can take that back."""
