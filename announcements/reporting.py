"""How an announcement goes and how it went."""

import csv
import io
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from announcements.desk import Desk, existing
from domain.announcements import Announcement, DeliveryRecord, DeliveryState, Phase, Progress
from domain.switches import Function
from storage.ledger import announcements, deliveries, settling, switches, totals
from storage.ledger.connection import Connection

Reasons = list[tuple[DeliveryState, str, int]]
Gone = list[tuple[DeliveryState, str | None, int]]

_RATE_OVER = timedelta(minutes=1)
_PAGE = 500
_COLUMNS = (
    "person",
    "state",
    "reason",
    "language",
    "attempts",
    "attempt_started_at",
    "finished_at",
    "settled",
)


@dataclass(frozen=True, slots=True)
class Report:
    """The whole of an announcement. `reasons` are grouped and counted, the most frequent first. `off` says
    that announcements are switched off, `summed_up` that of deliveries only these numbers are left.
    """

    announcement: Announcement
    progress: Progress
    reasons: Reasons
    unsettled: int
    off: bool
    summed_up: bool = False

    @property
    def phase(self) -> Phase:
        """The phase that a card with this shows: it is being sent as long as anything is under way."""
        return Phase.SENDING if self.progress[DeliveryState.SENDING] else self.announcement.phase


async def listed(desk: Desk, actor: int, limit: int = 10, before: int | None = None) -> list[Announcement]:
    """The newest announcements, or those before an id."""
    async with desk.seeing(actor) as connection:
        return await announcements.newest(connection, limit, before)


async def report(desk: Desk, actor: int, announcement_id: int) -> Report:
    """Progress, rate, time left, and why some did not get it. `unsettled` are those in doubt, undecided."""
    async with desk.seeing(actor) as connection:
        announcement = await existing(connection, announcement_id)
        gone = await totals.find(connection, announcement_id)
        return Report(
            announcement,
            await _progress(connection, announcement, gone, desk.now()),
            _reasons(await settling.reasons(connection, announcement_id), gone),
            await settling.count_in_doubt(connection, announcement_id),
            await switches.is_off(connection, Function.ANNOUNCEMENTS),
            summed_up=bool(gone),
        )


async def in_doubt(
    desk: Desk, actor: int, announcement_id: int, after: int = 0, limit: int = 20
) -> list[DeliveryRecord]:
    """Those in doubt about whom nobody has decided yet, in pages: pass the last one's id as `after`."""
    async with desk.seeing(actor) as connection:
        return await settling.in_doubt(connection, announcement_id, after, limit)


async def csv_lines(desk: Desk, actor: int, announcement_id: int) -> AsyncIterator[str]:
    """The deliveries as lines of CSV: our id of the person, state, reason, times. No names, no chats."""
    yield _line(_COLUMNS)
    after = 0
    while True:
        async with desk.seeing(actor) as connection:
            records = await settling.page(connection, announcement_id, after, _PAGE)
        if not records:
            return
        for record in records:
            yield _line(_cells(record))
        after = records[-1].id


async def _progress(
    connection: Connection, announcement: Announcement, gone: Gone, now: datetime
) -> Progress:
    counts = Counter(await deliveries.counts(connection, announcement.id))
    for state, _, number in gone:
        counts[state] += number
    since = max(now - _RATE_OVER, announcement.started_at or now)
    ended = await settling.attempted_since(connection, announcement.id, since)
    return measured(counts, ended, (now - since).total_seconds())


def _reasons(kept: Reasons, gone: Gone) -> Reasons:
    numbers = Counter({(state, reason): number for state, reason, number in kept})
    for state, reason, number in gone:
        if reason:
            numbers[state, reason] += number
    return [(state, reason, number) for (state, reason), number in numbers.most_common()]


def measured(counts: dict[DeliveryState, int], ended: int, seconds: float) -> Progress:
    """The progress, given how many attempts have ended in the last so many seconds."""
    per_second = ended / seconds if seconds else 0.0
    remaining = Progress(counts, per_second, None).remaining
    left = timedelta(seconds=remaining / per_second) if per_second else None
    return Progress(counts, per_second, left)


def _cells(record: DeliveryRecord) -> Iterable[object]:
    moments = (record.attempt_started_at, record.finished_at)
    began, ended = (moment.isoformat(timespec="milliseconds") if moment else None for moment in moments)
    return (
        record.person_id,
        record.state,
        record.reason,
        record.language,
        record.attempts,
        began,
        ended,
        record.settled,
    )


def _line(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
