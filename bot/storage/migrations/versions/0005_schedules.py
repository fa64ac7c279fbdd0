"""What chats set for themselves: schedules, quiet hours, mutes; and what waits for their digests."""

import sqlalchemy as sa
from alembic import op

from bot.storage.columns import Flag, Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Expand only: the code of the release before must still run on the new schema."""
    op.create_table(
        "mute",
        *_place_columns("mute"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", "kind", "subject", name=op.f("pk_mute")),
        sqlite_strict=True,
    )
    op.create_table(
        "place",
        *_place_columns("place"),
        sa.Column("quiet_start", sa.Integer(), nullable=True),
        sa.Column("quiet_end", sa.Integer(), nullable=True),
        sa.Column("rhythm", sa.Text(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("held_until", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", name=op.f("pk_place")),
        sqlite_strict=True,
    )
    _index_of_filled("place", "held_until")
    op.create_table(
        "digest_item",
        *_place_columns("digest_item"),
        sa.Column("alert_id", _BIG, nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("waiting", Flag(), nullable=False),
        sa.Column("asleep", Flag(), nullable=False),
        sa.Column("turned", Flag(), nullable=False),
        sa.Column("shown_revision", sa.Integer(), nullable=False),
        sa.Column("shown_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["alert.id"], name=op.f("fk_digest_item_alert_id_alert"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", "alert_id", name=op.f("pk_digest_item")),
        sqlite_strict=True,
    )
    op.create_index("ix_digest_item_alert_id", "digest_item", ["alert_id"], unique=False)
    _widen_subscription()


def _place_columns(table: str) -> tuple[sa.Column[int] | sa.ForeignKeyConstraint, ...]:
    return (
        sa.Column("chat_id", _BIG, nullable=False),
        sa.Column("thread_id", _BIG, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chat.id"], name=op.f(f"fk_{table}_chat_id_chat"), ondelete="CASCADE"
        ),
    )


def _widen_subscription() -> None:
    # Made anew on SQLite, so that it looks as if it had been made at once.
    with op.batch_alter_table("subscription", table_kwargs={"sqlite_strict": True}) as table:
        table.add_column(sa.Column("rhythm", sa.Text(), server_default="instant", nullable=False))
        table.add_column(sa.Column("minute", sa.Integer(), server_default="480", nullable=False))
        table.add_column(sa.Column("weekday", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("min_outlets", sa.Integer(), server_default="1", nullable=False))
        table.add_column(sa.Column("languages", sa.Text(), server_default="", nullable=False))
        table.add_column(sa.Column("urgent", Flag(), server_default=sa.true(), nullable=False))
        table.add_column(sa.Column("next_at", Moment(), nullable=True))
    _index_of_filled("subscription", "next_at")


def _index_of_filled(table: str, column: str) -> None:
    """An index of the rows that have a value there."""
    filled = sa.text(f"{column} IS NOT NULL")
    op.create_index(
        f"ix_{table}_{column}",
        table,
        [column],
        unique=False,
        sqlite_where=filled,
        postgresql_where=filled,
    )
