"""Which request brings an announcement of each purpose to a person."""

from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any

from announcements.messenger import Clearance, Messenger
from domain.announcements import Content, Delivery, Outcome, Purpose
from storage.ledger.audience import NEW_MESSAGES

DELETABLE_FOR = timedelta(hours=48)
"""How long a bot may delete its messages (Bot API, deleteMessage)."""


def request(
    messenger: Messenger,
    purpose: Purpose,
    delivery: Delivery,
    content: Content,
    clearance: Clearance,
    now: datetime,
) -> Coroutine[Any, Any, Outcome]:
    """The request for a delivery, yet to be awaited. Who may have a message that nobody knows the number of
    gets its correction as a new one.
    """
    if purpose is Purpose.RECALL and _is_deletable(delivery, now):
        return messenger.delete(delivery, clearance)
    if purpose in NEW_MESSAGES or delivery.original_message_id is None:
        return messenger.deliver(delivery, content, clearance)
    return messenger.edit(delivery, content, clearance)


def _is_deletable(delivery: Delivery, now: datetime) -> bool:
    return delivery.original_at is not None and now - delivery.original_at < DELETABLE_FOR
