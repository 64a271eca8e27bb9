"""Paid broadcasts: what they are, what they cost, and the decision."""

from announcements.cards.taps import Tap, Verb, press
from announcements.cards.words import open_row
from announcements.drafting import Preview
from announcements.paying import LEAST_STARS, LEAST_USERS, PAYABLE, PER_SECOND, price
from announcements.roles import Act, may
from domain.announcements import Announcement, Role
from domain.replies import Html, Reply, Row
from texts.phrases import Phrases, paragraphs

YES, NO = "yes", "no"


def offer(t: Phrases, preview: Preview) -> Reply:
    """What a paid broadcast would cost, and what Telegram asks of the bot; then yes or no."""
    it = preview.announcement
    terms = t.say("staff.paid.terms", rate=t.number(PER_SECOND), stars=LEAST_STARS, users=LEAST_USERS)
    cost = t.say("staff.paid.price", n=price(preview.count), people=t.number(preview.count))
    yes = press(t.label("button.staff.pay"), Tap(Verb.PAY, it.id, YES))
    no = press(t.label("button.staff.pay_not"), Tap(Verb.PAY, it.id, NO))
    return Reply(paragraphs([terms, cost]), ((yes,), (no,), open_row(t, it.id)))


def note(t: Phrases, preview: Preview) -> Html | None:
    """That it is paid, and what it costs at most."""
    if preview.announcement.payer is None:
        return None
    return t.say("staff.paid", n=price(preview.count), rate=t.number(PER_SECOND))


def rows(t: Phrases, it: Announcement, role: Role) -> tuple[Row, ...]:
    """The way to the decision, for whoever may take it."""
    if it.purpose not in PAYABLE or not may(role, Act.PAY):
        return ()
    return ((press(t.label("button.staff.paid"), Tap(Verb.PAY, it.id)),),)
