"""The commands of staff. To everybody else they are commands that do not exist."""

from collections.abc import Awaitable, Callable

from telegram import Update

from announcements.cards import statistics as cards
from announcements.cards.taps import Tap, Verb
from announcements.errors import NotAllowed
from announcements.roles import may
from domain.prompts import Awaited
from handlers.commands import unknown
from handlers.services import Context, Handler
from handlers.staff import asking, looking, members, switching
from handlers.staff.menu import NEEDED
from handlers.staff.visits import Visit, entered
from storage.ledger.statistics import statistics


async def announce(visit: Visit) -> None:
    """/announce: the next message is the text."""
    await asking.wait_for(visit, Awaited.TEXT, language=visit.reader)


async def announcements(visit: Visit) -> None:
    """/announcements."""
    await looking.listed(visit, Tap(Verb.LIST))


async def staff(visit: Visit) -> None:
    """/staff."""
    await members.listed(visit, Tap(Verb.STAFF))


async def stats(visit: Visit) -> None:
    """/stats."""
    async with visit.desk.seeing(visit.user_id) as connection:
        numbers = await statistics(connection)
    await visit.say(cards.statistics(visit.t, numbers))


COMMANDS: dict[str, Callable[[Visit], Awaitable[None]]] = {
    "announce": announce,
    "announcements": announcements,
    "stats": stats,
    "staff": staff,
    "off": switching.off,
    "on": switching.on,
}
"""What staff may use besides the commands for everybody."""


def guarded(name: str) -> Handler:
    """The handler of a command of staff."""
    act, do = NEEDED[name], COMMANDS[name]

    async def handle(update: Update, context: Context) -> None:
        visit = await entered(update, context)
        if visit is None:
            await unknown(update, context)
        elif may(visit.role, act):
            await do(visit)
        else:
            await visit.refuse(NotAllowed(), 0)

    return handle
