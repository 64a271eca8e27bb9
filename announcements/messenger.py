"""The door to Telegram, as the sender sees it."""

from collections.abc import Callable
from typing import Protocol

from domain.announcements import Content, Delivery, Outcome

Clearance = Callable[[], None]
"""Asked right before a request leaves. Raises NotSent if it must not: then nothing may be sent."""


class NotSent(Exception):
    """The request did not leave, because the sender stops, pauses or has lost its lease."""


class Messenger(Protocol):
    """Makes one request per call and says what became of it, as a value: errors of Telegram are outcomes.

    Whoever waits for a turn (a rate limiter) calls `clearance()` after that wait, as the last thing before
    the request is written to the network, and lets NotSent pass. A call may be cancelled; one that is
    cancelled before it has called `clearance` has sent nothing. One call makes one attempt: no retries.
    """

    async def deliver(self, delivery: Delivery, content: Content, clearance: Clearance) -> Outcome:
        """Sends a message, as a reply to `delivery.original_message_id` where there is one."""

    async def edit(self, delivery: Delivery, content: Content, clearance: Clearance) -> Outcome:
        """Puts the content in place of `delivery.original_message_id`; unchanged counts as Delivered."""

    async def delete(self, delivery: Delivery, clearance: Clearance) -> Outcome:
        """Deletes `delivery.original_message_id`; one that is not there any more counts as Delivered."""
