"""Khabar, a news-monitoring alert bot: poll outlets, match watchlists, post living alerts to Telegram."""

import sys
from types import ModuleType

__version__ = "0.1.0"

# SQLAlchemy's asyncio package imports the ORM for its sessions: 60 ms and 8 MB in every process, and the store needs
# Core alone. These stand in for the two modules that bring it; here, because whoever imports SQLAlchemy first decides.
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
