"""All announcements, in pages."""

from collections.abc import Sequence

from announcements.cards.taps import Tap, Verb, press
from domain.announcements import Announcement
from domain.replies import Press, Reply
from texts.phrases import Phrases, shortened

PAGE = 8
"""Announcements a page: what a phone shows without scrolling."""
_LONGEST_LABEL = 60


def announcements(t: Phrases, found: Sequence[Announcement], before: int) -> Reply:
    """The announcements before a number (0: the newest); `found` has one more than a page, if there are."""
    if not found:
        return Reply(t.say("staff.list.none"))
    shown = found[:PAGE]
    turns = [press(t.label("page.back"), Tap(Verb.LIST))] if before else []
    if len(found) > PAGE:
        turns.append(press(t.label("page.on"), Tap(Verb.LIST, number=shown[-1].id)))
    rows = tuple((_one(t, it),) for it in shown)
    return Reply(t.say("staff.list"), (*rows, *([tuple(turns)] if turns else [])))


def _one(t: Phrases, it: Announcement) -> Press:
    label = t.label(f"staff.listed.{it.phase}", number=str(it.id), title=it.title)
    return press(shortened(label, _LONGEST_LABEL), Tap(Verb.OPEN, it.id))
