"""The admin page: one-time links and sessions."""

import sqlalchemy as sa
from alembic import op

from bot.storage.columns import Moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Expand only: the code of the release before must still run on the new schema."""
    op.create_table(
        "page_link",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("user_id", _BIG, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_page_link")),
        sqlite_strict=True,
    )
    op.create_index("ix_page_link_user_id", "page_link", ["user_id"])
    op.create_table(
        "page_session",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("user_id", _BIG, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_page_session")),
        sqlite_strict=True,
    )
    op.create_index("ix_page_session_user_id", "page_session", ["user_id"])
