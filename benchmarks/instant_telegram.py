"""A Telegram that answers every call at once, and the updates that people cause."""

import asyncio
import itertools
import time
from collections import deque
from collections.abc import Callable
from typing import Any

import orjson
from telegram.request import BaseRequest, RequestData

AT_ONCE = 100
"""So many updates it hands out at most, as Telegram does."""

Json = dict[str, Any]
Content = Callable[[int], Json]
"""What an update holds besides its number, for a chat."""


class Telegram(BaseRequest):
    """Hands out what waits, answers every call at once, and notes how long each chat waited for its reply."""

    def __init__(self) -> None:
        self._waiting: deque[Json] = deque()
        self._changed = asyncio.Event()
        self._asked: dict[int, float] = {}
        self._numbers = itertools.count(1)
        self.waits: list[float] = []
        """Seconds from an update to its reply."""

    @property
    def read_timeout(self) -> float | None:
        """None: nobody waits."""
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    def put(self, chat: int, content: Content) -> None:
        """An update comes in."""
        self._asked[chat] = time.perf_counter()
        self._waiting.append({"update_id": next(self._numbers), **content(chat)})
        self._changed.set()

    async def all_answered(self) -> None:
        """Returns when nobody waits any longer."""
        while self._asked:
            self._changed.clear()
            await self._changed.wait()

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002
        request_data: RequestData | None = None,
        *_: object,
        **__: object,
    ) -> tuple[int, bytes]:
        """The HTTP status and the body of the Bot API's answer."""
        given = request_data.parameters if request_data else {}
        result = await self._answer(url.rpartition("/")[2], given)
        return 200, orjson.dumps({"ok": True, "result": result})

    @staticmethod
    def parse_json_payload(payload: bytes) -> Json:
        """As the bot's own transport does it."""
        answer: Json = orjson.loads(payload)
        return answer

    async def _answer(self, method: str, given: Json) -> object:
        match method:
            case "getMe":
                return {"id": 1, "is_bot": True, "first_name": "Rahnuma", "username": "rahnuma_bot"}
            case "getUpdates":
                return await self._updates(given.get("offset", 0), given.get("timeout", 0))
            case "sendMessage" | "editMessageText":
                self._replied(given["chat_id"])
                return _message(given["chat_id"], text=given["text"])
            case "sendVenue":
                return _message(given["chat_id"], location={"latitude": 0, "longitude": 0})
            case "answerInlineQuery":
                self._replied(int(given["inline_query_id"]))
        return True

    async def _updates(self, offset: int, patience: float) -> list[Json]:
        while self._waiting and self._waiting[0]["update_id"] < offset:
            self._waiting.popleft()
        while patience and not self._waiting:
            self._changed.clear()
            await self._changed.wait()
        return list(itertools.islice(self._waiting, AT_ONCE))

    def _replied(self, chat: int) -> None:
        if asked := self._asked.pop(chat, None):
            self.waits.append(time.perf_counter() - asked)
            self._changed.set()


def _message(chat: int, **content: object) -> Json:
    person = {"id": chat, "first_name": "Ayesha", "type": "private"}
    return {"message_id": 7, "date": 1795348800, "chat": person, **content}


def _user(chat: int) -> Json:
    return {"id": chat, "is_bot": False, "first_name": "Ayesha", "language_code": "en"}


def question(text: str) -> Content:
    """Somebody writes something."""
    return lambda chat: {"message": _message(chat, text=text, **{"from": _user(chat)})}


def location(lat: float, lon: float) -> Content:
    """Somebody shares where they are."""
    where = {"latitude": lat, "longitude": lon}
    return lambda chat: {"message": _message(chat, location=where, **{"from": _user(chat)})}


def tap(data: str) -> Content:
    """Somebody presses a button."""
    tapped = {"id": "1", "chat_instance": "1", "data": data}
    return lambda chat: {
        "callback_query": {**tapped, "from": _user(chat), "message": _message(chat, text="?")}
    }


def inline(text: str) -> Content:
    """Somebody asks in another chat."""
    return lambda chat: {"inline_query": {"id": str(chat), "from": _user(chat), "query": text, "offset": ""}}
