"""The tables of what happened and who said so: readings of articles, corrections, feedback, audit, what was withheld.

Part of the schema; the tables of news, alerts and chats stand in schema.py.
"""

from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from bot.model import Change, Ruling
from bot.storage.columns import BigInt, Flag, Json, Moment, Word
from bot.storage.tables import NUMBERED, STRICT, metadata, number, required
from bot.storage.words import CorrectionState, Origin

#: What became of an article since it was found, never changed: each reading of its feed entry or page.
article_reading = Table(
    "article_reading",
    metadata,
    number("id"),
    required("article_id", Text, ForeignKey("article.id", ondelete="CASCADE")),
    required("at", Moment),
    required("origin", Word(Origin)),
    required("outcome", Text),
    required("hash", Text),
    required("length", Integer),
    required("changes", Json(tuple[Change, ...])),
    **NUMBERED,
)
Index("ix_article_reading_article_id", article_reading.c.article_id)

#: Matched articles whose page is fetched again, with what it said last.
recheck = Table(
    "recheck",
    metadata,
    Column("article_id", Text, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    required("round", Integer),
    required("due_at", Moment),
    required("tries", Integer),
    required("title", Text),
    required("etag", Text),
    required("last_modified", Text),
    required("gone", Flag),
    **STRICT,
)
Index("ix_recheck_due_at", recheck.c.due_at)

correction = Table(
    "correction",
    metadata,
    number("id"),
    required("alert_id", BigInt, ForeignKey("alert.id", ondelete="CASCADE")),
    required("ruling", Word(Ruling)),
    required("text", Text),
    required("author", Text),
    required("state", Word(CorrectionState)),
    required("at", Moment),
    Column("settled_at", Moment),
    **NUMBERED,
)
Index("ix_correction_alert_id", correction.c.alert_id)

# --- people, by names that say nothing ----------------------------------------------------------------

#: What receipts, feedback and audit call a person or chat; deleting the row makes them nobody.
pseudonym = Table(
    "pseudonym",
    metadata,
    Column("telegram_id", BigInt, primary_key=True, autoincrement=False),
    required("name", Text),
    UniqueConstraint("name"),
    **STRICT,
)

feedback = Table(
    "feedback",
    metadata,
    Column("article_id", Text, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("watchlist_id", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    required("version", Integer),
    required("relevant", Flag),
    required("at", Moment),
    **STRICT,
)
Index("ix_feedback_watchlist_id_at", feedback.c.watchlist_id, feedback.c.at)

#: Who did what that others see, never changed.
audit = Table(
    "audit",
    metadata,
    number("id"),
    required("at", Moment),
    required("actor", Text),
    required("action", Text),
    required("subject", Text),
    required("detail", Json(dict[str, Any])),
    **NUMBERED,
)
Index("ix_audit_subject", audit.c.subject)

#: Why a chat that wants an alert did not get its first message, noted once for each reason.
withheld = Table(
    "withheld",
    metadata,
    Column("alert_id", BigInt, ForeignKey("alert.id", ondelete="CASCADE"), primary_key=True),
    Column("chat_id", BigInt, primary_key=True, autoincrement=False),
    Column("thread_id", BigInt, primary_key=True, autoincrement=False),
    Column("gate", Text, primary_key=True),
    required("at", Moment),
    **STRICT,
)
Index("ix_withheld_chat_id", withheld.c.chat_id)
