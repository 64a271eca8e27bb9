import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from telegram import Update
from telegram.error import InvalidToken
from telegram.ext import TypeHandler

from bot.receiving import polling as faces
from bot.receiving import receiver
from bot.receiving.kinds import ALLOWED_UPDATES
from bot.receiving.polling import Poller
from bot.receiving.receiver import Receiver
from bot.receiving.settling import Settling
from handlers.bot_api import JSON
from handlers.services import Bot, Context
from sandbox.people import Person
from sandbox.world import Call, World
from storage.inbox import opened_inbox
from tests.bot.waiting import noting, until
from tests.conftest import read


@pytest.fixture
def people(world: World) -> list[Person]:
    """Three people who are known to the bot."""
    known = [Person(world, name) for name in ("Ayesha", "Bilal", "Sana")]
    for person in known:
        person.starts()
    world.updates.clear()
    return known


def before_each_answer(bot: Bot, act: Callable[[Update], Awaitable[None]]) -> None:
    """Has something happen, in the handling of every update, before the bot's own handlers."""

    async def handle(update: Update, _: Context) -> None:
        await act(update)

    bot.add_handler(TypeHandler(Update, handle), group=-100)


def text_of(update: Update) -> str:
    return (update.effective_message and update.effective_message.text) or ""


def heard(person: Person) -> list[str]:
    """What the bot said to them."""
    return [read(message) for message in person.received()]


@asynccontextmanager
async def polling(bot: Bot, file: Path | None = None) -> AsyncIterator[asyncio.Event]:
    """A poller at work, with an inbox. It is told to stop at the end of the block, if not before, and waited
    for.
    """
    stop = asyncio.Event()
    with TemporaryDirectory() as folder, opened_inbox(file or Path(folder, "inbox"), time.time) as inbox:
        running = asyncio.create_task(Poller(bot, inbox=inbox).run(stop))
        try:
            yield stop
        finally:
            stop.set()
            await asyncio.wait_for(running, 30)


def fetches(world: World) -> list[Call]:
    return [call for call in world.calls if call.method == "getUpdates"]


# confirming


async def test_updates_are_confirmed_by_the_call_after_their_replies(
    bot: Bot, world: World, people: list[Person]
) -> None:
    poller = Poller(bot)
    people[0].says("lahore")
    people[0].says("karachi")
    assert await poller.poll() == 2
    assert len(world.updates) == 2
    assert await poller.poll() == 0
    assert len(world.updates) == 0

    first, second = fetches(world)
    assert "offset" not in first.parameters
    assert isinstance(first.result, list)
    assert second.parameters["offset"] == first.result[-1]["update_id"] + 1
    methods = [call.method for call in world.calls if call.method in ("getUpdates", "sendMessage")]
    assert methods == ["getUpdates", "sendMessage", "sendMessage", "getUpdates"]


async def test_nothing_is_confirmed_while_a_handler_is_still_at_it(
    bot: Bot, world: World, people: list[Person]
) -> None:
    waiting: list[int] = []

    async def look(_: Update) -> None:
        waiting.append(len(world.updates))

    before_each_answer(bot, look)
    async with polling(bot):
        for person in people:
            person.says("lahore")
        await until(lambda: all(heard(person) for person in people))
    assert waiting == [3, 3, 3]
    assert len(world.updates) == 0


async def test_after_a_crash_telegram_gives_out_again_what_was_not_confirmed(
    bot: Bot, people: list[Person]
) -> None:
    people[0].says("lahore")
    await Poller(bot).poll()  # and then the process is killed
    assert await Poller(bot).poll() == 1


async def test_only_kinds_of_updates_that_handlers_use_are_asked_for(bot: Bot, world: World) -> None:
    await Poller(bot).poll()
    kinds = {"message", "edited_message", "callback_query", "inline_query", "my_chat_member"}
    assert set(fetches(world)[0].parameters["allowed_updates"]) == kinds


# the inbox


async def came(bot: Bot) -> list[JSON]:
    """What waits with Telegram, fetched and not confirmed."""
    return await bot.bot.fetch_updates(None, 0, ALLOWED_UPDATES)


async def test_what_a_killed_bot_had_confirmed_and_not_answered_is_answered_after_the_next_start(
    bot: Bot, world: World, people: list[Person], tmp_path: Path
) -> None:
    people[0].says("lahore")
    with opened_inbox(tmp_path / "inbox", time.time) as before_the_kill:
        await before_the_kill.keep(await came(bot))
    world.updates.clear()
    async with polling(bot, tmp_path / "inbox"):
        await until(lambda: heard(people[0]))


async def test_what_a_killed_bot_had_answered_and_not_confirmed_is_not_answered_again(
    bot: Bot, world: World, people: list[Person], tmp_path: Path
) -> None:
    people[0].says("lahore")
    with opened_inbox(tmp_path / "inbox", time.time) as before_the_kill:
        [update] = await came(bot)
        await before_the_kill.keep([update])
        before_the_kill.settled(update["update_id"])
    people[1].says("karachi")
    async with polling(bot, tmp_path / "inbox"):
        await until(lambda: heard(people[1]) and not len(world.updates))
    assert heard(people[0]) == []


async def test_of_a_burst_everybody_is_answered_once_and_nothing_stays_in_the_inbox(
    bot: Bot, world: World, tmp_path: Path
) -> None:
    crowd = [Person(world, f"Person {number}") for number in range(130)]
    for person in crowd:
        person.says("lahore")
    async with polling(bot, tmp_path / "inbox"):
        await until(lambda: all(heard(person) for person in crowd))
    assert {len(heard(person)) for person in crowd} == {1}
    assert (tmp_path / "inbox").read_bytes() == b""


async def test_while_the_inbox_cannot_be_written_nothing_is_confirmed_that_is_not_settled(
    bot: Bot, world: World, people: list[Person], tmp_path: Path
) -> None:
    ayesha, bilal, _ = people
    go_on = asyncio.Event()

    async def hold_up_ayesha(update: Update) -> None:
        if update.effective_chat and update.effective_chat.id == ayesha.id:
            await go_on.wait()

    before_each_answer(bot, hold_up_ayesha)
    for person in (ayesha, bilal):
        person.says("lahore")
    async with polling(bot, tmp_path / "no such folder" / "inbox"):
        await until(lambda: heard(bilal))
        assert len(world.updates) == 2
        go_on.set()
        await until(lambda: heard(ayesha) and not len(world.updates))
    assert [len(heard(person)) for person in (ayesha, bilal)] == [1, 1]


async def test_before_a_webhook_takes_over_what_polling_left_is_answered(
    bot: Bot, world: World, people: list[Person], tmp_path: Path
) -> None:
    people[0].says("lahore")
    with opened_inbox(tmp_path / "inbox", time.time) as before_the_kill:
        await before_the_kill.keep(await came(bot))
    before = len(fetches(world))
    with opened_inbox(tmp_path / "inbox", time.time) as inbox:
        await Poller(bot, inbox=inbox).run_out(asyncio.Event())
    assert "Lahore" in heard(people[0])[-1]
    assert len(fetches(world)) == before
    assert (tmp_path / "inbox").read_bytes() == b""


# order


async def test_one_slow_chat_does_not_hold_up_the_others(
    bot: Bot, world: World, people: list[Person]
) -> None:
    ayesha, bilal, sana = people
    go_on = asyncio.Event()

    async def hold_up_ayesha(update: Update) -> None:
        if update.effective_chat and update.effective_chat.id == ayesha.id:
            await go_on.wait()

    before_each_answer(bot, hold_up_ayesha)
    async with polling(bot):
        for person in people:
            person.says("lahore")
        await until(lambda: heard(bilal) and heard(sana))
        assert not heard(ayesha)
        go_on.set()
        await until(lambda: heard(ayesha))


async def test_who_writes_while_a_slow_chat_is_being_answered_is_answered_meanwhile(
    bot: Bot, world: World, people: list[Person]
) -> None:
    ayesha, bilal, _ = people
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def hold_up_ayesha(update: Update) -> None:
        if update.effective_chat and update.effective_chat.id == ayesha.id:
            begun.set()
            await go_on.wait()

    before_each_answer(bot, hold_up_ayesha)
    async with polling(bot):
        ayesha.says("lahore")
        await begun.wait()
        bilal.says("karachi")
        await until(lambda: heard(bilal))
        await until(lambda: not len(world.updates))
        assert not heard(ayesha)  # hers is confirmed: it stands in the inbox
        go_on.set()
        await until(lambda: heard(ayesha))
    assert (len(heard(ayesha)), len(heard(bilal))) == (1, 1)


async def test_more_of_one_chat_than_are_taken_at_once_are_all_answered_in_order(
    bot: Bot, people: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiver, "MOST_IN_A_CHAT", 2)
    ayesha, bilal, _ = people
    cities = ["Lahore", "Karachi", "Multan", "Quetta", "Peshawar"]
    for city in cities:
        ayesha.says(city)
    bilal.says("sialkot")
    async with polling(bot):
        await until(lambda: len(heard(ayesha)) == len(cities))
    assert all(city in said for city, said in zip(cities, heard(ayesha), strict=True))
    assert "Sialkot" in heard(bilal)[0]


async def test_a_chat_with_more_than_are_taken_at_once_does_not_hold_up_the_others(
    bot: Bot, world: World, people: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiver, "MOST_IN_A_CHAT", 2)
    ayesha, bilal, _ = people
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def hold_up_multan(update: Update) -> None:
        if text_of(update) == "multan":
            begun.set()
            await go_on.wait()

    before_each_answer(bot, hold_up_multan)
    for city in ("lahore", "karachi", "multan", "quetta", "peshawar"):
        ayesha.says(city)
    async with polling(bot):
        await begun.wait()
        bilal.says("sialkot")
        await until(lambda: heard(bilal))
        go_on.set()
        await until(lambda: len(heard(ayesha)) == 5)
    assert "Peshawar" in heard(ayesha)[-1]


async def test_no_more_are_taken_in_all_than_the_bound(
    bot: Bot, people: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiver, "MOST", 2)
    for person in people:
        person.says("lahore")
    updates, taking = await bot.bot.fetch_updates(None, 0, ALLOWED_UPDATES), Receiver(bot)
    tasks = [taking.take(update) for update in updates]
    assert [task is None for task in tasks] == [False, False, True]
    await asyncio.gather(*filter(None, tasks))
    assert taking.take(updates[-1])
    await taking.finish(30)


async def test_what_telegram_gives_out_twice_is_answered_once(
    bot: Bot, world: World, people: list[Person]
) -> None:
    world.faults.duplicated = 1
    people[0].says("lahore")
    poller = Poller(bot)
    while await poller.poll():
        pass
    assert len(heard(people[0])) == 1


async def test_the_messages_of_one_chat_are_answered_one_after_the_other(
    bot: Bot, people: list[Person]
) -> None:
    at_work: set[str] = set()
    together: list[set[str]] = []

    async def note(update: Update) -> None:
        at_work.add(text_of(update))
        together.append(set(at_work))
        await asyncio.sleep(0.01)
        at_work.discard(text_of(update))

    before_each_answer(bot, note)
    cities = ["Lahore", "Karachi", "Multan", "Quetta"]
    for city in cities:
        people[0].says(city)
    await Poller(bot).poll()
    assert together == [{city} for city in cities]
    assert [city for city, said in zip(cities, heard(people[0]), strict=True) if city in said] == cities


# failures


async def test_a_handler_that_fails_stops_neither_its_chat_nor_the_others(
    bot: Bot, world: World, people: list[Person]
) -> None:
    async def fail(update: Update) -> None:
        if text_of(update) == "lahore":
            raise ZeroDivisionError

    before_each_answer(bot, fail)
    ayesha, bilal, _ = people
    poller = Poller(bot)
    ayesha.says("lahore")
    bilal.says("karachi")
    ayesha.says("multan")
    await poller.poll()
    await poller.poll()
    assert "Multan" in heard(ayesha)[-1]
    assert "Karachi" in heard(bilal)[-1]
    assert len(world.updates) == 0


async def test_an_update_that_cannot_be_understood_holds_up_nobody(
    bot: Bot, world: World, people: list[Person]
) -> None:
    world.updates.put("message", {"message_id": []})
    people[0].says("lahore")
    async with polling(bot):
        await until(lambda: heard(people[0]) and not len(world.updates))


@pytest.mark.parametrize(
    ("status", "description"),
    [(502, "Bad Gateway"), (500, "Internal Server Error"), (409, "Conflict: terminated by other request")],
)
async def test_a_telegram_that_can_not_be_reached_is_tried_again(
    bot: Bot, world: World, people: list[Person], status: int, description: str
) -> None:
    world.fail_next("getUpdates", status, description)
    people[0].says("lahore")
    async with polling(bot):
        await until(lambda: heard(people[0]))
    assert [call.error_code for call in fetches(world)][:2] == [status, None]


async def test_a_token_that_is_revoked_ends_the_polling(bot: Bot, world: World) -> None:
    world.fail_next("getUpdates", 401, "Unauthorized")
    with pytest.raises(InvalidToken):
        await Poller(bot).run(asyncio.Event())


async def test_a_reply_telegram_could_not_take_is_sent_when_it_can(
    bot: Bot, world: World, people: list[Person]
) -> None:
    world.fail_next("sendMessage", 502, "Bad Gateway")
    people[0].says("lahore")
    pauses: list[float] = []
    poller = Poller(bot, Receiver(bot, settling=Settling(bot, sleep=noting(pauses))))
    await poller.poll()
    await poller.poll()
    assert "Lahore" in heard(people[0])[-1]
    assert pauses == [1.0]


# stopping


async def test_a_stop_ends_an_open_long_poll(bot: Bot, world: World) -> None:
    async with polling(bot) as stop:
        await until(lambda: world.updates._reader)
        stop.set()
    assert fetches(world) == []


async def test_a_stop_before_the_start_fetches_nothing(bot: Bot, world: World, people: list[Person]) -> None:
    people[0].says("lahore")
    stop = asyncio.Event()
    stop.set()
    await Poller(bot).run(stop)
    assert fetches(world) == []
    assert len(world.updates) == 1


async def test_the_last_updates_are_confirmed_when_the_bot_stops(
    bot: Bot, world: World, people: list[Person]
) -> None:
    async with polling(bot) as stop:
        people[0].says("lahore")
        # at the first word of the bot, so before a next fetch could confirm
        world.listen(lambda _: stop.set())
        await until(stop.is_set)
    assert "Lahore" in heard(people[0])[-1]
    assert len(world.updates) == 0


async def test_what_is_being_answered_when_the_bot_stops_is_finished_and_confirmed(
    bot: Bot, world: World, people: list[Person]
) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def hold_up(_: Update) -> None:
        begun.set()
        await go_on.wait()

    before_each_answer(bot, hold_up)
    people[0].says("lahore")
    async with polling(bot) as stop:
        await begun.wait()
        stop.set()
        await asyncio.sleep(0.01)
        go_on.set()
    assert "Lahore" in heard(people[0])[-1]
    assert len(world.updates) == 0


async def test_what_takes_too_long_is_broken_off_and_dealt_with_after_the_next_start(
    bot: Bot, world: World, people: list[Person], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(faces, "GRACE_SECONDS", 0.2)
    bilal_waits, go_on = asyncio.Event(), asyncio.Event()

    async def hold_up_bilal(update: Update) -> None:
        if update.effective_chat and update.effective_chat.id == people[1].id:
            bilal_waits.set()
            await go_on.wait()

    before_each_answer(bot, hold_up_bilal)
    for person in people:
        person.says("lahore")
    async with polling(bot, tmp_path / "inbox") as stop:
        await bilal_waits.wait()
        await until(lambda: heard(people[0]) and heard(people[2]))
        stop.set()
    assert len(world.updates) == 0
    go_on.set()
    async with polling(bot, tmp_path / "inbox"):
        await until(lambda: heard(people[1]))
    assert [len(heard(person)) for person in people] == [1, 1, 1]


async def test_a_telegram_that_is_gone_at_the_stop_does_not_fail_it(
    bot: Bot, world: World, people: list[Person]
) -> None:
    people[0].says("lahore")
    async with polling(bot) as stop:
        await until(lambda: heard(people[0]))
        world.fail_next("getUpdates", 502, "Bad Gateway")
        stop.set()
