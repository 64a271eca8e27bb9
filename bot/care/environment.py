"""What the doctor looks at in the settings."""

import re
from urllib.parse import urlsplit

import aiohttp

from bot.assembly import utc_now
from bot.care.diagnosis import Diagnosis, fault, ok, warning
from bot.listening import listener
from bot.receiving.web import ALIVE
from bot.settings import CannotRun, Settings

_TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")
_PORTS = (443, 80, 88, 8443)
"""To which Telegram sends (https://core.telegram.org/bots/webhooks)."""
_FIRST_YEAR, _LAST_YEAR = 2026, 2100
SECONDS = 2.0
"""For how long a bot is waited for that may listen on LISTEN."""


async def token(settings: Settings) -> Diagnosis:
    """Whether the token can be one. It is never shown."""
    if not settings.token:
        return warning(
            "token",
            "TELEGRAM_BOT_TOKEN is empty: the bot runs in the sandbox, and not on Telegram",
            "Get one from @BotFather (/newbot, or /mybots and API Token) and put it into .env, or for the "
            "systemd service into /etc/rahnuma.env.",
        )
    if not _TOKEN.fullmatch(settings.token):
        return fault(
            "token",
            f"TELEGRAM_BOT_TOKEN ({len(settings.token)} characters) is no token: digits, a colon, 35 more",
            "Copy it anew from @BotFather (/mybots, API Token), whole and without quotes or blanks.",
        )
    return ok("token", "has the shape of a token")


async def webhook(settings: Settings) -> Diagnosis:
    """Whether the settings of the way in go together."""
    try:
        found = settings.webhook
    except CannotRun as error:
        return fault("webhook", error.message, "Correct .env, or set RUN_MODE=polling.")
    if found is None:
        if settings.webhook_url:
            return warning(
                "webhook",
                "WEBHOOK_URL is set, and RUN_MODE=polling does not use it",
                "Set RUN_MODE=webhook, or empty WEBHOOK_URL.",
            )
        return ok("webhook", "not used: RUN_MODE=polling")
    url = urlsplit(found.url)
    port = url.port or _PORTS[0]
    if url.scheme == "https" and port not in _PORTS:
        return fault(
            "webhook",
            f"WEBHOOK_URL has port {port}, to which Telegram does not send",
            f"Use one of {', '.join(map(str, _PORTS))}.",
        )
    return ok("webhook", f"{found.url}, with a secret")


async def staff(settings: Settings) -> Diagnosis:
    """Whether anybody may make announcements."""
    wrong = [number for number in settings.staff_admins if number <= 0]
    if wrong:
        return fault(
            "staff",
            f"STAFF_ADMINS has {', '.join(map(str, wrong))}, which is the id of no person",
            "Ids of people are positive; a bot such as @userinfobot tells a person theirs.",
        )
    if not settings.staff_admins:
        return warning(
            "staff",
            "STAFF_ADMINS is empty: nobody can announce anything or appoint others",
            "Put the Telegram user ids of the first administrators into .env, comma separated.",
        )
    return ok("staff", f"{len(settings.staff_admins)} administrators by STAFF_ADMINS")


async def listen(settings: Settings) -> Diagnosis:
    """Whether the web face has its port."""
    try:
        listener(settings.listen).close()
    except CannotRun as error:
        if await _answers_as_the_bot(settings.listen):
            return ok("listen", f"LISTEN={settings.listen} is taken by the bot, which runs")
        return fault(
            "listen",
            error.message,
            f"`ss -ltnp` shows who has {settings.listen}: free it or change LISTEN. If it is the bot, that "
            "hangs: restart it.",
        )
    return ok("listen", f"LISTEN={settings.listen} is free")


async def _answers_as_the_bot(address: str) -> bool:
    """Whether what listens there is a bot; it says so in every state, also without its ledger."""
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(SECONDS)) as session,
            session.get(f"http://{address}/healthz") as answer,
        ):
            return await answer.text() == ALIVE
    except (aiohttp.ClientError, TimeoutError, ValueError, OSError):
        return False


async def calendar(_settings: Settings) -> Diagnosis:
    """Whether the clock shows a year in which this can run."""
    now = utc_now()
    if _FIRST_YEAR <= now.year <= _LAST_YEAR:
        return ok("clock", f"{now:%Y-%m-%d %H:%M} UTC")
    return fault(
        "clock",
        f"The clock of this machine shows {now:%Y-%m-%d %H:%M} UTC",
        "`timedatectl set-ntp true` sets it from the network; `timedatectl` shows whether it did.",
    )
