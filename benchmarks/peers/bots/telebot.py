"""On pyTelegramBotAPI's asynchronous half, as its documentation shows it."""

import asyncio

from telebot import asyncio_helper
from telebot.async_telebot import AsyncTeleBot
from telebot.types import InlineKeyboardButton, InlineKeyboardMarkup, Message

from benchmarks.peers.places import opened, reply
from benchmarks.peers.setup import HOOK, Setup, told


async def main(setup: Setup) -> None:
    """Runs until it is killed."""
    asyncio_helper.API_URL = setup.api + "/bot{0}/{1}"
    bot = AsyncTeleBot(setup.token)
    async with opened(setup.file) as search:

        @bot.message_handler(content_types=["text"])
        async def answer(message: Message) -> None:
            text, buttons = reply(await search.find(message.text))
            column = InlineKeyboardMarkup(row_width=1)
            column.add(*(InlineKeyboardButton(label, callback_data=data) for label, data in buttons))
            await bot.send_message(message.chat.id, text, reply_markup=column)

        if setup.polling:
            await bot.infinity_polling()
        else:
            await bot.run_webhooks(
                "127.0.0.1",
                setup.port,
                HOOK.lstrip("/"),
                webhook_url=setup.hook,
                secret_token=setup.secret,
                max_connections=100,
            )


if __name__ == "__main__":
    asyncio.run(main(told()))
