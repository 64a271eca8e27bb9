"""Whether the bot can do its work, by what it hangs on."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog

from answers.understanding.terms import index_text
from bot.receiving.polling import Poller
from bot.receiving.receiver import Receiver
from bot.settings import Settings
from handlers.services import Services
from storage.directory.build import current_path
from storage.ledger import leases

log = structlog.get_logger(__name__)

POLL_LATEST_SECONDS = 90
"""A poll takes thirty seconds, a pause after a failed one thirty more at most."""
_PATIENCE_SECONDS = 2.0
_PROBE = "readiness"


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether something is as it should be, and what there is to know about it."""

    ok: bool
    told: Mapping[str, Any] = field(default_factory=dict)


Check = Callable[[], Awaitable[Finding]]


async def examined(checks: Mapping[str, Check]) -> dict[str, Finding]:
    """What the checks find, made side by side; one that fails or takes too long finds nothing in order."""
    found = await asyncio.gather(*(_safely(name, check) for name, check in checks.items()))
    return dict(zip(checks, found, strict=True))


async def _safely(name: str, check: Check) -> Finding:
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await check()
    except Exception as error:
        log.warning("check.failed", check=name, error=repr(error))
        return Finding(False, {"error": type(error).__name__})


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
