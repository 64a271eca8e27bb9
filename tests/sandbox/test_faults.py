"""What can go wrong on the way, on demand."""

import pytest

from sandbox.faults import (
    BLOCKED,
    DROPPED_AFTER,
    DROPPED_BEFORE,
    SERVER_ERROR,
    Fault,
    Faults,
    LineDropped,
    slow,
    throttled,
)
from sandbox.people import Person

from .conftest import Bot, StoppedClock


async def test_an_ordered_fault_hits_the_next_call_of_its_method_once(bot: Bot, ayesha: Person) -> None:
    bot.world.fail_next("sendMessage", 429, "Too Many Requests: retry after 7", retry_after=7)
    await bot.does("getMe")
    failed = await bot.call("sendMessage", chat_id=ayesha.id, text="x")
    assert failed.response() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    assert ayesha.received() == []
    await bot.does("sendMessage", chat_id=ayesha.id, text="x")
    assert [call.ok for call in bot.world.calls] == [True, False, True]


@pytest.mark.parametrize(
    ("fault", "code", "description"),
    [
        (throttled(3), 429, "Too Many Requests: retry after 3"),
        (BLOCKED, 403, "Forbidden: bot was blocked by the user"),
        (SERVER_ERROR, 500, "Internal Server Error"),
    ],
)
async def test_a_refusal_on_demand_has_no_effect(
    bot: Bot, ayesha: Person, fault: Fault, code: int, description: str
) -> None:
    bot.world.faults.order("sendMessage", fault)
    failed = await bot.call("sendMessage", chat_id=ayesha.id, text="x")
    assert (failed.error_code, failed.description) == (code, description)
    assert ayesha.received() == []


async def test_a_line_drops_before_the_effect_or_after_it(bot: Bot, ayesha: Person) -> None:
    for fault, received in ((DROPPED_BEFORE, 0), (DROPPED_AFTER, 1)):
        bot.world.faults.order("sendMessage", fault)
        with pytest.raises(LineDropped):
            await bot.call("sendMessage", chat_id=ayesha.id, text="x")
        assert len(ayesha.received()) == received
    assert len(bot.world.calls) == 1


async def test_a_slow_answer_comes_late_and_its_effect_at_once(
    bot: Bot, ayesha: Person, clock: StoppedClock
) -> None:
    bot.world.faults.order("sendMessage", slow(2.5))
    begun = clock.monotonic()
    sent = await bot.does("sendMessage", chat_id=ayesha.id, text="x")
    assert clock.monotonic() == begun + 2.5
    assert sent["date"] == int(begun)


async def test_a_message_to_a_slow_person_takes_a_while(
    bot: Bot, ayesha: Person, clock: StoppedClock
) -> None:
    ayesha.chat.seconds_per_message = 0.5
    begun = clock.monotonic()
    await bot.does("sendMessage", chat_id=ayesha.id, text="x")
    await bot.does("sendChatAction", chat_id=ayesha.id, action="typing")
    assert clock.monotonic() == begun + 0.5


async def test_a_risk_strikes_some_calls_of_a_method_and_always_the_same(bot: Bot) -> None:
    async def strikes() -> list[bool]:
        bot.world.faults = Faults(seed=7)
        bot.world.faults.risk(0.3, SERVER_ERROR, "getMe")
        await bot.does("getWebhookInfo")
        return [(await bot.call("getMe")).ok for _ in range(100)]

    struck = await strikes()
    assert 15 < struck.count(False) < 45
    assert await strikes() == struck
    bot.world.faults.clear()
    await bot.does("getMe")


async def test_a_risk_of_all_methods_strikes_any(bot: Bot) -> None:
    bot.world.faults.risk(1, SERVER_ERROR)
    assert await bot.refused("getMe") == await bot.refused("getWebhookInfo") == "Internal Server Error"


async def test_updates_may_come_twice(bot: Bot, ayesha: Person) -> None:
    bot.world.faults.duplicated = 1
    ayesha.says("a")
    ayesha.says("b")
    updates = await bot.updates()
    assert [update["message"]["text"] for update in updates] == ["a", "a", "b", "b"]
    assert updates[0]["update_id"] == updates[1]["update_id"]
    assert [
        update["message"]["text"] for update in await bot.updates(offset=updates[0]["update_id"] + 1)
    ] == [
        "b",
        "b",
    ]
