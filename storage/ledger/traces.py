"""What is kept about a person outside the rows of their chat, to be shown to them."""

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.announcements import DeliveryState
from domain.people import Person, Traces
from storage.ledger import staff
from storage.ledger.audience import NEW_MESSAGES
from storage.ledger.tables import announcements, audit, deliveries


async def find(connection: AsyncConnection, person: Person) -> Traces:
    """The traces of a person. Corrections and recalls of what they have received don't count as received."""
    received = (
        select(func.count(), func.max(deliveries.c.finished_at))
        .join(announcements, announcements.c.id == deliveries.c.announcement_id)
        .where(
            deliveries.c.person_id == person.id,
            deliveries.c.state == DeliveryState.DELIVERED,
            announcements.c.purpose.in_(NEW_MESSAGES),
        )
    )
    number, last = (await connection.execute(received)).one()
    return Traces(
        received=number,
        last_received=last,
        member=await staff.find(connection, person.chat_id),
        acts=await _acts(connection, person.chat_id),
    )


async def of_staff(connection: AsyncConnection, chat_id: int) -> bool:
    """Whether somebody is or was on the staff."""
    return bool(await staff.find(connection, chat_id) or await _acts(connection, chat_id))


async def _acts(connection: AsyncConnection, user_id: int) -> int:
    """How many acts of staff are written down that somebody did, or by which they got or lost a role."""
    named = f"user={user_id}"
    about_them = or_(audit.c.detail == named, audit.c.detail.startswith(f"{named} "))
    counted = select(func.count()).where(or_(audit.c.actor == user_id, about_them))
    return (await connection.execute(counted)).scalar_one()
