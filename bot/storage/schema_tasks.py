"""The table of what takes long and is done beside everything else; part of schema.py. Queries stand in tasks.py."""

from typing import Any

from sqlalchemy import Column, Index, Integer, Table, Text, or_

from bot.storage.columns import BigInt, Json, Moment, Word
from bot.storage.tables import NUMBERED, is_word, metadata, number, partial, required
from bot.storage.words import TaskKind, TaskState

task = Table(
    "task",
    metadata,
    number("id"),
    required("kind", Word(TaskKind)),
    #: What it is about: a newer ask of the same person about the same replaces it.
    required("subject", Text),
    required("argument", Json(dict[str, Any])),
    #: Who asked: Telegram's id (empty for the command line), role and origin.
    Column("user_id", BigInt),
    required("role", Text),
    required("origin", Text),
    required("state", Word(TaskState)),
    required("done", Integer),
    required("total", Integer),
    required("found", Integer),
    #: JSON, as the kind has it; empty before the end.
    required("result", Text),
    #: Why it failed, in words.
    required("error", Text),
    required("asked_at", Moment),
    Column("begun_at", Moment),
    Column("ended_at", Moment),
    **NUMBERED,
)
task_open = or_(is_word(task.c.state, "waiting"), is_word(task.c.state, "running"))
partial("ix_task_open", task_open, task.c.id)
Index("ix_task_user_id", task.c.user_id, task.c.subject)
Index("ix_task_ended_at", task.c.ended_at)
