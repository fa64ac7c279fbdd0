"""What is held back: guards over watchlists, and deliveries that wait for a decision or for each other."""

import sqlalchemy as sa
from alembic import op

from bot.storage.columns import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand only: the code of the release before must still run on the new schema."""
    op.create_table(
        "guard",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.Column("usual", sa.Integer(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_guard")),
        sqlite_strict=True,
    )
    op.add_column("delivery", sa.Column("held_for", sa.Text(), server_default="", nullable=False))
    op.create_index(
        "ix_delivery_held",
        "delivery",
        ["due_at", "chat_id", "thread_id"],
        sqlite_where=sa.text("state = 'held'"),
        postgresql_where=sa.text("state = 'held'"),
    )
