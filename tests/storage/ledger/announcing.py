"""Short ways to announcements in the ledger, for tests."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.announcements import (
    EVERYBODY,
    Announcement,
    Audience,
    Delivery,
    DeliveryState,
    Purpose,
    Verdict,
)
from domain.languages import Language
from storage.ledger import announcements, audience, deliveries, people, recording

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
AUTHOR, OTHER = 901, 902


async def subscribers(connection: AsyncConnection, chat_ids: Iterable[int]) -> None:
    """People who want announcements."""
    for chat_id in chat_ids:
        await people.remember(connection, chat_id, NOW.date())
        await people.subscribe(connection, chat_id, NOW)


async def draft(
    connection: AsyncConnection,
    aimed: Audience = EVERYBODY,
    purpose: Purpose = Purpose.ORIGINAL,
    parent: Announcement | None = None,
) -> Announcement:
    """A draft."""
    parent_id = parent.id if parent else None
    return await announcements.create(connection, "Dates", AUTHOR, NOW, aimed, purpose, parent_id)


async def frozen(connection: AsyncConnection, chat_ids: Iterable[int]) -> Announcement:
    """An announcement with a delivery for each of these new subscribers."""
    await subscribers(connection, chat_ids)
    announcement = await draft(connection)
    await audience.freeze(connection, announcement)
    return announcement


async def claimed(
    connection: AsyncConnection, announcement: Announcement, limit: int = 10, sender: str = "one"
) -> list[Delivery]:
    """The next deliveries, claimed."""
    return (await deliveries.claim(connection, announcement, sender, limit, NOW)).deliveries


async def record(
    connection: AsyncConnection, delivery: Delivery, state: DeliveryState, sender: str = "one"
) -> None:
    """The outcome of a delivery, whose message, if it has one, gets the number of its chat."""
    message_id = abs(delivery.chat_id) if state is DeliveryState.DELIVERED else None
    verdict = Verdict(delivery, state, "because", message_id, Language.ENGLISH)
    await recording.record(connection, sender, [verdict], NOW)
