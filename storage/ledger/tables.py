"""The tables of the ledger. A change here needs a migration; a test holds the two equal."""

from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Enum,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    false,
)
from sqlalchemy import Text as LongText
from sqlalchemy.types import TypeDecorator

from domain.announcements import DeliveryState, PauseReason, Phase, Purpose, Role, Settlement
from domain.languages import Language
from domain.places import Province
from domain.prompts import Awaited
from domain.switches import Function


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware datetimes go in, aware ones in UTC come out, also from SQLite, which keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Raises ValueError for a naive datetime: nobody can tell which moment it means."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """The moment in UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""Every constraint has a name, so that a later migration can change it."""


def _choice(values: type[StrEnum], length: int) -> Enum:
    """One of the values, kept as its string."""
    return Enum(
        values, native_enum=False, length=length, values_callable=lambda kind: [one.value for one in kind]
    )


_LANGUAGE = _choice(Language, 8)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False, unique=True),
    Column("language", _LANGUAGE),
    Column("subscribed_at", UtcDateTime),
    Column("blocked_at", UtcDateTime),
    Column("first_seen", Date, nullable=False),
    Column("last_seen", Date, nullable=False),
    Column("city_id", String(64)),
    Column("province", _choice(Province, 32)),
    Column("interests", String(200)),
    sqlite_autoincrement=True,  # the id of a forgotten person is never given to another
)

turns = Table(
    "turns",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, nullable=False),
    Column("reply_id", BigInteger, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("language", _LANGUAGE),
    Column("topic", String(64)),
    Column("city_id", String(64)),
    Column("kinds", String(200)),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("about", String(64), nullable=False),
    Column("reason", String(32), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

QUESTION_LENGTH = 300
"""Characters of a question that are kept."""

questions = Table(
    "questions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("text", String(QUESTION_LENGTH), nullable=False),
    Column("language", _LANGUAGE),
    Column("nearest", String(64)),
    Column("confidence", Float, nullable=False),
    Column("decision", String(16), nullable=False),
    Column("day", Date, nullable=False),  # a moment would lead to the turn of that moment, and so to a chat
)

REASON_LENGTH = 200
"""Characters that are kept of a reason that Telegram gives."""

announcements = Table(
    "announcements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("purpose", _choice(Purpose, 16), nullable=False),
    Column("parent_id", Integer, ForeignKey("announcements.id")),
    Column("phase", _choice(Phase, 16), nullable=False, index=True),
    Column("title", String(100), nullable=False),
    Column("audience", JSON, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("author", BigInteger, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("scheduled_at", UtcDateTime),
    Column("approver", BigInteger),
    Column("payer", BigInteger),
    Column("approved_at", UtcDateTime),
    Column("started_at", UtcDateTime),
    Column("finished_at", UtcDateTime),
    Column("pause_reason", _choice(PauseReason, 32)),
    Column("pause_detail", String(REASON_LENGTH)),
    Column("canary_passed", Boolean, nullable=False, server_default=false()),
    Column("recipients", Integer),
    sqlite_autoincrement=True,
)

announcement_texts = Table(
    "announcement_texts",
    metadata,
    Column("announcement_id", Integer, ForeignKey("announcements.id"), primary_key=True),
    Column("language", _LANGUAGE, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("waived", Boolean, nullable=False),
    Column("html", LongText, nullable=False),
    Column("attachment", String(16)),
    Column("file_id", String(200)),
    Column("buttons", JSON, nullable=False),
    Column("author", BigInteger, nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("announcement_id", Integer, ForeignKey("announcements.id"), nullable=False),
    # no foreign key: of somebody who was forgotten the row stays, with an id that leads nowhere
    Column("person_id", Integer, nullable=False),
    Column("state", _choice(DeliveryState, 16), nullable=False),
    Column("reason", String(REASON_LENGTH)),
    Column("language", _LANGUAGE),
    Column("message_id", BigInteger),
    Column("sender", String(100)),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("attempt_started_at", UtcDateTime),
    Column("finished_at", UtcDateTime),
    Column("moved", Boolean, nullable=False, server_default=false()),
    Column("settled", _choice(Settlement, 16)),
    UniqueConstraint("announcement_id", "person_id"),
    Index(None, "announcement_id", "state", "id"),
    sqlite_autoincrement=True,
)

delivery_totals = Table(
    "delivery_totals",
    metadata,
    Column("announcement_id", Integer, ForeignKey("announcements.id"), primary_key=True),
    Column("state", _choice(DeliveryState, 16), primary_key=True),
    Column("reason", String(REASON_LENGTH), primary_key=True),  # "" where there was none
    Column("number", Integer, nullable=False),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("owner", String(100), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)

sender_state = Table(
    "sender_state",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("throttled_until", UtcDateTime, nullable=False),
)

staff = Table(
    "staff",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("role", _choice(Role, 16), nullable=False),
    Column("appointed_by", BigInteger),
    Column("appointed_at", UtcDateTime, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", BigInteger, nullable=False),
    Column("act", String(32), nullable=False),
    Column("announcement_id", Integer, ForeignKey("announcements.id"), index=True),
    Column("detail", String(300)),
)

staff_prompts = Table(
    "staff_prompts",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("what", _choice(Awaited, 16), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("announcement_id", Integer, ForeignKey("announcements.id")),
    Column("language", _LANGUAGE),
    Column("revision", Integer),
    Column("album", String(64)),
)

progress_cards = Table(
    "progress_cards",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("announcement_id", Integer, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, nullable=False),
    Column("phase", _choice(Phase, 16), nullable=False),
    Column("shown_at", UtcDateTime, nullable=False),
)

switches = Table(
    "switches",
    metadata,
    Column("function", _choice(Function, 16), primary_key=True),
    Column("by", BigInteger, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
