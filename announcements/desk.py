"""The desk: the one way in which staff actions are done.

Each is one transaction in which the role is checked, the action done and the audit written. Writers take
turns (`Ledger.writing`), so what is read in it stays as it was read until it is done.
"""

import datetime
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from announcements.errors import NotAllowed, UnknownAnnouncement
from announcements.roles import Act, may
from domain.announcements import Announcement, Role
from storage.ledger import announcements, audit, staff
from storage.ledger.connection import Connection
from storage.ledger.engine import Ledger

Clock = Callable[[], datetime.datetime]
"""Tells the time, in UTC."""


@dataclass(slots=True)
class Work:
    """A staff action under way: its transaction, who does it, and what the audit will say about it."""

    connection: Connection
    now: datetime.datetime
    actor: int
    role: Role
    about: int | None = None
    detail: str | None = None

    async def announcement(self) -> Announcement:
        """The announcement it is about. Raises UnknownAnnouncement."""
        return await existing(self.connection, self.about)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where staff actions are done. All functions that take a desk raise a kind of `errors.Refused`.

    More than `second_person_above` recipients need a second person's approval. `listeners` are told that
    something has changed, such as the sender of this process; senders elsewhere see it within seconds.
    """

    ledger: Ledger
    now: Clock
    second_person_above: int = 500
    listeners: list[Callable[[], None]] = field(default_factory=list)

    @asynccontextmanager
    async def acting(self, actor: int, act: Act, about: int | None = None) -> AsyncIterator[Work]:
        """Does something, wholly or not at all, and has it audited. Raises NotAllowed."""
        async with self.ledger.writing() as connection:
            work = Work(connection, self.now(), actor, await _allowed(connection, actor, act), about)
            yield work
            await audit.add(connection, work.now, actor, act, work.about, work.detail)
        for told in self.listeners:
            told()

    @asynccontextmanager
    async def seeing(self, actor: int) -> AsyncIterator[Connection]:
        """Looks at things as they are at one moment. Raises NotAllowed."""
        async with self.ledger.reading() as connection:
            await _allowed(connection, actor, Act.SEE)
            yield connection


async def existing(connection: Connection, announcement_id: int | None) -> Announcement:
    """An announcement. Raises UnknownAnnouncement."""
    found = announcement_id and await announcements.find(connection, announcement_id)
    if not found:
        raise UnknownAnnouncement
    return found


async def _allowed(connection: Connection, actor: int, act: Act) -> Role:
    member = await staff.find(connection, actor)
    if member is None or not may(member.role, act):
        raise NotAllowed
    return member.role
