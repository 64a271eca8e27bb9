"""What became of deliveries: recorded right after each request, or found out about a sender that has died."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Boolean, and_, bindparam, func, literal, not_, or_, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.announcements import Delivery, DeliveryState, Phase, Settlement, Verdict
from storage.ledger import announcements
from storage.ledger.deliveries import is_left, skip_waiting
from storage.ledger.tables import REASON_LENGTH, deliveries, people

INTERRUPTED = "interrupted"
"""The reason of a doubt that an outcome did not cause: its sender ended between intent and outcome."""


async def record(
    connection: AsyncConnection, sender: str, verdicts: Sequence[Verdict], now: datetime
) -> None:
    """Write down what became of attempts of this sender; who is gone is marked as blocking the bot.

    An attempt that was put in doubt meanwhile, because its sender seemed dead, gets its final state after
    all, or waits again if it surely was not sent and nobody has decided to leave it. What staff let wait
    again does so, or was skipped at its turn, unless it has arrived. One that was tried anew since then is
    left as it is.
    """
    final = [verdict for verdict in verdicts if verdict.state is not DeliveryState.WAITING]
    back = [verdict for verdict in verdicts if verdict.state is DeliveryState.WAITING]
    if final:
        await connection.execute(_FINISH, [_attempt(one, sender) | _end(one, now) for one in final])
    if back:
        await connection.execute(_GIVE_BACK, [_attempt(one, sender) | _return(one) for one in back])
    for announcement_id in sorted({one.delivery.announcement_id for one in back}):
        await _line_up(connection, announcement_id, now)
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


async def _line_up(connection: AsyncConnection, announcement_id: int, now: datetime) -> None:
    """What has come back waits for nothing if its announcement was called off meanwhile. One that had
    finished, because all that was left was in doubt, goes on with it.
    """
    announcement = await announcements.find(connection, announcement_id)
    match announcement and announcement.phase:
        case Phase.CANCELLED | Phase.RECALLED:
            await skip_waiting(connection, announcement_id, now)
        case Phase.FINISHED if await is_left(connection, announcement_id):
            await announcements.change(connection, announcement_id, phase=Phase.SENDING, finished_at=None)


_THIS_ATTEMPT = (
    deliveries.c.id == bindparam("row_id"),
    deliveries.c.sender == bindparam("by"),
    deliveries.c.attempts == bindparam("attempt"),
)
_IS_SENDING = deliveries.c.state == DeliveryState.SENDING
_IS_IN_DOUBT = deliveries.c.state == DeliveryState.IN_DOUBT
_NEED_NOT_WAIT = and_(
    or_(deliveries.c.state == DeliveryState.WAITING, deliveries.c.state == DeliveryState.SKIPPED),
    deliveries.c.settled == Settlement.RESEND,
    bindparam("arrived", type_=Boolean),
)
_FINISH = (
    update(deliveries)
    .where(*_THIS_ATTEMPT, or_(_IS_SENDING, _IS_IN_DOUBT, _NEED_NOT_WAIT))
    .values({name: bindparam(name) for name in ("state", "reason", "message_id", "language", "finished_at")})
)
_GIVE_BACK = (
    update(deliveries)
    .where(*_THIS_ATTEMPT, or_(_IS_SENDING, and_(_IS_IN_DOUBT, deliveries.c.settled.is_(None))))
    .values(
        state=DeliveryState.WAITING,
        reason=None,
        finished_at=None,
        sender=None,
        attempts=deliveries.c.attempts - bindparam("refund"),
        moved=bindparam("moved"),
    )
)


def _attempt(verdict: Verdict, sender: str) -> dict[str, object]:
    return {"row_id": verdict.delivery.id, "by": sender, "attempt": verdict.delivery.attempt}


def _end(verdict: Verdict, now: datetime) -> dict[str, object]:
    return {
        "arrived": verdict.state is DeliveryState.DELIVERED,
        "state": verdict.state,
        "reason": verdict.reason and verdict.reason[:REASON_LENGTH],
        "message_id": verdict.message_id,
        "language": verdict.language,
        "finished_at": now,
    }


def _return(verdict: Verdict) -> dict[str, object]:
    return {"refund": 0 if verdict.used_up else 1, "moved": verdict.moved or verdict.delivery.moved}
