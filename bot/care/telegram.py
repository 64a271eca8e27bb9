"""What the doctor asks Telegram."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

from bot.assembly import utc_now
from bot.care.diagnosis import Diagnosis, fault, ok, warning
from bot.settings import RunMode, Settings

SECONDS = 5.0
"""For how long an answer is waited for."""
_SKEW_SECONDS = 60
_REFUSED = (401, 404)
"""What Telegram answers to a token that it does not know."""


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    date: datetime | None
    body: dict[str, Any]


async def telegram(settings: Settings) -> Diagnosis:
    """Whether Telegram is reached, knows the token, and has the same time."""
    if not settings.token:
        return ok("telegram", "not asked: there is no token")
    try:
        me, hook = await _asked(settings, "getMe"), await _asked(settings, "getWebhookInfo")
    except (aiohttp.ClientError, TimeoutError, ValueError, OSError) as error:
        return fault(
            "telegram",
            f"{settings.telegram_api_url} does not answer as the Bot API does: {_named(error)}",
            f"`curl -sS {settings.telegram_api_url}` shows whether this machine gets there: its network, "
            "DNS, firewall or HTTPS_PROXY; or TELEGRAM_API_URL is wrong.",
        )
    if me.status in _REFUSED:
        return fault(
            "telegram",
            f"Telegram refuses TELEGRAM_BOT_TOKEN ({me.status})",
            "Copy it anew from @BotFather (/mybots, API Token): it was revoked or is another's.",
        )
    if not me.body.get("ok"):
        return fault("telegram", f"getMe: {me.status} {me.body.get('description')}", "Try again in a minute.")
    return _skewed(me) or _hooked(settings, hook.body.get("result") or {}) or _known(me)


async def _asked(settings: Settings, method: str) -> _Answer:
    url = f"{settings.telegram_api_url}/bot{settings.token}/{method}"
    async with (
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(SECONDS), trust_env=True) as session,
        session.get(url, allow_redirects=False) as answer,
    ):
        date = answer.headers.get("Date")
        body = await answer.json(content_type=None)
        if not isinstance(body, dict) or "ok" not in body:
            raise ValueError(f"HTTP {answer.status}, and no answer of the Bot API")
        return _Answer(answer.status, parsedate_to_datetime(date) if date else None, body)


def _named(error: Exception) -> str:
    """What went wrong. The text of most errors has the address in it, and that has the token."""
    if isinstance(error, aiohttp.ClientConnectorError):
        return f"{type(error).__name__}, {error.os_error.strerror or error.os_error}"
    if isinstance(error, TimeoutError):
        return f"no answer within {SECONDS:.0f} seconds"
    return str(error) if type(error) is ValueError else type(error).__name__


def _known(me: _Answer) -> Diagnosis:
    return ok("telegram", f"reached; the bot is @{me.body['result'].get('username')}")


def _skewed(me: _Answer) -> Diagnosis | None:
    skew = (utc_now() - me.date.astimezone(UTC)).total_seconds() if me.date else 0
    if abs(skew) < _SKEW_SECONDS:
        return None
    way = "ahead of" if skew > 0 else "behind"
    return warning(
        "telegram",
        f"The clock of this machine is {abs(skew):.0f} seconds {way} Telegram's",
        "`timedatectl set-ntp true` sets it from the network.",
    )


def _hooked(settings: Settings, hook: dict[str, Any]) -> Diagnosis | None:
    """What is not right with the webhook that Telegram has, if anything."""
    url = hook.get("url", "")
    if settings.run_mode is RunMode.POLLING:
        if not url:
            return None
        found = f"Telegram sends updates to {url}, and RUN_MODE is polling"
        return warning("telegram", found, "A start of the bot takes that back: is it meant to run elsewhere?")
    if url != settings.webhook_url:
        found = f"Telegram sends updates to {url or 'nobody'}, and not to {settings.webhook_url}"
        return warning("telegram", found, "Start the bot: it sets its webhook then.")
    if said := hook.get("last_error_message"):
        cure = "Open WEBHOOK_URL from outside: reverse proxy, certificate and LISTEN must fit together."
        return warning("telegram", f"Telegram could not bring updates lately: {said}", cure)
    return None
