"""The store: schema, migrations, connections and one module of queries per noun. It decides nothing."""

import sys
from types import ModuleType

# SQLAlchemy's asyncio package imports the ORM for its sessions: 60 ms and 8 MB in every process, and the store needs
# Core alone. What stands in for these two modules while the package is imported is taken away afterwards, so that
# whoever wants sessions can import them.
_SESSIONS = {
    "sqlalchemy.ext.asyncio.scoping": ("async_scoped_session",),
    "sqlalchemy.ext.asyncio.session": (
        "AsyncAttrs",
        "AsyncSession",
        "AsyncSessionTransaction",
        "async_object_session",
        "async_session",
        "async_sessionmaker",
        "close_all_sessions",
    ),
}
if "sqlalchemy.ext.asyncio" not in sys.modules:
    for _name, _members in _SESSIONS.items():
        sys.modules[_name] = ModuleType(_name)
        vars(sys.modules[_name]).update(dict.fromkeys(_members))
    import sqlalchemy.ext.asyncio  # noqa: F401

    for _name in _SESSIONS:
        del sys.modules[_name]

from bot.storage.database import Database  # noqa: E402
from bot.storage.errors import StorageError  # noqa: E402

__all__ = ["Database", "StorageError"]
