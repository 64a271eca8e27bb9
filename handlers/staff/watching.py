"""Cards that tell how far the sending is, kept up to date by any process that looks."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog
from telegram.error import BadRequest, Forbidden, TelegramError

from announcements import reporting, staffing
from announcements.cards import progress
from domain.announcements import Announcement, Phase
from domain.prompts import ProgressCard
from domain.replies import Reply
from handlers import sending
from handlers.bot_api import TelegramBot
from handlers.services import Bot, Services
from handlers.staff.visits import phrases_of
from storage.ledger import progress_cards

log = structlog.get_logger(__name__)

_LOOK_EVERY = 1.0


async def watch(bot: Bot, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
    """Keeps the cards up to date until it is cancelled; of several processes one makes each edit."""
    while True:
        try:
            await refresh(bot)
        except Exception:
            log.exception("cards.not_refreshed")
        await sleep(_LOOK_EVERY)


async def refresh(bot: Bot) -> None:
    """Edits the cards that show too little, each at most every few seconds (`progress_cards.EVERY`)."""
    services = bot.bot_data
    async with services.ledger.reading() as connection:
        stale = await progress_cards.stale(connection, services.now())
    if not stale:
        return
    async with services.ledger.writing() as connection:
        cards = await progress_cards.claim(connection, services.now())
    for card in cards:
        await _edit(bot.bot, services, card)


async def tell(bot: TelegramBot, services: Services, announcement: Announcement) -> None:
    """Tells the author what has become of it, by a new card: an edited one alone makes no sound."""
    chat_id = announcement.author
    async with services.ledger.reading() as connection:
        before = await progress_cards.find(connection, chat_id, announcement.id)
    if before:
        await _edit(bot, services, before)
    status = await _status(services, chat_id, announcement.id)
    if status is None:
        return
    reply, phase = status
    try:
        message_id = await sending.send(bot, chat_id, reply)
    except TelegramError as error:
        log.warning("author.not_told", announcement=announcement.id, error=str(error))
        return
    card = ProgressCard(chat_id, announcement.id, message_id, phase, services.now())
    await _keep(services, card)


async def _edit(bot: TelegramBot, services: Services, card: ProgressCard) -> None:
    status = await _status(services, card.chat_id, card.announcement_id)
    try:
        if status is None:
            await _drop(services, card)
        else:
            message_id = await sending.edit(bot, card.chat_id, card.message_id, status[0])
            if message_id != card.message_id:
                await _keep(services, replace(card, message_id=message_id))
    except Forbidden:
        await _drop(services, card)
    except TelegramError as error:
        if not isinstance(error, BadRequest):  # which would only come again
            async with services.ledger.writing() as connection:
                await progress_cards.put_off(connection, card)
        log.warning("card.not_edited", announcement=card.announcement_id, error=str(error))


async def _status(services: Services, chat_id: int, announcement_id: int) -> tuple[Reply, Phase] | None:
    """What a card shows now, and which phase that is; None where its reader is no longer on the staff."""
    role = await staffing.role_of(services.desk, chat_id)
    if role is None:
        return None
    report = await reporting.report(services.desk, chat_id, announcement_id)
    return progress.status(await phrases_of(services, chat_id), report, role), report.phase


async def _keep(services: Services, card: ProgressCard) -> None:
    async with services.ledger.writing() as connection:
        await progress_cards.put(connection, card)


async def _drop(services: Services, card: ProgressCard) -> None:
    async with services.ledger.writing() as connection:
        await progress_cards.drop(connection, card.chat_id, card.message_id)
