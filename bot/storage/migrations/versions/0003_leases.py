"""Leases: which process holds a role that only one may have; and an index by which its heir finds the last requests."""

import sqlalchemy as sa
from alembic import op

from bot.storage.columns import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A new table; the release before does not know it, and must have ended before two workers share a database."""
    op.create_table(
        "lease",
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("beat", sa.Integer(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("role", name=op.f("pk_lease")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_delivery_attempt_at",
        "delivery",
        ["attempt_at"],
        unique=False,
        sqlite_where=sa.text("attempt_at IS NOT NULL"),
        postgresql_where=sa.text("attempt_at IS NOT NULL"),
    )
