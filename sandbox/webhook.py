"""Pushes updates to the bot's webhook, as Telegram does: https://core.telegram.org/bots/api#setwebhook

What Telegram does not document follows its published server (github.com/tdlib/telegram-bot-api): the updates
of one chat are pushed in order; a failed push is repeated at once and then after growing pauses, or when the
bot's `Retry-After` says so; the methods that a bot may call in its answer are those that change something.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncGenerator
from itertools import chain, repeat

import httpx

from sandbox import parameters, server
from sandbox.faults import LineDropped
from sandbox.http_api import named
from sandbox.refusal import Refusal
from sandbox.specification import Object
from sandbox.updates import Webhook
from sandbox.world import World

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name, not the secret
_PATIENCE_SECONDS = 60.0
_FIRST_PAUSES = (0, 2, 4, 8, 16, 32)  # seconds
_LONGEST_PAUSE = 60
_NOT_IN_ANSWERS = ("deletewebhook", "setwebhook", "close", "logout", "get")  # how their names begin


async def push(world: World) -> None:
    """Pushes for as long as it runs, whenever there is a webhook."""
    while True:
        await world.webhook_set.wait()
        world.webhook_set.clear()
        if world.webhook:
            await _until(world.webhook_set, _Pusher(world, world.webhook))


async def _until(changed: asyncio.Event, pusher: "_Pusher") -> None:
    pushing = asyncio.ensure_future(pusher.run())
    try:
        await changed.wait()
    finally:
        pushing.cancel()
        await asyncio.wait([pushing])


class _Pusher:
    """Pushes to one webhook until it is cancelled; what has not arrived by then waits again."""

    def __init__(self, world: World, webhook: Webhook) -> None:
        self._world = world
        self._webhook = webhook
        self._taken: list[Object] = []
        self._room = asyncio.Semaphore(2 * webhook.max_connections)
        self._lanes: dict[object, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def run(self) -> None:
        try:
            async with self._client() as client, asyncio.TaskGroup() as pushes:
                while True:
                    await self._room.acquire()
                    update = await self._world.updates.take()
                    self._taken.append(update)
                    pushes.create_task(self._deliver(client, update))
        finally:
            for update in self._taken:
                self._world.updates.release(update)

    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            headers={SECRET_HEADER: self._webhook.secret_token} if self._webhook.secret_token else {},
            limits=httpx.Limits(max_connections=self._webhook.max_connections),
            timeout=httpx.Timeout(_PATIENCE_SECONDS, pool=None),
            verify=not self._webhook.has_custom_certificate,
            trust_env=False,
        )

    async def _deliver(self, client: httpx.AsyncClient, update: Object) -> None:
        async with self._lanes[_lane(update)]:
            answer = await self._insist(client, update)
            await self._obey(answer)
        self._taken.remove(update)
        self._world.updates.confirm()
        self._room.release()

    async def _insist(self, client: httpx.AsyncClient, update: Object) -> httpx.Response:
        """The first answer with a status of 200 to 299."""
        for pause in chain(_FIRST_PAUSES, repeat(_LONGEST_PAUSE)):
            try:
                answer = await client.post(self._webhook.url, json=update)
                return answer.raise_for_status()
            except httpx.HTTPError as error:
                self._webhook.failed(self._world.now(), _reason(error))
                await self._world.sleep(_retry_after(error) or pause)
        raise AssertionError

    async def _obey(self, answer: httpx.Response) -> None:
        """Calls the method that the bot named in its answer, whose result the bot does not learn."""
        try:
            given, files = await parameters.read(answer.headers.get("content-type", ""), _body(answer))
            method = str(given.pop("method", ""))
            if method and not method.lower().startswith(_NOT_IN_ANSWERS):
                await server.call(self._world, self._world.bot.token, named(method), given, files)
        except (Refusal, LineDropped):
            return
        except Exception:
            log.exception("the sandbox failed at a method in the answer of a webhook")


async def _body(answer: httpx.Response) -> AsyncGenerator[bytes, None]:
    yield answer.content


def _lane(update: Object) -> object:
    """The chat that an update belongs to, or else its sender."""
    content = next(value for name, value in update.items() if name != "update_id")
    place = content.get("chat") or content.get("message", {}).get("chat") or content.get("from", {})
    return place.get("id")


def _reason(error: httpx.HTTPError) -> str:
    match error:
        case httpx.HTTPStatusError(response=answer):
            return f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
        case httpx.ReadTimeout():
            return "Read timeout expired"
        case httpx.ConnectError() | httpx.ConnectTimeout():
            return "Can't connect to the webhook"
    return f"Webhook connection closed: {error}"


def _retry_after(error: httpx.HTTPError) -> int:
    """The seconds that the bot asks for; 0 if it does not."""
    told = error.response.headers.get("retry-after", "") if isinstance(error, httpx.HTTPStatusError) else ""
    return int(told) if told.isdecimal() else 0
