"""What became of a call, told by the error it ended with. The only place that reads Telegram's errors so.

Their classes alone don't say it: in python-telegram-bot a time-out and a bad request are network errors.
"""

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.transport import NotSentError
from domain.announcements import Gone, InDoubt, Moved, Outcome, Rejected, Throttled, Unavailable

_GAVE_UP_WAITING = "gateway time"
"""Words of a gateway that gave up waiting for Telegram (504): it may have arrived."""

_GONE = {
    "bot was blocked by the user": "blocked",
    "user is deactivated": "deactivated",
    "bot was kicked": "kicked",
    "bot is not a member": "kicked",
    "chat not found": "chat_not_found",
    "peer_id_invalid": "chat_not_found",
    "bot can't initiate conversation": "chat_not_found",
}
"""Words of Telegram that say that nothing reaches a chat any more, and how reports name the reason."""


def outcome(error: TelegramError) -> Outcome:
    """What became of the call that ended with this error."""
    match error:
        case ChatMigrated():
            return Moved(error.new_chat_id)
        case RetryAfter():
            return Throttled(seconds(error))
        case Forbidden():
            return Gone(_gone(error) or error.message)
        case BadRequest():
            reason = _gone(error)
            return Gone(reason) if reason else Rejected(error.message)
        case NotSentError() | InvalidToken():
            return Unavailable(error.message)
        case TimedOut():
            return InDoubt("timed_out")
        case NetworkError() if error.__cause__ is None and _GAVE_UP_WAITING not in error.message.lower():
            return Unavailable(error.message)
    return InDoubt(error.message)


def seconds(refusal: RetryAfter) -> float:
    """For how long Telegram wants a rest."""
    told = refusal.retry_after  # a timedelta: the package sets PTB_TIMEDELTA
    return told if isinstance(told, int) else told.total_seconds()


def is_same(error: TelegramError) -> bool:
    """Whether an edit was refused because the message stands there just so."""
    return isinstance(error, BadRequest) and "message is not modified" in error.message.lower()


def is_not_there(error: TelegramError) -> bool:
    """Whether a deletion was refused because the message is not there any more."""
    return isinstance(error, BadRequest) and "message to delete not found" in error.message.lower()


def _gone(error: TelegramError) -> str | None:
    said = error.message.lower()
    return next((reason for words, reason in _GONE.items() if words in said), None)
