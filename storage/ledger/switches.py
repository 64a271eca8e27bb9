"""What staff have switched off. A function without a row is on."""

from dataclasses import asdict

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.switches import Function, SwitchedOff
from storage.ledger.tables import switches
from storage.ledger.upsert import upsert


async def off(connection: AsyncConnection) -> list[SwitchedOff]:
    """Everything that is off, the first first."""
    chosen = select(switches).order_by(switches.c.at, switches.c.function)
    return [SwitchedOff(**row) for row in (await connection.execute(chosen)).mappings()]


async def is_off(connection: AsyncConnection, function: Function) -> bool:
    """Whether a function is off."""
    chosen = select(switches.c.function).where(switches.c.function == function)
    return (await connection.execute(chosen)).first() is not None


async def switch_off(connection: AsyncConnection, switch: SwitchedOff) -> None:
    """Switch something off; the first who did so counts."""
    row = asdict(switch)
    await connection.execute(upsert(connection, switches, row, key="function", changing=["function"]))


async def switch_on(connection: AsyncConnection, function: Function) -> None:
    """Switch something on."""
    await connection.execute(delete(switches).where(switches.c.function == function))
