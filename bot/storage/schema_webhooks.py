"""The tables of webhooks: endpoints, and each event on its way to one. Part of the schema."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from bot.alerts.webhook import EventType, HookState, PostState
from bot.storage.columns import BigInt, Json, Moment, Word
from bot.storage.tables import NUMBERED, is_word, metadata, number, partial, required

webhook = Table(
    "webhook",
    metadata,
    number("id"),
    required("url", Text),
    required("secret", Text),
    #: Ids; empty for all.
    required("watchlists", Json(tuple[str, ...])),
    required("state", Word(HookState)),
    #: Why it ended, as it answered last.
    required("reason", Text),
    #: Attempts in a row that reached nobody.
    required("failures", Integer),
    #: It is left alone until then.
    Column("rests_until", Moment),
    required("created_at", Moment),
    **NUMBERED,
)

webhook_event = Table(
    "webhook_event",
    metadata,
    number("id"),
    required("webhook_id", BigInt, ForeignKey("webhook.id", ondelete="CASCADE")),
    required("alert_id", BigInt, ForeignKey("alert.id", ondelete="CASCADE")),
    required("revision", Integer),
    required("type", Word(EventType)),
    required("state", Word(PostState)),
    required("attempts", Integer),
    required("created_at", Moment),
    required("due_at", Moment),
    Column("settled_at", Moment),
    #: What the endpoint answered last.
    required("answer", Text),
    UniqueConstraint("webhook_id", "alert_id", "revision"),
    **NUMBERED,
)
webhook_pending = is_word(webhook_event.c.state, "pending")
partial("ix_webhook_event_pending", webhook_pending, webhook_event.c.webhook_id, webhook_event.c.due_at)
Index("ix_webhook_event_alert_id", webhook_event.c.alert_id)
