"""What is awaited from staff, and the messages in which they watch announcements."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "staff_prompts",
        sa.Column("chat_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("announcement_id", sa.Integer),
        sa.Column("language", sa.String(8)),
        sa.Column("revision", sa.Integer),
        sa.Column("album", sa.String(64)),
        sa.PrimaryKeyConstraint("chat_id", name="pk_staff_prompts"),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name="fk_staff_prompts_announcement_id_announcements"
        ),
    )
    op.create_table(
        "progress_cards",
        sa.Column("chat_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("announcement_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("phase", sa.String(16), nullable=False),
        sa.Column("shown_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "announcement_id", name="pk_progress_cards"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("progress_cards")
    op.drop_table("staff_prompts")
