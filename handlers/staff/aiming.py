"""Whom an announcement is for."""

from announcements import drafting
from announcements.cards import audiences as cards
from announcements.cards.taps import Tap
from announcements.drafting import Preview
from announcements.facets import offered, toggled
from handlers.staff.visits import Visit
from storage.ledger import statistics

_KNOWN = {"c": statistics.cities, "i": statistics.interests}


async def audience(visit: Visit, tap: Tap) -> None:
    """A tap that shows the audience, or what may be chosen in a facet of it."""
    preview = await drafting.preview(visit.desk, visit.user_id, tap.about)
    await _show(visit, preview, tap.chosen, tap.number)


async def aim(visit: Visit, tap: Tap) -> None:
    """A tap that adds to the audience or takes from it; the number of people changes with it."""
    before = await drafting.preview(visit.desk, visit.user_id, tap.about)
    chosen = toggled(before.announcement.audience, tap.chosen)
    await drafting.aim(visit.desk, visit.user_id, tap.about, chosen)
    preview = await drafting.preview(visit.desk, visit.user_id, tap.about)
    letter, _, value = tap.chosen.partition(".")
    await _show(visit, preview, letter, value=value)


async def _show(visit: Visit, preview: Preview, letter: str, page: int = 0, value: str = "") -> None:
    audience = preview.announcement.audience
    if not letter:
        names = await visit.city_names(audience.cities)
        await visit.show(cards.overview(visit.t, preview, names))
        return
    known = await _known(visit, letter)
    values = offered(letter, known, audience)
    names = await visit.city_names({*audience.cities, *(values if letter == "c" else ())})
    page = cards.page_of(value, values) if value else page
    await visit.show(cards.facet(visit.t, preview, names, letter, known, page))


async def _known(visit: Visit, letter: str) -> dict[str, int]:
    """The values that subscribers have, of facets without fixed ones."""
    if letter not in _KNOWN:
        return {}
    async with visit.desk.seeing(visit.user_id) as connection:
        return await _KNOWN[letter](connection)
