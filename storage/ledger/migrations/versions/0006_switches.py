"""What staff have switched off."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "switches",
        sa.Column("function", sa.String(16), nullable=False),
        sa.Column("by", sa.BigInteger, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("function", name="pk_switches"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("switches")
