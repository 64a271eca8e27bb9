"""When an announcement goes out: chosen by a tap or in one's own words, and confirmed with its weekday."""

import datetime

from announcements.cards.taps import Tap, Verb, asking, press
from announcements.cards.words import moment, off_line, when_line
from announcements.moments import is_quiet
from announcements.scheduling import KARACHI
from domain.announcements import Announcement, Phase
from domain.prompts import Awaited
from domain.replies import Reply
from texts.phrases import Phrases, lines, paragraphs

_MORNING = datetime.time(9)
_MINUTE = 60


def tap_for(announcement_id: int, at: datetime.datetime) -> Tap:
    """The tap that chooses a moment, as exactly as a minute."""
    return Tap(Verb.SCHEDULE, announcement_id, number=int(at.timestamp()) // _MINUTE)


def moment_of(tap: Tap) -> datetime.datetime | None:
    """The moment that a tap chooses; None for as soon as it is approved. Raises ValueError, OverflowError."""
    return datetime.datetime.fromtimestamp(tap.number * _MINUTE, datetime.UTC) if tap.number else None


def when(t: Phrases, it: Announcement, off: bool, now: datetime.datetime) -> Reply:
    """Now, tomorrow morning, or in one's own words. `off` says that announcements are switched off."""
    tomorrow = now.astimezone(KARACHI).date() + datetime.timedelta(days=1)
    morning = datetime.datetime.combine(tomorrow, _MORNING, KARACHI)
    at_once = "button.staff.send_now" if it.phase is Phase.SCHEDULED else "button.staff.at_once"
    rows = (
        (press(t.label(at_once), Tap(Verb.SCHEDULE, it.id)),),
        (press(moment(t, morning), tap_for(it.id, morning)),),
        (press(t.label("button.staff.another_time"), asking(Awaited.MOMENT, it.id)),),
        (press(t.label("button.staff.done"), Tap(Verb.OPEN, it.id)),),
    )
    return Reply(lines([when_line(t, it), off_line(t, off)]), rows)


def confirm(t: Phrases, announcement_id: int, at: datetime.datetime) -> Reply:
    """Is this what was meant? With a warning where people sleep then."""
    asked = t.say("staff.when.confirm", moment=moment(t, at))
    quiet = is_quiet(at)
    yes = press(
        t.label("button.staff.all_the_same" if quiet else "button.staff.yes"), tap_for(announcement_id, at)
    )
    another = press(t.label("button.staff.another_time"), asking(Awaited.MOMENT, announcement_id))
    return Reply(paragraphs([asked, t.say("staff.quiet") if quiet else None]), ((yes,), (another,)))


def unclear(t: Phrases, announcement_id: int) -> Reply:
    """What was written is no moment that is surely understood."""
    another = press(t.label("button.staff.another_time"), asking(Awaited.MOMENT, announcement_id))
    return Reply(t.say("staff.when.unclear"), ((another,),))
