"""The slow path: feedparser, for what the fast path is not sure of. Slow on hostile input, so it runs in the pool."""

import calendar
import io
import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import feedparser

from bot.sources.dates import Moment, moment
from bot.sources.entry import Hints, RawEntry, RawFeed

_MAX_ENTRIES = 20_000
#: An ampersand that begins nothing, outside CDATA: feedparser would read "R&D" as the entity "&D;".
_STRAY = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!#?\w{1,31};)", re.DOTALL)


def read_with_feedparser(utf8: bytes, url: str) -> RawFeed | None:
    """What feedparser makes of clean UTF-8, or None where it finds neither entries nor a feed."""
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    result = feedparser.parse(
        io.BytesIO(_STRAY.sub(_escaped, utf8)),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    entries = [_entry(entry) for entry in result.entries[:_MAX_ENTRIES]]
    if not entries and not result.get("version"):
        return None
    ttl = _string(result.feed, "ttl")
    problems = []
    if result.bozo:
        problems.append(f"not well-formed: {result.get('bozo_exception')}")
    if len(result.entries) > _MAX_ENTRIES:
        problems.append(f"only the first {_MAX_ENTRIES} of {len(result.entries)} entries were read")
    return RawFeed(
        parser="feedparser",
        title=_string(result.feed, "title"),
        language=_string(result.feed, "language"),
        entries=tuple(entries),
        hints=Hints(ttl=timedelta(minutes=int(ttl)) if ttl.isdecimal() and len(ttl) < 6 else None),
        problems=tuple(problems),
    )


def _escaped(match: re.Match[bytes]) -> bytes:
    return b"&amp;" if match[0] == b"&" else match[0]


def _entry(entry: Mapping[str, Any]) -> RawEntry:
    contents = [part.get("value", "") for part in _raw(entry, "content", ())]
    detail = _first(entry, "title_detail")
    published = _string(entry, "published")
    updated = _string(entry, "updated")
    return RawEntry(
        id=_string(entry, "id"),
        url=_string(entry, "link"),
        title=_string(entry, "title"),
        summary=_string(entry, "summary"),
        content=max(contents, key=len, default=""),
        published=published or _string(entry, "created"),
        updated=updated,
        published_at=_moment(entry, "published", published) or _moment(entry, "created", ""),
        updated_at=_moment(entry, "updated", updated),
        author=_string(entry, "author"),
        language=_string(entry, "dc_language") or (_string(detail, "language") if detail else ""),
    )


def _moment(entry: Mapping[str, Any], name: str, text: str) -> Moment | None:
    """Our reading of the date, which knows more zones and languages; feedparser's where we have none."""
    own = moment(text)
    if own is not None:
        return own
    parsed = _raw(entry, f"{name}_parsed")
    if not isinstance(parsed, time.struct_time):
        return None
    try:
        return Moment(datetime.fromtimestamp(calendar.timegm(parsed), UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _first(entry: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    value = _raw(entry, name)
    return value if isinstance(value, Mapping) else None


def _raw(holder: Mapping[str, Any], name: str, default: Any = None) -> Any:
    """The value under this very name: feedparser's own look-up guesses one name for another."""
    return dict.get(cast(dict[str, Any], holder), name, default)


def _string(holder: Mapping[str, Any], name: str) -> str:
    value = _raw(holder, name)
    return value if isinstance(value, str) else ""
