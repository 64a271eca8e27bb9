"""Switching functions off and on, by command or by tap."""

from announcements import switching
from announcements.cards import switches as cards
from announcements.cards.taps import Tap
from announcements.roles import Act
from domain.switches import Function
from handlers.staff.visits import Visit, name_of
from storage.ledger import switches


async def off(visit: Visit) -> None:
    """/off with a function; without one it shows what is off."""
    if function := _named(visit):
        await switching.switch_off(visit.desk, visit.user_id, function)
    await _show(visit)


async def on(visit: Visit) -> None:
    """/on with a function; without one it shows what is off."""
    if function := _named(visit):
        await switching.switch_on(visit.desk, visit.user_id, function)
    await _show(visit)


async def tapped_off(visit: Visit, tap: Tap) -> None:
    """A tap that switches something off."""
    await switching.switch_off(visit.desk, visit.user_id, Function(tap.chosen))
    await _show(visit)


async def tapped_on(visit: Visit, tap: Tap) -> None:
    """A tap that switches something on."""
    await switching.switch_on(visit.desk, visit.user_id, Function(tap.chosen))
    await _show(visit)


def _named(visit: Visit) -> Function | None:
    name = visit.said.strip().lower()
    return Function(name) if name in set(Function) else None


async def _show(visit: Visit) -> None:
    visit.require(Act.SWITCH)
    visit.services.guard.switchboard.look_again()
    async with visit.desk.seeing(visit.user_id) as connection:
        found = await switches.off(connection)
    names = {one.by: await name_of(visit.bot, one.by) for one in found}
    await visit.show(cards.switches(visit.t, found, names))
