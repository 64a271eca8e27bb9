"""Who decided that an announcement is paid for."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column."""
    op.add_column("announcements", sa.Column("payer", sa.BigInteger))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("announcements", "payer")
