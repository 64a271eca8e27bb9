"""What to send next: which announcement, how many of it, or why not. All within one transaction."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from announcements import wording
from announcements.canary import Canary
from announcements.restraint import Restraint
from domain.announcements import Announcement, Content, Delivery, PauseReason, Phase
from domain.languages import Language
from domain.switches import Function
from storage.ledger import announcements, deliveries, switches
from storage.ledger.connection import Connection

Room = Callable[[Announcement], int]
"""How many more deliveries of an announcement may be under way."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be sent now. `halted` says that the announcement was paused or finished instead, `skipped`
    how many were passed over. Without an announcement nothing is due. `contents` are by the language wanted.
    """

    announcement: Announcement | None = None
    deliveries: list[Delivery] = field(default_factory=list)
    contents: dict[Language, tuple[Language, Content]] = field(default_factory=dict)
    skipped: int = 0
    halted: bool = False


async def next_job(
    connection: Connection, sender: str, room: Room, restraint: Restraint, canary: Canary, now: datetime
) -> Job:
    """Claims deliveries of the announcement that is due, for this sender: at most as many as it has room."""
    off = await switches.is_off(connection, Function.ANNOUNCEMENTS)
    due = None if off else await announcements.due(connection, now)
    if due is None:
        return Job()
    strain = restraint.turned_to(due.id).strain
    if reason := strain.pause_reason(now):
        return await _pause(connection, due, reason, strain.detail)
    if due.phase is Phase.SCHEDULED or due.started_at is None:
        started_at = due.started_at or now
        due = await announcements.change(connection, due.id, phase=Phase.SENDING, started_at=started_at)
    return await _claim(connection, due, sender, room(due), canary, now)


async def _claim(
    connection: Connection, due: Announcement, sender: str, room: int, canary: Canary, now: datetime
) -> Job:
    if not due.canary_passed:
        tried = await deliveries.tried(connection, due.id, due.approved_at or now)
        match canary.look(due.recipients or 0, tried):
            case PauseReason() as reason:
                return await _pause(connection, due, reason)
            case None:
                due = await announcements.change(connection, due.id, canary_passed=True)
            case left:
                room = min(room, left)
    if room == 0:
        return Job(due)
    claim = await deliveries.claim(connection, due, sender, room, now)
    if claim.deliveries:
        contents = wording.contents(await announcements.texts_to_send(connection, due))
        paid = due.payer is not None
        return Job(due, [replace(one, paid=paid) for one in claim.deliveries], contents, claim.skipped)
    if claim.skipped or await deliveries.is_left(connection, due.id):
        return Job(due, skipped=claim.skipped)
    finished = await announcements.change(connection, due.id, phase=Phase.FINISHED, finished_at=now)
    return Job(finished, halted=True)


async def _pause(
    connection: Connection, due: Announcement, reason: PauseReason, detail: str | None = None
) -> Job:
    paused = await announcements.change(
        connection, due.id, phase=Phase.PAUSED, pause_reason=reason, pause_detail=detail
    )
    return Job(paused, halted=True)
