"""The staff, and what they did."""

from dataclasses import dataclass
from datetime import datetime

from domain.announcements import Role


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody with a role. `appointed_by` is None for the administrators whom the settings name."""

    user_id: int
    role: Role
    appointed_by: int | None
    appointed_at: datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What a member of staff did, when and to which announcement; `detail` is for people to read."""

    id: int
    at: datetime
    actor: int
    act: str
    announcement_id: int | None
    detail: str | None
