"""Taps of staff. To everybody else these buttons are like any that are too old."""

from collections.abc import Awaitable, Callable

from telegram import Update

from announcements.cards.taps import Tap, Verb, decode
from announcements.errors import Refused
from handlers import buttons, sending
from handlers.services import Context
from handlers.staff import aiming, asking, doing, looking, members, paying, switching, timing, writing
from handlers.staff.visits import Visit, entered

_DO: dict[Verb, Callable[[Visit, Tap], Awaitable[None]]] = {
    Verb.LIST: looking.listed,
    Verb.OPEN: looking.opened,
    Verb.EDIT: writing.edit,
    Verb.ASK: asking.ask,
    Verb.DROP: asking.never_mind,
    Verb.WAIVE: writing.waive,
    Verb.UNLINK: writing.without_links,
    Verb.AUDIENCE: aiming.audience,
    Verb.AIM: aiming.aim,
    Verb.WHEN: timing.when,
    Verb.SCHEDULE: timing.schedule,
    Verb.PAY: paying.pay,
    Verb.PREVIEW: looking.preview,
    Verb.TEST: looking.test,
    Verb.SURE: doing.ask,
    Verb.DO: doing.do,
    Verb.CSV: looking.csv,
    Verb.STAFF: members.listed,
    Verb.MEMBER: members.member,
    Verb.ROLE: members.appoint,
    Verb.DISMISS: members.dismiss,
    Verb.SWITCH_OFF: switching.tapped_off,
    Verb.SWITCH_ON: switching.tapped_on,
}


async def tap(update: Update, context: Context) -> None:
    """Does what a button of staff asks for."""
    query = update.callback_query
    tapped = decode(query.data or "") if query else None
    visit = await entered(update, context) if tapped else None
    if query is None or tapped is None or visit is None:
        await buttons.tap(update, context)
        return
    with sending.unless_too_late():
        await query.answer()
    try:
        await _DO[tapped.verb](visit, tapped)
    except Refused as why:
        await visit.refuse(why, tapped.about)
