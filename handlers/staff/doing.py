"""Steering an announcement and what comes afterwards, most of it after a question."""

from announcements import afterwards, reporting, steering
from announcements.cards import progress as cards
from announcements.cards.taps import Tap
from announcements.reporting import Report
from announcements.roles import Act
from domain.announcements import Announcement, Content, DeliveryState
from domain.languages import Language
from handlers.staff import looking, writing
from handlers.staff.visits import Visit
from texts.catalogue import phrases

_STEER = {Act.PAUSE: steering.pause, Act.RESUME: steering.resume, Act.CANCEL: steering.cancel}
_SETTLE = {Act.RETRY: afterwards.retry_failed, Act.RESEND: afterwards.resend, Act.LEAVE: afterwards.leave}


async def ask(visit: Visit, tap: Tap) -> None:
    """A tap on something that is asked about first."""
    act = Act(tap.chosen)
    visit.require(act)
    report = await reporting.report(visit.desk, visit.user_id, tap.about)
    in_doubt = report.progress[DeliveryState.IN_DOUBT]
    await visit.show(cards.sure(visit.t, report.announcement, act, _concerned(report, act), in_doubt))


async def do(visit: Visit, tap: Tap) -> None:
    """A tap that does it."""
    act = Act(tap.chosen)
    if act in _STEER:
        await _STEER[act](visit.desk, visit.user_id, tap.about)
    elif act in _SETTLE:
        await _SETTLE[act](visit.desk, visit.user_id, tap.about)
    else:
        child = await _child(visit, act, tap.about)
        await writing.show_draft(visit, child.id)
        return
    await looking.show_status(visit, await reporting.report(visit.desk, visit.user_id, tap.about))


def _concerned(report: Report, act: Act) -> int:
    """How many people it concerns."""
    match act:
        case Act.CANCEL:
            return report.progress.remaining
        case Act.RETRY:
            return report.progress[DeliveryState.FAILED]
        case Act.RESEND | Act.LEAVE:
            return report.unsettled
        case _:
            return report.progress[DeliveryState.DELIVERED]


async def _child(visit: Visit, act: Act, parent_id: int) -> Announcement:
    """The draft of an announcement that follows another."""
    desk, actor = visit.desk, visit.user_id
    if act is Act.CORRECT:
        return await afterwards.correct(desk, actor, parent_id)
    if act is Act.RECALL:
        return await afterwards.recall(desk, actor, parent_id, _withdrawn())
    report = await reporting.report(desk, actor, parent_id)
    title = visit.t.label("staff.follow_up", title=report.announcement.title)
    return await afterwards.follow_up(desk, actor, parent_id, title)


def _withdrawn() -> dict[Language, Content]:
    """What stands in place of messages that are too old to be deleted."""
    return {language: Content(phrases(language).say("staff.withdrawn")) for language in Language}
