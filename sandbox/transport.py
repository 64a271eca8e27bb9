"""python-telegram-bot in the sandbox: its requests go to the world instead of the network.

request = SandboxRequest(world)
application = (
    Application.builder().token(world.bot.token).request(request).get_updates_request(request).updater(None).build()
)
"""

import json
from typing import IO, Any
from urllib.parse import unquote

from telegram import Update
from telegram.error import NetworkError
from telegram.ext import Application
from telegram.request import BaseRequest, RequestData

from sandbox import server
from sandbox.faults import LineDropped
from sandbox.files import Upload
from sandbox.specification import Object
from sandbox.world import World


class SandboxRequest(BaseRequest):
    """Answers `/bot<token>/<method>` out of a `World`."""

    def __init__(self, world: World) -> None:
        self._world = world

    @property
    def read_timeout(self) -> float | None:
        """None: the world never keeps anybody waiting, but for getUpdates, which brings its own time."""
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *timeouts: object,  # noqa: ARG002 - nothing here takes time
        **named_timeouts: object,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """The HTTP status and the body that the Bot API would answer; NetworkError if the line drops."""
        if method == "GET":
            return self._downloaded(url)
        bot, _, name = url.rpartition("/")
        parameters: Object = dict(request_data.parameters) if request_data else {}
        token = bot.rpartition("/bot")[2]
        try:
            call = await server.call(self._world, token, name, parameters, _uploads(request_data))
        except LineDropped as error:
            raise NetworkError(f"the line dropped: {error}") from error
        return call.error_code or 200, json.dumps(call.response()).encode()

    def _downloaded(self, url: str) -> tuple[int, bytes]:
        """A file from `/file/bot<token>/<path>`."""
        token, _, path = unquote(url).partition("/file/bot")[2].partition("/")
        try:
            return 200, self._world.files.at(path if token == self._world.bot.token else "").content
        except KeyError:
            return 404, b'{"ok":false,"error_code":404,"description":"Not Found"}'


def _uploads(request_data: RequestData | None) -> dict[str, Upload]:
    parts = (request_data.multipart_data if request_data else None) or {}
    return {name: Upload(file, _bytes(content), kind) for name, (file, content, kind) in parts.items()}


def _bytes(content: bytes | IO[bytes]) -> bytes:
    return content if isinstance(content, bytes) else content.read()


async def deliver(application: "Application[Any, Any, Any, Any, Any, Any]") -> int:
    """Has an initialised application process all updates that wait, in order; how many these were.

    An update is confirmed after it was processed, so that one whose handling breaks off comes again.
    """
    delivered = 0
    while updates := await application.bot.get_updates(timeout=0, allowed_updates=Update.ALL_TYPES):
        for update in updates:
            await application.process_update(update)
        delivered += len(updates)
        await application.bot.get_updates(offset=updates[-1].update_id + 1, limit=1, timeout=0)
    return delivered
