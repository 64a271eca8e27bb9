"""Around the typed number: a second person is asked, or what was typed is no number."""

from announcements.cards.taps import Tap, Verb, press
from announcements.cards.words import open_row
from announcements.drafting import Preview
from domain.replies import Reply
from texts.phrases import Phrases, lines


def no_number(t: Phrases) -> Reply:
    """A number of people is awaited, and something else was written."""
    return Reply(t.say("staff.no_number"))


def second_person_asked(t: Phrases, preview: Preview, names: str, above: int) -> Reply:
    """Why it is not approved yet, and who was asked to, if anybody could be."""
    told = t.say("staff.asked", names=names) if names else t.say("staff.asked.nobody")
    return Reply(
        lines([t.say("staff.second_person", above=above), told]), (open_row(t, preview.announcement.id),)
    )


def please_approve(t: Phrases, preview: Preview, by: str) -> Reply:
    """Asks a second person to look at an announcement and to approve it."""
    it = preview.announcement
    look = press(t.label("button.staff.preview"), Tap(Verb.PREVIEW, it.id))
    return Reply(t.say("staff.please_approve", title=it.title, name=by, n=preview.count), ((look,),))
