"""python-telegram-bot in the sandbox: its requests go to the world instead of the network.

request = SandboxRequest(world)
application = (
    Application.builder().token(world.bot.token).request(request).get_updates_request(request).updater(None).build()
)
"""

import json
from typing import Any

from telegram import Update
from telegram.ext import Application
from telegram.request import BaseRequest, RequestData

from sandbox import server
from sandbox.specification import Object
from sandbox.world import World


class SandboxRequest(BaseRequest):
    """Answers `/bot<token>/<method>` out of a `World`. Uploads are not played."""

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
        method: str,  # noqa: ARG002 - always POST
        request_data: RequestData | None = None,
        *timeouts: object,  # noqa: ARG002 - nothing here takes time
        **named_timeouts: object,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """The HTTP status and the body that the Bot API would answer."""
        bot, _, name = url.rpartition("/")
        parameters: Object = dict(request_data.parameters) if request_data else {}
        token = bot.rpartition("/bot")[2]
        call = await server.call(self._world, token, name, parameters)
        return call.error_code or 200, json.dumps(call.response()).encode()


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
