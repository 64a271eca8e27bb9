"""Whether the bot can do its work, by what it hangs on, and what its ledger counts."""

import asyncio
import time
from collections.abc import Mapping
from datetime import timedelta

import structlog

from answers.understanding.terms import index_text
from bot.receiving.health import Check, Finding
from bot.receiving.polling import Poller
from bot.receiving.receiver import Receiver
from bot.settings import Settings
from domain.announcements import DeliveryState
from handlers.services import Services
from storage.directory.build import current_path
from storage.ledger import deliveries, leases
from storage.ledger.errors import LedgerUnavailableError

log = structlog.get_logger(__name__)

POLL_LATEST_SECONDS = 90
"""A poll takes thirty seconds, a pause after a failed one thirty more at most."""
_PROBE = "readiness"


def checks(
    settings: Settings, services: Services, receiver: Receiver, poller: Poller | None
) -> dict[str, Check]:
    """Everything that has to be in order; `poller` where updates are fetched."""

    async def ledger() -> Finding:
        async with services.ledger.writing() as connection:
            # a row that is really written: a full disk shows itself no sooner
            await leases.hold(connection, _PROBE, _PROBE, services.now(), timedelta())
        return Finding(True)

    async def directory() -> Finding:
        path = await asyncio.to_thread(current_path, settings.data_dir, settings.state_dir, index_text)
        return Finding(path.exists(), {"file": path.name})

    async def updates() -> Finding:
        told = {"last_update_seconds_ago": _since(receiver.last_at) if receiver.last_at else None}
        if poller is None:
            return Finding(True, told)
        last_poll = _since(poller.answered_at)
        return Finding(last_poll <= POLL_LATEST_SECONDS, told | {"last_poll_seconds_ago": last_poll})

    async def sender() -> Finding:
        async with services.ledger.reading() as connection:
            owner, until = await leases.find(connection, leases.SENDER) or ("", services.now())
        return Finding(bool(owner) and until > services.now(), {"lease_of": owner or None})

    return {"ledger": ledger, "directory": directory, "updates": updates, "sender": sender}


def _since(moment: float) -> float:
    return round(time.time() - moment, 1)


async def delivered(services: Services) -> Mapping[str, int]:
    """Deliveries in the ledger by their state; none where it does not tell: other metrics are wanted then."""
    try:
        async with services.ledger.reading() as connection:
            totals = await deliveries.totals(connection)
    except LedgerUnavailableError:  # the ledger says so itself, once and not at every look
        return {}
    except Exception:
        log.exception("deliveries.not_counted")
        return {}
    return {str(state): totals.get(state, 0) for state in DeliveryState}
