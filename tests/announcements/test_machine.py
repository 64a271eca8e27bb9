"""Whatever happens in whatever order, nobody gets an announcement twice unless staff wanted that."""

import asyncio
import shutil
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import AbstractContextManager, AsyncExitStack, ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import URL, NullPool, Row, create_engine, make_url, select

from announcements import afterwards, reporting, steering
from announcements.canary import Canary
from announcements.desk import Desk
from announcements.errors import Refused
from announcements.sender import LEASE, Sender
from domain.announcements import (
    Delivered,
    Delivery,
    DeliveryState,
    Gone,
    InDoubt,
    Moved,
    Outcome,
    Phase,
    Rejected,
    Throttled,
    Unavailable,
)
from storage.ledger.engine import migrate_ledger, open_ledger
from storage.ledger.recording import INTERRUPTED
from storage.ledger.tables import announcements, deliveries
from tests.announcements import office
from tests.announcements.conftest import hasten, idle
from tests.announcements.faults import FaultyLedger, fail
from tests.announcements.office import ADMIN
from tests.announcements.telegram import Request, Telegram
from tests.conftest import Clock
from tests.postgres import Server

PEOPLE = range(1, 11)
IN_FLIGHT = 3
FINAL = set(DeliveryState) - {DeliveryState.WAITING, DeliveryState.SENDING}
NOT_SENT = {DeliveryState.WAITING, DeliveryState.SKIPPED, DeliveryState.GONE, DeliveryState.FAILED}
OUTCOMES: dict[str, Outcome] = {
    "gone": Gone("blocked"),
    "rejected": Rejected("bad file"),
    "throttled": Throttled(20),
    "unavailable": Unavailable("502"),
}
slots = st.integers(0, 1)
T = TypeVar("T")


class Announcing(RuleBasedStateMachine):
    """Two senders, ten people, a Telegram that knows what arrived, and everything that can go wrong."""

    def __init__(self, approved: Callable[[], AbstractContextManager[str]]) -> None:
        super().__init__()
        self.runner, self.stack, self.connections = asyncio.Runner(), ExitStack(), AsyncExitStack()
        url = self.stack.enter_context(approved())
        self.ledger = self.do(self.connections.enter_async_context(open_ledger(url, Path())))
        hasten(self.ledger)
        self.faulty = FaultyLedger(self.ledger)
        onlooking = create_engine(synchronous(url), isolation_level="AUTOCOMMIT", poolclass=NullPool)
        self.onlooker = self.stack.enter_context(onlooking.connect())
        self.clock, self.telegram = Clock(), Telegram(silent=True, on_request=self.look_for_the_intent)
        self.desk, self.id = Desk(self.ledger, self.clock), 1
        self.arrived: Counter[int] = Counter()
        self.resent: Counter[int] = Counter()
        self.without_intent: list[Delivery] = []
        self.runs = self.new_chats = 0
        self.senders = [self.sender(), self.sender()]

    # what happens

    @rule(slot=slots, times=st.integers(1, 3))
    def turn(self, slot: int, times: int) -> None:
        before = self.interrupted()
        for _ in range(times):
            self.do(self.senders[slot].turn())
            self.do(idle())
        assert self.interrupted() - before <= IN_FLIGHT

    @rule(slot=slots, in_the_middle_of_a_turn=st.booleans())
    def crash(self, slot: int, in_the_middle_of_a_turn: bool) -> None:
        if in_the_middle_of_a_turn:
            # claimed and committed, but no request has started
            self.do(self.senders[slot].turn())
        for task in self.senders[slot]._attempts._running:
            task.cancel()
        self.do(idle())
        self.senders[slot] = self.sender()

    @rule()
    def jam(self) -> None:
        self.telegram.queued.update(PEOPLE)

    @rule()
    def let_through(self) -> None:
        self.telegram.let_through()
        self.do(idle())

    @rule(slot=slots, committed=st.booleans())
    def fail_to_write(self, slot: int, committed: bool) -> None:
        faults = self.faulty.after_commit if committed else self.faulty.before_commit
        faults.append(fail)
        self.do(self.senders[slot]._turn_or_try_again())
        faults.clear()
        self.do(idle())

    @rule(slot=slots)
    def stop_and_start(self, slot: int) -> None:
        self.do(self.senders[slot]._end())
        self.senders[slot] = self.sender()

    @precondition(lambda self: self.telegram.open)
    @rule(which=st.integers(0, IN_FLIGHT), how=st.sampled_from(sorted(OUTCOMES)))
    def answer(self, which: int, how: str) -> None:
        self.telegram.answer(self.open_request(which), OUTCOMES[how])
        self.do(idle())

    @precondition(lambda self: self.telegram.open)
    @rule(which=st.integers(0, IN_FLIGHT))
    def deliver(self, which: int) -> None:
        request = self.open_request(which)
        self.telegram.answer(request, self.take(request))
        self.do(idle())

    @precondition(lambda self: self.telegram.open)
    @rule(which=st.integers(0, IN_FLIGHT), arrives=st.booleans())
    def lose_the_answer(self, which: int, arrives: bool) -> None:
        request = self.open_request(which)
        if arrives:
            self.take(request)
        self.telegram.answer(request, InDoubt("timed out"))
        self.do(idle())

    @precondition(lambda self: self.telegram.open)
    @rule(which=st.integers(0, IN_FLIGHT))
    def move(self, which: int) -> None:
        self.new_chats += 1
        self.telegram.answer(self.open_request(which), Moved(-1000 - self.new_chats))
        self.do(idle())

    @rule(action=st.sampled_from([steering.pause, steering.resume, steering.resume]))
    def steer(self, action: Any) -> None:
        with suppress(Refused):
            self.do(action(self.desk, ADMIN, self.id))

    @rule(sure=st.integers(0, 2))
    def cancel(self, sure: int) -> None:
        if sure == 0:
            self.steer(steering.cancel)

    @rule(chat_id=st.sampled_from(PEOPLE), how=st.sampled_from(["unsubscribed", "blocked", "forgotten"]))
    def opt_out(self, chat_id: int, how: str) -> None:
        self.do(office.opt_out(self.desk, chat_id, how))

    @rule()
    def retry_failed(self) -> None:
        with suppress(Refused):
            self.do(afterwards.retry_failed(self.desk, ADMIN, self.id))

    @rule()
    def leave_doubts(self) -> None:
        self.do(afterwards.leave(self.desk, ADMIN, self.id))

    @rule()
    def resend_doubts(self) -> None:
        doubted = self.do(reporting.in_doubt(self.desk, ADMIN, self.id, limit=100))
        with suppress(Refused):
            self.do(afterwards.resend(self.desk, ADMIN, self.id))
            self.resent.update(record.person_id for record in doubted)

    @rule(slot=slots)
    def take_over(self, slot: int) -> None:
        self.wait(LEASE.total_seconds())
        self.turn(slot, times=1)

    @rule(seconds=st.sampled_from([1, LEASE.total_seconds(), 60, 3600]))
    def wait(self, seconds: float) -> None:
        self.clock.forward(seconds=seconds)

    # what must be so, always

    @invariant()
    def every_recipient_has_exactly_one_row(self) -> None:
        assert sorted(row.person_id for row in self.rows()) == list(PEOPLE)

    @invariant()
    def nobody_got_it_twice_unless_staff_sent_it_again(self) -> None:
        for person_id, times in self.arrived.items():
            assert times <= 1 + self.resent[person_id]

    @invariant()
    def what_the_rows_say_is_true(self) -> None:
        for row in self.rows():
            if self.resent[row.person_id] == 0:
                if row.state is DeliveryState.DELIVERED:
                    assert self.arrived[row.person_id] == 1
                elif row.state in NOT_SENT:
                    assert self.arrived[row.person_id] == 0

    @invariant()
    def what_has_finished_has_nothing_left(self) -> None:
        if self.onlooker.execute(select(announcements.c.phase)).scalar_one() is Phase.FINISHED:
            assert {row.state for row in self.rows()} <= FINAL

    @invariant()
    def no_more_are_in_flight_than_allowed(self) -> None:
        assert sum(row.state is DeliveryState.SENDING for row in self.rows()) <= IN_FLIGHT

    @invariant()
    def every_request_had_its_intent_committed(self) -> None:
        assert self.without_intent == []

    def look_for_the_intent(self, delivery: Delivery) -> None:
        """Called by Telegram for each request, while it is made; looks at what is committed."""
        intended = (delivery.id, DeliveryState.SENDING, delivery.attempt)
        if intended not in [(row.id, row.state, row.attempts) for row in self.rows()]:
            self.without_intent.append(delivery)

    # what must be so in the end

    def teardown(self) -> None:
        try:
            self.drain()
            self.what_the_rows_say_is_true()
            self.nobody_got_it_twice_unless_staff_sent_it_again()
            self.every_request_had_its_intent_committed()
        finally:
            self.do(self.connections.aclose())
            self.runner.close()
            self.stack.close()

    def drain(self) -> None:
        """Telegram works again, and staff resumes whatever is paused, until nothing is left to do."""
        self.let_through()
        for _ in range(300):
            self.clock.forward(seconds=self.do(self.senders[0].turn()))
            self.do(idle())
            for request in list(self.telegram.open):
                self.telegram.answer(request, self.take(request))
            self.do(idle())
            phase = self.onlooker.execute(select(announcements.c.phase)).scalar_one()
            if phase is Phase.PAUSED:
                self.steer(steering.resume)
            elif phase is not Phase.SENDING and {row.state for row in self.rows()} <= FINAL:
                return
        raise AssertionError(self.rows())

    # means

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def sender(self) -> Sender:
        self.runs += 1
        canary = Canary(least=4, gone=0.6, rejected=0.6)
        owner = f"run-{self.runs}"
        return Sender(self.faulty, self.telegram, self.clock, self.no_time, owner, IN_FLIGHT, canary=canary)

    async def no_time(self, _seconds: float) -> None:
        await idle()

    def open_request(self, which: int) -> Request:
        return self.telegram.open[which % len(self.telegram.open)]

    def take(self, request: Request) -> Delivered:
        self.arrived[request.delivery.person_id] += 1
        return self.telegram.take(request)

    def rows(self) -> Sequence[Row[Any]]:
        """What is committed, as somebody sees it who has nothing to do with the senders."""
        return self.onlooker.execute(select(deliveries)).all()

    def interrupted(self) -> int:
        return sum(row.reason == INTERRUPTED for row in self.rows())


# on every database


def test_no_history_in_a_file_reaches_anybody_twice_or_loses_anybody(tmp_path: Path) -> None:
    asyncio.run(approve(f"sqlite:///{tmp_path}/approved.db"))

    @contextmanager
    def copied() -> Iterator[str]:
        with TemporaryDirectory(dir=tmp_path) as folder:
            yield f"sqlite:///{shutil.copy(tmp_path / 'approved.db', folder)}"

    run(copied, examples=25)


def test_no_history_on_a_server_reaches_anybody_twice_or_loses_anybody(postgres_server: Server) -> None:
    with postgres_server.database() as approved:
        asyncio.run(approve(approved))
        run(partial(postgres_server.database, copy_of=approved), examples=4)


def run(approved: Callable[[], AbstractContextManager[str]], examples: int) -> None:
    """Has it happen in so many ways, each with a ledger of its own."""
    effort = settings(max_examples=examples, stateful_step_count=30, deadline=None)
    machine: Any = partial(Announcing, approved)  # any function that makes one will do, but is not said to
    run_state_machine_as_test(machine, settings=effort)


async def approve(url: str) -> None:
    """Makes a ledger in which an announcement to all these people is approved."""
    await migrate_ledger(url, Path())
    async with open_ledger(url, Path()) as ledger:
        desk = Desk(ledger, Clock())
        await office.hire(desk)
        await office.sent_to(desk, PEOPLE)


def synchronous(url: str) -> URL:
    """The same database, through a driver that does not need a loop."""
    drivers = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}
    parsed = make_url(url)
    return parsed.set(drivername=drivers[parsed.drivername])
