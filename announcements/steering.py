"""Pausing, resuming, cancelling. Doing one twice does no harm."""

from announcements.desk import Desk
from announcements.errors import WrongPhase
from announcements.roles import Act
from domain.announcements import Announcement, PauseReason, Phase
from storage.ledger import announcements, deliveries

_JUDGED = (PauseReason.CANARY_GONE, PauseReason.CANARY_REJECTED, PauseReason.REJECTED_IN_A_ROW)
"""Reasons that lie in what became of the first ones: whoever resumes has looked at these."""


async def pause(desk: Desk, actor: int, announcement_id: int) -> Announcement:
    """Starts no further delivery until it is resumed. What is paused stays so. Raises WrongPhase."""
    async with desk.acting(actor, Act.PAUSE, announcement_id) as work:
        before = await work.announcement()
        if before.phase is Phase.PAUSED:
            return before
        if before.phase not in (Phase.SENDING, Phase.SCHEDULED):
            raise WrongPhase(before.phase)
        return await announcements.change(
            work.connection, before.id, phase=Phase.PAUSED, pause_reason=PauseReason.STAFF
        )


async def resume(desk: Desk, actor: int, announcement_id: int) -> Announcement:
    """Goes on with what is left. What has made it stop does not count any more. Raises WrongPhase."""
    async with desk.acting(actor, Act.RESUME, announcement_id) as work:
        before = await work.announcement()
        if before.phase in (Phase.SENDING, Phase.SCHEDULED):
            return before
        if before.phase is not Phase.PAUSED:
            raise WrongPhase(before.phase)
        waits = before.scheduled_at and not before.started_at
        return await announcements.change(
            work.connection,
            before.id,
            phase=Phase.SCHEDULED if waits else Phase.SENDING,
            pause_reason=None,
            pause_detail=None,
            canary_passed=before.canary_passed or before.pause_reason in _JUDGED,
        )


async def cancel(desk: Desk, actor: int, announcement_id: int) -> Announcement:
    """Sends to nobody any more: what waits is skipped. Drafts too. Raises WrongPhase for what has ended."""
    async with desk.acting(actor, Act.CANCEL, announcement_id) as work:
        before = await work.announcement()
        if before.phase is Phase.CANCELLED:
            return before
        if before.phase in (Phase.FINISHED, Phase.RECALLED):
            raise WrongPhase(before.phase)
        await deliveries.skip_waiting(work.connection, before.id, work.now)
        return await announcements.change(
            work.connection,
            before.id,
            phase=Phase.CANCELLED,
            finished_at=work.now,
            pause_reason=None,
            pause_detail=None,
        )
