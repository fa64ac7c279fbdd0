"""The figures of articles, and what they name."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Articles read before have no figures, and count for nobody's coverage."""
    op.create_table(
        "article_concept",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("concept", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
            name=op.f("fk_article_concept_article_id_article"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_id", "concept", name=op.f("pk_article_concept")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("article_concept", schema=None) as batch_op:
        batch_op.create_index("ix_article_concept_concept", ["concept"], unique=False)
    op.add_column("story_article", sa.Column("figures", sa.Text(), server_default="[]", nullable=False))
