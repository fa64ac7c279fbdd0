"""The two pieces of SQL that SQLAlchemy leaves to each database: INSERT … ON CONFLICT, and lists of bounded length."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncConnection

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert

_T = TypeVar("_T")

#: Values in one IN (…): far below SQLite's 32,766 and PostgreSQL's 65,535 parameters, few enough to plan fast.
IN_LIMIT = 500


def insert_into(conn: AsyncConnection, table: Table) -> "Insert":
    """An INSERT with `on_conflict_do_nothing` and `on_conflict_do_update`, in the connection's dialect."""
    if conn.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert

        return insert(table)
    from sqlalchemy.dialects.sqlite import insert as sqlite_insert

    # Both classes have the same two methods, and no common parent that names them.
    statement: Any = sqlite_insert(table)
    return statement  # type: ignore[no-any-return]


def batches(values: Sequence[_T], size: int = IN_LIMIT) -> Iterator[Sequence[_T]]:
    """`values` in slices of at most `size`."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
