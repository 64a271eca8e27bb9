"""What a turn was about, so that the next question may be a short one."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the topic, the city and the kinds of places."""
    with op.batch_alter_table("turns") as turns:
        turns.add_column(sa.Column("topic", sa.String(64)))
        turns.add_column(sa.Column("city_id", sa.String(64)))
        turns.add_column(sa.Column("kinds", sa.String(200)))


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("turns") as turns:
        for column in ("kinds", "city_id", "topic"):
            turns.drop_column(column)
