"""What takes long and is done beside everything else: backtests."""

import sqlalchemy as sa
from alembic import op

from bot.storage.columns import Moment

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Expand only: the code of the release before must still run on the new schema."""
    op.create_table(
        "task",
        sa.Column("id", _BIG, sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("argument", sa.Text(), nullable=False),
        sa.Column("user_id", _BIG, nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("begun_at", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    still_open = sa.text("state = 'waiting' OR state = 'running'")
    op.create_index("ix_task_open", "task", ["id"], sqlite_where=still_open, postgresql_where=still_open)
    op.create_index("ix_task_user_id", "task", ["user_id", "subject"])
    op.create_index("ix_task_ended_at", "task", ["ended_at"])
