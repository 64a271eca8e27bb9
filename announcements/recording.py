"""Writing down what became of attempts, in the transaction of a turn."""

from collections.abc import Sequence
from datetime import datetime

from announcements import outcomes
from announcements.attempts import Ended
from domain.announcements import Moved, Throttled, Verdict
from storage.ledger import leases, people, recording
from storage.ledger.connection import Connection


async def record(
    connection: Connection,
    sender: str,
    ended: Sequence[Ended],
    throttled_until: datetime | None,
    now: datetime,
) -> None:
    """Writes down states of deliveries, who has moved or is gone, and how long Telegram wants a rest."""
    for one in ended:
        if isinstance(one.outcome, Moved):
            await people.migrate_chat(connection, one.delivery.chat_id, one.outcome.chat_id)
    await recording.record(connection, sender, [_verdict(one) for one in ended], now)
    if throttled_until and any(isinstance(one.outcome, Throttled) for one in ended):
        await leases.throttle(connection, leases.SENDER, throttled_until)


def _verdict(ended: Ended) -> Verdict:
    if ended.outcome is None:
        return outcomes.not_sent(ended.delivery)
    return outcomes.verdict(ended.delivery, ended.outcome, ended.language)
