"""The tables, their keys and their indexes. How the schema grows stands in migrations/; queries stand with their nouns."""

from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    false,
    true,
)

from bot.model import (
    AlertContent,
    ChatKind,
    ChatState,
    DeliveryKind,
    DeliveryState,
    FeedHealth,
    FeedRecord,
    FullText,
    Match,
    Message,
    OutletKind,
)
from bot.storage.columns import BigInt, Flag, FoldedWords, Json, Moment, Word
from bot.storage.fulltext import index_words
from bot.storage.schema_documents import document, document_version, draft, draft_seen, person_role
from bot.storage.schema_page import page_link, page_session
from bot.storage.schema_people import dialogue, installation, invitation, person
from bot.storage.schema_steering import guard, host_turn, lease
from bot.storage.schema_stories import (
    article_concept,
    story,
    story_article,
    story_link,
    story_linked,
    story_pin,
)
from bot.storage.schema_tasks import task, task_open
from bot.storage.schema_webhooks import webhook, webhook_event, webhook_pending
from bot.storage.schema_wishes import (
    digest_item,
    mute,
    place,
    place_holding,
    subscription,
    subscription_clocked,
)
from bot.storage.tables import NUMBERED as _NUMBERED
from bot.storage.tables import STRICT as _STRICT
from bot.storage.tables import is_word as _is
from bot.storage.tables import metadata, metadata_for
from bot.storage.tables import number as _number
from bot.storage.tables import partial as _partial
from bot.storage.tables import required as _req
from bot.storage.trail import article_reading, audit, correction, feedback, pseudonym, recheck, withheld
from bot.storage.words import EventKind, TextState

__all__ = [
    "article_concept",
    "article_reading",
    "audit",
    "correction",
    "dialogue",
    "digest_item",
    "document",
    "document_version",
    "draft",
    "draft_seen",
    "feedback",
    "guard",
    "host_turn",
    "installation",
    "invitation",
    "lease",
    "metadata",
    "metadata_for",
    "mute",
    "page_link",
    "page_session",
    "person",
    "person_role",
    "place",
    "place_holding",
    "pseudonym",
    "recheck",
    "story",
    "story_article",
    "story_link",
    "story_linked",
    "story_pin",
    "subscription",
    "subscription_clocked",
    "task",
    "task_open",
    "webhook",
    "webhook_event",
    "webhook_pending",
    "withheld",
]

meta = Table("meta", metadata, Column("key", Text, primary_key=True), _req("value", Text), **_STRICT)

# --- outlets, feeds ----------------------------------------------------------------------

outlet = Table(
    "outlet",
    metadata,
    Column("id", Text, primary_key=True),
    _req("name", Text),
    _req("country", Text),
    _req("owner", Text),
    _req("kind", Word(OutletKind)),
    _req("camp", Text),
    _req("language", Text),
    Column("user_agent", Text),
    _req("full_text", Word(FullText)),
    _req("active", Flag),
    **_STRICT,
)

feed = Table(
    "feed",
    metadata,
    _number("id"),
    _req("outlet_id", Text, ForeignKey("outlet.id")),
    _req("url", Text),
    _req("host", Text),
    Column("language", Text),
    Column("every_s", Integer),
    _req("etag", Text),
    _req("last_modified", Text),
    _req("body_hash", Text),
    _req("next_poll_at", Moment),
    Column("last_poll_at", Moment),
    Column("last_ok_at", Moment),
    _req("primed", Flag),
    _req("failures", Integer),
    _req("state", Word(FeedHealth)),
    _req("state_since", Moment),
    _req("reason", Text),
    _req("active", Flag),
    _req("cadence", Json(dict[str, Any])),
    # Where it has moved for good; empty: it is polled at `url`.
    _req("address", Text, server_default=""),
    _req("record", Json(FeedRecord), server_default="{}"),
    # The state that owners know, and the end of the last gap that they know.
    _req("told", Word(FeedHealth), server_default=FeedHealth.WELL.value),
    Column("told_gap_at", Moment),
    UniqueConstraint("url"),
    **_NUMBERED,
)
feed_active = feed.c.active == true()
_partial("ix_feed_due", feed_active, feed.c.next_poll_at, feed.c.id)
Index("ix_feed_outlet_id", feed.c.outlet_id)
Index("ix_feed_host", feed.c.host)

# --- articles ---------------------------------------------------------------------------------------

article = Table(
    "article",
    metadata,
    Column("id", Text, primary_key=True),
    _req("outlet_id", Text, ForeignKey("outlet.id")),
    _req("feed_id", BigInt, ForeignKey("feed.id")),
    _req("url", Text),
    _req("title", Text),
    _req("summary", Text),
    _req("text", Text),
    _req("lang", Text),
    _req("author", Text),
    Column("published_at", Moment),
    _req("precision", Text),
    Column("updated_at", Moment),
    _req("seen_at", Moment),
    _req("quiet", Flag),
    _req("text_state", Word(TextState)),
    Column("text_due_at", Moment),
    _req("text_attempts", Integer),
    **_STRICT,
)
Index("ix_article_url", article.c.url)
Index("ix_article_seen_at", article.c.seen_at)
text_due = _is(article.c.text_state, "due")
_partial("ix_article_text_due", text_due, article.c.text_due_at)

article_key = Table(
    "article_key",
    metadata,
    Column("outlet_id", Text, ForeignKey("outlet.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    _req("article_id", Text, ForeignKey("article.id", ondelete="CASCADE")),
    **_STRICT,
)
Index("ix_article_key_article_id", article_key.c.article_id)

#: The words of an article, folded, for looking it up; search.py writes and reads them.
article_search = Table(
    "article_search",
    metadata,
    _number("number"),
    _req("article_id", Text, ForeignKey("article.id", ondelete="CASCADE")),
    _req("words", FoldedWords),
    UniqueConstraint("article_id"),
    **_NUMBERED,
)
index_words(article_search)

match = Table(
    "match",
    metadata,
    Column("article_id", Text, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("watchlist_id", Text, primary_key=True),
    _req("version", Integer),
    _req("proof", Json(Match)),
    _req("at", Moment),
    **_STRICT,
)
Index("ix_match_watchlist_id_at", match.c.watchlist_id, match.c.at)

event = Table(
    "event",
    metadata,
    _number("seq"),
    _req("kind", Word(EventKind)),
    Column("article_id", Text, ForeignKey("article.id", ondelete="CASCADE")),
    Column("payload", Json(dict[str, Any])),
    _req("at", Moment),
    Column("done_at", Moment),
    **_NUMBERED,
)
event_undone = event.c.done_at.is_(None)
_partial("ix_event_undone", event_undone, event.c.seq)
Index("ix_event_article_id", event.c.article_id)

# --- alerts -----------------------------------------------------------------------------

alert = Table(
    "alert",
    metadata,
    _number("id"),
    _req("story_id", Text, ForeignKey("story.id")),
    _req("created_at", Moment),
    _req("revision", Integer),
    _req("content", Json(AlertContent)),
    _req("quiet", Flag),
    _req("updated_at", Moment),
    _req("chapter", Integer, server_default="1"),
    UniqueConstraint("story_id", "chapter"),
    **_NUMBERED,
)

alert_revision = Table(
    "alert_revision",
    metadata,
    Column("alert_id", BigInt, ForeignKey("alert.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    _req("at", Moment),
    _req("telling", Text),
    _req("content", Json(AlertContent)),
    _req("reason", Text),
    **_STRICT,
)

alert_watchlist = Table(
    "alert_watchlist",
    metadata,
    Column("alert_id", BigInt, ForeignKey("alert.id", ondelete="CASCADE"), primary_key=True),
    Column("watchlist_id", Text, primary_key=True),
    _req("version", Integer),
    _req("since_revision", Integer),
    **_STRICT,
)
Index("ix_alert_watchlist_watchlist_id", alert_watchlist.c.watchlist_id, alert_watchlist.c.alert_id)

fanout = Table(
    "fanout",
    metadata,
    _number("id"),
    _req("alert_id", BigInt, ForeignKey("alert.id", ondelete="CASCADE")),
    _req("revision", Integer),
    _req("telling", Text),
    Column("cursor_chat", BigInt),
    Column("cursor_thread", BigInt),
    _req("done", Flag),
    _req("at", Moment),
    **_NUMBERED,
)
fanout_undone = fanout.c.done == false()
_partial("ix_fanout_undone", fanout_undone, fanout.c.id)
Index("ix_fanout_alert_id", fanout.c.alert_id)

# --- chats and deliveries ---------------------------------------------------------------------------

chat = Table(
    "chat",
    metadata,
    Column("id", BigInt, primary_key=True, autoincrement=False),
    _req("kind", Word(ChatKind)),
    _req("title", Text),
    _req("language", Text),
    _req("timezone", Text),
    _req("state", Word(ChatState)),
    _req("reason", Text),
    _req("state_since", Moment),
    _req("created_at", Moment),
    Column("paused_until", Moment),
    **_STRICT,
)

topic = Table(
    "topic",
    metadata,
    Column("chat_id", BigInt, ForeignKey("chat.id", ondelete="CASCADE"), primary_key=True),
    Column("thread_id", BigInt, primary_key=True, autoincrement=False),
    _req("state", Word(ChatState)),
    _req("reason", Text),
    **_STRICT,
)

#: Not bound to `chat` by a foreign key: an answer may go to somebody who is no subscriber.
delivery = Table(
    "delivery",
    metadata,
    _number("id"),
    _req("key", Text),
    _req("kind", Word(DeliveryKind)),
    _req("priority", Integer),
    _req("chat_id", BigInt),
    _req("thread_id", BigInt),
    Column("alert_id", BigInt, ForeignKey("alert.id", ondelete="CASCADE")),
    _req("revision", Integer),
    Column("message", Json(Message)),
    Column("target", BigInt),
    _req("silent", Flag),
    _req("state", Word(DeliveryState)),
    _req("attempts", Integer),
    _req("created_at", Moment),
    _req("due_at", Moment),
    Column("attempt_at", Moment),
    Column("settled_at", Moment),
    Column("message_id", BigInt),
    _req("error", Text),
    _req("held_for", Text, server_default=""),
    UniqueConstraint("key"),
    **_NUMBERED,
)
delivery_pending = _is(delivery.c.state, "pending")
delivery_sending = _is(delivery.c.state, "sending")
_partial("ix_delivery_pending", delivery_pending, delivery.c.priority, delivery.c.due_at, delivery.c.id)
_partial("ix_delivery_pending_due_at", delivery_pending, delivery.c.due_at)
_partial("ix_delivery_sending", delivery_sending, delivery.c.id)
Index("ix_delivery_alert_id", delivery.c.alert_id, delivery.c.chat_id, delivery.c.thread_id)
Index("ix_delivery_chat_id", delivery.c.chat_id)
delivery_held = _is(delivery.c.state, "held")
_partial("ix_delivery_held", delivery_held, delivery.c.due_at, delivery.c.chat_id, delivery.c.thread_id)
delivery_attempted = delivery.c.attempt_at.is_not(None)
_partial("ix_delivery_attempt_at", delivery_attempted, delivery.c.attempt_at)
