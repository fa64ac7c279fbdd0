"""Alembic's entry: runs the revisions on the connection that `config` was given."""

from typing import Any, Literal

from alembic import context

from bot.storage.columns import Flag, Json, Moment, Word
from bot.storage.fulltext import is_ours
from bot.storage.queue_schema import is_of_queue
from bot.storage.schema import metadata_for


def _rendered(kind: str, item: Any, autogen: Any) -> str | Literal[False]:
    """How a drafted revision writes our column types: what is in the table counts, not what the code makes of it."""
    if kind != "type":
        return False
    if isinstance(item, Word | Json):
        return "sa.Text()"
    if isinstance(item, Moment | Flag):
        autogen.imports.add(f"from bot.storage.columns import {type(item).__name__}")
        return f"{type(item).__name__}()"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata_for(connection.dialect.name),
    render_item=_rendered,
    include_name=lambda name, kind, _: not (is_ours(name, kind) or is_of_queue(name, kind)),
    # SQLite cannot change a column in place; alembic rebuilds the table instead.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
