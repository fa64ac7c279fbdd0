"""How feeds are: what is remembered of each, where it has moved, and what owners were told."""

import sqlalchemy as sa
from alembic import op

from bot.storage.columns import Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand only: the code of the release before must still run on the new schema."""
    op.add_column("feed", sa.Column("address", sa.Text(), server_default="", nullable=False))
    op.add_column("feed", sa.Column("record", sa.Text(), server_default="{}", nullable=False))
    op.add_column("feed", sa.Column("told", sa.Text(), server_default="well", nullable=False))
    op.add_column("feed", sa.Column("told_gap_at", Moment(), nullable=True))
