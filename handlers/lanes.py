"""What a call to Telegram is for: who holds calls back (`bot/pacing.py`) lets some wait for others."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Lane(StrEnum):
    """Replies go first; announcements take what they leave over; paid ones have a limit of their own."""

    REPLY = "reply"
    BULK = "bulk"
    PAID = "paid"


def _always() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Ticket:
    """What is given to a call as its `rate_limit_args`; without one it is a reply.

    `clearance` is asked when the call's turn has come, right before it leaves. What it raises stops the call.
    """

    lane: Lane
    clearance: Callable[[], None] = _always


REPLY = Ticket(Lane.REPLY)
"""A reply to somebody."""
