"""The Bot API, as handlers, the messenger and the poller call it."""

from collections.abc import Sequence
from typing import Any

from telegram.ext import ExtBot

from handlers.lanes import Ticket

JSON = dict[str, Any]
"""An object, as Telegram writes it."""

_WANTED = ("message_id", "date")


class ChatGoneError(Exception):
    """Nobody is there any more who could read a reply."""


class TelegramBot(ExtBot[Ticket]):
    """python-telegram-bot's, without the objects that nobody looks at: they take longer to make than all the
    rest of a call.
    """

    async def fetch_updates(
        self, offset: int | None, wait_seconds: int, kinds: Sequence[str], most: int = 100
    ) -> list[JSON]:
        """What `get_updates` does; leaves it to the caller which of them to make into objects.

        Telegram keeps the call open for so many seconds where there is nothing. Raises TelegramError.
        """
        asked = {"offset": offset, "timeout": wait_seconds, "allowed_updates": kinds, "limit": most}
        patience = (self._request[0].read_timeout or 0) + wait_seconds
        updates: list[JSON] = await self._post("getUpdates", asked, read_timeout=patience)
        return updates

    async def say(self, chat_id: int, text: str, **parameters: Any) -> int:
        """What `send_message` does, with parameters as the Bot API wants them; the id of the new message.

        Raises TelegramError.
        """
        message = await self._post("sendMessage", {"chat_id": chat_id, "text": text, **parameters})
        said: int = message["message_id"]
        return said

    async def _do_post(self, endpoint: str, data: JSON, **times: Any) -> bool | JSON | list[JSON]:
        answer = await super()._do_post(endpoint, data, **times)
        return _slim(answer) if isinstance(answer, dict) and "chat" in answer else answer


def _slim(message: JSON) -> JSON:
    """A message of ours, without what we wrote into it ourselves."""
    chat = message["chat"]
    return {key: message[key] for key in _WANTED} | {"chat": {"id": chat["id"], "type": chat["type"]}}
