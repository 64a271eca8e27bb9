"""What follows from the outcome of a request for its delivery."""

from domain.announcements import (
    Delivered,
    Delivery,
    DeliveryState,
    Gone,
    InDoubt,
    Moved,
    Outcome,
    Rejected,
    Throttled,
    Unavailable,
    Verdict,
)
from domain.languages import Language

MOVED_AGAIN = "moved_again"
"""The reason of a failure: the group had a new chat id, and that one is said to have moved too."""


def verdict(delivery: Delivery, outcome: Outcome, language: Language) -> Verdict:
    """The state of a delivery after a request with the text in this language.

    Doubt is never resolved by sending again. What was surely not sent waits for another turn.
    """
    match outcome:
        case Delivered(message_id):
            return Verdict(delivery, DeliveryState.DELIVERED, message_id=message_id, language=language)
        case Gone(reason):
            return Verdict(delivery, DeliveryState.GONE, reason)
        case Rejected(reason):
            return Verdict(delivery, DeliveryState.FAILED, reason)
        case InDoubt(reason):
            return Verdict(delivery, DeliveryState.IN_DOUBT, reason, language=language)
        case Moved():
            return _moved(delivery)
        case Throttled():
            return not_sent(delivery)
        case Unavailable():
            return Verdict(delivery, DeliveryState.WAITING)


def not_sent(delivery: Delivery) -> Verdict:
    """The state of a delivery whose request did not leave, or was turned back for its haste."""
    return Verdict(delivery, DeliveryState.WAITING, used_up=False)


def _moved(delivery: Delivery) -> Verdict:
    if delivery.moved:
        return Verdict(delivery, DeliveryState.FAILED, MOVED_AGAIN)
    return Verdict(delivery, DeliveryState.WAITING, used_up=False, moved=True)
