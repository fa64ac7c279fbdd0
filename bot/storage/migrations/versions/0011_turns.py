"""Turns: which worker asks a host now."""

import sqlalchemy as sa
from alembic import op

from bot.storage.columns import Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand only: the code of the release before must still run on the new schema."""
    op.create_table(
        "host_turn",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_host_turn")),
        sa.UniqueConstraint("token", name=op.f("uq_host_turn_token")),
        sqlite_strict=True,
    )
    # A host's feeds are looked up by its name.
    op.create_index("ix_feed_host", "feed", ["host"])
