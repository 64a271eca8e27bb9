"""Writing an announcement: its texts in every language, and its audience.

Drafts are rows: every function may be called by any process, in any order. An edit of what is scheduled or
paused makes it a draft again, which needs a new approval; those who have it already keep what they got.
"""

from dataclasses import dataclass

from announcements import wording
from announcements.desk import Desk, Work, existing
from announcements.errors import AudienceFrozen, OtherAttachment, TextsMissing, WrongPhase
from announcements.roles import Act
from domain.announcements import (
    EVERYBODY,
    Announcement,
    AttachmentKind,
    Audience,
    Content,
    Phase,
    Purpose,
    Text,
)
from domain.languages import Language
from domain.switches import Function
from storage.ledger import announcements, deliveries, settling, switches
from storage.ledger.audience import count
from storage.ledger.connection import Connection

_EDITABLE = (Phase.DRAFT, Phase.SCHEDULED, Phase.PAUSED)
_CHANGES_MESSAGES = (Purpose.CORRECTION, Purpose.RECALL)


@dataclass(frozen=True, slots=True)
class Preview:
    """What an approver has to see before the count is typed.

    `texts` are those in force (a waived one has no content), `missing` the languages neither written nor
    waived. `recipients` counts at this moment, by the language of the text each person would get. `off` says
    that announcements are switched off.
    """

    announcement: Announcement
    texts: dict[Language, Text]
    missing: frozenset[Language]
    recipients: dict[Language, int]
    off: bool

    @property
    def count(self) -> int:
        """All recipients: what has to be typed."""
        return sum(self.recipients.values())


async def begin(desk: Desk, actor: int, title: str) -> Announcement:
    """A new draft to all subscribers. The title (cut at 100 characters) is for staff only."""
    async with desk.acting(actor, Act.DRAFT) as work:
        made = await announcements.create(work.connection, title, actor, work.now, EVERYBODY)
        work.about = made.id
    return made


async def write(
    desk: Desk, actor: int, announcement_id: int, language: Language, content: Content
) -> Announcement:
    """Puts down the text in one language; earlier revisions are kept. Raises WrongPhase, OtherAttachment."""
    async with desk.acting(actor, Act.WRITE, announcement_id) as work:
        return await _put(work, language, content)


async def waive(desk: Desk, actor: int, announcement_id: int, language: Language) -> Announcement:
    """Says that there will be no text in a language: its people get another (`wording.py`).

    Raises WrongPhase, and TextsMissing for a language in which people have what is corrected or recalled.
    """
    async with desk.acting(actor, Act.WAIVE, announcement_id) as work:
        return await _put(work, language, None)


async def aim(desk: Desk, actor: int, announcement_id: int, audience: Audience) -> Announcement:
    """Chooses the audience. Raises WrongPhase, and AudienceFrozen where some have it or it has a parent."""
    async with desk.acting(actor, Act.AIM, announcement_id) as work:
        draft = await redrafted(work)
        if draft.parent_id or await settling.is_frozen(work.connection, draft.id):
            raise AudienceFrozen
        # whoever decided to pay has seen another price
        return await announcements.change(work.connection, draft.id, audience=audience, payer=None)


async def preview(desk: Desk, actor: int, announcement_id: int) -> Preview:
    """How it looks now, and whom it would reach now."""
    async with desk.seeing(actor) as connection:
        announcement = await existing(connection, announcement_id)
        texts = await announcements.texts(connection, announcement_id)
        wanted = await _wanted(connection, announcement)
        off = await switches.is_off(connection, Function.ANNOUNCEMENTS)
    return Preview(announcement, texts, wording.missing(texts), _by_text(wanted, texts), off)


async def redrafted(work: Work) -> Announcement:
    """The announcement as a draft of the next revision, whatever it was. Raises WrongPhase.

    Who has been attempted stays on its list; where nobody has been, the audience is not frozen any more.
    """
    before = await work.announcement()
    if before.phase not in _EDITABLE:
        raise WrongPhase(before.phase)
    thawed = await settling.thaw(work.connection, before.id)
    return await announcements.change(
        work.connection,
        before.id,
        phase=Phase.DRAFT,
        revision=before.revision + 1,
        approver=None,
        approved_at=None,
        started_at=None if thawed else before.started_at,
        pause_reason=None,
        pause_detail=None,
        canary_passed=False,
    )


async def _put(work: Work, language: Language, content: Content | None) -> Announcement:
    draft = await redrafted(work)
    if draft.parent_id and draft.purpose in _CHANGES_MESSAGES:
        parent = (await announcements.texts(work.connection, draft.parent_id)).get(language)
        _check_editable(parent.content if parent else None, content, language)
    text = Text(language, draft.revision, content, work.actor, work.now)
    await announcements.write(work.connection, draft.id, text)
    work.detail = f"language={language} revision={draft.revision}"
    return draft


def _check_editable(sent: Content | None, content: Content | None, language: Language) -> None:
    if sent is None:
        return
    if content is None:
        raise TextsMissing(frozenset({language}))
    if _kind(sent) != _kind(content):
        raise OtherAttachment


def _kind(content: Content) -> AttachmentKind | None:
    return content.attachment.kind if content.attachment else None


async def _wanted(connection: Connection, announcement: Announcement) -> dict[Language, int]:
    if await settling.is_frozen(connection, announcement.id):
        return await deliveries.waiting_by_language(connection, announcement.id)
    return await count(connection, announcement)


def _by_text(wanted: dict[Language, int], texts: dict[Language, Text]) -> dict[Language, int]:
    if not (written := wording.written(texts)):
        return wanted
    given = wording.given(written)
    recipients: dict[Language, int] = {}
    for language, number in wanted.items():
        recipients[given[language]] = recipients.get(given[language], 0) + number
    return recipients
