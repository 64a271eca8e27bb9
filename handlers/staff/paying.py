"""Paid broadcasts: asked about first, then decided."""

from announcements import drafting, paying
from announcements.cards import payments as cards
from announcements.cards.taps import Tap
from announcements.roles import Act
from handlers.staff.visits import Visit
from handlers.staff.writing import show_draft


async def pay(visit: Visit, tap: Tap) -> None:
    """A tap that shows what it would cost, or decides."""
    visit.require(Act.PAY)
    if tap.chosen == cards.YES:
        await paying.pay(visit.desk, visit.user_id, tap.about)
    elif tap.chosen == cards.NO:
        await paying.save(visit.desk, visit.user_id, tap.about)
    else:
        preview = await drafting.preview(visit.desk, visit.user_id, tap.about)
        await visit.show(cards.offer(visit.t, preview))
        return
    await show_draft(visit, tap.about)
