"""Agreement with feedparser over its own suite of well-formed feeds, where scripts/feedparser_suite.py brought it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.sources.entry import Entry, ParsedFeed
from bot.sources.parse import parse_fast, parse_slow

SUITE = Path(__file__).parent.parent.parent / "build" / "feedparser-suite" / "wellformed"
NOW = datetime(2020, 7, 22, 12, 0, tzinfo=UTC)
URL = "http://127.0.0.1:8097/feed.xml"


def told(entry: Entry) -> tuple[object, ...]:
    """What both parsers must agree on."""
    return (
        entry.id,
        entry.url,
        entry.title,
        entry.summary,
        entry.published_at,
        entry.updated_at,
        entry.dated,
    )


@pytest.mark.skipif(not SUITE.is_dir(), reason="python scripts/feedparser_suite.py brings the suite")
def test_the_fast_path_agrees_with_feedparser_or_leaves_the_feed_to_it() -> None:
    """On each of some 1,700 feeds: id, link, title, summary and times; few are left to feedparser."""
    different, left, same = [], 0, 0
    for path in sorted(SUITE.rglob("*.xml")):
        body = path.read_bytes()
        fast = parse_fast(body, url=URL, now=NOW)
        if not isinstance(fast, ParsedFeed):
            left += 1
            continue
        slow = parse_slow(body, URL, "", "", NOW)
        if isinstance(slow, ParsedFeed) and [told(e) for e in slow.entries] == [
            told(e) for e in fast.entries
        ]:
            same += 1
        else:
            different.append(path.relative_to(SUITE))

    assert different == []
    assert same > 1_600
    assert left < 60
