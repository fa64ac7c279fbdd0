"""The shipped concepts and watchlists, loaded once for all tests that need them whole."""

from functools import cache
from pathlib import Path

from bot.runtime.catalogue import Catalogue, compiled, read_sheets

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"


@cache
def catalogue() -> Catalogue:
    """All of watchlists/."""
    return compiled(read_sheets(ROOT / "watchlists"))
