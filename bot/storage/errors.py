"""What goes wrong between the bot and its database, as one plain sentence with a remedy."""

import re
import sqlite3

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class StorageError(Exception):
    """The database cannot do its part. `str()` is the sentence for a person; it never contains a password."""

    def __init__(self, problem: str, remedy: str, *, temporary: bool = False) -> None:
        super().__init__(f"{problem} {remedy}")
        #: What is wrong, one sentence.
        self.problem = problem
        #: What to do about it, one sentence.
        self.remedy = remedy
        #: Whether the same call may succeed later without anybody's doing (locked, unreachable, full).
        self.temporary = temporary


#: By SQLite's primary result code (https://sqlite.org/rescode.html): what is wrong, what to do, temporary.
_SQLITE: dict[int, tuple[str, str, bool]] = {
    sqlite3.SQLITE_BUSY: (
        "is locked by another process.",
        "Stop the other program that has it open (a second bot, a backup, a database browser), or wait.",
        True,
    ),
    sqlite3.SQLITE_LOCKED: ("is locked by another process.", "Try again.", True),
    sqlite3.SQLITE_READONLY: (
        "cannot be written.",
        "Make the file and its directory writable for the user that runs the bot, or set DATA_DIR elsewhere.",
        False,
    ),
    sqlite3.SQLITE_PERM: (
        "may not be opened.",
        "Make the file and its directory readable and writable for the user that runs the bot.",
        False,
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "cannot be opened or created.",
        "Check that its directory exists and is writable for the user that runs the bot, or set DATA_DIR elsewhere.",
        False,
    ),
    sqlite3.SQLITE_FULL: (
        "cannot grow: the disk is full.",
        "Free some space; nothing that was stored is lost, and the bot goes on by itself.",
        True,
    ),
    sqlite3.SQLITE_IOERR: (
        "cannot be read or written: the disk reports an error.",
        "Check free space, quota and the health of the disk.",
        True,
    ),
    sqlite3.SQLITE_CORRUPT: (
        "is damaged.",
        "Stop the bot, move the file aside and restore the newest backup.",
        False,
    ),
    sqlite3.SQLITE_NOTADB: (
        "is not an SQLite database.",
        "Point DATABASE_URL or DATA_DIR at another place, or move that file aside.",
        False,
    ),
}

#: By SQLSTATE (PostgreSQL, appendix A), then by class.
_POSTGRES: dict[str, tuple[str, str, bool]] = {
    "28": (
        "refuses the user or the password.",
        "Check user name and password in DATABASE_URL; special characters in them must be percent-encoded.",
        False,
    ),
    "3D000": ("has no database of that name.", "Create it, or correct the name in DATABASE_URL.", False),
    "42501": (
        "does not let this user do that.",
        "Give the user of DATABASE_URL the right to create and change tables in its schema.",
        False,
    ),
    "53100": ("cannot grow: the server's disk is full.", "Free some space on the database server.", True),
    "53300": (
        "has no connection left.",
        "Raise max_connections on the server, or run fewer workers.",
        True,
    ),
    "25006": (
        "is read-only.",
        "Point DATABASE_URL at the primary, not at a replica.",
        True,
    ),
    "25P03": (
        "ended a transaction in which this process did not move.",
        "Wait a moment, then try again.",
        True,
    ),
    "57P": ("is shutting down or starting.", "Wait a moment, then try again.", True),
    "40": ("stopped one of two transactions that waited for each other.", "Try again.", True),
    "XX": ("reports that its data is damaged.", "Restore the newest backup.", False),
}

#: libpq gives no SQLSTATE while it connects, so the server's words must do; a server that speaks another language
#: than English ends in "cannot be reached".
_SAID = {
    r"password|role \".*\" does not exist|no pg_hba\.conf entry": "28",
    r"database \".*\" does not exist": "3D000",
    r"too many (clients|connections)|remaining connection slots": "53300",
    r"the database system is (starting up|shutting down|in recovery)": "57P",
}


def explain(error: Exception, place: str) -> StorageError | None:
    """The plain sentence for a driver's error, or None where the error is a bug of ours and should stay one.

    `place` names the database without its password.
    """
    if isinstance(error, PoolTimeout):
        return StorageError(
            f"All connections to the database {place} are in use.", "Try again.", temporary=True
        )
    origin = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(origin, sqlite3.Error):
        return _explain_sqlite(origin, place)
    if type(origin).__module__.partition(".")[0] == "psycopg":
        return _explain_postgres(origin, place)
    return None


def _explain_sqlite(error: sqlite3.Error, place: str) -> StorageError | None:
    code = getattr(error, "sqlite_errorcode", None)
    found = _SQLITE.get(code & 0xFF) if isinstance(code, int) else None
    if found is None:
        return None
    problem, remedy, temporary = found
    return StorageError(f"The database {place} {problem}", remedy, temporary=temporary)


def _explain_postgres(error: BaseException | None, place: str) -> StorageError | None:
    import psycopg  # only here once PostgreSQL is in use

    if not isinstance(error, psycopg.Error):
        return None
    state = error.sqlstate or ""
    for length in (5, 3, 2):
        if found := _POSTGRES.get(state[:length]):
            problem, remedy, temporary = found
            return StorageError(f"The database {place} {problem}", remedy, temporary=temporary)
    if state or not isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return None
    said = str(error)
    for words, key in _SAID.items():
        if re.search(words, said):
            problem, remedy, temporary = _POSTGRES[key]
            return StorageError(f"The database {place} {problem}", remedy, temporary=temporary)
    return StorageError(
        f"The database {place} cannot be reached.",
        "Check host and port in DATABASE_URL, and that the server runs.",
        temporary=True,
    )
