"""What the tables of schema.py and trail.py are made with: one MetaData, SQLite's strictness, common columns."""

from typing import Any

from sqlalchemy import Column, Identity, MetaData

from bot.storage.columns import BigInt

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

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
