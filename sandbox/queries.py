"""What waits for an answer of the bot: a pressed button or a typed inline query."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.refusal import bad_request
from sandbox.specification import Object

#: Telegram publishes no limit; it refuses an answer after "too long", which is of this size.
_PATIENCE = timedelta(seconds=60)


@dataclass(slots=True, eq=False)
class Query:
    """A callback or inline query: what the bot was sent, and what it answered (None: nothing yet)."""

    object: Object  # the Bot API's CallbackQuery or InlineQuery
    asked_at: datetime
    answer: Object | None = None

    def accept(self, answer: Object, now: datetime) -> None:
        """Takes the bot's first answer in time; a `Refusal` afterwards."""
        if self.answer is not None or now - self.asked_at > _PATIENCE:
            raise too_old()
        self.answer = answer


def too_old() -> Exception:
    """The refusal for an answer that comes too late, comes twice, or answers nothing."""
    return bad_request("query is too old and response timeout expired or query ID is invalid")
