"""Deliveries as the sender uses them: claimed before the request, recorded right after it.

A row is `sending` from the commit before its request until the commit of its outcome. So what a dead sender
leaves behind are the rows that may have been sent, and no other.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    func,
    literal,
    not_,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.announcements import Announcement, Delivery, DeliveryState, Phase, Purpose, SkipReason, Verdict
from domain.languages import Language
from storage.ledger.audience import NEW_MESSAGES, SPOKEN, by_language
from storage.ledger.tables import REASON_LENGTH, announcements, deliveries, people

INTERRUPTED = "interrupted"
"""The reason of a doubt that an outcome did not cause: its sender ended between intent and outcome."""

_TRIED = [state for state in DeliveryState if state not in (DeliveryState.WAITING, DeliveryState.SKIPPED)]
_parents = deliveries.alias("parents")


@dataclass(frozen=True, slots=True)
class Claim:
    """What the sender may send now, and how many of those whose turn it was have opted out since."""

    deliveries: list[Delivery]
    skipped: int


async def claim(
    connection: AsyncConnection, announcement: Announcement, sender: str, limit: int, now: datetime
) -> Claim:
    """Take the next waiting deliveries, at most `limit`, and write down the intent to send them.

    Commit before the first request. Who has unsubscribed, blocked the bot or been forgotten is skipped, and
    so is who turned out not to have the parent's message.
    """
    rows = (await connection.execute(_next(announcement, limit))).mappings().all()
    unfit = {row["id"]: reason for row in rows if (reason := _unfit(row, announcement.purpose))}
    for reason in sorted(set(unfit.values())):
        await _skip(connection, [row_id for row_id, why in unfit.items() if why is reason], reason, now)
    claimed = [_delivery(row, announcement.id) for row in rows if row["id"] not in unfit]
    if claimed:
        await connection.execute(
            update(deliveries)
            .where(deliveries.c.id.in_([delivery.id for delivery in claimed]))
            .values(
                state=DeliveryState.SENDING,
                sender=sender,
                attempts=deliveries.c.attempts + 1,
                attempt_started_at=now,
                finished_at=None,
                reason=None,
                settled=None,
            )
        )
    return Claim(claimed, len(unfit))


async def record(
    connection: AsyncConnection, sender: str, verdicts: Sequence[Verdict], now: datetime
) -> None:
    """Write down what became of attempts of this sender; who is gone is marked as blocking the bot.

    An attempt that was put in doubt meanwhile, because its sender seemed dead, gets its final state after
    all; one that was tried anew since then is left as it is.
    """
    final = [verdict for verdict in verdicts if verdict.state is not DeliveryState.WAITING]
    back = [verdict for verdict in verdicts if verdict.state is DeliveryState.WAITING]
    if final:
        await connection.execute(_FINISH, [_attempt(one, sender) | _end(one, now) for one in final])
    if back:
        await connection.execute(_GIVE_BACK, [_attempt(one, sender) | _return(one) for one in back])
        await _skip_cancelled(connection, now)
    gone = [verdict.delivery.person_id for verdict in final if verdict.state is DeliveryState.GONE]
    if gone:
        since = func.coalesce(people.c.blocked_at, literal(now, people.c.blocked_at.type))
        await connection.execute(update(people).where(people.c.id.in_(gone)).values(blocked_at=since))


async def recover(
    connection: AsyncConnection, sender: str, under_way: Collection[Delivery], now: datetime
) -> int:
    """Put in doubt what somebody left while it was being sent, and say how many.

    Only for the holder of the sender's lease, who names the attempts that it has under way itself. A later
    attempt at one of these deliveries, by somebody who had the lease in between, is left all the same.
    """
    attempts = [(one.id, one.attempt) for one in under_way]
    mine = and_(deliveries.c.sender == sender, tuple_(deliveries.c.id, deliveries.c.attempts).in_(attempts))
    doubt = (
        update(deliveries)
        .where(deliveries.c.state == DeliveryState.SENDING, not_(mine))
        .values(state=DeliveryState.IN_DOUBT, reason=INTERRUPTED, finished_at=now)
    )
    return (await connection.execute(doubt)).rowcount


async def skip_waiting(connection: AsyncConnection, announcement_id: int, now: datetime) -> int:
    """Skip all that wait, because the announcement was cancelled, and say how many."""
    waiting = (deliveries.c.announcement_id == announcement_id, deliveries.c.state == DeliveryState.WAITING)
    skipped = _SKIPPED | {"reason": SkipReason.CANCELLED, "finished_at": now}
    return (await connection.execute(update(deliveries).where(*waiting).values(skipped))).rowcount


async def counts(connection: AsyncConnection, announcement_id: int) -> dict[DeliveryState, int]:
    """How many deliveries of an announcement are in each state; states without any are left out."""
    return await _by_state(connection, deliveries.c.announcement_id == announcement_id)


async def totals(connection: AsyncConnection) -> dict[DeliveryState, int]:
    """How many deliveries of all announcements are in each state; states without any are left out."""
    return await _by_state(connection)


async def tried(
    connection: AsyncConnection, announcement_id: int, since: datetime
) -> dict[DeliveryState, int]:
    """How many deliveries of an announcement that were attempted since a moment are in each state."""
    return await _by_state(
        connection,
        deliveries.c.announcement_id == announcement_id,
        deliveries.c.state.in_(_TRIED),
        deliveries.c.attempt_started_at >= since,
    )


async def is_left(connection: AsyncConnection, announcement_id: int) -> bool:
    """Whether a delivery of an announcement waits or is being sent."""
    open_states = (DeliveryState.WAITING, DeliveryState.SENDING)
    left = (deliveries.c.announcement_id == announcement_id, deliveries.c.state.in_(open_states))
    return (await connection.execute(select(deliveries.c.id).where(*left).limit(1))).first() is not None


async def waiting_by_language(connection: AsyncConnection, announcement_id: int) -> dict[Language, int]:
    """How many wait, by the language they want."""
    waiting = (deliveries.c.announcement_id == announcement_id, deliveries.c.state == DeliveryState.WAITING)
    languages = select(SPOKEN.label("language")).select_from(_with_people).where(*waiting)
    return await by_language(connection, languages)


async def inherit(connection: AsyncConnection, old_person: int, new_person: int) -> None:
    """Hand the deliveries of a person on to another, except of announcements that the other has too."""
    has = select(_parents.c.id).where(
        _parents.c.person_id == new_person, _parents.c.announcement_id == deliveries.c.announcement_id
    )
    mine = update(deliveries).where(deliveries.c.person_id == old_person, ~has.exists())
    await connection.execute(mine.values(person_id=new_person))


async def unlink(connection: AsyncConnection, person_id: int) -> None:
    """Forget which messages a person got. The rows stay, because an announcement's numbers must stay true."""
    mine = update(deliveries).where(deliveries.c.person_id == person_id)
    await connection.execute(mine.values(message_id=None))


_with_people = deliveries.outerjoin(people, people.c.id == deliveries.c.person_id)


def _next(announcement: Announcement, limit: int) -> Select[Any]:
    """The next waiting rows that no other sender has locked, with what is known of the person now.

    A row whose parent is still being sent is not next: only then it is known whether there is a message.
    """
    parent = (_parents.c.announcement_id == literal(announcement.parent_id, Integer)) & (
        _parents.c.person_id == deliveries.c.person_id
    )
    return (
        select(
            deliveries.c.id,
            deliveries.c.person_id,
            deliveries.c.attempts,
            deliveries.c.moved,
            people.c.chat_id,
            people.c.subscribed_at,
            people.c.blocked_at,
            func.coalesce(_parents.c.language, SPOKEN).label("language"),
            _parents.c.message_id.label("original_message_id"),
            _parents.c.finished_at.label("original_at"),
        )
        .select_from(_with_people.outerjoin(_parents, parent))
        .where(
            deliveries.c.announcement_id == announcement.id,
            deliveries.c.state == DeliveryState.WAITING,
            or_(_parents.c.state.is_(None), _parents.c.state != DeliveryState.SENDING),
        )
        .order_by(deliveries.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=deliveries)
    )


async def _by_state(connection: AsyncConnection, *which: ColumnElement[bool]) -> dict[DeliveryState, int]:
    grouped = select(deliveries.c.state, func.count()).where(*which).group_by(deliveries.c.state)
    return {row[0]: row[1] for row in await connection.execute(grouped)}


def _unfit(row: Mapping[Any, Any], purpose: Purpose) -> SkipReason | None:
    if row["chat_id"] is None:
        return SkipReason.FORGOTTEN
    if row["blocked_at"]:
        return SkipReason.BLOCKED
    if purpose in NEW_MESSAGES and row["subscribed_at"] is None:
        return SkipReason.UNSUBSCRIBED
    if purpose is not Purpose.ORIGINAL and row["original_message_id"] is None:
        return SkipReason.NO_MESSAGE
    return None


def _delivery(row: Mapping[Any, Any], announcement_id: int) -> Delivery:
    return Delivery(
        id=row["id"],
        announcement_id=announcement_id,
        person_id=row["person_id"],
        chat_id=row["chat_id"],
        language=row["language"],
        attempt=row["attempts"] + 1,
        moved=row["moved"],
        original_message_id=row["original_message_id"],
        original_at=row["original_at"],
    )


_SKIPPED = {"state": DeliveryState.SKIPPED, "sender": None}


async def _skip(
    connection: AsyncConnection, row_ids: Sequence[int], reason: SkipReason, now: datetime
) -> None:
    skipped = _SKIPPED | {"reason": reason, "finished_at": now}
    await connection.execute(update(deliveries).where(deliveries.c.id.in_(row_ids)).values(skipped))


async def _skip_cancelled(connection: AsyncConnection, now: datetime) -> None:
    """What comes back when its announcement was cancelled in the meantime does not wait for anything."""
    over = (Phase.CANCELLED, Phase.RECALLED)
    cancelled = select(announcements.c.id).where(announcements.c.phase.in_(over))
    waiting = deliveries.c.announcement_id.in_(cancelled), deliveries.c.state == DeliveryState.WAITING
    skipped = _SKIPPED | {"reason": SkipReason.CANCELLED, "finished_at": now}
    await connection.execute(update(deliveries).where(*waiting).values(skipped))


_THIS_ATTEMPT = (
    deliveries.c.id == bindparam("row_id"),
    deliveries.c.sender == bindparam("by"),
    deliveries.c.attempts == bindparam("attempt"),
)
_IS_SENDING = deliveries.c.state == DeliveryState.SENDING
_FINISH = (
    update(deliveries)
    .where(*_THIS_ATTEMPT, or_(_IS_SENDING, deliveries.c.state == DeliveryState.IN_DOUBT))
    .values({name: bindparam(name) for name in ("state", "reason", "message_id", "language", "finished_at")})
)
_GIVE_BACK = (
    update(deliveries)
    .where(*_THIS_ATTEMPT, _IS_SENDING)
    .values(
        state=DeliveryState.WAITING,
        sender=None,
        attempts=deliveries.c.attempts - bindparam("refund"),
        moved=bindparam("moved"),
    )
)


def _attempt(verdict: Verdict, sender: str) -> dict[str, object]:
    return {"row_id": verdict.delivery.id, "by": sender, "attempt": verdict.delivery.attempt}


def _end(verdict: Verdict, now: datetime) -> dict[str, object]:
    return {
        "state": verdict.state,
        "reason": verdict.reason and verdict.reason[:REASON_LENGTH],
        "message_id": verdict.message_id,
        "language": verdict.language,
        "finished_at": now,
    }


def _return(verdict: Verdict) -> dict[str, object]:
    return {"refund": 0 if verdict.used_up else 1, "moved": verdict.moved or verdict.delivery.moved}
