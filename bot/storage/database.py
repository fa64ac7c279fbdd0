"""Connections and transactions: one writer and a few readers on SQLite, a pool on PostgreSQL. No queries live here."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any, Self

from sqlalchemy import URL, event, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.storage.errors import StorageError, explain

#: Seconds to wait for another process's write on SQLite.
BUSY_TIMEOUT = 5.0


class Database:
    """One open database. Get it from `Database.open`; give it back with `close`."""

    def __init__(self, url: URL, writer: AsyncEngine, reader: AsyncEngine) -> None:
        self._url = url
        self._writer = writer
        self._reader = reader
        # One writer at a time in this process; other processes wait in SQLite's busy handler.
        self._turn: AbstractAsyncContextManager[object] = asyncio.Lock() if self.is_sqlite else nullcontext()
        self._writing: asyncio.Task[object] | None = None

    @classmethod
    async def open(
        cls, url: str | Path, *, busy_timeout: float = BUSY_TIMEOUT, readers: int = 3, pool: int = 8
    ) -> Self:
        """Connect to `url` (`sqlite:///file`, `postgres://…`, `postgresql://…`, or a file's path).

        `readers` bounds the reading connections on SQLite, `pool` all connections on PostgreSQL; they are
        made when first needed. Raises StorageError where the database cannot be used at all.
        """
        where = database_url(url)
        if where.get_backend_name() == "sqlite":
            _probe(Path(str(where.database)))
            return cls(
                where,
                _sqlite(where, busy_timeout, writes=True, pool_size=1, max_overflow=0),
                _sqlite(where, busy_timeout, writes=False, pool_size=readers, max_overflow=0),
            )
        engine = _postgres(where, pool_size=pool, max_overflow=0, pool_timeout=60)
        database = cls(where, engine, engine)
        try:
            async with database.read() as conn:
                await conn.execute(text("SELECT 1"))
        except BaseException:
            await database.close()
            raise
        return database

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self._url.get_backend_name() == "sqlite"

    @property
    def place(self) -> str:
        """The database's file or address, without its password."""
        if self.is_sqlite:
            return str(self._url.database)
        return self._url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection that sees one unchanging state of the database and cannot write.

        Raises StorageError for what the world does wrong.
        """
        with self._sentences():
            async with self._reader.connect() as conn:
                if not self.is_sqlite:
                    await conn.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
                yield conn

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: committed at the end of the block, rolled back where the block raises.

        Keep it short, and never await the network within it: on SQLite everybody else waits.
        Raises StorageError for what the world does wrong; then nothing was stored.
        """
        if self._writing is not None and self._writing is asyncio.current_task():
            raise RuntimeError("a write within a write would wait for itself; pass the connection on instead")
        async with self._turn:
            self._writing = asyncio.current_task() if self.is_sqlite else None
            try:
                with self._sentences():
                    async with self._writer.begin() as conn:
                        yield conn
            finally:
                self._writing = None

    async def upgrade(self) -> None:
        """Bring the schema to what this code needs; nothing to do where it is there already.

        Safe when several processes do it at once. Raises StorageError where the schema is newer than the code.
        """
        from bot.storage import queue_schema, upgrade

        async with self.read() as conn:
            if await upgrade.current(conn) == upgrade.HEAD and await queue_schema.is_newest(conn):
                return
        with self._sentences():
            await upgrade.upgrade(self._url, self.place)

    async def check(self) -> list[str]:
        """What is damaged, in the database's own words; empty where nothing is. Reads the whole file on SQLite."""
        if not self.is_sqlite:
            return []
        try:
            async with self.read() as conn:
                found = (await conn.execute(text("PRAGMA quick_check"))).scalars().all()
        except StorageError as error:
            if error.temporary:
                raise
            return [error.problem]
        return [] if found == ["ok"] else [str(line) for line in found]

    async def size(self) -> int:
        """How large it is, in bytes; without SQLite's journal."""
        ask = (
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
            if self.is_sqlite
            else "SELECT pg_database_size(current_database())"
        )
        async with self.read() as conn:
            return int(await conn.scalar(text(ask)) or 0)

    async def close(self) -> None:
        """Close all connections. The last one to close an SQLite file folds its journal into it."""
        await self._reader.dispose()
        if self._writer is not self._reader:
            await self._writer.dispose()

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            # Drivers raise their own errors too, where SQLAlchemy is not yet or no longer in between.
            if plain := explain(error, self.place):
                raise plain from error
            raise


def database_url(url: str | Path) -> URL:
    """`url` with the driver that the bot uses; StorageError where it names no file or no known database."""
    if isinstance(url, Path) or "://" not in url:
        return URL.create("sqlite+aiosqlite", database=str(url))
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StorageError(
            "DATABASE_URL cannot be read.",
            "Write postgresql://user:password@host:5432/name or sqlite:///file.",
        ) from error
    kind = parsed.drivername.partition("+")[0]
    if kind in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    if kind != "sqlite":
        raise StorageError(
            f"{kind} is no database that Khabar knows.", "Use postgresql:// or sqlite:/// in DATABASE_URL."
        )
    if not parsed.database or parsed.database == ":memory:" or parsed.query:
        raise StorageError(
            "The SQLite address names no file.", "Write sqlite:///path/to/khabar.db in DATABASE_URL."
        )
    return parsed.set(drivername="sqlite+aiosqlite")


def _probe(file: Path) -> None:
    """Make the file's directory, and look into the file; StorageError where that fails.

    Done without aiosqlite, whose thread would outlive a failed connection and end in a traceback of its own.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"The directory {file.parent} for the database cannot be made ({error.strerror}).",
            "Make it by hand, writable for the user that runs the bot, or set DATA_DIR elsewhere.",
        ) from error
    try:
        with closing(sqlite3.connect(file, timeout=0)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        plain = explain(error, str(file))
        if plain is None:
            raise
        # Somebody else's write may take a moment; whoever comes next waits for it.
        if not plain.temporary:
            raise plain from error


def migration_engine(url: URL) -> AsyncEngine:
    """An engine for one migration: no pool, and no foreign keys on SQLite.

    Rebuilding a table there drops the old one, which would empty every table that refers to it.
    """
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, 30.0, writes=True, poolclass=NullPool, foreign_keys=False)
    return _postgres(url, poolclass=NullPool)


def _postgres(url: URL, **options: Any) -> AsyncEngine:
    return create_async_engine(
        url,
        # prepare_threshold: prepared statements break behind poolers that hand out connections by transaction.
        connect_args={"connect_timeout": 10, "prepare_threshold": None, "application_name": "khabar"},
        pool_pre_ping="poolclass" not in options,
        hide_parameters=True,
        **options,
    )


def _sqlite(
    url: URL, busy_timeout: float, *, writes: bool, foreign_keys: bool = True, **options: Any
) -> AsyncEngine:
    engine = create_async_engine(
        url,
        # isolation_level None: the driver begins nothing by itself, `_begin` does.
        connect_args={"isolation_level": None, "timeout": busy_timeout},
        hide_parameters=True,
        **options,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _connect(dbapi: Any, _record: object) -> None:
        # NORMAL could lose the last commits at a power cut, and a lost receipt is a doubled alert.
        pragmas = ["journal_mode = WAL", "synchronous = FULL"] if writes else ["query_only = ON"]
        pragmas += [
            f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
            "temp_store = MEMORY",
            "cache_size = -500",
        ]
        cursor = dbapi.cursor()
        try:
            for pragma in pragmas:
                cursor.execute(f"PRAGMA {pragma}")
        except BaseException:
            # The pool does not know this connection yet, so nobody else would close it.
            dbapi.close()
            raise
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(conn: Any) -> None:
        # A deferred transaction that reads and then writes fails at once when another process wrote in between.
        conn.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
