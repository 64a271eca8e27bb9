"""On our runtime: python-telegram-bot over `bot.transport`, updates received by `bot.receiving`."""

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from telegram import Update
from telegram.ext import Application, MessageHandler, filters

from benchmarks.peers.places import Hits, Search, opened, reply
from benchmarks.peers.setup import Setup, told
from bot.garbage import keep_out_of_collections
from bot.pacing import Unpaced
from bot.receiving.application import Candid
from bot.receiving.in_body import InBody
from bot.receiving.kinds import ALLOWED_UPDATES
from bot.receiving.polling import Poller
from bot.receiving.receiver import Receiver
from bot.transport import Transport
from domain.replies import Html, Press, Reply
from handlers import sending
from handlers.bot_api import TelegramBot
from storage.directory.recent import Recent
from storage.inbox import opened_inbox

if TYPE_CHECKING:
    from handlers.services import Bot

_REMEMBERED = 1000


class Remembered:
    """The search, with what was found lately kept in memory as `storage.directory` keeps it."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._recent = Recent(self._load, _REMEMBERED)

    async def find(self, text: str) -> Hits:
        """The three best places for a question."""
        return (await self._recent.get([text]))[text]

    async def _load(self, texts: Sequence[str]) -> dict[str, Hits]:
        return {text: await self._search.find(text) for text in texts}


def answering(search: Search, in_body: bool) -> MessageHandler[Any, Any]:
    """The handler, which replies as those of the real bot do."""

    async def answer(update: Update, context: Any) -> None:
        assert update.message  # noqa: S101
        text, buttons = reply(await search.find(update.message.text or ""))
        rows = tuple((Press(label, data),) for label, data in buttons)
        if in_body:  # then there is no number of a message to be returned
            await context.bot.send_message(update.message.chat_id, text, api_kwargs=sending.markup(rows))
        else:
            await sending.send(context.bot, update.message.chat_id, Reply(Html(text), rows))

    return MessageHandler(filters.TEXT, answer)


@asynccontextmanager
async def application(setup: Setup, remember: bool, in_body: bool) -> AsyncIterator["Bot"]:
    """The bot, wired as `bot.assembly` does it."""
    calls = TelegramBot(
        setup.token,
        f"{setup.api}/bot",
        request=InBody(setup.api, ["sendMessage"]) if in_body else Transport(setup.api),
        get_updates_request=Transport(setup.api, connections=1, read_seconds=10),
        rate_limiter=Unpaced(),
    )
    builder = Application.builder().application_class(Candid).bot(calls).updater(None).job_queue(None)
    bot = cast("Bot", builder.build())
    async with opened(setup.file) as search, bot.bot, bot:
        bot.add_handler(answering(cast(Search, Remembered(search)) if remember else search, in_body))
        yield bot


async def push(bot: "Bot", setup: Setup) -> None:
    """Has updates pushed to the web face."""
    from bot.listening import listener
    from bot.receiving.metrics import Metrics
    from bot.receiving.web import AtWork, Face, served
    from bot.settings import Webhook

    metrics = Metrics()
    face = Face(metrics, Webhook(setup.hook, setup.secret))
    at_work = AtWork(Receiver(bot, metrics, patient=False))
    with listener(f"127.0.0.1:{setup.port}") as found, face.showing(at_work):
        async with served(face.application(), found):
            await bot.bot.set_webhook(
                setup.hook, secret_token=setup.secret, allowed_updates=ALLOWED_UPDATES, max_connections=100
            )
            await asyncio.Event().wait()


async def main(setup: Setup, remember: bool, in_body: bool) -> None:
    """Runs until it is killed."""
    async with application(setup, remember, in_body) as bot:
        keep_out_of_collections()
        if setup.polling:
            await bot.bot.delete_webhook()
            folder = tempfile.mkdtemp(dir=Path(setup.file).parent)  # goes when all have been measured
            with opened_inbox(Path(folder, "inbox.jsonl"), time.time) as inbox:
                await Poller(bot, inbox=inbox).run(asyncio.Event())
        else:
            await push(bot, setup)


if __name__ == "__main__":
    asyncio.run(main(told(), remember="remember" in sys.argv, in_body="in_body" in sys.argv))
