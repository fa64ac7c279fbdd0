"""The feeds of tests/data/feeds, each with the expected object beside it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FEEDS = Path(__file__).parent.parent / "data" / "feeds"
NOW = datetime(2020, 7, 22, 12, 0, tzinfo=UTC)
URL = "https://outlet.example/feed"


def feed_files() -> list[Path]:
    """Every feed, in order of name."""
    return sorted(path for path in FEEDS.iterdir() if ".expected" not in path.suffixes)


def expected(path: Path) -> dict[str, Any]:
    """The object that the feed must be read as."""
    found: dict[str, Any] = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    return found


def outlet_language(path: Path) -> str:
    """What the outlets file would say for this feed."""
    return "ar" if "arabic" in path.name else ""
