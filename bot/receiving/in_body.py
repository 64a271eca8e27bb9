"""Calls without a call: Telegram does what stands in the answer to its push.

It never says how that went. So this is for calls whose result nobody reads, and of which Telegram keeps no
count (`bot/pacing.py` says which): those that end a tap or an inline query.
"""

from collections.abc import Collection
from contextvars import ContextVar
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import orjson
from telegram.request import RequestData

from bot.transport import Transport

UNSEEN = ("answerCallbackQuery", "answerInlineQuery")
"""Calls of the bot whose result nobody reads."""

_DONE = HTTPStatus.OK, b'{"ok":true,"result":true}'


@dataclass(slots=True)
class Body:
    """The body of the answer to one push: empty, or a call."""

    content: bytes = b""


_body: ContextVar[Body | None] = ContextVar("body", default=None)


def open_body() -> Body:
    """The body of the answer to the push that is being dealt with: for whatever is begun from here."""
    body = Body()
    _body.set(body)
    return body


class InBody(Transport):
    """Puts the first call that may go there into the body, and makes all others."""

    def __init__(self, api_url: str, methods: Collection[str] = UNSEEN) -> None:
        super().__init__(api_url)
        self._methods = methods

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *times: Any, **named: Any
    ) -> tuple[int, bytes]:
        """The same as that of Transport; of a call in the body, that it was made."""
        name, body = url.rpartition("/")[2], _body.get()
        if body is None or body.content or name not in self._methods or request_data is None:
            return await super().do_request(url, method, request_data, *times, **named)
        body.content = orjson.dumps({"method": name, **request_data.parameters})
        return _DONE
