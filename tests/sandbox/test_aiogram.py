"""A bot written with aiogram, which knows nothing of the sandbox but its address."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramForbiddenError, TelegramNetworkError, TelegramRetryAfter
from aiogram.filters import CommandStart
from aiogram.methods import SendMessage
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
)
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from sandbox.faults import DROPPED_AFTER
from sandbox.people import Person
from sandbox.queries import Query
from sandbox.world import World
from tests.bot.telegram import Telegram
from tests.bot.waiting import until

SECRET = "open-sesame"


async def start(message: Message) -> None:
    keyboard = [[KeyboardButton(text="Near me", request_location=True), KeyboardButton(text="About")]]
    markup = ReplyKeyboardMarkup(keyboard=keyboard, resize_keyboard=True)
    await message.answer("Salaam, <b>welcome</b>", reply_markup=markup)


async def nearby(message: Message) -> None:
    assert message.location
    point = message.location
    await message.reply_venue(point.latitude, point.longitude, "You", "are here")


async def notes(message: Message) -> None:
    await message.answer_document(BufferedInputFile("یادداشت".encode(), "notes.txt"), caption="Your notes")


async def echo(message: Message) -> SendMessage:
    louder = InlineKeyboardButton(text="Louder", callback_data="loud")
    markup = InlineKeyboardMarkup(inline_keyboard=[[louder]])
    return message.reply(message.text or "", reply_markup=markup)


async def louder(query: CallbackQuery) -> None:
    assert isinstance(query.message, Message)
    await query.answer("LOUDER", show_alert=True)
    await query.message.edit_text((query.message.text or "").upper())


async def search(query: InlineQuery) -> None:
    content = InputTextMessageContent(message_text=f"<i>{query.query}</i>")
    article = InlineQueryResultArticle(id="1", title=query.query, input_message_content=content)
    await query.answer([article], cache_time=0)


def dispatcher() -> Dispatcher:
    """The bot's handlers. A handler that returns a method has it called, in the answer of a webhook."""
    router = Router()
    router.message.register(start, CommandStart())
    router.message.register(nearby, F.location)
    router.message.register(notes, F.text == "notes")
    router.message.register(echo, F.text)
    router.callback_query.register(louder, F.data == "loud")
    router.inline_query.register(search)
    made = Dispatcher()
    made.include_router(router)
    return made


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with Telegram(World()).listening() as listening:
        yield listening


@pytest.fixture
def world(telegram: Telegram) -> World:
    return telegram.world


@pytest.fixture
def ayesha(world: World) -> Person:
    return Person(world, "Ayesha")


@pytest.fixture
async def aiogram(telegram: Telegram, world: World) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(telegram.url))
    async with Bot(world.bot.token, session, DefaultBotProperties(parse_mode="HTML")) as bot:
        yield bot


@asynccontextmanager
async def polling(bot: Bot) -> AsyncIterator[None]:
    served = dispatcher()
    running = asyncio.create_task(served.start_polling(bot, handle_signals=False, close_bot_session=False))
    try:
        yield
    finally:
        await served.stop_polling()
        await running


@asynccontextmanager
async def pushed_to(bot: Bot) -> AsyncIterator[None]:
    application = web.Application()
    handler = SimpleRequestHandler(dispatcher(), bot, handle_in_background=False, secret_token=SECRET)
    handler.register(application, path="/hook")
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    await bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/hook", secret_token=SECRET)
    try:
        yield
    finally:
        await bot.delete_webhook()
        await runner.cleanup()


async def heard(person: Person, count: int) -> list[str]:
    """What the bot has said, once that is so many messages."""
    await until(lambda: len(person.received()) >= count)
    return [message.get("text", "") for message in person.received()]


Runs = Callable[[Bot], AbstractAsyncContextManager[None]]


@pytest.mark.parametrize("runs", [polling, pushed_to])
async def test_a_bot_with_keyboards_places_files_and_inline_mode_runs_unmodified(
    aiogram: Bot, ayesha: Person, world: World, runs: Runs
) -> None:
    async with runs(aiogram):
        ayesha.starts()
        assert await heard(ayesha, 1) == ["Salaam, welcome"]
        assert ayesha.latest()["entities"][0]["type"] == "bold"

        ayesha.taps("About")
        assert await heard(ayesha, 2) == ["Salaam, welcome", "About"]

        pressed = ayesha.presses(ayesha.latest(), "Louder")
        await until(lambda: ayesha.latest()["text"] == "ABOUT")
        assert isinstance(pressed, Query)
        assert pressed.answer == {"text": "LOUDER", "show_alert": True}

        ayesha.shares_location(31.42, 73.09)
        await heard(ayesha, 3)
        assert ayesha.latest()["venue"]["location"] == {"latitude": 31.42, "longitude": 73.09}

        ayesha.says("notes")
        await heard(ayesha, 4)
        document = ayesha.latest()["document"]
        assert world.files[document["file_id"]].content == "یادداشت".encode()

        asked = ayesha.asks_inline("lahore")
        await until(lambda: asked.answer)
        assert ayesha.chooses(asked, "1")["entities"][0]["type"] == "italic"
        await until(lambda: not len(world.updates))
    assert [call.description for call in world.calls if not call.ok and call.method != "getUpdates"] == []


async def test_the_bot_downloads_what_a_person_sent(aiogram: Bot, ayesha: Person) -> None:
    ayesha.starts()
    sent = await aiogram.send_document(ayesha.id, BufferedInputFile(b"1,2", "numbers.csv"))
    assert sent.document
    downloaded = await aiogram.download(sent.document.file_id)
    assert downloaded
    assert downloaded.read() == b"1,2"


async def test_refusals_become_the_librarys_exceptions(aiogram: Bot, ayesha: Person, world: World) -> None:
    ayesha.starts()
    world.fail_next("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3)
    with pytest.raises(TelegramRetryAfter, match="Retry in 3 seconds"):
        await aiogram.send_message(ayesha.id, "x")
    world.faults.order("sendMessage", DROPPED_AFTER)
    with pytest.raises(TelegramNetworkError, match="disconnected"):
        await aiogram.send_message(ayesha.id, "x")
    assert len(ayesha.received()) == 1
    ayesha.blocks()
    with pytest.raises(TelegramForbiddenError, match="blocked by the user"):
        await aiogram.send_message(ayesha.id, "x")
