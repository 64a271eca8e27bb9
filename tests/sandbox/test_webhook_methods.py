"""A webhook is set, told of and taken away; what is pushed to it is another test's subject."""

import asyncio

import pytest

from sandbox.files import Upload
from sandbox.people import Person
from sandbox.specification import SPECIFICATION, Object

from .conftest import Bot

HOOK = "https://bot.example.org/hook"


async def info(bot: Bot) -> Object:
    told: Object = await bot.does("getWebhookInfo")
    SPECIFICATION.check_object("WebhookInfo", told)
    return told


async def test_a_webhook_is_remembered_until_it_is_taken_away(bot: Bot) -> None:
    more = {"secret_token": "s_3-cret", "max_connections": 7, "allowed_updates": ["message"]}
    await bot.does("setWebhook", url=HOOK, **more)
    assert bot.world.webhook
    assert (bot.world.webhook.url, bot.world.webhook.secret_token) == (HOOK, "s_3-cret")
    told = await info(bot)
    assert (told["url"], told["max_connections"], told["allowed_updates"]) == (HOOK, 7, ["message"])
    bot.world.webhook.failed(1_700_000_000, "Connection refused")
    assert (await info(bot))["last_error_message"] == "Connection refused"
    await bot.does("deleteWebhook")
    assert await info(bot) == {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "allowed_updates": ["message"],
    }


async def test_an_empty_address_takes_it_away_too(bot: Bot) -> None:
    await bot.does("setWebhook", url=HOOK)
    await bot.does("setWebhook", url="")
    assert bot.world.webhook is None


@pytest.mark.parametrize(
    ("url", "whole"),
    [
        ("bot.example.org/hook", HOOK),
        ("https://bot.example.org:8443", "https://bot.example.org:8443"),
        ("http://127.0.0.1:8081/hook", "http://127.0.0.1:8081/hook"),
        ("http://localhost:5000", "http://localhost:5000"),
        ("http://[::1]:5000/", "http://[::1]:5000/"),
    ],
)
async def test_an_address_is_public_and_secure_or_on_this_machine(bot: Bot, url: str, whole: str) -> None:
    await bot.does("setWebhook", url=url)
    assert bot.world.webhook
    assert bot.world.webhook.url == whole


async def test_a_certificate_is_taken(bot: Bot) -> None:
    certificate = {"certificate": Upload("cert.pem", b"-----", "application/x-pem-file")}
    assert (await bot.uploads(certificate, "setWebhook", url=HOOK)).ok
    assert (await info(bot))["has_custom_certificate"]


async def test_waiting_updates_stay_or_are_dropped(bot: Bot, ayesha: Person) -> None:
    ayesha.says("a")
    await bot.does("setWebhook", url=HOOK)
    assert (await info(bot))["pending_update_count"] == 1
    await bot.does("setWebhook", url=HOOK, drop_pending_updates=True)
    assert (await info(bot))["pending_update_count"] == 0


async def test_a_long_poll_ends_when_a_webhook_is_set(bot: Bot) -> None:
    polling = asyncio.create_task(bot.call("getUpdates", timeout=50))
    await asyncio.sleep(0)
    await bot.does("setWebhook", url=HOOK)
    ended = await polling
    assert (ended.error_code, ended.description) == (409, "Conflict: terminated by setWebhook request")


async def test_whoever_pushes_is_woken_takes_and_gives_back(bot: Bot, ayesha: Person) -> None:
    await bot.does("setWebhook", url=HOOK)
    await asyncio.wait_for(bot.world.webhook_set.wait(), 1)
    for text in "ab":
        ayesha.says(text)
    first, second = await bot.world.updates.take(), await bot.world.updates.take()
    assert len(bot.world.updates) == 2
    bot.world.updates.release(second)
    bot.world.updates.release(first)
    assert [await bot.world.updates.take(), await bot.world.updates.take()] == [first, second]
    bot.world.updates.confirm()
    assert (await info(bot))["pending_update_count"] == 1
    bot.world.updates.clear()
    bot.world.updates.release(second)
    assert (await info(bot))["pending_update_count"] == 0


async def test_a_pusher_waits_for_the_next_update(bot: Bot, ayesha: Person) -> None:
    taking = asyncio.create_task(bot.world.updates.take())
    await asyncio.sleep(0)
    assert not taking.done()
    ayesha.says("at last")
    assert (await taking)["message"]["text"] == "at last"
