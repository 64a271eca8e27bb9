"""Switching functions of the bot off and on, for everybody."""

from announcements.desk import Desk
from announcements.roles import Act
from domain.switches import Function, SwitchedOff
from storage.ledger import switches


async def switch_off(desk: Desk, actor: int, function: Function) -> None:
    """Switches a function off; every process notices within seconds."""
    async with desk.acting(actor, Act.SWITCH) as work:
        work.detail = f"off {function}"
        await switches.switch_off(work.connection, SwitchedOff(function, actor, work.now))


async def switch_on(desk: Desk, actor: int, function: Function) -> None:
    """Switches a function on again; it goes on where it was."""
    async with desk.acting(actor, Act.SWITCH) as work:
        work.detail = f"on {function}"
        await switches.switch_on(work.connection, function)
