"""What every table is made with: the metadata, kinds of columns, partial indexes. The tables stand in the schema modules."""

from typing import Any

from sqlalchemy import Column, ColumnElement, Identity, Index, MetaData, literal_column

from bot.storage.columns import BigInt

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: By name of the index. Each condition stands below as a name of its own: queries use it as it is.
_conditions: dict[str, ColumnElement[bool]] = {}

#: STRICT makes SQLite refuse a value of the wrong type, as PostgreSQL does.
STRICT: dict[str, Any] = {"sqlite_strict": True}
#: AUTOINCREMENT never gives a number twice, even after the newest row was deleted.
NUMBERED: dict[str, Any] = {"sqlite_strict": True, "sqlite_autoincrement": True}


def number(name: str) -> Column[Any]:
    """A primary key that the database counts."""
    return Column(name, BigInt, Identity(), primary_key=True)


def required(name: str, kind: Any, *more: Any, **options: Any) -> Column[Any]:
    """A column that is never empty."""
    return Column(name, kind, *more, nullable=False, **options)


def partial(name: str, condition: ColumnElement[bool], *columns: Column[Any]) -> None:
    """An index of the rows that meet `condition`; `metadata_for` tells the database about the condition."""
    _conditions[name] = condition
    Index(name, *columns)


def metadata_for(dialect: str) -> MetaData:
    """The schema with what only this database (`sqlite` or `postgresql`) knows: the conditions of partial indexes.

    Done late, because naming a dialect in an index imports it, and the one that is not used costs 90 ms and 4 MB.
    """
    for table in metadata.tables.values():
        for index in table.indexes:
            if index.name in _conditions:
                index.dialect_options[dialect]["where"] = _conditions[str(index.name)]
    return metadata


def is_word(column: Column[Any], word: str) -> ColumnElement[bool]:
    """Whether a column is this word: a literal, because SQLite takes a partial index only for what is repeated exactly."""
    return column == literal_column(f"'{word}'")
