"""python -m bot backtest: what a watchlist or query would have caught, and what that changes."""

import asyncio
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from pydantic import TypeAdapter
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from bot.cli.problems import FAILED, WRONG, settings_or_none, tell
from bot.runtime.catalogue import SheetsError
from bot.runtime.clock import SystemClock
from bot.runtime.lab.backtest import Bench, backtest
from bot.runtime.lab.trial import Asked
from bot.runtime.world import published_sheets
from bot.settings import Settings, parse_duration
from bot.sources.pool import WorkFailedError, WorkTimeoutError
from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.watch.backtest import Backtest, Catch, sparkline
from bot.watch.backtest import Progress as Come

_OUTLETS = 12
_LONGEST_FILE = 1_000_000


def command(id_: str, *, since: str, query: str, file: Path | None, as_json: bool) -> int:
    """Try it and show what comes of it; returns the exit code: 1 also where a case fails."""
    settings = settings_or_none()
    if settings is None:
        return WRONG
    try:
        asked = _asked(id_, since, query, file)
    except SheetsError as error:
        tell(error.problems)
        return WRONG
    if (
        settings.environment.database_url is None
        and not (settings.environment.data_dir / "khabar.sqlite").exists()
    ):
        tell([f"There is no database in {settings.environment.data_dir} yet; ./dev run makes it."])
        return FAILED
    try:
        found = asyncio.run(tried(settings, asked))
    except SheetsError as error:
        tell(error.problems)
        return WRONG
    except StorageError as error:
        tell([str(error)])
        return FAILED
    except (WorkFailedError, WorkTimeoutError) as error:
        tell(
            [
                f"The backtest did not end: {error}. The archive is as it was; try again, or with a shorter --since."
            ]
        )
        return FAILED
    if as_json:
        print(TypeAdapter(Backtest).dump_json(found).decode())
    else:
        show(found)
    return FAILED if found.failed_cases else 0


def _asked(id_: str, since: str, query: str, file: Path | None) -> Asked:
    try:
        duration = parse_duration(since)
    except ValueError as error:
        raise SheetsError([f"--since {since}: {error}"]) from None
    if query and file:
        raise SheetsError(["Give --query or --file, not both"])
    if file is None:
        return Asked(watchlist=id_, query=query, since=duration)
    try:
        if file.stat().st_size > _LONGEST_FILE:
            raise SheetsError([f"{file}: larger than a megabyte; a watchlist is a page of text"])
        body = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SheetsError([f"{file}: cannot be read: {error}; it must be a UTF-8 text file"]) from None
    return Asked(watchlist=id_, body=body, path=str(file), since=duration)


async def tried(settings: Settings, asked: Asked) -> Backtest:
    """Try it over the archive, with progress at a terminal; raises as `backtest` does."""
    db = await Database.open(settings.database_url)
    try:
        async with db.read() as conn:
            sheets = await published_sheets(conn)
        bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=Console(stderr=True),
            transient=True,
            disable=not sys.stderr.isatty(),
        )
        async with Bench() as bench:
            with bar:
                task = bar.add_task("articles", total=None)

                async def told(come: Come) -> None:
                    bar.update(task, completed=come.done, total=come.of, description=f"{come.found} caught")

                return await backtest(
                    db,
                    settings.database_url,
                    asked,
                    sheets,
                    SystemClock().now(),
                    max_age=settings.behaviour.max_age,
                    bench=bench,
                    told=told,
                )
    finally:
        await db.close()


# --- showing it ----------------------------------------------------------------------------------------


def show(found: Backtest) -> None:
    """Print what would have been caught."""
    console = Console()
    days = (found.until - found.since) / timedelta(days=1)
    console.print(f"[bold]{escape(found.watchlist or 'query')}[/], {days:g} days, {found.archive:,} articles")
    if found.unsieved:
        console.print(f"[dim]Every article was read: {escape(found.unsieved)}.[/]")
    console.print(
        f"Would have caught [bold]{found.found.articles:,}[/] articles in [bold]{found.found.stories:,}[/] stories; "
        f"about [bold]{found.alerts_per_week:,.0f}[/] alerts a week for {found.chats:,} chats."
    )
    line = sparkline([day.stories for day in found.days])
    console.print(f"{found.days[0].day} {line} {found.days[-1].day}  [dim]stories a day[/]")
    _show_difference(console, found)
    _show_shares(console, found)
    _show_catches(console, "Best", found.best)
    _show_catches(console, "Most doubtful", found.doubtful)
    if found.against is not None:
        _show_catches(console, "Gained", found.against.gained_shown)
        _show_catches(console, "Lost", found.against.lost_shown)
    for case in found.failed_cases:
        should = "must hit" if case.expected else "must miss"
        console.print(
            f"[red]case fails[/] line {case.line}: {should} '{escape(case.title)}': {escape(case.says)}"
        )
    if found.cases and not found.failed_cases:
        console.print(f"All {found.cases} cases pass.")
    console.print(f"[dim]{found.looked_at:,} articles read in {found.took:g} s.[/]")


def _show_difference(console: Console, found: Backtest) -> None:
    other = found.against
    if other is None:
        console.print("[dim]Nothing is published to compare with.[/]")
        return
    console.print(
        f"Against version {other.version} ({other.published.articles:,} articles, {other.published.stories:,} stories): "
        f"[green]+{other.gained.articles:,}[/] articles in {other.gained.stories:,} new stories, "
        f"[red]-{other.lost.articles:,}[/] articles, {other.lost.stories:,} stories lost; "
        f"{found.alerts_per_week - other.alerts_per_week:+,.0f} alerts a week for each of {found.chats:,} chats."
    )


def _show_shares(console: Console, found: Backtest) -> None:
    table = Table("outlet", "articles", "stories", "", "language", "articles ", "stories ", box=None)
    outlets, languages = found.outlets[:_OUTLETS], found.languages[:_OUTLETS]
    for number in range(max(len(outlets), len(languages))):
        left = outlets[number] if number < len(outlets) else None
        right = languages[number] if number < len(languages) else None
        table.add_row(
            *((escape(left.name), str(left.articles), str(left.stories)) if left else ("", "", "")),
            "",
            *((right.name or "unknown", str(right.articles), str(right.stories)) if right else ("", "", "")),
        )
    if outlets:
        console.print(table)


def _show_catches(console: Console, title: str, catches: Sequence[Catch]) -> None:
    if not catches:
        return
    console.print(f"\n[bold]{title}[/]")
    for catch in catches:
        terms = ", ".join(dict.fromkeys(f"{span.text} ({span.field})" for span in catch.spans[:6]))
        why = ", ".join(reason.replace("_", " ") for reason in catch.reasons)
        console.print(f"  {catch.seen_at:%m-%d} {escape(catch.outlet_name)}: {escape(catch.title)}")
        console.print(f"        [dim]{catch.score:+d} {why}; {escape(terms)}[/]")
