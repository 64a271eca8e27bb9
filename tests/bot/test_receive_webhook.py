"""The web face: what Telegram pushes, and what whoever watches over the bot sees."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import Any

import httpx
import pytest
import structlog
from structlog.testing import capture_logs
from structlog.typing import EventDict
from telegram import Update

from bot.receiving import receiver as bounds
from bot.receiving import registering
from bot.receiving import web as face
from bot.receiving import webhook as hook
from bot.receiving.kinds import ALLOWED_UPDATES
from bot.receiving.metrics import Metrics
from bot.receiving.receiver import Receiver
from bot.receiving.registering import register
from bot.receiving.web import AtWork, Face
from bot.receiving.webhook import LARGEST_BODY, SECRET_HEADER
from bot.settings import CannotRun, RunMode, Settings, Webhook
from bot.vital_signs import checks, delivered
from handlers.services import Bot
from sandbox.people import Person
from sandbox.specification import Object
from sandbox.world import World
from storage.ledger.errors import LedgerError
from tests.bot.test_receive import before_each_answer
from tests.bot.waiting import until
from tests.conftest import Conversation

HOOK = Webhook("https://bot.example.org/hook", "open-sesame")
TRUSTED = {SECRET_HEADER: HOOK.secret}


class Web:
    """The web face of a bot in webhook mode, and a client of it."""

    def __init__(self, bot: Bot, settings: Settings) -> None:
        self.metrics = Metrics()
        self.receiver = Receiver(bot, self.metrics, patient=False)
        self.face = Face(self.metrics, HOOK)
        examined = checks(settings, bot.bot_data, self.receiver, poller=None)
        self.at_work = AtWork(self.receiver, examined, partial(delivered, bot.bot_data))
        transport = httpx.ASGITransport(self.face.application())
        self.client = httpx.AsyncClient(transport=transport, base_url="https://bot.example.org")

    async def push(self, update: Object | bytes, headers: dict[str, str] = TRUSTED) -> httpx.Response:
        """Pushes as Telegram does."""
        body = update if isinstance(update, bytes) else json.dumps(update).encode()
        return await self.client.post("/hook", content=body, headers=headers)


@pytest.fixture
async def web(bot: Bot, settings: Settings) -> AsyncIterator[Web]:
    made = Web(bot, settings)
    async with made.client:
        with made.face.showing(made.at_work):
            yield made


async def taken(world: World) -> Object:
    """The next update that Telegram has for the bot."""
    return await world.updates.take()


@pytest.fixture(autouse=True)
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[EventDict]]:
    """What is logged about pushes, by a logger that no earlier test has bound to its own output."""
    with capture_logs() as lines:
        monkeypatch.setattr(hook, "log", structlog.get_logger())
        yield lines


# what is pushed


async def test_what_is_pushed_is_answered_and_then_acknowledged(
    web: Web, world: World, ayesha: Conversation
) -> None:
    ayesha.person.says("lahore")
    answered = await web.push(await taken(world))
    assert (answered.status_code, answered.content) == (200, b"")
    assert "Lahore, Punjab" in ayesha.newest


async def test_without_the_secret_nothing_is_read(web: Web, world: World, ayesha: Conversation) -> None:
    shown = len(ayesha.shown)
    ayesha.person.says("lahore")
    update = await taken(world)
    for secret in ("", "open", "open-sesame ", "ä"):
        headers: Any = {SECRET_HEADER: secret.encode()} if secret else {}
        assert (await web.push(update, headers)).status_code == 403
        assert (await web.push(b"x" * (LARGEST_BODY + 1), headers)).status_code == 403
    assert len(ayesha.shown) == shown


async def test_what_is_no_update_is_refused_and_logged_without_its_content(
    web: Web, logged: list[EventDict]
) -> None:
    bodies = [b"", b"{", b"[]", b"null", b'"secret"', b"{}", b'{"update_id": "x"}', b"\xff"]
    for body in bodies:
        assert (await web.push(body)).status_code == 400
    refused = {"event": "webhook.not_an_update", "log_level": "warning"}
    assert logged == [refused | {"bytes": len(body)} for body in bodies]


async def test_a_body_larger_than_any_update_is_refused(web: Web) -> None:
    assert (await web.push(b" " * (LARGEST_BODY + 1))).status_code == 413


async def test_an_update_that_cannot_be_understood_does_not_come_for_ever(
    web: Web, logged: list[EventDict]
) -> None:
    assert (await web.push({"update_id": 7, "message": {"message_id": []}})).status_code == 200
    assert [(line["event"], line["update_id"]) for line in logged] == [("update.unreadable", 7)]


async def test_it_comes_again_where_telegram_did_not_take_the_reply(
    web: Web, world: World, ayesha: Conversation
) -> None:
    world.fail_next("sendMessage", 502, "Bad Gateway")
    ayesha.person.says("lahore")
    update = await taken(world)
    refused = await web.push(update)
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
    assert (await web.push(update)).status_code == 200
    assert "Lahore, Punjab" in ayesha.newest


async def test_what_comes_twice_is_answered_once(web: Web, world: World, ayesha: Conversation) -> None:
    shown = len(ayesha.shown)
    ayesha.person.says("lahore")
    update = await taken(world)
    answers = [*await asyncio.gather(web.push(update), web.push(update)), await web.push(update)]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len(ayesha.shown) == shown + 1


async def test_too_many_of_one_chat_come_again_while_others_are_answered(
    web: Web, bot: Bot, world: World, ayesha: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = asyncio.Event()

    async def hold_up(update: Update) -> None:
        if update.effective_chat and update.effective_chat.id == ayesha.person.id:
            await go_on.wait()

    before_each_answer(bot, hold_up)
    bilal = Person(world, "Bilal")
    for _ in range(bounds.MOST_IN_A_CHAT + 1):
        ayesha.person.says("lahore")
    bilal.starts()
    updates = [await taken(world) for _ in range(bounds.MOST_IN_A_CHAT + 2)]
    waiting = [asyncio.create_task(web.push(update)) for update in updates[:-2]]
    await asyncio.sleep(0)
    await until(lambda: web.receiver.waiting == bounds.MOST_IN_A_CHAT)
    busy = await web.push(updates[-2])
    assert (busy.status_code, busy.headers["retry-after"]) == (503, "1")
    assert (await web.push(updates[-1])).status_code == 200
    go_on.set()
    assert {answer.status_code for answer in await asyncio.gather(*waiting)} == {200}


async def test_a_bot_that_stops_asks_for_what_it_has_not_finished_to_come_again(
    web: Web, bot: Bot, world: World, ayesha: Conversation
) -> None:
    begun = asyncio.Event()

    async def hold_up(_: Update) -> None:
        begun.set()
        await asyncio.Event().wait()

    before_each_answer(bot, hold_up)
    ayesha.person.says("lahore")
    ayesha.person.says("multan")
    pushing = asyncio.create_task(web.push(await taken(world)))
    await begun.wait()
    await web.receiver.finish(0)
    assert (await pushing).status_code == 503
    assert (await web.push(await taken(world))).status_code == 503


async def test_until_the_bot_is_there_updates_come_again(bot: Bot, settings: Settings) -> None:
    starting = Web(bot, settings)
    assert (await starting.push({"update_id": 1})).status_code == 503
    assert (await starting.client.get("/healthz")).status_code == 200
    assert (await starting.client.get("/readyz")).status_code == 503


# telling Telegram where


def settings_of_webhook(world: World) -> list[Object]:
    return [call.parameters for call in world.calls if call.method == "setWebhook"]


async def test_telegram_is_told_once_where_to_push_and_what(bot: Bot, world: World) -> None:
    await register(bot, HOOK)
    await register(bot, HOOK)
    (told,) = settings_of_webhook(world)
    assert (told["url"], told["secret_token"]) == (HOOK.url, HOOK.secret)
    assert set(told["allowed_updates"]) == set(ALLOWED_UPDATES)
    assert told["max_connections"] == registering.CONNECTIONS
    assert "drop_pending_updates" not in told


async def test_a_new_secret_is_told_and_so_is_what_somebody_else_changed(bot: Bot, world: World) -> None:
    await register(bot, HOOK)
    await register(bot, Webhook(HOOK.url, "new"))
    assert [told["secret_token"] for told in settings_of_webhook(world)] == [HOOK.secret, "new"]
    await bot.bot.delete_webhook()
    await register(bot, Webhook(HOOK.url, "new"))
    assert len(settings_of_webhook(world)) == 3


async def test_neither_the_secret_nor_its_plain_digest_is_kept(bot: Bot, settings: Settings) -> None:
    await register(bot, HOOK)
    kept = b"".join(file.read_bytes() for file in settings.state_dir.glob("ledger.sqlite*"))
    assert HOOK.secret.encode() not in kept


@pytest.mark.parametrize(
    ("url", "secret", "says"),
    [
        ("", "s", "WEBHOOK_URL"),
        ("http://bot.example.org/hook", "s", "WEBHOOK_URL"),
        ("ftp://bot.example.org/hook", "s", "WEBHOOK_URL"),
        ("https:///hook", "s", "WEBHOOK_URL"),
        ("https://[::1/hook", "s", "WEBHOOK_URL"),
        ("https://bot.example.org/metrics", "s", "/metrics is a page"),
        ("https://bot.example.org/hook", "", "WEBHOOK_SECRET"),
        ("https://bot.example.org/hook", "with space", "WEBHOOK_SECRET"),
        ("https://bot.example.org/hook", "x" * 257, "WEBHOOK_SECRET"),
    ],
)
def test_a_webhook_that_cannot_work_is_one_clear_line(url: str, secret: str, says: str) -> None:
    settings = Settings(_env_file=None, run_mode=RunMode.WEBHOOK, webhook_url=url, webhook_secret=secret)
    with pytest.raises(CannotRun, match=says) as refused:
        _ = settings.webhook
    assert not secret or secret not in refused.value.message or secret == "s"


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://bot.example.org/hook", "/hook"),
        ("https://bot.example.org", "/"),
        ("http://127.0.0.1:8080/a%20b", "/a b"),
        ("http://localhost:8080/x", "/x"),
        ("http://[::1]:8080/x", "/x"),
    ],
)
def test_the_address_may_be_any_https_or_of_this_machine(url: str, path: str) -> None:
    settings = Settings(_env_file=None, run_mode=RunMode.WEBHOOK, webhook_url=url, webhook_secret="s_-9")
    assert settings.webhook == Webhook(url, "s_-9")
    assert settings.webhook.path == path


def test_polling_needs_no_webhook() -> None:
    assert Settings(_env_file=None, webhook_url="nonsense").webhook is None


# health and metrics


async def test_readiness_tells_of_each_thing_it_hangs_on(
    web: Web, world: World, ayesha: Conversation
) -> None:
    ayesha.person.says("lahore")
    await web.push(await taken(world))
    answer = await web.client.get("/readyz")
    told = answer.json()
    assert told["checks"]["ledger"] == {"ok": True}
    assert told["checks"]["directory"]["ok"]
    assert told["checks"]["updates"]["last_update_seconds_ago"] >= 0
    assert told["checks"]["sender"] == {"ok": False, "lease_of": None}  # none runs in this test
    assert (answer.status_code, told["ready"]) == (503, False)


async def test_a_ledger_that_cannot_be_written_is_told(web: Web, bot: Bot, settings: Settings) -> None:
    for file in settings.state_dir.glob("ledger.sqlite*"):
        file.write_bytes(b"this is no database any more" * 300)
    await bot.bot_data.ledger._writer.dispose()
    told = (await web.client.get("/readyz")).json()
    assert told["checks"]["ledger"] == {"ok": False, "error": "DatabaseError"}
    assert (await web.client.get("/metrics")).status_code == 200


async def test_metrics_of_a_bot_without_its_ledger_say_nothing_of_it_and_log_no_error_at_each_look(
    web: Web, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot.bot_data.ledger.fault = LedgerError("It is away")
    with capture_logs() as lines:
        monkeypatch.setattr(face, "log", structlog.get_logger())
        page = (await web.client.get("/metrics")).text
    assert "rahnuma_deliveries{" not in page
    assert lines == []


async def test_a_directory_that_is_older_than_the_data_is_told(web: Web, settings: Settings) -> None:
    for file in settings.state_dir.glob("directory-*.sqlite"):
        file.rename(settings.state_dir / "directory-of-other-data.sqlite")
    assert not (await web.client.get("/readyz")).json()["checks"]["directory"]["ok"]


async def test_metrics_count_updates_by_kind_and_outcome_and_hold_nothing_of_anybody(
    web: Web, world: World, ayesha: Conversation
) -> None:
    world.fail_next("sendMessage", 502, "Bad Gateway")
    ayesha.person.says("where in lahore is Ayesha")
    update = await taken(world)
    await web.push(update)
    await web.push(update)
    page = (await web.client.get("/metrics")).text
    assert 'rahnuma_updates_total{kind="message",outcome="again"} 1.0' in page
    assert 'rahnuma_updates_total{kind="message",outcome="done"} 1.0' in page
    assert 'rahnuma_replies_failed_total{reason="unavailable"} 1.0' in page
    assert "rahnuma_updates_waiting 0.0" in page
    assert 'rahnuma_deliveries{state="in_doubt"} 0.0' in page
    assert "rahnuma_update_seconds_count 2.0" in page
    assert not any(word in page for word in (str(ayesha.person.id), "Ayesha", "lahore"))
