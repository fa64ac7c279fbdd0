"""Developments: links between stories, what an admin decided about who belongs together, and why another was not joined."""

import sqlalchemy as sa
from alembic import op

from bot.storage.columns import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two tables, and two columns that have a default: the release before runs on."""
    op.create_table(
        "story_link",
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("related_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["related_id"], ["story.id"], name=op.f("fk_story_link_related_id_story"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name=op.f("fk_story_link_story_id_story"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("story_id", "related_id", name=op.f("pk_story_link")),
        sqlite_strict=True,
    )
    op.create_index("ix_story_link_related_id", "story_link", ["related_id"], unique=False)

    op.create_table(
        "story_pin",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("beside_id", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_story_pin_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_story_pin")),
        sqlite_strict=True,
    )
    op.create_index("ix_story_pin_story_id", "story_pin", ["story_id"], unique=False)

    op.add_column("story_article", sa.Column("nearest_id", sa.Text(), nullable=True))
    op.add_column("story_article", sa.Column("rejected", sa.Text(), server_default="", nullable=False))
