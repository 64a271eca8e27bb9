"""No library, no search, one reply for all: how much the Bot API process can take."""

import asyncio
import re
from urllib.parse import urlsplit

from benchmarks.peers import wire
from benchmarks.peers.setup import Setup, told

_LINES = 256
_UPDATE = re.compile(rb'"update_id":(\d+).*?"chat":\{"id":(\d+)')
_BUTTONS = b",".join(b'[{"text":"Place","callback_data":"place:%d"}]' % number for number in range(3))
_REPLY = b'{"chat_id":%d,"text":"Place","reply_markup":{"inline_keyboard":[' + _BUTTONS + b"]}}"
_WEBHOOK = b'{"url":"%b","secret_token":"%b","max_connections":100}'


class Replies:
    """Replies to chats over a few lines."""

    def __init__(self) -> None:
        self._chats: asyncio.Queue[int] = asyncio.Queue()
        self.put = self._chats.put_nowait

    async def go_out(self, port: int) -> None:
        """Sends one after the other."""
        line = await wire.connected(port)
        while True:
            await line.ask(wire.post(b"/bot1:A/sendMessage", _REPLY % await self._chats.get()))


class Pushed(wire.Line):
    """What is pushed is taken at once."""

    def __init__(self, replies: Replies) -> None:
        super().__init__()
        self._replies = replies

    def received(self, head: bytes, body: bytes) -> None:  # noqa: ARG002
        """An update."""
        self.write(wire.answer(b""))
        if found := _UPDATE.search(body):
            self._replies.put(int(found[2]))


async def poll(port: int, replies: Replies) -> None:
    """Fetches updates."""
    line, offset = await wire.connected(port), 0
    while True:
        body = b'{"timeout":10,"offset":%d}' % offset
        _, answer = await line.ask(wire.post(b"/bot1:A/getUpdates", body))
        for number, chat in _UPDATE.findall(answer):
            offset = int(number) + 1
            replies.put(int(chat))


async def push(port: int, setup: Setup, replies: Replies) -> None:
    """Has updates pushed."""
    await asyncio.get_running_loop().create_server(lambda: Pushed(replies), "127.0.0.1", setup.port)
    body = _WEBHOOK % (setup.hook.encode(), setup.secret.encode())
    await (await wire.connected(port)).ask(wire.post(b"/bot1:A/setWebhook", body))


async def main(setup: Setup) -> None:
    """Runs until it is killed."""
    port, replies = urlsplit(setup.api).port or 80, Replies()
    receiving = poll(port, replies) if setup.polling else push(port, setup, replies)
    await asyncio.gather(receiving, *(replies.go_out(port) for _ in range(_LINES)))


if __name__ == "__main__":
    asyncio.run(main(told()))
