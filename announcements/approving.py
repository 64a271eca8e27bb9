"""Approval: a person says how many people it is for, and then exactly these get it."""

import datetime
from collections.abc import Mapping

from announcements import wording
from announcements.desk import Desk, Work, existing
from announcements.errors import (
    AlreadyApproved,
    CountChanged,
    MomentPast,
    NobodyToReach,
    Outdated,
    SecondPersonNeeded,
    TextsMissing,
    TooLongAgo,
    WrongPhase,
)
from announcements.roles import Act, may
from domain.announcements import (
    Announcement,
    DeliveryState,
    PauseReason,
    Phase,
    Purpose,
    Settlement,
    Text,
)
from domain.languages import Language
from storage.ledger import announcements, deliveries, settling, totals
from storage.ledger.audience import freeze


async def approve(
    desk: Desk, actor: int, announcement_id: int, revision: int, typed_count: int
) -> Announcement:
    """Freezes the audience and lets the sender begin, at once or at the scheduled moment.

    `revision` is the one that the approver has seen, `typed_count` what they typed. Raises NotAllowed,
    AlreadyApproved, WrongPhase, Outdated, TextsMissing, MomentPast, TooLongAgo, CountChanged,
    NobodyToReach, SecondPersonNeeded. A recall needs no second person: waiting would do more harm.
    """
    async with desk.acting(actor, Act.APPROVE, announcement_id) as work:
        draft = await work.announcement()
        texts = await announcements.texts(work.connection, draft.id)
        _check_draft(draft, revision, texts, work.now)
        if draft.parent_id:
            await _look_to_parent(work, draft.purpose, draft.parent_id)
        waiting, recipients = await _freeze(work, draft)
        _check_count(waiting, typed_count)
        _check_second_person(work, draft, texts, waiting, desk.second_person_above)
        work.detail = f"revision={revision} recipients={waiting}"
        return await announcements.change(
            work.connection,
            draft.id,
            phase=Phase.SCHEDULED if draft.scheduled_at and not draft.started_at else Phase.SENDING,
            approver=actor,
            approved_at=work.now,
            recipients=recipients,
        )


def involved(draft: Announcement, texts: Mapping[Language, Text]) -> frozenset[int]:
    """Who can't be the second person: whoever began it, wrote any of it or decided to pay for it."""
    payer = () if draft.payer is None else (draft.payer,)
    return frozenset({draft.author, *payer, *(text.author for text in texts.values())})


def _check_draft(
    draft: Announcement, revision: int, texts: dict[Language, Text], now: datetime.datetime
) -> None:
    if draft.phase is not Phase.DRAFT:
        if draft.approver and draft.approved_at:
            raise AlreadyApproved(draft.approver, draft.approved_at)
        raise WrongPhase(draft.phase)
    if draft.revision != revision:
        raise Outdated
    if missing := wording.missing(texts):
        raise TextsMissing(missing)
    if draft.scheduled_at and draft.scheduled_at <= now and not draft.started_at:
        raise MomentPast


def _check_count(waiting: int, typed_count: int) -> None:
    if waiting == 0:
        raise NobodyToReach
    if waiting != typed_count:
        raise CountChanged(waiting)


def _check_second_person(
    work: Work, draft: Announcement, texts: dict[Language, Text], waiting: int, above: int
) -> None:
    if draft.payer is None and (waiting <= above or draft.purpose is Purpose.RECALL):
        return
    if work.actor in involved(draft, texts) or not may(work.role, Act.APPROVE_LARGE):
        raise SecondPersonNeeded(above)


async def _freeze(work: Work, draft: Announcement) -> tuple[int, int]:
    """How many wait now, and how many there are in all. What was frozen once keeps its list."""
    counts = await deliveries.counts(work.connection, draft.id)
    if not counts:
        frozen = await freeze(work.connection, draft)
        return frozen, frozen
    return counts.get(DeliveryState.WAITING, 0), sum(counts.values())


async def _look_to_parent(work: Work, purpose: Purpose, parent_id: int) -> None:
    """A recall ends its parent and stops what follows up on it. Nothing else comes after a parent that was
    recalled since it was drafted. A correction settles the doubts, because it brings the text to these anew.
    """
    parent = await existing(work.connection, parent_id)
    if await totals.is_summed_up(work.connection, parent_id):
        raise TooLongAgo
    if purpose is Purpose.RECALL:
        await _call_back(work, parent_id)
        await _stop_follow_ups(work, parent_id)
    elif parent.phase is Phase.RECALLED:
        raise WrongPhase(parent.phase)
    elif purpose is Purpose.CORRECTION:
        await settling.settle(work.connection, parent_id, Settlement.LEAVE, None)


async def _call_back(work: Work, parent_id: int) -> None:
    """From the moment that a recall is approved nobody else gets what it takes back, and no correction of it
    writes over what the recall leaves there.
    """
    corrections = await announcements.children(work.connection, parent_id, Purpose.CORRECTION)
    for called_back in (parent_id, *(one.id for one in corrections)):
        await deliveries.skip_waiting(work.connection, called_back, work.now)
        await announcements.change(work.connection, called_back, phase=Phase.RECALLED)


async def _stop_follow_ups(work: Work, parent_id: int) -> None:
    """Whether somebody should still get more about what was taken back is for staff to say."""
    for one in await announcements.children(work.connection, parent_id, Purpose.FOLLOW_UP):
        if one.phase in (Phase.SENDING, Phase.SCHEDULED):
            paused = {"phase": Phase.PAUSED, "pause_reason": PauseReason.PARENT_RECALLED}
            await announcements.change(work.connection, one.id, **paused)
