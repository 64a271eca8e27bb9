"""Numbers over the whole ledger, and what an audience can be chosen by."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.statistics import Statistics
from storage.ledger.tables import announcements, people, questions

_REACHABLE = people.c.subscribed_at.is_not(None), people.c.blocked_at.is_(None)


async def statistics(connection: AsyncConnection) -> Statistics:
    """The numbers of this moment."""
    by_language = select(people.c.language, func.count()).group_by(people.c.language)
    by_phase = select(announcements.c.phase, func.count()).group_by(announcements.c.phase)
    return Statistics(
        people=await _people(connection),
        blocked=await _people(connection, people.c.blocked_at.is_not(None)),
        subscribed=await _people(connection, people.c.subscribed_at.is_not(None)),
        reachable=await _people(connection, *_REACHABLE),
        languages={row[0]: row[1] for row in await connection.execute(by_language)},
        questions=(await connection.execute(select(func.count()).select_from(questions))).scalar_one(),
        announcements={row[0]: row[1] for row in await connection.execute(by_phase)},
    )


async def cities(connection: AsyncConnection) -> dict[str, int]:
    """In which cities the subscribers live who can be reached, and how many: the most first."""
    number = func.count()
    counted = (
        select(people.c.city_id, number)
        .where(*_REACHABLE, people.c.city_id.is_not(None))
        .group_by(people.c.city_id)
        .order_by(number.desc(), people.c.city_id)
    )
    return {row[0]: row[1] for row in await connection.execute(counted)}


async def interests(connection: AsyncConnection) -> dict[str, int]:
    """What the subscribers who can be reached want to hear about, and how many: the most first."""
    kept = select(people.c.interests, func.count()).where(*_REACHABLE, people.c.interests.is_not(None))
    wanted: dict[str, int] = {}
    for listed, number in await connection.execute(kept.group_by(people.c.interests)):
        for key in listed.split(","):
            wanted[key] = wanted.get(key, 0) + number
    return dict(sorted(wanted.items(), key=lambda one: (-one[1], one[0])))


async def _people(connection: AsyncConnection, *which: ColumnElement[bool]) -> int:
    counted = select(func.count()).select_from(people).where(*which)
    return (await connection.execute(counted)).scalar_one()
