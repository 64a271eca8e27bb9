"""Paid broadcasts: more messages a second, for Telegram Stars of the bot's balance.

Two different people agree to it: an administrator decides to pay, and somebody else approves the announcement
and its price. Terms: https://core.telegram.org/bots/api#sendmessage (allow_paid_broadcast) and
https://core.telegram.org/bots/faq#how-can-i-message-all-of-my-bot-39s-subscribers-at-once
"""

import math
from fractions import Fraction

from announcements.desk import Desk
from announcements.drafting import redrafted
from announcements.errors import NotPayable
from announcements.roles import Act
from domain.announcements import Announcement, Purpose
from storage.ledger import announcements

STARS_PER_MESSAGE = Fraction(1, 10)
"""Telegram's price."""
PER_SECOND = 1000
"""How many messages a second it allows."""
LEAST_STARS, LEAST_USERS = 100_000, 100_000
"""What a bot needs to be allowed to: so many Stars in its balance, and users a month."""
PAYABLE = (Purpose.ORIGINAL, Purpose.FOLLOW_UP)
"""Only new messages can be paid for; edits can't."""


def price(recipients: int) -> int:
    """The Stars that so many messages cost at most."""
    return math.ceil(recipients * STARS_PER_MESSAGE)


async def pay(desk: Desk, actor: int, announcement_id: int) -> Announcement:
    """Decides that an announcement is sent as a paid broadcast. Raises WrongPhase, NotPayable.

    Whoever decides it can't be the one who approves it.
    """
    return await _decide(desk, actor, announcement_id, payer=actor)


async def save(desk: Desk, actor: int, announcement_id: int) -> Announcement:
    """Decides that nothing is paid for it. Raises WrongPhase."""
    return await _decide(desk, actor, announcement_id, payer=None)


async def _decide(desk: Desk, actor: int, announcement_id: int, payer: int | None) -> Announcement:
    async with desk.acting(actor, Act.PAY, announcement_id) as work:
        draft = await redrafted(work)
        if payer and draft.purpose not in PAYABLE:
            raise NotPayable
        work.detail = "paid" if payer else "not paid"
        return await announcements.change(work.connection, draft.id, payer=payer)
