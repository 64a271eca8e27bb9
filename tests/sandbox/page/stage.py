"""The world behind the page, as a test sees it."""

from dataclasses import dataclass
from typing import Any

from sandbox import server
from sandbox.chats import Chat
from sandbox.specification import Object
from sandbox.world import Call, World

STUDENT, FREELANCER, URDU_STUDENT, STAFF = 101, 102, 103, 104


@dataclass
class Seconds:
    """A clock that only a test moves; Telegram's limits are measured with it."""

    passed: float = 1000.0

    def __call__(self) -> float:
        return self.passed


@dataclass(frozen=True)
class Stage:
    """A served world."""

    world: World
    url: str

    @property
    def group(self) -> Chat:
        """The group that the personas share."""
        return next(chat for chat in self.world.chats.values() if not chat.private)

    async def call(self, method: str, **parameters: Any) -> Call:
        """The bot calls the Bot API."""
        return await server.call(self.world, self.world.bot.token, method, parameters)

    async def sends(self, text: str, chat_id: int = STUDENT, **more: Any) -> Object:
        """The bot sends a message in HTML."""
        call = await self.call("sendMessage", chat_id=chat_id, text=text, parse_mode="HTML", **more)
        assert isinstance(call.result, dict), call.description
        return call.result

    def said(self, chat_id: int) -> list[str]:
        """What was said in a chat."""
        return [message.get("text", "") for message in self.world.chats[chat_id].messages.values()]
