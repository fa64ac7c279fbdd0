"""Drafts of documents, what their authors looked at, who may edit; and the text of a file that no version has."""

import sqlalchemy as sa
from alembic import op

from bot.storage.columns import Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Expand only: the code of the release before must still run on the new schema."""
    op.create_table(
        "draft",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", "author", name=op.f("pk_draft")),
        sqlite_strict=True,
    )
    op.create_table(
        "draft_seen",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("per_week", sa.Integer(), nullable=False),
        sa.Column("per_week_before", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", "author", "hash", name=op.f("pk_draft_seen")),
        sqlite_strict=True,
    )
    op.create_table(
        "person_role",
        sa.Column("user_id", _BIG, autoincrement=False, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_person_role")),
        sqlite_strict=True,
    )
    op.add_column("document", sa.Column("file_body", sa.Text(), server_default="", nullable=False))
