"""Announcements as the sender leaves them behind, for tests of what readers see."""

from datetime import datetime

from domain.announcements import (
    EVERYBODY,
    Announcement,
    Audience,
    Content,
    DeliveryState,
    Phase,
    Purpose,
    Text,
    Verdict,
)
from domain.languages import Language
from handlers.services import Bot
from storage.ledger import announcements, audience, deliveries, recording

AUTHOR = 501


async def published(
    bot: Bot,
    texts: dict[Language, Content],
    *,
    aimed: Audience = EVERYBODY,
    phase: Phase = Phase.FINISHED,
    purpose: Purpose = Purpose.ORIGINAL,
    parent: Announcement | None = None,
    at: datetime | None = None,
) -> Announcement:
    """An announcement with these texts that went out at a moment (now), as far as `phase` says."""
    at = at or bot.bot_data.now()
    async with bot.bot_data.ledger.writing() as connection:
        made = await announcements.create(
            connection, "For staff only", AUTHOR, at, aimed, purpose, parent.id if parent else None
        )
        for language in Language:
            text = Text(language, 1, texts.get(language), AUTHOR, at)
            await announcements.write(connection, made.id, text)
        return await announcements.change(connection, made.id, phase=phase, started_at=at)


async def delivered(bot: Bot, announcement: Announcement) -> None:
    """Everybody for whom it is has got it."""
    now = bot.bot_data.now()
    async with bot.bot_data.ledger.writing() as connection:
        await audience.freeze(connection, announcement)
        claim = await deliveries.claim(connection, announcement, "one", 100, now)
        for one in claim.deliveries:
            verdict = Verdict(one, DeliveryState.DELIVERED, None, 4711, Language.ENGLISH)
            await recording.record(connection, "one", [verdict], now)


def english(text: str) -> dict[Language, Content]:
    """A text in English alone."""
    return {Language.ENGLISH: Content(text)}
