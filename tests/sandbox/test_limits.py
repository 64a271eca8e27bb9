"""Telegram's limits on sending, and the proof that they were kept."""

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sandbox.groups import new_group
from sandbox.limits import Limits, Traffic
from sandbox.people import Person
from sandbox.population import populate
from sandbox.refusal import Refusal
from sandbox.specification import Object
from sandbox.world import World

from .conftest import Bot, StoppedClock


@pytest.fixture
def crowd(world: World) -> list[Person]:
    world.limits = Limits()
    return populate(world, 40)


async def greet(bot: Bot, people: list[Person], **more: object) -> list[int | None]:
    """The `retry_after` of a message to each of them; None where it was accepted."""
    calls = [await bot.call("sendMessage", chat_id=person.id, text="Salaam", **more) for person in people]
    return [call.retry_after for call in calls]


async def test_thirty_messages_go_out_in_any_second(
    bot: Bot, crowd: list[Person], clock: StoppedClock
) -> None:
    assert await greet(bot, crowd[:20]) == [None] * 20
    clock.move(milliseconds=600)
    assert await greet(bot, crowd[20:]) == [None] * 10 + [1] * 10
    clock.move(milliseconds=400)
    assert await greet(bot, crowd[30:]) == [None] * 10
    assert bot.world.sent.most_within(1) == 30


async def test_a_chat_gets_one_message_a_second(bot: Bot, crowd: list[Person], clock: StoppedClock) -> None:
    assert await greet(bot, crowd[:1] * 2) == [None, 1]
    refused = await bot.call("sendMessage", chat_id=crowd[0].id, text="x")
    assert (refused.error_code, refused.description) == (429, "Too Many Requests: retry after 1")
    assert refused.response()["parameters"] == {"retry_after": 1}
    clock.move(seconds=1)
    assert await greet(bot, crowd[:1]) == [None]
    assert bot.world.sent.most_within(1, crowd[0].id) == 1


async def test_a_group_gets_twenty_messages_a_minute(
    bot: Bot, crowd: list[Person], clock: StoppedClock
) -> None:
    group = new_group(bot.world, "Freelancers", *crowd[:2])
    for _ in range(20):
        await bot.does("sendMessage", chat_id=group.id, text="x")
        clock.move(seconds=2)
    assert (await bot.call("sendMessage", chat_id=group.id, text="x")).retry_after == 20
    clock.move(seconds=20)
    await bot.does("sendMessage", chat_id=group.id, text="x")


async def test_paid_messages_have_a_limit_of_their_own(bot: Bot, crowd: list[Person]) -> None:
    bot.world.limits = Limits(per_second=2, paid_per_second=5)
    assert await greet(bot, crowd[:2]) == [None] * 2
    assert await greet(bot, crowd[2:8], allow_paid_broadcast=True) == [None] * 5 + [1]
    assert await greet(bot, crowd[8:9]) == [1]


async def test_an_album_counts_as_its_messages(bot: Bot, crowd: list[Person], clock: StoppedClock) -> None:
    bot.world.limits = Limits(per_second=3, per_chat_per_second=3)
    album = [{"type": "photo", "media": f"https://example.org/{number}.jpg"} for number in range(3)]
    await bot.does("sendMediaGroup", chat_id=crowd[0].id, media=album)
    assert await greet(bot, crowd[1:2]) == [1]
    clock.move(seconds=1)
    assert await greet(bot, crowd[1:2]) == [None]
    assert [message.chat_id for message in bot.world.sent] == [crowd[0].id] * 3 + [crowd[1].id]


@pytest.mark.parametrize(
    ("method", "more"),
    [
        ("sendChatAction", {"action": "typing"}),
        ("getChat", {}),
        ("editMessageText", {"message_id": 1, "text": "y"}),
    ],
)
async def test_only_sending_is_limited(bot: Bot, crowd: list[Person], method: str, more: Object) -> None:
    await greet(bot, crowd[:1])
    await bot.does(method, chat_id=crowd[0].id, **more)


async def test_what_is_refused_for_another_reason_was_not_sent(bot: Bot, crowd: list[Person]) -> None:
    crowd[0].blocks()
    await bot.refused("sendMessage", chat_id=crowd[0].id, text="x")
    assert len(bot.world.sent) == 0


async def test_without_limits_nothing_is_refused_but_all_is_counted(bot: Bot, ayesha: Person) -> None:
    assert await greet(bot, [ayesha] * 50) == [None] * 50
    assert bot.world.sent.most_within(1) == 50


@example([(1, 0), (300, 0), (700, 0)])  # 1.001 is less than a second after 0.001, by the last bit
@given(st.lists(st.tuples(st.integers(0, 700), st.integers(0, 3)), max_size=80))
def test_no_window_ever_holds_more_than_its_limit(acts: list[tuple[int, int]]) -> None:
    traffic, limits, now = Traffic(), Limits(per_second=4, per_chat_per_second=2), 0
    for pause, chat_id in acts:
        now += pause
        with suppress(Refusal):
            traffic.admit(limits, now / 1000, chat_id, 1, paid=False, group=False)
            traffic.accept(now / 1000, chat_id, 1, paid=False)
    assert traffic.most_within(1) <= 4
    assert all(traffic.most_within(1, chat_id) <= 2 for chat_id in range(4))
    if acts:
        assert len(traffic) > 0
