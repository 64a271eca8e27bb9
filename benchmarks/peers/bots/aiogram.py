"""On aiogram 3, as its documentation shows it."""

import asyncio

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message

from benchmarks.peers.places import Search, opened, reply
from benchmarks.peers.setup import HOOK, Setup, told


def dispatcher(search: Search) -> Dispatcher:
    """The handler."""
    handlers = Dispatcher()

    @handlers.message(F.text)
    async def answer(message: Message) -> None:
        text, buttons = reply(await search.find(message.text or ""))
        rows = [[InlineKeyboardButton(text=label, callback_data=data)] for label, data in buttons]
        await message.answer(text, reply_markup=InlineKeyboardMarkup(inline_keyboard=rows))

    return handlers


async def push(handlers: Dispatcher, bot: Bot, setup: Setup) -> None:
    """Has updates pushed, by its handler for aiohttp."""
    from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
    from aiohttp import web

    application = web.Application()
    SimpleRequestHandler(handlers, bot, secret_token=setup.secret).register(application, path=HOOK)
    setup_application(application, handlers, bot=bot)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", setup.port).start()
    await bot.set_webhook(setup.hook, secret_token=setup.secret, max_connections=100)
    await asyncio.Event().wait()


async def main(setup: Setup) -> None:
    """Runs until it is killed."""
    bot = Bot(setup.token, session=AiohttpSession(api=TelegramAPIServer.from_base(setup.api)))
    async with opened(setup.file) as search:
        handlers = dispatcher(search)
        await (handlers.start_polling(bot) if setup.polling else push(handlers, bot, setup))


if __name__ == "__main__":
    asyncio.run(main(told()))
