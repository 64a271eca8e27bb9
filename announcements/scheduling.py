"""When an announcement goes out."""

import datetime

from announcements.desk import Desk, Work
from announcements.drafting import redrafted
from announcements.errors import MomentPast, WrongPhase
from announcements.roles import Act
from domain.announcements import Announcement, Phase
from storage.ledger import announcements

KARACHI = datetime.timezone(datetime.timedelta(hours=5), "PKT")
"""Asia/Karachi. Pakistan has had no summer time since 2009, so no table of time zones is needed."""


async def schedule(
    desk: Desk, actor: int, announcement_id: int, at: datetime.datetime | None
) -> Announcement:
    """Sets the moment (aware, any zone); None means at once, as soon as it is approved.

    A draft changes by this, so an approver has to see it anew. What is approved already stays so. Raises
    WrongPhase, MomentPast.
    """
    async with desk.acting(actor, Act.SCHEDULE, announcement_id) as work:
        if at is not None and at <= work.now:
            raise MomentPast
        work.detail = at.astimezone(KARACHI).isoformat() if at else None
        return await _set(work, at)


async def _set(work: Work, at: datetime.datetime | None) -> Announcement:
    before = await work.announcement()
    if before.phase is Phase.DRAFT and not before.started_at:
        draft = await redrafted(work)
        return await announcements.change(work.connection, draft.id, scheduled_at=at)
    if before.phase is not Phase.SCHEDULED:
        raise WrongPhase(before.phase)
    phase = Phase.SCHEDULED if at else Phase.SENDING
    return await announcements.change(work.connection, before.id, scheduled_at=at, phase=phase)
