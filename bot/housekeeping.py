"""Drops what is kept for long enough, by a clock of its own: also while nobody writes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog

from handlers.services import Services
from storage.ledger import audit, progress_cards, prompts, questions, reports, totals, turns

log = structlog.get_logger(__name__)

EVERY = 3600.0
"""Seconds between two rounds: nothing is kept more than an hour too long."""

Sleep = Callable[[float], Awaitable[None]]


@asynccontextmanager
async def housekeeping(services: Services, sleep: Sleep = asyncio.sleep) -> AsyncIterator[None]:
    """Drops what has expired at the start of the block and every hour while it runs.

    Several processes may do so at once.
    """
    task = asyncio.create_task(_keep_house(services, sleep))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _keep_house(services: Services, sleep: Sleep) -> None:
    while True:
        try:
            dropped = await drop_expired(services)
            if any(dropped.values()):
                log.info("expired.dropped", **dropped)
        except Exception:
            # a ledger that fails is another's to mend; the next round drops this too
            log.exception("expired.not_dropped")
        await sleep(EVERY)


async def drop_expired(services: Services) -> dict[str, int]:
    """Drops what has had its time, all of it or nothing; how much it was of each. Of very many deliveries a
    part, and the rest in the next rounds.
    """
    now = services.now()
    async with services.ledger.writing() as connection:
        return {
            "turns": await turns.expire(connection, now - turns.LIFETIME),
            "questions": await questions.expire(connection, now.date() - questions.LIFETIME),
            "reports": await reports.expire(connection, now - reports.LIFETIME),
            "prompts": await prompts.expire(connection, now - prompts.KEPT),
            "progress_cards": await progress_cards.expire(connection, now - progress_cards.LIFETIME),
            "deliveries": await totals.expire(connection, now - totals.LIFETIME),
            "audit": await audit.expire(connection, now - audit.LIFETIME),
        }
