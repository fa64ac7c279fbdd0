"""python -m bot outlets: lists, finds, tests, pauses, imports and exports feeds. What is changed here is changed in the
outlets file, and a running worker takes it up; what is only in the database, added in chat or on the page, is seen too.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.cli.documents import TYPED, StopError, stopping
from bot.cli.problems import FAILED, WRONG, settings_or_none, tell
from bot.cli.publishing import told
from bot.cli.writing import put
from bot.model import DocumentKind, Feed, FeedHealth, Outlet, Saved
from bot.runtime.catalogue import SheetsError
from bot.runtime.fetching import open_fetcher
from bot.runtime.lab.shelf import outlets_in_force
from bot.runtime.lab.versions import Lab
from bot.runtime.outlets import read_outlets
from bot.settings import Settings
from bot.sources.discovery import Discovery, FoundFeed, discover, read_feed
from bot.sources.fetch import Fetcher
from bot.sources.newcomers import feeds_of, home, newcomer
from bot.sources.opml import OpmlError, export_opml, import_opml
from bot.sources.outletedits import NotInFileError, added, extended, outlet_text, paused
from bot.sources.outlets import OutletsError, load_outlets
from bot.sources.pages import Pages
from bot.sources.pool import WorkerPool
from bot.storage import feeds
from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.storage.feeds import FeedRow

_SHOWN = 3


def show() -> int:
    """Every feed with its state; returns the exit code."""
    read = _read()
    if read is None:
        return WRONG
    settings, outlets = read
    try:
        rows, outlets = _stored(settings, outlets)
    except StorageError as error:
        tell([str(error)])
        return FAILED
    for outlet in outlets:
        for feed in outlet.feeds:
            print("  ".join(_columns(outlet, feed, rows.get(feed.url))).rstrip())
            row = rows.get(feed.url)
            if row is not None and row.reason and not feed.paused:
                print(f"    since {row.state_since:%Y-%m-%d %H:%M} UTC: {row.reason}")
    return 0


def add(url: str, *, yes: bool) -> int:
    """Find a site's feeds and write them into the outlets file; returns the exit code."""
    read = _read()
    if read is None:
        return WRONG
    settings, outlets = read
    url = url if "://" in url else f"https://{url}"
    found = asyncio.run(_discovered(settings, url))
    if not found.feeds:
        tell(found.tried)
        tell(
            [f"No feed was found at {url}. Give the address of a feed, or look at the page for the word RSS."]
        )
        return FAILED
    listed = {feed.url for outlet in _known(settings, outlets) for feed in outlet.feeds}
    fresh = feeds_of(found.feeds, listed)
    for one in found.feeds:
        _print_feed(one, note="  (already in the file)" if one.url in listed else "")
    if not fresh:
        return 0
    file = settings.environment.outlets_file
    source = file.read_text(encoding="utf-8-sig")
    if (there := home(outlets, url)) is not None:
        print(f"{file}: below the feeds of {there.id}, whose site this is:")
        return _write(settings, extended(source, there.id, fresh), yes=yes)
    outlet = newcomer(found.feeds, fresh, url, [outlet.id for outlet in outlets])
    print(f"{file}: at its end:\n{outlet_text(outlet)}", end="")
    return _write(settings, added(source, [outlet]), yes=yes)


def test(name: str) -> int:
    """Ask feeds and show what comes; returns the exit code."""
    read = _read()
    if read is None:
        return WRONG
    settings, outlets = read
    outlets = _known(settings, outlets)
    asked = [
        (outlet, feed.url) for outlet in outlets for feed in outlet.feeds if name in (outlet.id, feed.url)
    ]
    if not asked and "://" in name:
        asked = [(Outlet(id="", name=""), name)]
    if not asked:
        return _unknown(name, settings, outlets)
    answers = asyncio.run(_tested(settings, asked))
    for (_, url), answer in zip(asked, answers, strict=True):
        if isinstance(answer, str):
            tell([f"{url}: {answer}"])
        else:
            _print_feed(answer)
            tell([f"{url}: {problem}" for problem in answer.feed.problems])
    return FAILED if any(isinstance(answer, str) for answer in answers) else 0


def pause(name: str, *, pause: bool) -> int:
    """Write `paused: true` to an outlet's feeds or one feed, or take it out; returns the exit code."""
    read = _read()
    if read is None:
        return WRONG
    settings, outlets = read
    source = settings.environment.outlets_file.read_text(encoding="utf-8-sig")
    try:
        text, changed = paused(source, name, pause=pause)
    except NotInFileError:
        return _pause_stored(name, settings, outlets, pause=pause)
    print(f"{changed} feeds {'paused' if pause else 'resumed'}.")
    return _write(settings, text, yes=True) if changed else 0


def take_over(file: Path, *, yes: bool) -> int:
    """Write the feeds of an OPML file into the outlets file; returns the exit code."""
    read = _read()
    if read is None:
        return WRONG
    settings, outlets = read
    try:
        found = import_opml(file.read_bytes(), outlets)
    except OSError as error:
        tell([f"{file}: cannot be read: {error.strerror}"])
        return FAILED
    except OpmlError as error:
        tell([f"{file}: {error}; export the list from the feed reader again"])
        return WRONG
    print(f"{sum(len(outlet.feeds) for outlet in found)} new feeds of {len(found)} outlets.")
    if not found:
        return 0
    text = settings.environment.outlets_file.read_text(encoding="utf-8-sig")
    fresh = []
    for outlet in found:
        if (there := home(outlets, outlet.feeds[0].url)) is None:
            fresh.append(outlet)
            continue
        print(f"More feeds of {there.id}: {', '.join(feed.url for feed in outlet.feeds)}")
        text = extended(text, there.id, outlet.feeds)
    print("\n".join(outlet_text(outlet) for outlet in fresh), end="")
    return _write(settings, added(text, fresh) if fresh else text, yes=yes)


def export() -> int:
    """Print all feeds as OPML; returns the exit code."""
    read = _read()
    if read is None:
        return WRONG
    sys.stdout.write(export_opml(_known(*read)))
    return 0


def _read() -> tuple[Settings, tuple[Outlet, ...]] | None:
    settings = settings_or_none()
    if settings is None:
        return None
    try:
        return settings, read_outlets(settings.environment.outlets_file)
    except SheetsError as error:
        tell(error.problems)
        return None


def _write(settings: Settings, text: str, *, yes: bool) -> int:
    """Put the file in place at once and whole, after a yes; what would not load is not written."""
    file = settings.environment.outlets_file
    try:
        load_outlets(text, str(file))
    except OutletsError as error:
        tell([str(problem) for problem in error.problems])
        tell([f"{file} was left as it is; write the lines above into it by hand."])
        return FAILED
    if not yes:
        if not sys.stdin.isatty():
            tell(["Nothing was written: say --yes, or answer at a terminal."])
            return WRONG
        if input(f"Write this into {file}? [y/N] ").strip().lower() not in ("y", "yes"):
            print("Nothing was written.")
            return 0
    try:
        put(file, text)
    except OSError as error:
        tell([f"{file}: cannot be written: {error.strerror}; nothing was changed."])
        return FAILED
    print(f"{file} is written; a running worker takes it up within 15 seconds.")
    return 0


def _unknown(name: str, settings: Settings, outlets: Sequence[Outlet]) -> int:
    near = [outlet.id for outlet in outlets if name.lower() in f"{outlet.id} {outlet.name}".lower()]
    remedy = f"is it {' or '.join(near)}?" if near else "`outlets list` shows what there is"
    tell([f"{settings.environment.outlets_file}: no outlet or feed is called {name}; {remedy}"])
    return WRONG


def _pause_stored(name: str, settings: Settings, outlets: tuple[Outlet, ...], *, pause: bool) -> int:
    """The same for an outlet that is not in the file, as a new version of its document."""
    known = _known(settings, outlets)
    found = next((one for one in known if name in (one.id, *(feed.url for feed in one.feeds))), None)
    if found is None:
        return _unknown(name, settings, known)
    id_ = found.id

    async def work(lab: Lab, _: Settings) -> int:
        last = (await lab.history(DocumentKind.OUTLET, id_))[-1]
        text, changed = paused(last.body, name, pause=pause)
        said = f"{changed} feeds {'paused' if pause else 'resumed'}."
        if changed:
            saved = await lab.save_draft(DocumentKind.OUTLET, id_, text, TYPED, last.version, said)
            if not isinstance(saved, Saved):
                raise StopError(f"{id_}: {saved}")
            told(DocumentKind.OUTLET, id_, await lab.publish(DocumentKind.OUTLET, id_, TYPED, last.version))
        print(said)
        return 0

    return stopping(work)


def _known(settings: Settings, outlets: tuple[Outlet, ...]) -> tuple[Outlet, ...]:
    """The outlets in force, or those of the file where the database does not answer."""
    try:
        return _stored(settings, outlets)[1]
    except StorageError:
        return outlets


def _stored(
    settings: Settings, outlets: tuple[Outlet, ...]
) -> tuple[Mapping[str, FeedRow], tuple[Outlet, ...]]:
    """What is known of each feed by its address, and the outlets: those of the file as they are in force, then the others."""
    if (
        not settings.environment.database_url
        and not (settings.environment.data_dir / "khabar.sqlite").exists()
    ):
        return {}, tuple(outlets)

    async def read() -> tuple[Mapping[str, FeedRow], tuple[Outlet, ...]]:
        db = await Database.open(settings.database_url)
        try:
            async with db.read() as conn:
                in_force = await outlets_in_force(conn)
                first = [in_force.get(outlet.id, outlet) for outlet in outlets]
                others = [
                    one for id_, one in in_force.items() if id_ not in {outlet.id for outlet in outlets}
                ]
                return {row.url: row for row in await feeds.all(conn)}, (*first, *others)
        finally:
            await db.close()

    return asyncio.run(read())


@asynccontextmanager
async def _reading(settings: Settings) -> AsyncIterator[tuple[Fetcher, WorkerPool]]:
    """What fetches, and what reads a body that may hang or swell."""
    fetcher, pool = open_fetcher(settings), WorkerPool()
    try:
        yield fetcher, pool
    finally:
        await pool.close()
        await fetcher.close()


async def _discovered(settings: Settings, url: str) -> Discovery:
    async with _reading(settings) as (fetcher, pool):
        pages = Pages(fetcher, lambda: datetime.now(UTC))
        return await discover(fetcher, pages, pool, url, datetime.now(UTC))


async def _tested(settings: Settings, asked: Sequence[tuple[Outlet, str]]) -> list[FoundFeed | str]:
    async with _reading(settings) as (fetcher, pool):
        now = datetime.now(UTC)
        return [await read_feed(fetcher, pool, url, now, outlet.user_agent) for outlet, url in asked]


def _columns(outlet: Outlet, feed: Feed, row: FeedRow | None) -> tuple[str, ...]:
    state = "paused" if feed.paused else str(row.state if row else FeedHealth.NEW)
    last = f"{row.record.published_at:%Y-%m-%d %H:%M}" if row and row.record.published_at else ""
    every = ""
    if (
        row is not None
        and row.last_poll_at is not None
        and row.state is not FeedHealth.GONE
        and not feed.paused
    ):
        every = f"{max((row.next_poll_at - row.last_poll_at) / timedelta(minutes=1), 0):.0f} min"
    return (
        f"{state:12}",
        f"{last:16}",
        f"{every:>8}",
        f"{outlet.id:24}",
        row.address or feed.url if row else feed.url,
    )


def _print_feed(found: FoundFeed, note: str = "") -> None:
    feed = found.feed
    print(
        f"{found.url}{note}\n  {feed.title or '(no title)'} [{feed.language or '?'}], {len(feed.entries)} articles"
    )
    for entry in sorted(feed.entries, key=lambda one: one.published_at, reverse=True)[:_SHOWN]:
        print(f"    {f'{entry.published_at:%Y-%m-%d %H:%M}' if entry.dated else 'undated':16}  {entry.title}")
