"""Webhook mode: what ends a tap or an inline query goes out in the answer to its push."""

from collections.abc import AsyncIterator

import pytest

from answers.guide import Guide
from answers.inline import Inline
from bot.assembly import assembled_around
from bot.settings import RunMode, Settings
from sandbox.people import Person
from sandbox.world import World
from tests.bot.telegram import Telegram
from tests.bot.test_receive_webhook import HOOK, Web, taken
from tests.conftest import Clock


@pytest.fixture
async def web(
    told: tuple[Guide, Inline], settings: Settings, world: World, clock: Clock
) -> AsyncIterator[Web]:
    """The web face of a bot that calls Telegram over HTTP."""
    async with Telegram(world).listening() as telegram:
        hooked = {"run_mode": RunMode.WEBHOOK, "webhook_url": HOOK.url, "webhook_secret": HOOK.secret}
        live = Settings(
            **(settings.model_dump() | hooked | {"telegram_api_url": telegram.url}), _env_file=None
        )
        async with assembled_around(told, live, world.bot.token, None, clock) as bot:
            made = Web(bot, live)
            async with made.client:
                with made.face.showing(made.at_work):
                    yield made


@pytest.fixture
def ayesha(world: World) -> Person:
    return Person(world, "Ayesha")


def called(world: World) -> set[str]:
    """What the bot called over HTTP."""
    return {call.method for call in world.calls}


async def test_an_inline_query_is_answered_without_a_call(web: Web, world: World, ayesha: Person) -> None:
    query = ayesha.asks_inline("lahore")
    answered = (await web.push(await taken(world))).json()
    assert (answered["method"], answered["inline_query_id"]) == ("answerInlineQuery", query.object["id"])
    assert any("Lahore" in result["title"] for result in answered["results"])
    assert "answerInlineQuery" not in called(world)


async def test_a_tap_is_ended_without_a_call_and_what_it_brings_is_sent(
    web: Web, world: World, ayesha: Person
) -> None:
    ayesha.says("lahore")
    assert (await web.push(await taken(world))).content == b""
    shown = ayesha.latest()
    tap = ayesha.asks_back(shown, shown["reply_markup"]["inline_keyboard"][0][0]["callback_data"])
    answered = (await web.push(await taken(world))).json()
    assert (answered["method"], answered["callback_query_id"]) == (
        "answerCallbackQuery",
        tap.object["id"],
    )
    assert "answerCallbackQuery" not in called(world)
    assert called(world) & {"editMessageText", "sendMessage"}


async def test_a_push_that_comes_again_has_the_same_answer(web: Web, world: World, ayesha: Person) -> None:
    ayesha.asks_inline("lahore")
    update = await taken(world)
    first, second = await web.push(update), await web.push(update)
    assert first.content
    assert second.content == first.content
