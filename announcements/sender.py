"""The sender: brings announcements to people, one attempt each.

It goes in turns. A turn is one transaction: the outcomes that have come in are recorded, the lease is
extended, and as many deliveries are claimed as there is room for. Only after its commit do their requests
start. A slot is free again when its outcome is recorded, so at any moment at most `in_flight` rows are
between intent and outcome: that many can be in doubt after a kill. The faster answers come, the more of them
share a turn, so that the disk is not what limits the rate.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

import structlog

from announcements.attempts import Attempts, Ended
from announcements.canary import CANARY, Canary
from announcements.claiming import Job, next_job
from announcements.desk import Clock
from announcements.messenger import Clearance, Messenger, NotSent
from announcements.recording import record
from announcements.requests import request
from announcements.restraint import Restraint
from domain.announcements import Announcement, Content, Delivery, Outcome, Purpose, Throttled
from domain.languages import Language
from storage.ledger import leases, recording
from storage.ledger.connection import Connection
from storage.ledger.engine import Ledger
from storage.ledger.leases import SENDER, Hold

log = structlog.get_logger(__name__)

Sleep = Callable[[float], Awaitable[None]]
Tell = Callable[[Announcement], Awaitable[None]]
"""Told of an announcement that the sender itself has paused or finished, once that is committed."""

LEASE = timedelta(seconds=10)
"""How long others leave a sender alone that does not say it lives."""
HEARTBEAT = 3.0
"""Seconds until the next turn where nothing calls for an earlier one."""
GRACE = 8.0
"""Seconds that requests which have left may take for their answers after a stop."""
GATHER = 0.05
"""Seconds that an outcome waits for others, up to a quarter of all slots, to share its turn with."""
_TRY_AGAIN = 1.0


async def _tell_nobody(_announcement: Announcement) -> None:
    pass


class Sender:
    """One per process; of all that share a ledger only the one that holds the lease sends.

    `owner` names this run and no other (host, process and something random). At most `in_flight` deliveries
    are between intent and outcome at any time, of a paid broadcast `in_flight_paid`; a rate of r a second at
    s seconds a request needs more than r * s of them.
    """

    def __init__(
        self,
        ledger: Ledger,
        messenger: Messenger,
        clock: Clock,
        sleep: Sleep,
        owner: str,
        in_flight: int = 8,
        tell: Tell = _tell_nobody,
        canary: Canary = CANARY,
        in_flight_paid: int = 128,
    ) -> None:
        self._ledger, self._messenger, self._clock, self._sleep = ledger, messenger, clock, sleep
        self._owner, self._tell, self._canary = owner, tell, canary
        self._in_flight, self._in_flight_paid = in_flight, in_flight_paid
        self._fills_a_turn = in_flight // 4
        self._attempts = Attempts(self._gate, self._note)
        self._ended: list[Ended] = []
        self._restraint = Restraint()
        self._held_until: datetime | None = None
        self._tellings: set[asyncio.Task[None]] = set()
        self._stirred, self._enough = asyncio.Event(), asyncio.Event()
        self._stopping = False

    async def run(self) -> None:
        """Sends whatever is due until `stop()`, then ends within ten seconds if the ledger does not tarry."""
        try:
            while not self._stopping:
                self._stirred.clear()
                self._enough.clear()
                await self._wait(self._stirred, await self._turn_or_try_again())
                if self._ended:
                    await self._wait(self._enough, GATHER)
        finally:
            await self._end()

    def stop(self) -> None:
        """Ends `run()`: starts nothing new, waits a little for what has left, gives the rest back."""
        self._stopping = True
        self.wake()

    def wake(self) -> None:
        """Something has changed: look at once."""
        self._stirred.set()
        self._enough.set()

    async def turn(self) -> float:
        """One turn; returns after how many seconds the next is due, unless something happens before."""
        now, ended = self._clock(), list(self._ended)
        restraint = self._restraint.after(ended, now, random.random())  # noqa: S311 - keeps no secret
        async with self._ledger.writing() as connection:
            await record(connection, self._owner, ended, restraint.throttled_until, now)
            leads = await self._leads(connection, now)
            job = await self._job(connection, restraint, len(ended), now) if leads else Job()
        del self._ended[: len(ended)]
        self._held_until = now + LEASE if leads else None
        # Telegram may have asked for a rest during the transaction
        self._restraint = restraint.throttled(self._restraint.throttled_until)
        self._set_about(job)
        return self._pause(job, leads, now)

    async def _leads(self, connection: Connection, now: datetime) -> bool:
        """Whether this sender has the lease. When it gets it, what others had under way is in doubt, and what
        Telegram told them is to be obeyed. What it had queueing itself, before somebody else had the lease,
        is not its to send any more.
        """
        hold = await leases.hold(connection, SENDER, self._owner, now, LEASE)
        if hold is Hold.TAKEN:
            self._attempts.call_back(all_but=None)
        if hold is Hold.TAKEN or (hold and self._held_until is None):
            ours = [*self._attempts.deliveries, *(one.delivery for one in self._ended)]
            recovered = await recording.recover(connection, self._owner, ours, now)
            log.log(logging.INFO if recovered else logging.DEBUG, "sender.leads", in_doubt=recovered)
            self._throttle(await leases.throttled_until(connection, SENDER))
        return hold is not None

    async def _job(self, connection: Connection, restraint: Restraint, recorded: int, now: datetime) -> Job:
        running = len(self._attempts)
        taken = running + len(self._ended) - recorded

        def room(due: Announcement) -> int:
            free = max(self._slots(due) - taken, 0)
            return restraint.throttled(self._restraint.throttled_until).room(free, running, now)

        return await next_job(connection, self._owner, room, restraint, self._canary, now)

    def _slots(self, due: Announcement) -> int:
        return self._in_flight if due.payer is None else self._in_flight_paid

    def _set_about(self, job: Job) -> None:
        """Does as was committed: calls back what is not due any more, starts what was claimed."""
        announcement = job.announcement
        due = announcement.id if announcement and not job.halted else None
        self._restraint = self._restraint.turned_to(due)
        self._attempts.call_back(all_but=due)
        self._fills_a_turn = self._slots(announcement) // 4 if announcement else 0
        if announcement and job.halted:
            self._say(announcement)
        elif announcement:
            for delivery in job.deliveries:
                self._start(announcement.purpose, delivery, *job.contents[delivery.language])

    def _start(self, purpose: Purpose, delivery: Delivery, language: Language, content: Content) -> None:
        def ask(clearance: Clearance) -> Coroutine[Any, Any, Outcome]:
            return request(self._messenger, purpose, delivery, content, clearance, self._clock())

        self._attempts.start(delivery, language, ask)

    def _pause(self, job: Job, leads: bool, now: datetime) -> float:
        if job.halted or job.skipped:
            return 0.0
        rest = self._restraint.rest(now).total_seconds()
        return min(rest, HEARTBEAT) if leads and rest else HEARTBEAT

    def _gate(self) -> None:
        now = self._clock()
        if self._stopping or not self._held_until or now >= self._held_until or self._restraint.rest(now):
            raise NotSent

    def _note(self, ended: Ended) -> None:
        self._ended.append(ended)
        if isinstance(ended.outcome, Throttled):
            self._throttle(self._clock() + timedelta(seconds=ended.outcome.seconds))
        self._stirred.set()
        if len(self._ended) >= self._fills_a_turn or not self._attempts:
            self._enough.set()

    def _throttle(self, until: datetime | None) -> None:
        self._restraint = self._restraint.throttled(until)

    async def _turn_or_try_again(self) -> float:
        """A ledger that fails is waited for. Outcomes are kept, and nothing leaves until it works again: what
        it may have taken for claimed is in doubt then.
        """
        try:
            return await self.turn()
        except Exception:
            log.exception("sender.turn_failed")
            self._held_until = None
            return _TRY_AGAIN

    async def _wait(self, event: asyncio.Event, seconds: float) -> None:
        waits = [asyncio.ensure_future(event.wait()), asyncio.ensure_future(self._sleep(seconds))]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    def _say(self, announcement: Announcement) -> None:
        log.info("announcement.halted", id=announcement.id, phase=announcement.phase)
        telling = asyncio.create_task(self._say_safely(announcement))
        self._tellings.add(telling)
        telling.add_done_callback(self._tellings.discard)

    async def _say_safely(self, announcement: Announcement) -> None:
        try:
            await self._tell(announcement)
        except Exception:
            log.exception("announcement.not_told", id=announcement.id)

    async def _end(self) -> None:
        """Waits for what has left, records it, gives back what has not left, and frees the lease."""
        self._stopping = True
        self._attempts.call_back(all_but=None)
        await self._attempts.finish(self._sleep(GRACE))
        for telling in self._tellings:
            telling.cancel()
        now, ended = self._clock(), self._ended
        async with self._ledger.writing() as connection:
            await record(connection, self._owner, ended, self._restraint.throttled_until, now)
            await leases.release(connection, SENDER, self._owner, now)
        ended.clear()
        self._held_until = None
