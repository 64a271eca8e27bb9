"""The real python-telegram-bot, in the sandbox."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from sandbox.faults import DROPPED_AFTER
from sandbox.groups import new_group
from sandbox.people import Person
from sandbox.queries import Query
from sandbox.transport import SandboxRequest, deliver
from sandbox.world import World

App = Application[Any, Any, Any, Any, Any, Any]


async def start(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("Near me", request_location=True)]], resize_keyboard=True)
    await update.message.reply_html("<b>Salaam</b>", reply_markup=keyboard)


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message
    assert update.message.text
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Louder", callback_data="loud")]])
    await update.message.reply_text(update.message.text, reply_markup=keyboard, do_quote=True)


async def louder(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    assert query
    assert query.message
    await query.answer("Louder!")
    await query.edit_message_text("LOUDER")


async def nothing_found(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.inline_query
    await update.inline_query.answer([], cache_time=0)


@pytest.fixture
async def application(world: World) -> AsyncIterator[App]:
    request = SandboxRequest(world)
    builder = Application.builder().token(world.bot.token).request(request).get_updates_request(request)
    built: App = builder.updater(None).build()
    built.add_handler(CommandHandler("start", start))
    built.add_handler(MessageHandler(filters.TEXT, echo))
    built.add_handler(CallbackQueryHandler(louder))
    built.add_handler(InlineQueryHandler(nothing_found))
    async with built:
        yield built


async def test_a_whole_conversation(application: App, world: World) -> None:
    ayesha = Person(world)
    ayesha.starts()
    said = ayesha.says("hello")
    assert await deliver(application) == 2
    welcome, echoed = ayesha.received()
    assert welcome["entities"][0]["type"] == "bold"
    assert (echoed["text"], echoed["reply_to_message"]["message_id"]) == ("hello", said["message_id"])
    pressed = ayesha.presses(echoed, "Louder")
    asked = ayesha.asks_inline("lahore")
    assert await deliver(application) == 2
    assert isinstance(pressed, Query)
    assert pressed.answer == {"text": "Louder!"}
    assert asked.answer is not None
    assert ayesha.latest()["text"] == "LOUDER"
    assert await deliver(application) == 0


async def test_refusals_become_the_librarys_exceptions(application: App, world: World) -> None:
    ayesha = Person(world)
    bot = application.bot
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(ayesha.id, "x")
    ayesha.starts()
    with pytest.raises(BadRequest, match="Message text is empty"):
        await bot.send_message(ayesha.id, "")
    world.fail_next("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3)
    with pytest.raises(RetryAfter, match="Retry in 0:00:03"):
        await bot.send_message(ayesha.id, "x")
    ayesha.blocks()
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(ayesha.id, "x")


async def test_a_dropped_line_is_a_network_error(application: App, world: World) -> None:
    ayesha = Person(world)
    ayesha.starts()
    world.faults.order("sendMessage", DROPPED_AFTER)
    with pytest.raises(NetworkError, match="the line dropped"):
        await application.bot.send_message(ayesha.id, "x")
    assert ayesha.latest()["text"] == "x"


async def test_a_group_that_moved_is_told_as_such(application: App, world: World) -> None:
    ayesha = Person(world)
    group = new_group(world, "Family", ayesha, basic=True)
    moved = ayesha.upgrades(group)
    with pytest.raises(ChatMigrated) as told:
        await application.bot.send_message(group.id, "x")
    assert told.value.new_chat_id == moved.id


async def test_every_call_is_watched(application: App, world: World) -> None:
    seen: list[str] = []
    world.watch(lambda call: seen.append(call.method))
    await application.bot.get_me()
    assert seen == ["getMe"]


async def test_a_wrong_token_does_not_get_in(world: World) -> None:
    request = SandboxRequest(world)
    builder = Application.builder().token("1:wrong").request(request).get_updates_request(request)
    with pytest.raises(InvalidToken):
        await builder.updater(None).build().initialize()
