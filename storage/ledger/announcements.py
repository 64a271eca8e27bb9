"""Announcements and their texts. Functions that change an announcement return the new state."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.announcements import (
    Announcement,
    Attachment,
    AttachmentKind,
    Audience,
    Content,
    Phase,
    Purpose,
    Role,
    Text,
)
from domain.languages import Language
from domain.places import Province
from domain.replies import Link
from storage.ledger.tables import announcement_texts, announcements

TITLE_LENGTH = 100
"""Characters of a title that are kept."""


async def create(
    connection: AsyncConnection,
    title: str,
    author: int,
    now: datetime,
    audience: Audience,
    purpose: Purpose = Purpose.ORIGINAL,
    parent_id: int | None = None,
) -> Announcement:
    """A new draft, of revision 1."""
    row = {
        "purpose": purpose,
        "parent_id": parent_id,
        "phase": Phase.DRAFT,
        "title": title[:TITLE_LENGTH],
        "audience": _audience_row(audience),
        "revision": 1,
        "author": author,
        "created_at": now,
    }
    made = insert(announcements).values(row).returning(*announcements.c)
    return _announcement((await connection.execute(made)).mappings().one())


async def find(connection: AsyncConnection, announcement_id: int) -> Announcement | None:
    """An announcement, if there is one of that id."""
    chosen = select(announcements).where(announcements.c.id == announcement_id)
    row = (await connection.execute(chosen)).mappings().one_or_none()
    return _announcement(row) if row else None


async def newest(connection: AsyncConnection, limit: int, before: int | None = None) -> list[Announcement]:
    """Announcements, the newest first; with `before` those older than that id."""
    chosen = select(announcements).order_by(announcements.c.id.desc()).limit(limit)
    if before is not None:
        chosen = chosen.where(announcements.c.id < before)
    return [_announcement(row) for row in (await connection.execute(chosen)).mappings()]


async def due(connection: AsyncConnection, now: datetime) -> Announcement | None:
    """The announcement to send now: recalls first, then the one due longest."""
    arrived = and_(announcements.c.phase == Phase.SCHEDULED, announcements.c.scheduled_at <= now)
    moment = func.coalesce(announcements.c.scheduled_at, announcements.c.approved_at)
    chosen = (
        select(announcements)
        .where(or_(announcements.c.phase == Phase.SENDING, arrived))
        .order_by(announcements.c.purpose != Purpose.RECALL, moment, announcements.c.id)
        .limit(1)
    )
    row = (await connection.execute(chosen)).mappings().one_or_none()
    return _announcement(row) if row else None


async def change(connection: AsyncConnection, announcement_id: int, **values: object) -> Announcement:
    """Set columns of an announcement, by their names."""
    if isinstance(audience := values.get("audience"), Audience):
        values["audience"] = _audience_row(audience)
    changed = update(announcements).where(announcements.c.id == announcement_id).values(values)
    row = (await connection.execute(changed.returning(*announcements.c))).mappings().one()
    return _announcement(row)


async def write(connection: AsyncConnection, announcement_id: int, text: Text) -> None:
    """Keep a text, or that it is waived; earlier revisions stay."""
    content = text.content or Content("")
    row = {
        "announcement_id": announcement_id,
        "language": text.language,
        "revision": text.revision,
        "waived": text.content is None,
        "html": content.html,
        "attachment": content.attachment and content.attachment.kind.value,
        "file_id": content.attachment and content.attachment.file_id,
        "buttons": [[[button.label, button.url] for button in row] for row in content.buttons],
        "author": text.author,
        "written_at": text.written_at,
    }
    await connection.execute(insert(announcement_texts).values(row))


async def texts(connection: AsyncConnection, announcement_id: int) -> dict[Language, Text]:
    """The texts in force, waived ones too: of each language the newest."""
    return {text.language: text for text in await revisions(connection, announcement_id)}


async def texts_to_send(connection: AsyncConnection, announcement: Announcement) -> dict[Language, Text]:
    """What people get now: the texts of the newest approved correction, where the message has been corrected.

    So nobody gets the old text afterwards: neither from another try of the original nor from an older
    correction that goes on.
    """
    corrects = announcement.purpose is Purpose.CORRECTION
    corrected = announcement.parent_id if corrects else announcement.id
    newest = (
        select(announcements.c.id)
        .where(announcements.c.parent_id == corrected, announcements.c.purpose == Purpose.CORRECTION)
        .where(announcements.c.approved_at.is_not(None), announcements.c.phase != Phase.CANCELLED)
        .order_by(announcements.c.approved_at.desc(), announcements.c.id.desc())
        .limit(1)
    )
    correction_id = (await connection.execute(newest)).scalar_one_or_none()
    return await texts(connection, correction_id or announcement.id)


async def children(connection: AsyncConnection, parent_id: int, purpose: Purpose) -> list[Announcement]:
    """All corrections, recalls or follow-ups of an announcement, whatever their phase."""
    of_it = announcements.c.parent_id == parent_id, announcements.c.purpose == purpose
    chosen = select(announcements).where(*of_it).order_by(announcements.c.id)
    return [_announcement(row) for row in (await connection.execute(chosen)).mappings()]


async def revisions(connection: AsyncConnection, announcement_id: int) -> list[Text]:
    """Everything ever written for an announcement, in the order of writing."""
    chosen = (
        select(announcement_texts)
        .where(announcement_texts.c.announcement_id == announcement_id)
        .order_by(announcement_texts.c.revision, announcement_texts.c.language)
    )
    return [_text(row) for row in (await connection.execute(chosen)).mappings()]


def _announcement(row: Mapping[Any, Any]) -> Announcement:
    return Announcement(**{**row, "audience": _audience(row["audience"])})


def _audience_row(audience: Audience) -> dict[str, list[str]]:
    return {name: sorted(getattr(audience, name)) for name in Audience.__dataclass_fields__}


def _audience(row: Mapping[str, list[str]]) -> Audience:
    return Audience(
        languages=frozenset(map(Language, row["languages"])),
        cities=frozenset(row["cities"]),
        provinces=frozenset(map(Province, row["provinces"])),
        interests=frozenset(row["interests"]),
        roles=frozenset(map(Role, row["roles"])),
    )


def _text(row: Mapping[Any, Any]) -> Text:
    buttons = tuple(tuple(Link(label, url) for label, url in line) for line in row["buttons"])
    attachment = row["attachment"] and Attachment(AttachmentKind(row["attachment"]), row["file_id"])
    content = None if row["waived"] else Content(row["html"], attachment, buttons)
    return Text(row["language"], row["revision"], content, row["author"], row["written_at"])
