"""Waiting for what staff write: one thing at a time from each, as a row."""

from announcements.cards import prompts as cards
from announcements.cards.taps import Tap, asked
from announcements.roles import Act
from domain.languages import Language
from domain.prompts import Awaited, Prompt
from handlers.staff.visits import Visit
from storage.ledger import prompts

_NEEDED = {
    Awaited.TEXT: Act.WRITE,
    Awaited.REST: Act.WRITE,
    Awaited.LINK: Act.WRITE,
    Awaited.MOMENT: Act.SCHEDULE,
    Awaited.COUNT: Act.APPROVE,
    Awaited.APPOINTEE: Act.APPOINT,
}


async def ask(visit: Visit, tap: Tap) -> None:
    """A tap after which something is awaited."""
    what, language = asked(tap.chosen)
    await wait_for(visit, what, tap.about or None, language, tap.number or None)


async def wait_for(
    visit: Visit,
    what: Awaited,
    announcement_id: int | None = None,
    language: Language | None = None,
    revision: int | None = None,
) -> None:
    """Asks for something; it is what comes next."""
    visit.require(_NEEDED[what])
    prompt = Prompt(visit.user_id, what, visit.now, announcement_id, language, revision)
    await put(visit, prompt)
    await visit.say(cards.ask(visit.t, prompt))


async def put(visit: Visit, prompt: Prompt) -> None:
    """Waits for this, without a word."""
    async with visit.services.ledger.writing() as connection:
        await prompts.put(connection, prompt)


async def drop(visit: Visit) -> None:
    """Waits for nothing more."""
    async with visit.services.ledger.writing() as connection:
        await prompts.drop(connection, visit.user_id)


async def never_mind(visit: Visit, _tap: Tap) -> None:
    """A tap after which nothing is awaited."""
    await drop(visit)
    await visit.show(cards.dropped(visit.t))
