"""Announcements: what is said to whom, how far it has come, and what became of each delivery."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.languages import Language
from domain.places import Province
from domain.replies import Link


class Role(StrEnum):
    """What a member of staff was appointed as; `announcements/roles.py` says who may do what."""

    ADMIN = "admin"
    ANNOUNCER = "announcer"
    APPROVER = "approver"
    EDITOR = "editor"


class Phase(StrEnum):
    """How far an announcement has come."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    RECALLED = "recalled"


class Purpose(StrEnum):
    """What an announcement is for. All but the original have a parent, and go to those who have that one."""

    ORIGINAL = "original"
    CORRECTION = "correction"
    RECALL = "recall"
    FOLLOW_UP = "follow_up"


class PauseReason(StrEnum):
    """Why an announcement stands still: somebody wanted it, or the sender found something wrong."""

    STAFF = "staff"
    CANARY_GONE = "canary_gone"
    CANARY_REJECTED = "canary_rejected"
    REJECTED_IN_A_ROW = "rejected_in_a_row"
    DOUBTS_IN_A_ROW = "doubts_in_a_row"
    UNAVAILABLE = "unavailable"
    RESTORED = "restored"
    PARENT_RECALLED = "parent_recalled"


class DeliveryState(StrEnum):
    """What became of one delivery."""

    WAITING = "waiting"
    SENDING = "sending"
    DELIVERED = "delivered"
    GONE = "gone"
    FAILED = "failed"
    IN_DOUBT = "in_doubt"
    SKIPPED = "skipped"


class SkipReason(StrEnum):
    """Why somebody of the audience is not sent it after all."""

    UNSUBSCRIBED = "unsubscribed"
    BLOCKED = "blocked"
    FORGOTTEN = "forgotten"
    NO_MESSAGE = "no_message"
    NOTHING_TO_DELETE = "nothing_to_delete"
    CANCELLED = "cancelled"


class Settlement(StrEnum):
    """What staff decided about a delivery in doubt."""

    RESEND = "resend"
    LEAVE = "leave"


class AttachmentKind(StrEnum):
    """What may hang on an announcement."""

    PHOTO = "photo"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that Telegram keeps already, by its file id."""

    kind: AttachmentKind
    file_id: str


@dataclass(frozen=True, slots=True)
class Content:
    """One message: Telegram's HTML (a caption where there is an attachment) and rows of link buttons."""

    html: str
    attachment: Attachment | None = None
    buttons: tuple[tuple[Link, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """What an announcement says in one language, as somebody wrote it; `content` is None where it is waived.

    `revision` is the announcement's at that time; of each language the newest counts.
    """

    language: Language
    revision: int
    content: Content | None
    author: int
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Audience:
    """A filter of subscribers. An empty set lets everybody through; a person passes all that are not empty.

    Cities and provinces count as one: whoever lives in one of the cities or in one of the provinces passes.
    The language is the one in which a person would get the announcement. Roles are those of staff.
    """

    languages: frozenset[Language] = frozenset()
    cities: frozenset[str] = frozenset()
    provinces: frozenset[Province] = frozenset()
    interests: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()


EVERYBODY = Audience()
"""All subscribers."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """An announcement. People are named by Telegram's user ids; moments are aware and in UTC.

    `revision` grows with each change to what an approver has to see. `recipients` is None until the audience
    is frozen by an approval. `payer` is who decided that it is a paid broadcast, if anybody did.
    """

    id: int
    purpose: Purpose
    parent_id: int | None
    phase: Phase
    title: str
    audience: Audience
    revision: int
    author: int
    created_at: datetime
    scheduled_at: datetime | None = None
    approver: int | None = None
    approved_at: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    pause_reason: PauseReason | None = None
    pause_detail: str | None = None
    canary_passed: bool = False
    recipients: int | None = None
    payer: int | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt to bring an announcement to one person, as it is claimed by the sender.

    `id` is the row's, `person_id` ours, `chat_id` Telegram's. `language` is the one this person should get.
    `original_message_id` is the message by which the person got the parent, `original_at` when: a follow-up
    replies to it, a correction edits it, a recall deletes or edits it. `attempt` counts from 1. `paid` says
    that it is part of a paid broadcast.
    """

    id: int
    announcement_id: int
    person_id: int
    chat_id: int
    language: Language
    attempt: int
    moved: bool = False
    original_message_id: int | None = None
    original_at: datetime | None = None
    paid: bool = False


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """A delivery as reports show it; nothing in it names the person but our own id."""

    id: int
    person_id: int
    state: DeliveryState
    reason: str | None
    language: Language | None
    attempts: int
    attempt_started_at: datetime | None
    finished_at: datetime | None
    settled: Settlement | None


@dataclass(frozen=True, slots=True)
class Delivered:
    """Telegram has taken it and calls the message so; of an edit or a deletion it is the old message's id."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Gone:
    """The person can't be reached: `blocked`, `deactivated`, `kicked`, `chat_not_found`."""

    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has become a supergroup, with this chat id; nothing was sent."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Throttled:
    """Too many requests: nothing was sent, and nothing may be for exactly so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Rejected:
    """Telegram does not take this message; the reason is Telegram's."""

    reason: str


@dataclass(frozen=True, slots=True)
class InDoubt:
    """The request left and no answer came: nobody knows whether the person has it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unavailable:
    """Telegram can't be reached or fails (connection refused, 5xx): nothing was sent."""

    reason: str


Outcome = Delivered | Gone | Moved | Throttled | Rejected | InDoubt | Unavailable
"""What became of one request."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows from the outcome of a delivery for its row.

    Of `WAITING`, what comes back to be tried again, `used_up` says whether the attempt counts and `moved`
    whether a migration of the chat was why. `language` is that of the text that was sent.
    """

    delivery: Delivery
    state: DeliveryState
    reason: str | None = None
    message_id: int | None = None
    language: Language | None = None
    used_up: bool = True
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the sending is. `per_second` is the rate of the last minute; `left` is None where unknown."""

    counts: Mapping[DeliveryState, int]
    per_second: float
    left: timedelta | None

    def __getitem__(self, state: DeliveryState) -> int:
        """How many deliveries are in a state."""
        return self.counts.get(state, 0)

    @property
    def recipients(self) -> int:
        """All deliveries."""
        return sum(self.counts.values())

    @property
    def remaining(self) -> int:
        """Deliveries that are still to be made."""
        return self[DeliveryState.WAITING] + self[DeliveryState.SENDING]
