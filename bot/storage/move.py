"""Moving a whole database from SQLite to PostgreSQL: every table, types as they should be, counted and compared.

All of it is one transaction of the target: an interrupted move leaves the target empty, and the source is only read.
"""
# ruff: noqa: S608 - the names are those of our own tables

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Column, Table

from bot.storage.columns import Flag, FoldedWords, Moment
from bot.storage.errors import StorageError, explain
from bot.storage.schema import lease, meta, metadata_for
from bot.storage.upgrade import LOCK

if TYPE_CHECKING:
    import psycopg

#: Rows read and written at a time.
BATCH = 1_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
#: What the target says of its own queue, in `meta`; the source has none.
_TARGETS_OWN = "queue.%"
#: Called with a table, the rows of it that are copied, and all it has.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Moved:
    """What was copied."""

    tables: int
    rows: int
    #: NUL characters that became U+FFFD, because PostgreSQL's text cannot hold them.
    replaced: int


@dataclass(slots=True)
class _Sum:
    """A table's rows, whatever their order: how many, and the sum of their hashes."""

    rows: int = 0
    total: int = 0

    def add(self, row: Sequence[Any]) -> None:
        self.rows += 1
        digest = blake2b(repr(tuple(row)).encode("utf-8", "surrogatepass"), digest_size=16).digest()
        self.total = (self.total + int.from_bytes(digest)) % 2**128


def move(source: Path, target: URL, progress: Progress = lambda *_: None) -> Moved:
    """Copy all that is in the SQLite file into an empty PostgreSQL database. Both have the newest schema.

    The caller sees to it that no worker is at either. Blocks until it is done.

    Raises:
        StorageError: the target has data, one of the two cannot be used, or the copy is not equal; then the target is
            as it was.
    """
    import psycopg

    place = target.set(drivername="postgresql")
    shown = place.set(query={}).render_as_string(hide_password=True)
    try:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=rw", uri=True)) as old,
            psycopg.connect(place.render_as_string(hide_password=False), prepare_threshold=None) as new,
        ):
            old.execute("PRAGMA query_only = ON")
            old.execute("BEGIN")
            moved = _copied(old, new, shown, progress)
            new.commit()
            new.autocommit = True
            new.execute("ANALYZE")
    except (sqlite3.Error, psycopg.Error) as error:
        where = str(source) if isinstance(error, sqlite3.Error) else shown
        raise explain(error, where) or error from error
    return moved


def _copied(old: sqlite3.Connection, new: "psycopg.Connection[Any]", shown: str, progress: Progress) -> Moved:
    tables = metadata_for("postgresql").sorted_tables
    new.execute("SET LOCAL timezone = 'UTC'")
    new.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    # Whoever starts meanwhile waits with its first write.
    new.execute(f"LOCK TABLE {', '.join(_name(table) for table in tables)} IN EXCLUSIVE MODE")
    _refuse_data(new, tables, shown)
    rows = replaced = 0
    for table in tables:
        before, cleaned = _copy(old, new, table, progress)
        after = _read_back(new, table)
        if (before.rows, before.total) != (after.rows, after.total):
            raise StorageError(
                f"The copy of the table {table.name} is not equal: {before.rows} rows became {after.rows}.",
                "Nothing was moved; please report this.",
            )
        _go_on_counting(old, new, table)
        rows, replaced = rows + before.rows, replaced + cleaned
    return Moved(len(tables), rows, replaced)


def _refuse_data(new: "psycopg.Connection[Any]", tables: Sequence[Table], shown: str) -> None:
    full = []
    for table in tables:
        own = f" WHERE key NOT LIKE '{_TARGETS_OWN}'" if table is meta else ""
        if new.execute(f"SELECT 1 FROM {_name(table)}{own} LIMIT 1").fetchone():
            full.append(table.name)
    if full:
        raise StorageError(
            f"The database {shown} is not empty ({', '.join(full[:5])}{' and more' if len(full) > 5 else ''}).",
            "Name one that no worker has used yet, in DATABASE_URL.",
        )


def _copy(
    old: sqlite3.Connection, new: "psycopg.Connection[Any]", table: Table, progress: Progress
) -> tuple[_Sum, int]:
    columns = list(table.columns)
    names = ", ".join(_name(column) for column in columns)
    (number,) = old.execute(f"SELECT count(*) FROM {_name(table)}").fetchone()
    words = [column for column in columns if isinstance(column.type, FoldedWords)]
    into = _name(table)
    if words:
        # The words come as text; the target indexes them in its own way.
        into = '"moving"'
        new.execute(
            f"CREATE TEMP TABLE moving ({', '.join(_plain(column) for column in columns)}) ON COMMIT DROP"
        )
    summed, replaced = _Sum(), 0
    counted = [index for index, column in enumerate(columns) if column not in words]
    with new.cursor() as cursor, cursor.copy(f"COPY {into} ({names}) FROM STDIN") as copy:
        for row in _rows(old, table):
            clean = [value.replace("\0", "\ufffd") if isinstance(value, str) else value for value in row]
            replaced += sum(value.count("\0") for value in row if isinstance(value, str))
            summed.add([clean[index] for index in counted])
            copy.write_row([_written(value, column) for value, column in zip(clean, columns, strict=True)])
            if summed.rows % BATCH == 0:
                progress(table.name, summed.rows, number)
    if words:
        chosen = ", ".join(
            f"to_tsvector('simple', {_name(column)})" if column in words else _name(column)
            for column in columns
        )
        new.execute(f"INSERT INTO {_name(table)} ({names}) SELECT {chosen} FROM moving")
        new.execute("DROP TABLE moving")
    progress(table.name, summed.rows, number)
    return summed, replaced


def _rows(old: sqlite3.Connection, table: Table) -> Iterator[Sequence[Any]]:
    # A role that the last worker had is free: otherwise the first one there would wait for it.
    names = ["''" if column is lease.c.holder else _name(column) for column in table.columns]
    found = old.execute(f"SELECT {', '.join(names)} FROM {_name(table)}")
    while batch := found.fetchmany(BATCH):
        yield from batch


def _read_back(new: "psycopg.Connection[Any]", table: Table) -> _Sum:
    columns = [column for column in table.columns if not isinstance(column.type, FoldedWords)]
    own = f" WHERE key NOT LIKE '{_TARGETS_OWN}'" if table is meta else ""
    summed = _Sum()
    with new.cursor(name="moved") as cursor:
        cursor.itersize = BATCH
        cursor.execute(f"SELECT {', '.join(_name(column) for column in columns)} FROM {_name(table)}{own}")
        for row in cursor:
            summed.add([_read(value) for value in row])
    return summed


def _go_on_counting(old: sqlite3.Connection, new: "psycopg.Connection[Any]", table: Table) -> None:
    """No number is given twice, not even that of a row that is deleted by now."""
    for column in table.columns:
        if column.identity is not None:
            last = old.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", [table.name]).fetchone()
            if last and last[0]:
                arguments = (table.name, column.name, last[0])
                new.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", arguments)


def _written(value: Any, column: Column[Any]) -> Any:
    """SQLite's value as PostgreSQL's column wants it (columns.py)."""
    if value is None:
        return None
    if isinstance(column.type, Moment):
        return _EPOCH + value * _MICROSECOND
    if isinstance(column.type, Flag):
        return bool(value)
    return value


def _read(value: Any) -> Any:
    """PostgreSQL's value as SQLite would have it."""
    if isinstance(value, datetime):
        return (value - _EPOCH) // _MICROSECOND
    return int(value) if isinstance(value, bool) else value


def _plain(column: Column[Any]) -> str:
    return f"{_name(column)} {'bigint' if column.type.python_type is int else 'text'}"


def _name(what: Table | Column[Any]) -> str:
    return f'"{what.name}"'
