"""Column types that mean the same on SQLite (STRICT tables) and PostgreSQL: moments, flags, JSON, big numbers."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, Boolean, DateTime, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

#: Telegram's chat ids need more than 32 bits; SQLite's INTEGER has 64 and STRICT knows no BIGINT.
BigInt = BigInteger().with_variant(Integer(), "sqlite")


class Moment(TypeDecorator[datetime]):
    """A UTC moment: microseconds since 1970 as INTEGER on SQLite, timestamptz on PostgreSQL.

    Naive datetimes are refused (ValueError), because their zone would be a guess.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; moments are stored in UTC")
        return (value - _EPOCH) // _MICROSECOND if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if dialect.name == "sqlite":
            return _EPOCH + timedelta(microseconds=value)
        moment: datetime = value
        return moment.astimezone(UTC)


class Flag(TypeDecorator[bool]):
    """A truth value: 0 or 1 as INTEGER on SQLite, boolean on PostgreSQL."""

    impl = Boolean
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else Boolean())

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        return value if value is None or dialect.name != "sqlite" else int(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:  # noqa: ARG002
        return None if value is None else bool(value)


class Word(TypeDecorator[StrEnum]):
    """A member of a StrEnum, stored as its value in TEXT; a value the enum does not know is a ValueError."""

    impl = Text
    cache_ok = True

    def __init__(self, enum: type[StrEnum]) -> None:
        super().__init__()
        self.enum = enum

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else self.enum(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002
        return None if value is None else self.enum(value)


class FoldedWords(TypeDecorator[str]):
    """The words of a text for full-text search: TEXT on SQLite, where fulltext.py indexes them; tsvector on PostgreSQL."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name != "postgresql":
            return dialect.type_descriptor(Text())
        from sqlalchemy.dialects.postgresql import TSVECTOR

        return dialect.type_descriptor(TSVECTOR())


class Json(TypeDecorator[Any]):
    """Any type that pydantic can validate, as JSON in TEXT. Defaults are left out, so new fields stay cheap."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind

    @property
    def adapter(self) -> TypeAdapter[Any]:
        """Reads and writes the kind."""
        return _adapter(self.kind)

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else self.adapter.dump_json(value, exclude_defaults=True).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else self.adapter.validate_json(value)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    # Built on first use, and once: an adapter for AlertContent costs more than opening the database, and SQLAlchemy
    # copies a column's type for each engine.
    return TypeAdapter(kind)
