"""On python-telegram-bot as it comes, with concurrent updates and the pool that they ask for."""

from contextlib import AsyncExitStack
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, ApplicationBuilder, MessageHandler, filters

from benchmarks.peers.places import Search, opened, reply
from benchmarks.peers.setup import HOOK, Setup, told

_AT_ONCE = 256  # what concurrent_updates(True) means


def answering(search: Search) -> MessageHandler[Any, Any]:
    """The handler, which our runtime has too."""

    async def answer(update: Update, _: object) -> None:
        assert update.message  # noqa: S101
        text, buttons = reply(await search.find(update.message.text or ""))
        column = [InlineKeyboardButton(label, callback_data=data) for label, data in buttons]
        await update.message.reply_text(text, reply_markup=InlineKeyboardMarkup.from_column(column))

    return MessageHandler(filters.TEXT, answer)


def main(setup: Setup) -> None:
    """Runs until it is killed."""
    resources = AsyncExitStack()

    async def begin(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        application.add_handler(answering(await resources.enter_async_context(opened(setup.file))))

    builder = ApplicationBuilder().token(setup.token).base_url(f"{setup.api}/bot").post_init(begin)
    application = builder.concurrent_updates(_AT_ONCE).connection_pool_size(2 * _AT_ONCE).build()
    if setup.polling:
        application.run_polling()
    else:
        application.run_webhook(
            "127.0.0.1",
            setup.port,
            HOOK.lstrip("/"),
            webhook_url=setup.hook,
            secret_token=setup.secret,
            max_connections=100,
        )


if __name__ == "__main__":
    main(told())
