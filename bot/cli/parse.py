"""python -m bot parse: what a feed contains, and what is odd about it."""

import asyncio
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.cli.problems import FAILED, WRONG, settings_or_none, tell
from bot.runtime.fetching import open_fetcher
from bot.settings import Settings
from bot.sources.entry import ParsedFeed, ParseFailed, entry_json
from bot.sources.fetch import Fetched, FetchFailed, Request
from bot.sources.parse import parse_feed


def parse(source: str, *, as_json: bool) -> int:
    """Parse a file or an address; problems go to standard error; returns the exit code."""
    now = datetime.now(UTC)
    if source.startswith(("http://", "https://")):
        settings = settings_or_none()
        if settings is None:
            return WRONG
        answer = asyncio.run(_fetch(source, settings))
        if not isinstance(answer, Fetched):
            tell(
                [f"{source}: {answer.reason}: {answer.detail}" if isinstance(answer, FetchFailed) else source]
            )
            return FAILED
        body, url, content_type = answer.body, answer.url, answer.content_type
    elif "://" in source:
        tell([f"{source}: only http:// and https:// addresses can be fetched; download it and give the file"])
        return WRONG
    else:
        try:
            body, url, content_type = Path(source).read_bytes(), "", ""
        except OSError as error:
            tell([f"{source}: cannot be read: {error.strerror}"])
            return FAILED
    found = parse_feed(body, url=url, content_type=content_type, now=now)
    if isinstance(found, ParseFailed):
        tell([f"{source}: {found.reason}: {found.detail}"])
        return FAILED
    _print(found, as_json=as_json)
    tell([f"{source}: {problem}" for problem in found.problems])
    return 0


async def _fetch(url: str, settings: Settings) -> object:
    fetcher = open_fetcher(settings)
    try:
        return await fetcher.get(Request(url=url))
    finally:
        await fetcher.close()


def _print(found: ParsedFeed, *, as_json: bool) -> None:
    if as_json:
        for entry in found.entries:
            sys.stdout.write(json.dumps(entry_json(entry), ensure_ascii=False) + "\n")
        return
    print(
        f"{found.title or '(no title)'} [{found.language or '?'}], {len(found.entries)} entries, read by {found.parser}"
    )
    for entry in found.entries:
        when = f"{entry.published_at:%Y-%m-%d %H:%M}" if entry.dated else "undated"
        print(f"  {when}  {entry.title}\n    {entry.url}")
