"""The tables of what editors write: documents with every version, drafts, what was looked at, and who may edit. Part of
the schema; the tables of news, alerts and chats stand in schema.py."""

from sqlalchemy import Column, ForeignKeyConstraint, Integer, Table, Text

from bot.model import DocumentKind, Role
from bot.storage.columns import BigInt, Moment, Word
from bot.storage.tables import STRICT, metadata, required

document = Table(
    "document",
    metadata,
    Column("kind", Word(DocumentKind), primary_key=True),
    Column("id", Text, primary_key=True),
    required("version", Integer),
    # Of the file it was last compared with, and its text where no version has it; empty where there is no file.
    required("file_hash", Text),
    required("file_body", Text, server_default=""),
    **STRICT,
)

document_version = Table(
    "document_version",
    metadata,
    Column("kind", Word(DocumentKind), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    required("body", Text),
    required("hash", Text),
    required("at", Moment),
    required("author", Text),
    required("origin", Text),
    required("why", Text),
    ForeignKeyConstraint(["kind", "id"], ["document.kind", "document.id"], ondelete="CASCADE"),
    **STRICT,
)

#: One for each document and author, so that nobody writes over another's; of documents that are not published too.
draft = Table(
    "draft",
    metadata,
    Column("kind", Word(DocumentKind), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("author", Text, primary_key=True),
    required("body", Text),
    required("hash", Text),
    required("base", Integer),
    required("at", Moment),
    required("origin", Text),
    required("why", Text),
    **STRICT,
)

#: Texts of which somebody was shown what they would have caught.
draft_seen = Table(
    "draft_seen",
    metadata,
    Column("kind", Word(DocumentKind), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("author", Text, primary_key=True),
    Column("hash", Text, primary_key=True),
    required("at", Moment),
    required("per_week", Integer),
    required("per_week_before", Integer),
    **STRICT,
)

#: Owners stand in the settings and not here.
person_role = Table(
    "person_role",
    metadata,
    Column("user_id", BigInt, primary_key=True, autoincrement=False),
    required("role", Word(Role)),
    required("since", Moment),
    **STRICT,
)
