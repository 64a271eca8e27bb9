"""What is left of deliveries whose time is over: how many ended how."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "delivery_totals",
        sa.Column("announcement_id", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("announcement_id", "state", "reason", name="pk_delivery_totals"),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name="fk_delivery_totals_announcement_id_announcements"
        ),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("delivery_totals")
