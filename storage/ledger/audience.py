"""Whom an announcement is for, as rows: the filter of an original, the recipients of a parent."""

from sqlalchemy import ColumnElement, Select, and_, func, insert, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.announcements import Announcement, Audience, DeliveryState, Purpose
from domain.languages import Language
from storage.ledger.tables import deliveries, people, staff, turns

NEW_MESSAGES = frozenset({Purpose.ORIGINAL, Purpose.FOLLOW_UP})
"""Purposes that bring something new, which only subscribers want. What corrects or takes back a message is
done to everybody who has it; a correction that has to come as a message of its own is new as well.
"""

SPOKEN = func.coalesce(
    people.c.language,
    select(turns.c.language).where(turns.c.chat_id == people.c.chat_id).scalar_subquery(),
    literal(Language.ENGLISH, people.c.language.type),
)
"""The language a person wants: chosen, else last spoken as long as that is kept, else English."""

_CANARY_STRIDE = 100
"""Every so-manieth person goes first, so that the first 1 % are old and new ones alike."""


async def count(connection: AsyncConnection, announcement: Announcement) -> dict[Language, int]:
    """How many would get it if it was approved now, by the language they want."""
    found = _recipients(announcement).add_columns(SPOKEN.label("language")).subquery()
    return await by_language(connection, select(found.c.language))


async def by_language(connection: AsyncConnection, languages: Select[Language]) -> dict[Language, int]:
    """How often each language comes in a selection."""
    language = languages.subquery().c.language
    rows = await connection.execute(select(language, func.count()).group_by(language))
    return {row[0]: row[1] for row in rows}


async def freeze(connection: AsyncConnection, announcement: Announcement) -> int:
    """Make a delivery for everybody whom it is for at this moment, and say how many that are."""
    chosen = (
        _recipients(announcement)
        .with_only_columns(
            literal(announcement.id, deliveries.c.announcement_id.type),
            people.c.id,
            literal(DeliveryState.WAITING, deliveries.c.state.type),
        )
        .order_by(people.c.id % _CANARY_STRIDE, people.c.id)
    )
    into = ["announcement_id", "person_id", "state"]
    made = insert(deliveries).from_select(into, chosen).execution_options(preserve_rowcount=True)
    return (await connection.execute(made)).rowcount


def _recipients(announcement: Announcement) -> Select[int]:
    chosen = select(people.c.id).where(people.c.blocked_at.is_(None))
    if announcement.purpose in NEW_MESSAGES:
        chosen = chosen.where(people.c.subscribed_at.is_not(None))
    if announcement.parent_id is None:
        return chosen.where(*_filters(announcement.audience))
    may_have = _is_in(announcement.parent_id, DeliveryState.IN_DOUBT)
    if announcement.purpose is Purpose.CORRECTION:
        may_have = and_(may_have, people.c.subscribed_at.is_not(None))
    return chosen.where(or_(_is_in(announcement.parent_id, *_HAVE), may_have))


_HAVE = (DeliveryState.DELIVERED, DeliveryState.SENDING)
"""States of those who have a message or are getting it now: whether it arrived is known before their turn."""


def _is_in(parent_id: int, *states: DeliveryState) -> ColumnElement[bool]:
    of_parent = select(deliveries.c.person_id).where(
        deliveries.c.announcement_id == parent_id, deliveries.c.state.in_(states)
    )
    return people.c.id.in_(of_parent)


def _filters(audience: Audience) -> list[ColumnElement[bool]]:
    filters: list[ColumnElement[bool]] = []
    if audience.languages:
        filters.append(SPOKEN.in_(audience.languages))
    if audience.cities or audience.provinces:
        at_home = people.c.city_id.in_(audience.cities), people.c.province.in_(audience.provinces)
        filters.append(or_(*at_home))
    if audience.interests:
        listed = literal(",") + people.c.interests + literal(",")
        filters.append(or_(*(listed.contains(f",{key},", autoescape=True) for key in audience.interests)))
    if audience.roles:
        member = and_(staff.c.user_id == people.c.chat_id, staff.c.role.in_(audience.roles))
        filters.append(select(staff.c.user_id).where(member).exists())
    return filters
