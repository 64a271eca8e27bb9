"""The kinds of updates that handlers use."""

from telegram import Update

from handlers.bot_api import JSON

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
)
"""What Telegram is asked for."""

OTHER = "other"
"""Whatever it sends all the same: what it had kept from a time when it was asked for more."""


def kind_of(update: JSON) -> str:
    """The kind of an update."""
    return next((kind for kind in ALLOWED_UPDATES if kind in update), OTHER)
