"""Pacing in virtual time: the real library, a played Telegram, and a clock that jumps to what is next."""

import asyncio
import json
import selectors
from bisect import bisect_left
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.error import RetryAfter, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.assembly import assembled
from bot.pacing import Pacing, Unpaced
from bot.settings import Settings
from handlers.bot_api import TelegramBot
from handlers.lanes import Lane, Ticket
from handlers.services import Bot
from sandbox.world import World
from tests.bot.telegram import Telegram

T = TypeVar("T")
ROUND_TRIP = 0.030
TIMES_OUT = 5.0
SECOND_OF_A_SLOW_CLOCK = 1.0009


@pytest.fixture(autouse=True, scope="module")
def _timedeltas() -> Iterable[None]:
    """Without this python-telegram-bot warns of every RetryAfter it makes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PTB_TIMEDELTA", "1")
        yield


class Instant(selectors.SelectSelector):
    """Passes the time in no time."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 5000.0

    def select(self, timeout: float | None = None) -> list[Any]:
        assert timeout is not None, "everybody waits for something that never comes"
        # as in a real clock, something passes always: a wait may be shorter than a float can add
        self.now += max(timeout, 1e-9)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self.clock = Instant()
        super().__init__(self.clock)

    def time(self) -> float:
        return self.clock.now

    def stall(self, seconds: float) -> None:
        """Something keeps the core busy: the time passes and nothing runs."""
        self.clock.now += seconds


@dataclass
class Arrival:
    time: float
    method: str
    chat: int


@dataclass
class Api(BaseRequest):
    """Takes every request, some time after it was sent, and says so some time later.

    The server's own clock goes on whatever happens to the bot's process.
    """

    loop: VirtualLoop
    way: Callable[[], float] = lambda: ROUND_TRIP / 2
    arrivals: list[Arrival] = field(default_factory=list)
    refusals: list[int] = field(default_factory=list)

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **more: Any
    ) -> tuple[int, bytes]:
        name = url.rpartition("/")[2]
        if name == "getMe":
            return answer({"id": 1, "is_bot": True, "first_name": "Rahnuma", "username": "rahnuma_bot"})
        assert request_data
        there, back = self.way(), self.way()
        sent = self.loop.time()
        chat = int(str(request_data.parameters.get("chat_id", 0)))
        self.arrivals.append(Arrival(sent + there, name, chat))
        refused = self.refusals.pop(0) if self.refusals else 0
        if there + back > TIMES_OUT:
            await asyncio.sleep(TIMES_OUT)
            raise TimedOut
        await asyncio.sleep(there + back)
        if refused:
            return 429, json.dumps({"ok": False, "parameters": {"retry_after": refused}}).encode()
        chat_type = "private" if chat > 0 else "group"
        return answer({"message_id": 1, "date": 0, "chat": {"id": chat, "type": chat_type}})

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    @property
    def read_timeout(self) -> float:
        return TIMES_OUT

    def to(self, *chats: int) -> list[float]:
        """When something reached these chats."""
        return sorted(arrival.time for arrival in self.arrivals if not chats or arrival.chat in chats)

    def most_within(self, seconds: float, *chats: int) -> int:
        """The largest number of requests that came within any span so long."""
        times = self.to(*chats)
        return max(bisect_left(times, time + seconds) - number for number, time in enumerate(times))


def answer(result: dict[str, Any]) -> tuple[int, bytes]:
    return 200, json.dumps({"ok": True, "result": result}).encode()


class Scene:
    """A bot, its Telegram, and the time."""

    def __init__(self, loop: VirtualLoop) -> None:
        self.loop, self.telegram = loop, Api(loop)
        self.started = loop.time()
        self.sleep: Callable[[float], Coroutine[Any, Any, None]] = asyncio.sleep
        self.pacing, self.bot = self.restarted()

    def restarted(self) -> tuple[Pacing, TelegramBot]:
        """A new process: nothing is known of the last one."""
        self.pacing = Pacing(monotonic=self.loop.time, sleep=self.sleep)
        self.bot = TelegramBot(
            "1:a", request=self.telegram, get_updates_request=self.telegram, rate_limiter=self.pacing
        )
        return self.pacing, self.bot

    @property
    def now(self) -> float:
        return self.loop.time() - self.started

    async def reply(self, chat: int) -> float:
        """Sends a reply; returns for how long it was held back, in seconds."""
        asked, known = self.loop.time(), len(self.telegram.arrivals)
        await self.bot.send_message(chat, "Salam")
        arrival = next(each for each in self.telegram.arrivals[known:] if each.chat == chat)
        return round(arrival.time - ROUND_TRIP / 2 - asked, 6)

    async def announce(self, chat: int, **more: Any) -> None:
        await self.bot.send_message(chat, "News", rate_limit_args=Ticket(Lane.BULK), **more)

    async def announce_to(self, chats: Iterable[int], workers: int = 8, **more: Any) -> None:
        """A whole run, as the sender does it: so many at a time."""
        waiting = iter(chats)

        async def work() -> None:
            for chat in waiting:
                await self.announce(chat, **more)

        await asyncio.gather(*(work() for _ in range(workers)))


def played(scenario: Callable[[Scene], Coroutine[Any, Any, T]]) -> T:
    """Plays it in virtual time."""
    loop = VirtualLoop()

    async def whole() -> T:
        scene = Scene(loop)
        async with scene.bot:
            return await scenario(scene)

    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        return runner.run(whole())


async def second(scene: Scene) -> None:
    """Lets the first second pass, in which nothing leaves."""
    await asyncio.sleep(1.1)


# the limit of the bot


@st.composite
def troubles(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "random": Random(draw(st.integers(0, 2**32))),
        "longest": draw(st.sampled_from([0.001, 0.1, 0.9, 2.0, 4.0])),
        "lost": draw(st.sampled_from([0, 0, 0.1])),
        "late": draw(st.sampled_from([0, 0.01, 0.5])),
        "stall": draw(st.sampled_from([0, 0.02, 1.5])),
        "replies": draw(st.sampled_from([0, 2, 15, 60])),
        "workers": draw(st.sampled_from([1, 8, 64])),
    }


async def troubled(scene: Scene, trouble: dict[str, Any]) -> None:
    """An announcement and replies, over a bad line, on a busy machine with late timers."""
    random: Random = trouble["random"]

    def way() -> float:
        if random.random() < 0.1:
            scene.loop.stall(random.uniform(0, trouble["stall"]))
        if random.random() < trouble["lost"]:
            return random.uniform(TIMES_OUT, TIMES_OUT + 8)
        return random.uniform(0, trouble["longest"] / 2)

    async def late(seconds: float) -> None:
        await asyncio.sleep(seconds + random.uniform(0, trouble["late"]))

    async def announce(chats: range) -> None:
        await asyncio.gather(*(scene.announce(chat) for chat in chats), return_exceptions=True)

    async def talk(chats: range) -> None:
        for chat in chats:
            talks.append(asyncio.create_task(scene.reply(chat)))
            await asyncio.sleep(random.expovariate(trouble["replies"]))

    talks: list[asyncio.Task[float]] = []
    scene.sleep = late
    scene.restarted()
    scene.telegram.way = way
    count = 150 // trouble["workers"]
    runs = [announce(range(1 + n * count, 1 + (n + 1) * count)) for n in range(trouble["workers"])]
    replies = range(1000, 1000 + min(5 * trouble["replies"], 100))
    await asyncio.gather(*runs, talk(replies) if replies else asyncio.sleep(0))
    await asyncio.gather(*talks, return_exceptions=True)


@settings(max_examples=60, deadline=None)
@given(troubles())
def test_no_second_at_telegram_holds_more_than_thirty_whatever_happens(trouble: dict[str, Any]) -> None:
    async def scenario(scene: Scene) -> int:
        await troubled(scene, trouble)
        return scene.telegram.most_within(SECOND_OF_A_SLOW_CLOCK)

    assert played(scenario) <= 30


@pytest.mark.parametrize(("paid", "rate"), [(False, 30), (True, 1000)])
@pytest.mark.parametrize("round_trip", [0.03, 0.1])
def test_an_announcement_alone_keeps_the_rate_that_the_limit_allows(
    paid: bool, rate: int, round_trip: float
) -> None:
    async def scenario(scene: Scene) -> tuple[float, int]:
        scene.telegram.way = lambda: round_trip / 2
        await scene.announce_to(range(1, 1 + 5 * rate), workers=256, allow_paid_broadcast=paid or None)
        times = scene.telegram.to()
        return (len(times) - 1) / (times[-1] - times[0]), scene.telegram.most_within(1.0)

    held, most = played(scenario)
    assert held >= 0.97 * rate / (1 + round_trip)
    assert most == rate


def test_timers_that_come_late_cost_no_rate() -> None:
    async def scenario(scene: Scene) -> float:
        random = Random(1)
        scene.sleep = lambda seconds: asyncio.sleep(seconds + random.uniform(0, 0.008))
        scene.restarted()
        await scene.announce_to(range(1, 300))
        times = scene.telegram.to()
        return (len(times) - 1) / (times[-1] - times[0])

    assert played(scenario) >= 0.97 * 30 / (1 + ROUND_TRIP)


def test_an_announcement_is_spread_evenly_over_each_second() -> None:
    async def scenario(scene: Scene) -> tuple[int, int]:
        await scene.announce_to(range(1, 150), workers=64)
        return scene.telegram.most_within(0.1), scene.telegram.most_within(0.5)

    tenth, half = played(scenario)
    assert tenth <= 6
    assert half <= 18


def test_after_a_stall_nothing_is_made_up_for_in_a_burst() -> None:
    async def scenario(scene: Scene) -> int:
        run = asyncio.create_task(scene.announce_to(range(1, 150), workers=64))
        await asyncio.sleep(3)
        scene.loop.stall(2)
        await run
        return scene.telegram.most_within(0.1)

    assert played(scenario) <= 7


def test_in_the_first_second_nothing_leaves_as_nobody_knows_what_left_before_it() -> None:
    async def scenario(scene: Scene) -> float:
        await asyncio.gather(scene.announce(1), scene.reply(2), scene.announce(3, allow_paid_broadcast=True))
        return scene.telegram.to()[0] - scene.started

    assert 1 <= played(scenario) < 1.02


def test_a_process_that_is_killed_and_started_anew_stays_within_the_limit() -> None:
    async def scenario(scene: Scene) -> int:
        for start in (0, 1000, 2000):
            run = asyncio.create_task(scene.announce_to(range(start + 1, start + 900)))
            await asyncio.sleep(2.5)
            run.cancel()
            scene.restarted()
        return scene.telegram.most_within(1.0)

    assert played(scenario) <= 30


def test_paid_messages_take_no_places_from_the_others() -> None:
    async def scenario(scene: Scene) -> tuple[int, float]:
        paid = scene.announce_to(range(1, 3000), workers=128, allow_paid_broadcast=True)
        await asyncio.gather(paid, scene.announce_to(range(5000, 5090)))
        return scene.telegram.most_within(1.0, *range(1, 3000)), scene.now

    most, seconds = played(scenario)
    assert most == 1000
    assert seconds < 5


def test_whoever_gives_up_waiting_leaves_no_place_behind() -> None:
    async def scenario(scene: Scene) -> float:
        waiting = [asyncio.create_task(scene.announce(chat)) for chat in range(1, 200)]
        await asyncio.sleep(0.5)
        for task in waiting:
            task.cancel()
        await asyncio.sleep(1)
        before = scene.now
        await asyncio.gather(*(scene.reply(chat) for chat in range(500, 530)))
        return scene.now - before

    assert played(scenario) < 0.05


# replies


def test_replies_wait_for_nothing_while_they_are_few() -> None:
    async def scenario(scene: Scene) -> list[float]:
        await second(scene)
        return await asyncio.gather(*(scene.reply(chat) for chat in range(1, 31)))

    assert set(played(scenario)) == {0}


def test_the_thirty_first_reply_of_a_second_waits_for_the_next() -> None:
    async def scenario(scene: Scene) -> list[float]:
        await second(scene)
        return await asyncio.gather(*(scene.reply(chat) for chat in range(1, 32)))

    assert 1 <= played(scenario)[-1] <= 1.1


@settings(max_examples=20, deadline=None)
@given(st.lists(st.floats(0.3, 3), min_size=5, max_size=20))
def test_replies_during_an_announcement_are_not_held_back(pauses: list[float]) -> None:
    async def scenario(scene: Scene) -> list[float]:
        run = asyncio.create_task(scene.announce_to(range(1, 10_000)))
        await asyncio.sleep(4)
        waits = []
        for number, pause in enumerate(pauses):
            waits.append(await scene.reply(20_000 + number))
            await asyncio.sleep(pause)
        run.cancel()
        return waits

    first, *others = played(scenario)
    assert first <= 0.15
    assert set(others) == {0}


@pytest.mark.parametrize("at", [4.0, 4.2, 4.4, 4.6, 4.8])
def test_the_first_reply_of_a_quiet_time_is_the_next_to_leave(at: float) -> None:
    async def scenario(scene: Scene) -> list[float]:
        run = asyncio.create_task(scene.announce_to(range(1, 10_000)))
        await asyncio.sleep(at)
        asked = scene.loop.time() + ROUND_TRIP / 2
        answered = asked + await scene.reply(20_000)
        run.cancel()
        return [time for time in scene.telegram.to(*range(1, 10_000)) if asked < time <= answered]

    assert played(scenario) == []


def test_a_crowd_of_replies_during_an_announcement_gets_every_place_that_becomes_free() -> None:
    async def scenario(scene: Scene) -> tuple[list[float], list[float]]:
        run = asyncio.create_task(scene.announce_to(range(1, 10_000)))
        await asyncio.sleep(4)
        await scene.reply(19_999)
        await asyncio.sleep(2)
        begun = scene.loop.time()
        waits = await asyncio.gather(*(scene.reply(20_000 + number) for number in range(20)))
        run.cancel()
        announced = scene.telegram.to(*range(1, 10_000))
        return waits, [time - begun for time in announced if time > begun + ROUND_TRIP / 2]

    waits, announced = played(scenario)
    assert waits[:4] == [0] * 4
    assert max(waits) < 16 / 25 + 0.1
    assert waits == sorted(waits)
    assert [time for time in announced if time < max(waits)] == []


def test_an_announcement_gives_way_for_as_long_as_people_talk() -> None:
    async def scenario(scene: Scene) -> tuple[list[float], int, int]:
        run = asyncio.create_task(scene.announce_to(range(1, 10_000)))
        await asyncio.sleep(4)
        talks = []
        for number in range(200):
            talks.append(asyncio.create_task(scene.reply(20_000 + number)))
            await asyncio.sleep(0.05)
        waits = await asyncio.gather(*talks)
        run.cancel()
        announced = [time for time in scene.telegram.to(*range(1, 10_000)) if time > scene.started + 5]
        return waits, len(announced), scene.telegram.most_within(1.0)

    waits, announced, most = played(scenario)
    assert max(waits[20:]) < 0.05
    assert 30 <= announced <= 70
    assert most <= 30


# the limits of a chat


def test_quick_taps_in_one_chat_are_answered_at_once_up_to_five_in_five_seconds() -> None:
    async def scenario(scene: Scene) -> list[float]:
        await second(scene)
        waits = []
        for _ in range(7):
            waits.append(await scene.reply(1))
            await asyncio.sleep(0.3)
        return waits

    *quick, sixth, seventh = played(scenario)
    assert quick == [0] * 5
    assert 3 < sixth < 4
    assert seventh < 0.1


def test_one_chat_never_gets_more_than_one_message_a_second_over_any_longer_time() -> None:
    async def scenario(scene: Scene) -> int:
        await second(scene)
        for _ in range(60):
            await scene.reply(1)
        return scene.telegram.most_within(20, 1)

    assert played(scenario) <= 20


def test_in_bulk_a_chat_gets_one_message_a_second_replies_included() -> None:
    async def scenario(scene: Scene) -> list[float]:
        await second(scene)
        await scene.reply(1)
        await asyncio.gather(*(scene.announce(1) for _ in range(3)))
        return scene.telegram.to(1)

    times = played(scenario)
    assert all(1 <= later - earlier < 1.1 for earlier, later in pairwise(times))


def test_an_announcement_that_is_next_lets_its_chat_have_a_second_when_a_reply_came_in_between() -> None:
    async def scenario(scene: Scene) -> list[float]:
        run = asyncio.gather(*(scene.announce(chat) for chat in range(1, 100)))
        await asyncio.sleep(2.5)
        await asyncio.gather(*(scene.reply(chat) for chat in range(50, 55)))
        await run
        return [later - earlier for earlier, later in (scene.telegram.to(chat) for chat in range(50, 55))]

    assert min(played(scenario)) >= 1


def test_a_chat_that_has_to_wait_holds_up_no_other() -> None:
    async def scenario(scene: Scene) -> float:
        await second(scene)
        runs = [scene.announce(1) for _ in range(5)] + [scene.announce(chat) for chat in range(2, 30)]
        await asyncio.gather(*runs)
        return scene.telegram.to(*range(2, 30))[-1] - scene.started

    assert played(scenario) < 2.3


def test_a_group_gets_twenty_messages_a_minute_replies_edits_and_announcements_together() -> None:
    async def scenario(scene: Scene) -> tuple[int, float]:
        await second(scene)
        for _ in range(6):
            await scene.reply(-1)
            await scene.bot.edit_message_text("Salam", -1, 1)
            await asyncio.sleep(2.5)
        await asyncio.gather(*(scene.announce(-1) for _ in range(15)))
        return scene.telegram.most_within(60, -1), scene.now

    most, seconds = played(scenario)
    assert most == 20
    assert 60 < seconds < 90


def test_a_reply_that_would_have_to_wait_long_for_its_group_is_given_up_at_once() -> None:
    async def scenario(scene: Scene) -> tuple[float, float, int]:
        await second(scene)
        await asyncio.gather(*(scene.announce(-1) for _ in range(20)))
        before = scene.now
        with pytest.raises(RetryAfter) as given_up:
            await scene.reply(-1)
        return scene.now - before, seconds(given_up.value), len(scene.telegram.to(-1))

    waited, told, arrived = played(scenario)
    assert waited == 0
    assert 38 <= told <= 42
    assert arrived == 20


def test_answers_to_taps_and_edits_in_private_chats_are_never_held_back() -> None:
    async def scenario(scene: Scene) -> float:
        for _ in range(50):
            await scene.bot.answer_callback_query("1")
            await scene.bot.edit_message_text("Salam", 1, 1)
            await scene.bot.send_chat_action(1, "typing")
        return scene.now - 150 * ROUND_TRIP

    assert played(scenario) == pytest.approx(0, abs=1e-6)


def test_edits_in_bulk_are_paced_as_messages_are() -> None:
    async def scenario(scene: Scene) -> int:
        edits = (
            scene.bot.edit_message_text("Corrected", chat, 1, rate_limit_args=Ticket(Lane.BULK))
            for chat in range(1, 100)
        )
        await asyncio.gather(*edits)
        return scene.telegram.most_within(1.0)

    assert played(scenario) == 30


@pytest.mark.parametrize("method", ["send_message", "send_venue", "copy_message", "forward_message"])
def test_whatever_puts_a_message_into_a_chat_counts(method: str) -> None:
    more: dict[str, dict[str, Any]] = {
        "send_message": {"text": "Salam"},
        "send_venue": {"latitude": 31.5, "longitude": 74.3, "title": "Park", "address": "Lahore"},
        "copy_message": {"from_chat_id": 1, "message_id": 1},
        "forward_message": {"from_chat_id": 1, "message_id": 1},
    }

    async def scenario(scene: Scene) -> int:
        await asyncio.gather(*(getattr(scene.bot, method)(chat, **more[method]) for chat in range(1, 50)))
        return scene.telegram.most_within(1.0)

    assert played(scenario) == 30


def test_chats_are_forgotten_when_nothing_hangs_on_them_any_more() -> None:
    async def scenario(scene: Scene) -> tuple[int, int]:
        await scene.announce_to(range(1, 6000), workers=256, allow_paid_broadcast=True)
        during = len(scene.pacing._chats)
        await scene.announce_to(range(-1, -5, -1))
        for _ in range(31):
            await scene.reply(10_001)
            await asyncio.sleep(2)
        await scene.reply(-10_001)
        return during, len(scene.pacing._chats)

    during, after = played(scenario)
    assert during <= 5300
    assert after == 2


def test_a_chat_that_goes_on_talking_keeps_no_other_in_memory() -> None:
    async def scenario(scene: Scene) -> int:
        for number in range(50):
            await scene.reply(1)
            await scene.reply(100 + number)
            await asyncio.sleep(2)
        return len(scene.pacing._chats)

    assert played(scenario) <= 5


def test_a_429_is_forgotten_when_its_time_is_over() -> None:
    async def scenario(scene: Scene) -> int:
        for chat in range(1, 20):
            scene.telegram.refusals = [6]
            with pytest.raises(RetryAfter):
                await scene.reply(chat)
            await asyncio.sleep(7)
        return len(scene.pacing._chats._closed)

    assert played(scenario) == 1


# 429


def seconds(refusal: RetryAfter) -> float:
    told: Any = refusal.retry_after
    return float(told.total_seconds())


def test_after_a_429_the_announcement_stops_for_exactly_as_long_as_telegram_says_and_others_go_on() -> None:
    async def scenario(scene: Scene) -> tuple[float, list[float], float]:
        await scene.announce_to(range(1, 40))
        scene.telegram.refusals = [7]
        with pytest.raises(RetryAfter) as raised:
            await scene.announce(50)
        refused = scene.loop.time()
        run = asyncio.create_task(scene.announce_to(range(60, 70)))
        waits = []
        for chat in range(100, 105):
            waits.append(await scene.reply(chat))
            await asyncio.sleep(1)
        await run
        again = scene.telegram.to(*range(60, 70))[0] - ROUND_TRIP / 2 - refused
        return seconds(raised.value), waits, again

    told, waits, again = played(scenario)
    assert told == 7
    assert max(waits) < 0.05
    assert 7 <= again < 7.01


def test_after_a_429_to_an_announcement_its_chat_is_left_alone_too() -> None:
    async def scenario(scene: Scene) -> list[float]:
        await second(scene)
        scene.telegram.refusals = [4]
        with pytest.raises(RetryAfter):
            await scene.announce(1)
        await scene.reply(1)
        return scene.telegram.to(1)

    first, again = played(scenario)
    assert 4 <= again - first < 4.1


def test_a_short_429_to_a_reply_is_waited_out_by_its_chat_alone_and_the_reply_sent_again() -> None:
    async def scenario(scene: Scene) -> tuple[list[float], float, float]:
        await second(scene)
        scene.telegram.refusals = [3]
        refused = asyncio.create_task(scene.reply(1))
        await asyncio.sleep(0.1)
        before = scene.now
        elsewhere = await scene.reply(2)
        await scene.announce(3)
        passed = scene.now - before
        await refused
        return scene.telegram.to(1), elsewhere, passed

    (first, again), elsewhere, passed = played(scenario)
    assert 3 <= again - first - ROUND_TRIP / 2 < 3.03
    assert elsewhere == 0
    assert passed < 0.2


def test_a_private_edit_that_is_refused_shortly_is_made_again_too() -> None:
    async def scenario(scene: Scene) -> list[float]:
        scene.telegram.refusals = [3]
        await scene.bot.edit_message_text("Salam", 1, 1)
        return scene.telegram.to(1)

    first, again = played(scenario)
    assert 3 <= again - first < 3.05


def test_a_reply_that_is_refused_twice_is_given_up() -> None:
    async def scenario(scene: Scene) -> int:
        scene.telegram.refusals = [1, 2]
        with pytest.raises(RetryAfter):
            await scene.reply(1)
        return len(scene.telegram.to(1))

    assert played(scenario) == 2


def test_a_reply_that_is_refused_for_long_is_given_up_and_telegram_left_alone_about_its_chat() -> None:
    async def scenario(scene: Scene) -> tuple[list[float], float]:
        scene.telegram.refusals = [30]
        for told, pause in ((30, 10), (21, 16)):
            with pytest.raises(RetryAfter) as given_up:
                await scene.reply(1)
            assert seconds(given_up.value) == told
            await asyncio.sleep(pause)
        refused = scene.telegram.to(1)[0] + ROUND_TRIP / 2
        await scene.reply(1)
        return scene.telegram.to(1), refused

    (_, again), refused = played(scenario)
    assert 30 <= again - refused < 30.1


def test_a_call_that_timed_out_still_counts_as_it_may_still_arrive() -> None:
    async def scenario(scene: Scene) -> int:
        await second(scene)
        late = iter([TIMES_OUT + 1.5] * 30)
        scene.telegram.way = lambda: next(late, 0.0)
        lost = (scene.reply(chat) for chat in range(1, 16))
        await asyncio.gather(*lost, return_exceptions=True)
        await asyncio.sleep(1)
        await asyncio.gather(*(scene.reply(chat) for chat in range(100, 130)))
        return scene.telegram.most_within(1.0)

    assert played(scenario) <= 30


# in the bot


async def test_over_http_the_bot_is_paced(settings: Settings, world: World) -> None:
    async with Telegram(world).listening() as api:
        live = settings.model_copy(update={"telegram_api_url": api.url})
        async with assembled(live, world.bot.token) as bot:
            assert isinstance(bot.bot.rate_limiter, Pacing)


async def test_in_the_sandbox_nothing_is_held_back(bot: Bot) -> None:
    assert isinstance(bot.bot.rate_limiter, Unpaced)
