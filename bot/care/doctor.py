"""The doctor: looks at everything the bot hangs on, and changes nothing."""

from pydantic import ValidationError

from bot.care.diagnosis import Check, Diagnosis, fault, ok
from bot.care.environment import calendar, listen, staff, token, webhook
from bot.care.ledger import backups, ledger
from bot.care.stores import data, directory, state_dir
from bot.care.telegram import telegram
from bot.settings import Settings, faults_of

CHECKS: tuple[Check, ...] = (
    *(token, webhook, staff, calendar, listen),
    *(state_dir, data, directory, ledger, backups),
    telegram,
)
"""In the order in which they are made and told."""


async def examined(settings: Settings | ValidationError) -> list[Diagnosis]:
    """What all checks find; of settings that can't be read only what is wrong with them."""
    if isinstance(settings, ValidationError):
        cure = "Correct .env or the environment; .env.example says what each variable means."
        return [fault("settings", told, cure) for told in faults_of(settings)]
    return [ok("settings", "every variable makes sense"), *[await check(settings) for check in CHECKS]]
