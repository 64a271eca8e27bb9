"""Which request brings an announcement of each purpose to a person."""

from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any

from announcements.messenger import Clearance, Messenger
from domain.announcements import Content, Delivery, Outcome, Purpose

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
    """The request for a delivery, yet to be awaited."""
    if purpose is Purpose.RECALL and _is_deletable(delivery, now):
        return messenger.delete(delivery, clearance)
    if purpose in (Purpose.RECALL, Purpose.CORRECTION):
        return messenger.edit(delivery, content, clearance)
    return messenger.deliver(delivery, content, clearance)


def _is_deletable(delivery: Delivery, now: datetime) -> bool:
    return delivery.original_at is not None and now - delivery.original_at < DELETABLE_FOR
