"""The outlets file, read. It stands apart from importing.py, so that commands without a database load none."""

from functools import lru_cache
from pathlib import Path

from bot.model import Outlet
from bot.runtime.catalogue import SheetsError
from bot.sources.outlets import OutletsError, load_outlets


def read_outlets(path: Path) -> tuple[Outlet, ...]:
    """The outlets of the outlets file.

    Raises:
        SheetsError: with every problem.
    """
    try:
        return _understood(read_source(path), str(path))
    except OutletsError as error:
        raise SheetsError([str(problem) for problem in error.problems]) from None


def read_source(path: Path) -> str:
    """The text of the outlets file.

    Raises:
        SheetsError: it cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SheetsError([f"{path}: no such file; OUTLETS_FILE names where the outlets are"]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SheetsError([f"{path}:1: cannot be read: {error}; it must be a UTF-8 text file"]) from None


@lru_cache(maxsize=1)
def _understood(source: str, path: str) -> tuple[Outlet, ...]:
    """Remembered, for the file is looked at again and again and seldom changes."""
    return load_outlets(source, path)
