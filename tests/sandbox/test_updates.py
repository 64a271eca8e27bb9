import asyncio

from hypothesis import given
from hypothesis import strategies as st

from sandbox.people import Person
from sandbox.specification import Object
from sandbox.updates import UpdateQueue

from .conftest import Bot


def texts(updates: list[Object]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_come_again_until_an_offset_confirms_them(bot: Bot, ayesha: Person) -> None:
    for text in "abc":
        ayesha.says(text)
    assert texts(await bot.updates()) == ["a", "b", "c"]
    again = await bot.updates(limit=2)
    assert texts(again) == ["a", "b"]
    assert texts(await bot.updates(offset=again[0]["update_id"] + 1)) == ["b", "c"]
    assert texts(await bot.updates()) == ["b", "c"]


async def test_a_negative_offset_keeps_only_the_latest(bot: Bot, ayesha: Person) -> None:
    for text in "abc":
        ayesha.says(text)
    assert texts(await bot.updates(offset=-1)) == ["c"]
    assert texts(await bot.updates()) == ["c"]


async def test_a_long_poll_ends_with_the_first_update(bot: Bot, ayesha: Person) -> None:
    poll = asyncio.create_task(bot.updates(timeout=50))
    await asyncio.sleep(0)
    assert not poll.done()
    ayesha.says("at last")
    assert texts(await poll) == ["at last"]


async def test_a_second_poller_ends_the_first_with_a_conflict(bot: Bot, ayesha: Person) -> None:
    first = asyncio.create_task(bot.call("getUpdates", timeout=50))
    await asyncio.sleep(0)
    second = asyncio.create_task(bot.call("getUpdates", timeout=50))
    conflict = await first
    assert conflict.error_code == 409
    ayesha.says("for the second")
    assert (await second).ok


async def test_a_poll_without_updates_ends_empty_after_its_time() -> None:
    assert await UpdateQueue().get(0, 100, 0.001, None) == []


async def test_kinds_that_the_bot_did_not_ask_for_are_not_queued(bot: Bot, ayesha: Person) -> None:
    await bot.updates(allowed_updates=["callback_query"])
    ayesha.says("unheard")
    assert await bot.updates() == []
    await bot.updates(allowed_updates=[])
    ayesha.says("heard")
    assert texts(await bot.updates()) == ["heard"]


async def test_dropping_pending_updates_leaves_none(bot: Bot, ayesha: Person) -> None:
    ayesha.says("a")
    assert (await bot.does("getWebhookInfo"))["pending_update_count"] == 1
    await bot.does("deleteWebhook", drop_pending_updates=True)
    assert (await bot.does("getWebhookInfo"))["pending_update_count"] == 0


@given(st.lists(st.one_of(st.just("put"), st.integers(-5, 30)), max_size=40))
def test_nothing_is_lost_or_out_of_order_whatever_the_offsets(acts: list[str | int]) -> None:
    async def play() -> None:
        queue, waiting, last = UpdateQueue(), list[int](), 0
        for act in acts:
            if act == "put":
                last += 1
                queue.put("message", {})
                waiting.append(last)
                continue
            offset = int(act)
            waiting = waiting[offset:] if offset < 0 else [number for number in waiting if number >= offset]
            got = await queue.get(offset, 100, 0, None)
            assert [update["update_id"] for update in got] == waiting

    asyncio.run(play())
