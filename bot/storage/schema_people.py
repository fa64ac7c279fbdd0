"""The tables of people: who may use the bot, invitations, who brought it into a group or channel, and what their next
message is an answer to."""

from typing import Any

from sqlalchemy import Column, Index, Table, Text

from bot.model import Access, ChatKind, InvitationKind
from bot.storage.columns import BigInt, Json, Moment, Word
from bot.storage.tables import STRICT, metadata, required

#: Only those of whom something was decided or asked; in open mode nobody has to be here.
person = Table(
    "person",
    metadata,
    Column("user_id", BigInt, primary_key=True, autoincrement=False),
    required("access", Word(Access)),
    required("since", Moment),
    **STRICT,
)

#: One-time deep links. The token itself is not stored: who reads the database cannot use it.
invitation = Table(
    "invitation",
    metadata,
    Column("token_hash", Text, primary_key=True),
    required("kind", Word(InvitationKind)),
    #: The watchlist that it subscribes to; empty where it only lets in.
    required("watchlist_id", Text),
    required("user_id", BigInt),
    required("created_at", Moment),
    required("expires_at", Moment),
    Column("used_at", Moment),
    **STRICT,
)
Index("ix_invitation_user_id", invitation.c.user_id)

#: Not bound to `chat`: a channel is known here before it receives anything.
installation = Table(
    "installation",
    metadata,
    Column("chat_id", BigInt, primary_key=True, autoincrement=False),
    required("user_id", BigInt),
    required("kind", Word(ChatKind)),
    required("title", Text),
    required("at", Moment),
    **STRICT,
)
Index("ix_installation_user_id", installation.c.user_id)

#: What a person is asked in private, one thing at a time: what is written next is the answer to it.
dialogue = Table(
    "dialogue",
    metadata,
    Column("user_id", BigInt, primary_key=True, autoincrement=False),
    #: A word of the room that asks.
    required("step", Text),
    required("state", Json(dict[str, Any])),
    required("expires_at", Moment),
    **STRICT,
)
