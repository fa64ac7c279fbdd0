"""The tables of what chats and topics want and have set for themselves, and of what waits for their digests; part of schema.py."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, true

from bot.alerts.wishes import MuteKind, Rhythm
from bot.storage.columns import BigInt, Flag, Moment, Word
from bot.storage.tables import STRICT, metadata, partial, required

subscription = Table(
    "subscription",
    metadata,
    Column("chat_id", BigInt, ForeignKey("chat.id", ondelete="CASCADE"), primary_key=True),
    Column("thread_id", BigInt, primary_key=True, autoincrement=False),
    Column("watchlist_id", Text, primary_key=True),
    required("created_at", Moment),
    required("rhythm", Word(Rhythm), server_default=Rhythm.INSTANT.value),
    required("minute", Integer, server_default="480"),
    required("weekday", Integer, server_default="0"),
    required("min_outlets", Integer, server_default="1"),
    # Separated by spaces.
    required("languages", Text, server_default=""),
    required("urgent", Flag, server_default=true()),
    Column("next_at", Moment),
    **STRICT,
)
Index(
    "ix_subscription_watchlist_id",
    subscription.c.watchlist_id,
    subscription.c.chat_id,
    subscription.c.thread_id,
)
subscription_clocked = subscription.c.next_at.is_not(None)
partial("ix_subscription_next_at", subscription_clocked, subscription.c.next_at)

place = Table(
    "place",
    metadata,
    Column("chat_id", BigInt, ForeignKey("chat.id", ondelete="CASCADE"), primary_key=True),
    Column("thread_id", BigInt, primary_key=True, autoincrement=False),
    Column("quiet_start", Integer),
    Column("quiet_end", Integer),
    required("rhythm", Word(Rhythm)),
    required("minute", Integer),
    required("weekday", Integer),
    Column("held_until", Moment),
    **STRICT,
)
place_holding = place.c.held_until.is_not(None)
partial("ix_place_held_until", place_holding, place.c.held_until)

mute = Table(
    "mute",
    metadata,
    Column("chat_id", BigInt, ForeignKey("chat.id", ondelete="CASCADE"), primary_key=True),
    Column("thread_id", BigInt, primary_key=True, autoincrement=False),
    Column("kind", Word(MuteKind), primary_key=True),
    Column("subject", Text, primary_key=True),
    required("title", Text),
    Column("until", Moment),
    required("created_at", Moment),
    **STRICT,
)

digest_item = Table(
    "digest_item",
    metadata,
    Column("chat_id", BigInt, ForeignKey("chat.id", ondelete="CASCADE"), primary_key=True),
    Column("thread_id", BigInt, primary_key=True, autoincrement=False),
    Column("alert_id", BigInt, ForeignKey("alert.id", ondelete="CASCADE"), primary_key=True),
    required("since", Moment),
    required("waiting", Flag),
    required("asleep", Flag),
    required("turned", Flag),
    # Of the alert's state when a digest showed it; 0 where none has.
    required("shown_revision", Integer),
    Column("shown_at", Moment),
    **STRICT,
)
Index("ix_digest_item_alert_id", digest_item.c.alert_id)
