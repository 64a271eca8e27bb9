"""Announcements, their texts and deliveries; the sender's lease and state; staff and audit; homes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables, and the columns by which an audience is chosen."""
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("city_id", sa.String(64)))
        people.add_column(sa.Column("province", sa.String(32)))
        people.add_column(sa.Column("interests", sa.String(200)))
    _create_announcements()
    _create_deliveries()
    _create_sending()
    _create_staff()


def _create_announcements() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("parent_id", sa.Integer),
        sa.Column("phase", sa.String(16), nullable=False),
        sa.Column("title", sa.String(100), nullable=False),
        sa.Column("audience", sa.JSON, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("author", sa.BigInteger, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("scheduled_at", _MOMENT),
        sa.Column("approver", sa.BigInteger),
        sa.Column("approved_at", _MOMENT),
        sa.Column("started_at", _MOMENT),
        sa.Column("finished_at", _MOMENT),
        sa.Column("pause_reason", sa.String(32)),
        sa.Column("pause_detail", sa.String(200)),
        sa.Column("canary_passed", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("recipients", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_announcements"),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["announcements.id"], name="fk_announcements_parent_id_announcements"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_announcements_phase", "announcements", ["phase"])
    op.create_table(
        "announcement_texts",
        sa.Column("announcement_id", sa.Integer, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("waived", sa.Boolean, nullable=False),
        sa.Column("html", sa.Text, nullable=False),
        sa.Column("attachment", sa.String(16)),
        sa.Column("file_id", sa.String(200)),
        sa.Column("buttons", sa.JSON, nullable=False),
        sa.Column("author", sa.BigInteger, nullable=False),
        sa.Column("written_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("announcement_id", "language", "revision", name="pk_announcement_texts"),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcements.id"],
            name="fk_announcement_texts_announcement_id_announcements",
        ),
    )


def _create_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("announcement_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(200)),
        sa.Column("language", sa.String(8)),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("sender", sa.String(100)),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("attempt_started_at", _MOMENT),
        sa.Column("finished_at", _MOMENT),
        sa.Column("moved", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("settled", sa.String(16)),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint("announcement_id", "person_id", name="uq_deliveries_announcement_id_person_id"),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name="fk_deliveries_announcement_id_announcements"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_deliveries_announcement_id_state_id", "deliveries", ["announcement_id", "state", "id"]
    )


def _create_sending() -> None:
    op.create_table(
        "leases",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(100), nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )
    op.create_table(
        "sender_state",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("throttled_until", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_sender_state"),
    )


def _create_staff() -> None:
    op.create_table(
        "staff",
        sa.Column("user_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("appointed_by", sa.BigInteger),
        sa.Column("appointed_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_staff"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("actor", sa.BigInteger, nullable=False),
        sa.Column("act", sa.String(32), nullable=False),
        sa.Column("announcement_id", sa.Integer),
        sa.Column("detail", sa.String(300)),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name="fk_audit_announcement_id_announcements"
        ),
    )
    op.create_index("ix_audit_announcement_id", "audit", ["announcement_id"])


def downgrade() -> None:
    """Drop them."""
    for table in (
        "audit",
        "staff",
        "sender_state",
        "leases",
        "deliveries",
        "announcement_texts",
        "announcements",
    ):
        op.drop_table(table)
    with op.batch_alter_table("people") as people:
        for column in ("interests", "province", "city_id"):
            people.drop_column(column)
