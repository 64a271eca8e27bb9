"""The tables of the ledger. A change here needs a migration; a test holds the two equal."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Dialect,
    Enum,
    Float,
    Integer,
    MetaData,
    String,
    Table,
)
from sqlalchemy.types import TypeDecorator

from domain.languages import Language


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

_LANGUAGE = Enum(
    Language, native_enum=False, length=8, values_callable=lambda kind: [tag.value for tag in kind]
)

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
