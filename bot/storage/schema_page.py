"""The tables of the admin page: one-time links that sign in, and the sessions they begin. Part of the schema."""

from sqlalchemy import Column, Index, Table, Text

from bot.storage.columns import BigInt, Moment
from bot.storage.tables import STRICT, metadata, required

#: The token itself is not stored: who reads the database cannot sign in.
page_link = Table(
    "page_link",
    metadata,
    Column("token_hash", Text, primary_key=True),
    #: Whom it was sent; 0 for whoever works on the machine itself.
    required("user_id", BigInt),
    #: What the person was then: a link is worth nothing once that has changed.
    required("role", Text),
    required("created_at", Moment),
    required("expires_at", Moment),
    Column("used_at", Moment),
    **STRICT,
)
Index("ix_page_link_user_id", page_link.c.user_id)

page_session = Table(
    "page_session",
    metadata,
    Column("token_hash", Text, primary_key=True),
    required("user_id", BigInt),
    required("role", Text),
    required("created_at", Moment),
    required("expires_at", Moment),
    **STRICT,
)
Index("ix_page_session_user_id", page_session.c.user_id)
