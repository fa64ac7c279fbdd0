"""Who may use the bot, invitations, who brought it where; and the words of every article, for looking it up."""

import sqlalchemy as sa
from alembic import op

from bot.storage.columns import FoldedWords, Moment
from bot.storage.fulltext import STATEMENTS
from bot.watch.searching import searchable

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_BATCH = 1000
_LONGEST = 50_000


def upgrade() -> None:
    """Expand only; articles that are stored already are indexed here, a minute for every hundred thousand."""
    op.create_table(
        "person",
        sa.Column("user_id", _BIG, autoincrement=False, nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_person")),
        sqlite_strict=True,
    )
    op.create_table(
        "invitation",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("watchlist_id", sa.Text(), nullable=False),
        sa.Column("user_id", _BIG, nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invitation")),
        sqlite_strict=True,
    )
    op.create_index("ix_invitation_user_id", "invitation", ["user_id"])
    op.create_table(
        "installation",
        sa.Column("chat_id", _BIG, autoincrement=False, nullable=False),
        sa.Column("user_id", _BIG, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_installation")),
        sqlite_strict=True,
    )
    op.create_index("ix_installation_user_id", "installation", ["user_id"])
    op.create_table(
        "article_search",
        sa.Column("number", _BIG, sa.Identity(always=False), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("words", FoldedWords(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
            name=op.f("fk_article_search_article_id_article"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_article_search")),
        sa.UniqueConstraint("article_id", name=op.f("uq_article_search_article_id")),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    for statement in STATEMENTS[op.get_bind().dialect.name]:
        op.execute(statement)
    _index(op.get_bind())


def _index(conn: sa.Connection) -> None:
    """Every stored article, in the order in which they came."""
    table = sa.table("article_search", sa.column("article_id"), sa.column("words"))
    words: sa.ColumnElement[str] = sa.bindparam("folded")
    if conn.dialect.name == "postgresql":
        words = sa.func.to_tsvector(sa.literal_column("'simple'"), words)
    add = sa.insert(table).values(article_id=sa.bindparam("id"), words=words)
    ids = conn.execute(sa.text("SELECT id FROM article ORDER BY seen_at, id")).scalars().all()
    read = sa.text("SELECT id, title, summary, text FROM article WHERE id IN :ids").bindparams(
        sa.bindparam("ids", expanding=True)
    )
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        found = {row.id: row for row in conn.execute(read, {"ids": batch})}
        rows = [
            {"id": one, "folded": searchable(row.title, row.summary, row.text[:_LONGEST])}
            for one in batch
            if (row := found.get(one)) is not None
        ]
        conn.execute(add, rows)
