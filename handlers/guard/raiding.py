"""While very many new people write at once: everybody is answered, and what they could fill up rests."""

from datetime import timedelta
from uuid import uuid4

import structlog
from telegram.error import TelegramError

from announcements.cards import switches as cards
from domain.announcements import Role
from domain.raids import MANY
from handlers import sending
from handlers.bot_api import TelegramBot
from handlers.services import Context, Services
from handlers.staff.visits import phrases_of
from storage.ledger import leases, staff

log = structlog.get_logger(__name__)

_TOLD = "raid-told"
"""The lease of the process that tells the staff."""
_TELL_EVERY = timedelta(hours=1)


async def newcomer(context: Context) -> None:
    """Counts a chat that was never seen before."""
    services = context.services
    before = rages(services)
    crowd = services.guard.crowd
    crowd.arrivals = crowd.arrivals.one_more(services.now())
    if crowd.arrivals.raid and not before:
        log.warning("raid.began", new_chats_within_a_minute=f"more than {MANY}")
        await _tell_staff(context.bot, services)


def rages(services: Services) -> bool:
    """Whether it goes on; what it could fill up rests then."""
    crowd, now = services.guard.crowd, services.now()
    before, crowd.arrivals = crowd.arrivals, crowd.arrivals.at(now)
    if before.raid and not crowd.arrivals.raid:
        log.warning("raid.ended")
    return crowd.arrivals.raid


async def _tell_staff(bot: TelegramBot, services: Services) -> None:
    """Tells the administrators, of all processes once an hour. If this fails nobody else is the worse."""
    try:
        for user_id in await _to_tell(services):
            await _tell(bot, services, user_id)
    except Exception:
        log.exception("raid.not_told")


async def _to_tell(services: Services) -> list[int]:
    async with services.ledger.writing() as connection:
        if not await leases.hold(connection, _TOLD, uuid4().hex, services.now(), _TELL_EVERY):
            return []
        return [one.user_id for one in await staff.members(connection) if one.role is Role.ADMIN]


async def _tell(bot: TelegramBot, services: Services, user_id: int) -> None:
    try:
        await sending.send(bot, user_id, cards.raid(await phrases_of(services, user_id), MANY))
    except TelegramError as error:
        log.warning("raid.member_not_told", error=str(error))
