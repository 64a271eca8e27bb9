"""Announcements as they will look, and what somebody has to know who approves one."""

import datetime

from announcements.cards import payments
from announcements.cards.taps import Tap, Verb, asking, press
from announcements.cards.words import languages, off_line, open_row, when_line
from announcements.drafting import Preview
from announcements.moments import is_quiet
from announcements.roles import Act, may
from domain.announcements import Announcement, Phase, Purpose, Role
from domain.prompts import Awaited
from domain.replies import Html, Reply, Row
from texts.phrases import Phrases, lines, paragraphs


def preview(t: Phrases, seen: Preview, role: Role, now: datetime.datetime, second_person_above: int) -> Reply:
    """Below the messages as they will look: who gets which, and what the approver should know."""
    it = seen.announcement
    if it.phase is not Phase.DRAFT:
        return Reply(t.say("staff.preview.approved"), (_test_row(t, it), open_row(t, it.id)))
    get = [
        t.say("staff.preview.language", language=t.label(f"language.{language}"), n=number)
        for language, number in sorted(seen.recipients.items())
    ]
    notes = [
        when_line(t, it),
        off_line(t, seen.off),
        _quiet(t, it, now),
        payments.note(t, seen),
        _second_person(t, seen, second_person_above),
        t.say("staff.missing", languages=languages(t, seen.missing)) if seen.missing else None,
    ]
    text = paragraphs([lines([t.say("staff.preview", n=seen.count), *get]), lines(notes)])
    return Reply(text, _rows(t, seen, role))


def _quiet(t: Phrases, it: Announcement, now: datetime.datetime) -> Html | None:
    if not is_quiet(it.scheduled_at or now):
        return None
    return t.say("staff.quiet" if it.scheduled_at else "staff.quiet_now")


def _second_person(t: Phrases, seen: Preview, above: int) -> Html | None:
    if seen.announcement.payer:
        return t.say("staff.second_person.paid")
    if seen.count <= above or seen.announcement.purpose is Purpose.RECALL:
        return None
    return t.say("staff.second_person", above=above)


def _rows(t: Phrases, seen: Preview, role: Role) -> tuple[Row, ...]:
    it = seen.announcement
    back = press(t.label("button.staff.edit"), Tap(Verb.EDIT, it.id))
    approve = press(t.label("button.staff.approve"), asking(Awaited.COUNT, it.id, revision=it.revision))
    ready = may(role, Act.APPROVE) and not seen.missing
    return (_test_row(t, it), *([(approve,)] if ready else []), (back,))


def _test_row(t: Phrases, it: Announcement) -> Row:
    return (press(t.label("button.staff.test"), Tap(Verb.TEST, it.id)),)
