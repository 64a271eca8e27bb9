"""How an announcement goes and how it went, with what can be done about it."""

import math
from collections.abc import Sequence
from datetime import timedelta

from announcements.cards.taps import Tap, Verb, press
from announcements.cards.words import heading, list_row, moment, off_line
from announcements.reporting import Report
from announcements.roles import Act, may
from domain.announcements import Announcement, DeliveryState, Phase, Purpose, Role
from domain.replies import Html, Press, Reply, Row
from texts.phrases import Phrases, lines, paragraphs

_SHOWN = (DeliveryState.GONE, DeliveryState.FAILED, DeliveryState.IN_DOUBT, DeliveryState.SKIPPED)
"""States that are shown where there are any; how many have it and how many are left is always shown."""
_AFTERWARDS = (Act.CORRECT, Act.FOLLOW_UP, Act.RECALL)
_MOST_REASONS = 8
_RESTLESS = timedelta(minutes=90)


def status(t: Phrases, report: Report, role: Role) -> Reply:
    """The card of an announcement that is approved, or was."""
    it = report.announcement
    shown = t.label("staff.phase.off") if _stands_still(report) else phase(t, it)
    title = t.say("staff.status", heading=heading(t, it), title=it.title, phase=shown)
    off = t.say("staff.off") if _stands_still(report) else None
    waits = off_line(t, report.off) if it.phase is Phase.SCHEDULED else None
    gone = t.say("staff.refused.too_long_ago") if report.summed_up else None
    parts = [title, _why_paused(t, it), off or waits, _counts(t, report), _reasons(t, report), gone]
    return Reply(paragraphs(parts), (*_rows(t, report, role), list_row(t)))


def phase(t: Phrases, it: Announcement) -> str:
    """How far it is, in words."""
    if it.phase is Phase.SCHEDULED and it.scheduled_at:
        return t.label("staff.phase.at", moment=moment(t, it.scheduled_at))
    return t.label(f"staff.phase.{it.phase}")


def _stands_still(report: Report) -> bool:
    """Whether it would be sent if announcements were not switched off."""
    return report.off and report.announcement.phase is Phase.SENDING


def _why_paused(t: Phrases, it: Announcement) -> Html | None:
    if it.phase is not Phase.PAUSED or it.pause_reason is None:
        return None
    detail = t.say("staff.pause.detail", detail=it.pause_detail) if it.pause_detail else None
    return lines([t.say(f"staff.pause.{it.pause_reason}"), detail])


def _counts(t: Phrases, report: Report) -> Html:
    progress = report.progress
    told = [t.say("staff.count.delivered", n=progress[DeliveryState.DELIVERED])]
    if report.announcement.phase not in (Phase.FINISHED, Phase.CANCELLED, Phase.RECALLED):
        told.append(t.say("staff.count.remaining", n=progress.remaining))
    told += [t.say(f"staff.count.{state}", n=progress[state]) for state in _SHOWN if progress[state]]
    if report.announcement.phase is Phase.SENDING and progress.per_second and not report.off:
        rate = t.number(progress.per_second)
        told.append(t.say("staff.rate", rate=rate, left=_left(t, progress.left or timedelta())))
    return lines(told)


def _left(t: Phrases, left: timedelta) -> str:
    minutes = math.ceil(left.total_seconds() / 60)
    if left > _RESTLESS:
        return t.label("staff.left.hours", n=round(minutes / 60))
    return t.label("staff.left.minutes", n=max(minutes, 1))


def _reasons(t: Phrases, report: Report) -> Html | None:
    if report.announcement.phase is Phase.SENDING:
        return None
    told = [
        t.say("staff.reason", reason=_reason(t, reason), number=t.number(number))
        for _, reason, number in report.reasons[:_MOST_REASONS]
    ]
    return lines([t.say("staff.reasons"), *told]) if told else None


def _reason(t: Phrases, reason: str) -> str:
    """What we call a reason in words; Telegram's own as Telegram puts it."""
    return t.label(f"staff.reason.{reason}") if t.has(f"staff.reason.{reason}") else reason


def _rows(t: Phrases, report: Report, role: Role) -> tuple[Row, ...]:
    it = report.announcement
    doing = [_deed(t, it, act) for act in _acts(report) if may(role, act)]
    looking = [press(t.label("button.staff.preview"), Tap(Verb.PREVIEW, it.id))]
    if it.recipients and not report.summed_up:
        looking.append(press(t.label("button.staff.csv"), Tap(Verb.CSV, it.id)))
    return (*_changing(t, it, role), *((one,) for one in doing), tuple(looking))


def _changing(t: Phrases, it: Announcement, role: Role) -> Sequence[Row]:
    if it.phase not in (Phase.SCHEDULED, Phase.PAUSED) or not may(role, Act.WRITE):
        return ()
    edit = press(t.label("button.staff.edit"), Tap(Verb.EDIT, it.id))
    when = press(t.label("button.staff.when"), Tap(Verb.WHEN, it.id))
    return ((edit, when),) if it.phase is Phase.SCHEDULED and may(role, Act.SCHEDULE) else ((edit,),)


def _acts(report: Report) -> list[Act]:
    """What makes sense for an announcement as it is."""
    it, progress = report.announcement, report.progress
    match it.phase:
        case _ if report.summed_up:
            return []
        case Phase.SENDING:
            return [Act.PAUSE, Act.CANCEL, *_recall(it)]
        case Phase.SCHEDULED:
            return [Act.PAUSE, Act.CANCEL]
        case Phase.PAUSED:
            return [Act.RESUME, Act.CANCEL, *(_recall(it) if it.started_at else ()), *_doubts(report)]
        case Phase.FINISHED:
            retry = [Act.RETRY] if progress[DeliveryState.FAILED] else []
            return [*_afterwards(report), *retry, *_doubts(report)]
        case Phase.CANCELLED:
            return [*_afterwards(report), *([Act.LEAVE] if report.unsettled else [])]
    return []


def _afterwards(report: Report) -> Sequence[Act]:
    reached = report.progress[DeliveryState.DELIVERED] + report.progress[DeliveryState.IN_DOUBT]
    if report.announcement.purpose is Purpose.RECALL or not reached:
        return []
    return _AFTERWARDS


def _recall(it: Announcement) -> list[Act]:
    return [] if it.purpose is Purpose.RECALL else [Act.RECALL]


def _doubts(report: Report) -> list[Act]:
    return [Act.RESEND, Act.LEAVE] if report.unsettled else []


def _deed(t: Phrases, it: Announcement, act: Act) -> Press:
    """A button that does it; what can't be taken back by a second tap is asked about before."""
    verb = Verb.DO if act in (Act.PAUSE, Act.RESUME) else Verb.SURE
    return press(t.label(f"button.staff.do.{act}"), Tap(verb, it.id, act))


def sure(t: Phrases, it: Announcement, act: Act, number: int, in_doubt: int) -> Reply:
    """Asks before something is done that changes what people get; `number` is how many it concerns. What
    comes afterwards concerns those `in_doubt` too, in another way.
    """
    yes = press(t.label(f"button.staff.do.{act}"), Tap(Verb.DO, it.id, act))
    no = press(t.label("button.staff.back"), Tap(Verb.OPEN, it.id))
    asked = t.say(f"staff.sure.{act}", title=it.title, number=t.number(number))
    more = t.say(f"staff.may_have.{act}", n=in_doubt) if in_doubt and act in _AFTERWARDS else None
    return Reply(paragraphs([asked, more]), ((yes,), (no,)))
