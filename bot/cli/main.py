"""The command line: names, options and exit codes. What a command does stands in a module of its own.

Exit codes: 0 done; 1 it did not work (network, token, database); 2 something a person wrote is wrong.
"""

import io
import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot import __version__
from bot.cli.documentcommands import add_document_commands
from bot.cli.interchangecommands import feeds_app, webhooks_app
from bot.model import DocumentKind

app = typer.Typer(
    name="python -m bot",
    help="Khabar watches news outlets and alerts Telegram chats: one living message per story.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
db_app = typer.Typer(help="The database.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(db_app, name="db")
watchlists_app = typer.Typer(help="The watchlists.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(watchlists_app, name="watchlists")
outlets_app = typer.Typer(help="The outlets and their feeds.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(outlets_app, name="outlets")
app.add_typer(feeds_app, name="feeds")
concepts_app = typer.Typer(help="The concepts.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(concepts_app, name="concepts")
for _group, _kind in (
    (watchlists_app, DocumentKind.WATCHLIST),
    (concepts_app, DocumentKind.CONCEPT),
    (outlets_app, DocumentKind.OUTLET),
):
    add_document_commands(_group, _kind)
app.add_typer(webhooks_app, name="webhooks")

Json = Annotated[bool, typer.Option("--json", help="JSON Lines from standard input to standard output.")]
Source = Annotated[str | None, typer.Argument(help="A file or an address.", show_default=False)]


@app.command()
def run(
    roles: Annotated[
        str, typer.Option(help="Comma-separated: poll, desk, send, chat, web.")
    ] = "poll,desk,send,chat,web",
    once: Annotated[bool, typer.Option("--once", help="One round, a summary, and exit.")] = False,
) -> None:
    """The worker; without a token, a preview here."""
    from bot.cli.run import run as command

    sys.exit(command(roles, once=once))


@app.command()
def demo(
    fast: Annotated[bool, typer.Option("--fast", help="Replay in a few seconds; for scripts.")] = False,
    picture: Annotated[
        Path | None, typer.Option(help="Write the last screen as SVG.", show_default=False)
    ] = None,
) -> None:
    """The whole way on sample outlets."""
    from bot.cli.demo.command import demo as command

    sys.exit(command(fast=fast, picture=picture))


@app.command()
def check() -> None:
    """What to mend in settings, outlets, watchlists."""
    from bot.cli.check import check as command

    sys.exit(command())


@app.command()
def doctor(
    json: Annotated[bool, typer.Option("--json", help="One object a line.")] = False,
) -> None:
    """How the installation is, and what to do."""
    from bot.cli.doctor import doctor as command

    sys.exit(command(as_json=json))


@app.command()
def match(
    source: Source = None,
    json: Json = False,
    watchlist: Annotated[
        list[str] | None, typer.Option(help="Only this one; may be repeated.", show_default=False)
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say why, or why not.")] = False,
) -> None:
    """Which watchlists an article hits, with the proof."""
    from bot.cli.articles_in import match as command

    sys.exit(command(source, as_json=json, only=watchlist or (), explain=explain))


@app.command()
def group(json: Json = False) -> None:
    """Which articles tell the same story."""
    from bot.cli.articles_in import group as command

    sys.exit(command(as_json=json))


@app.command()
def claims(json: Json = False) -> None:
    """Who reports, claims, confirms or denies what."""
    from bot.cli.articles_in import claims as command

    sys.exit(command(as_json=json))


@app.command()
def parse(source: Annotated[str, typer.Argument(help="A file or an address.")], json: Json = False) -> None:
    """What a feed contains, and what is odd about it."""
    from bot.cli.parse import parse as command

    sys.exit(command(source, as_json=json))


@app.command()
def why(
    asked: Annotated[
        str, typer.Argument(metavar="URL|ALERT", help="An article's address, or an alert's number.")
    ],
    json: Annotated[bool, typer.Option("--json", help="All of it, as JSON.")] = False,
) -> None:
    """Why something was told, or at which gate it stopped."""
    from bot.cli.why import why as command

    sys.exit(command(asked, as_json=json))


@app.command()
def export(
    what: Annotated[str, typer.Argument(metavar="stories|alerts", help="What to write.")],
    since: Annotated[str, typer.Option(help="How far back: 12h, 30d.")] = "30d",
    format_: Annotated[str, typer.Option("--format", help="csv or json.")] = "csv",
) -> None:
    """Stories or alerts as a file for other programs."""
    from bot.cli.export import export as command

    sys.exit(command(what, since, format_))


@app.command()
def backtest(
    watchlist: Annotated[str, typer.Argument(metavar="[ID]", help="A watchlist.")] = "",
    since: Annotated[str, typer.Option(help="How far back, such as 30d or 48h.")] = "30d",
    query: Annotated[str, typer.Option(help="Instead of the watchlist's query.")] = "",
    file: Annotated[
        Path | None, typer.Option(help="A watchlist's YAML file, not published yet.", show_default=False)
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The result as one line of JSON.")] = False,
) -> None:
    """What a watchlist would have caught, compared with the one in force."""
    from bot.cli.backtest import command

    sys.exit(command(watchlist, since=since, query=query, file=file, as_json=json))


@app.command()
def misses(
    since: Annotated[str, typer.Option(help="How far back stories are looked at: 7d.")] = "7d",
    json: Annotated[bool, typer.Option("--json", help="All of it, as JSON.")] = False,
) -> None:
    """What watchlists missed, and unknown spellings."""
    from bot.cli.misses import misses as command

    sys.exit(command(since, as_json=json))


@app.command()
def quality(
    watchlist: Annotated[
        str | None, typer.Argument(metavar="ID", help="A watchlist; all by default.", show_default=False)
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="An object a line.")] = False,
) -> None:
    """Precision and recall of watchlists, by version."""
    from bot.cli.quality import quality as command

    sys.exit(command(watchlist, as_json=json))


@watchlists_app.command()
def feedback(watchlist: Annotated[str, typer.Argument(metavar="ID", help="A watchlist.")]) -> None:
    """What readers say of its hits, as cases to paste."""
    from bot.cli.why import feedback as command

    sys.exit(command(watchlist))


@watchlists_app.command()
def concept(
    name: Annotated[str, typer.Argument(help="A name, as it is written in --lang.")],
    lang: Annotated[str, typer.Option(help="Its language: en, ar, tr or fr.")] = "en",
    kind: Annotated[
        str,
        typer.Option("--type", help="country, place, person, force, organisation, weapon, act, role, topic."),
    ] = "topic",
) -> None:
    """A draft of a concept file, and names in the library that are spelt alike."""
    from bot.cli.concept import concept as command

    sys.exit(command(name, lang, kind))


@outlets_app.command("list")
def outlets_list() -> None:
    """How each feed is, its last article, its interval."""
    from bot.cli.outlets import show as command

    sys.exit(command())


@outlets_app.command("add")
def outlets_add(
    url: Annotated[str, typer.Argument(help="A home page or a feed.")],
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
) -> None:
    """Find the feeds of a site and write them into the file."""
    from bot.cli.outlets import add as command

    sys.exit(command(url, yes=yes))


@outlets_app.command("test")
def outlets_test(name: Annotated[str, typer.Argument(metavar="ID|URL", help="An outlet or a feed.")]) -> None:
    """What feeds answer right now."""
    from bot.cli.outlets import test as command

    sys.exit(command(name))


@outlets_app.command("pause")
def outlets_pause(
    name: Annotated[str, typer.Argument(metavar="ID|URL", help="An outlet or a feed.")],
) -> None:
    """Stop polling; what was stored stays."""
    from bot.cli.outlets import pause as command

    sys.exit(command(name, pause=True))


@outlets_app.command("resume")
def outlets_resume(
    name: Annotated[str, typer.Argument(metavar="ID|URL", help="An outlet or a feed.")],
) -> None:
    """Poll again."""
    from bot.cli.outlets import pause as command

    sys.exit(command(name, pause=False))


@outlets_app.command("import")
def outlets_import(
    file: Annotated[Path, typer.Argument(help="An OPML file of a feed reader, or an outlets file.")],
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
) -> None:
    """Take over the feeds of an OPML file; draft what an outlets file says otherwise."""
    if file.suffix in (".yaml", ".yml"):
        from bot.cli.documentfiles import take_in

        sys.exit(take_in(DocumentKind.OUTLET, [file], why=""))
    from bot.cli.outlets import take_over as command

    sys.exit(command(file, yes=yes))


@outlets_app.command("export")
def outlets_export(
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID...", show_default=False)] = None,
    file: Annotated[
        bool, typer.Option("--file", help="Write the outlets in force to the outlets file.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Write over changes that were never in force.")
    ] = False,
) -> None:
    """All feeds as OPML, or the outlets in force into the outlets file."""
    if file or ids:
        from bot.cli.documentfiles import export

        sys.exit(export(DocumentKind.OUTLET, ids or [], directory=None, force=force))
    from bot.cli.outlets import export as command

    sys.exit(command())


@db_app.command()
def upgrade() -> None:
    """Bring the database's schema up to date."""
    from bot.cli.db import upgrade as command

    sys.exit(command())


@db_app.command()
def backup(
    file: Annotated[
        Path | None, typer.Argument(help="Where to; DATA_DIR/backups by default.", show_default=False)
    ] = None,
) -> None:
    """Write a backup; workers may go on meanwhile."""
    from bot.cli.db import backup as command

    sys.exit(command(file))


@db_app.command()
def restore(file: Annotated[Path, typer.Argument(help="What `db backup` wrote.")]) -> None:
    """Put a backup in the database's place."""
    from bot.cli.db import restore as command

    sys.exit(command(file))


@app.command("page-link")
def page_link() -> None:
    """A one-time link into the admin page."""
    from bot.cli.page_link import page_link as command

    sys.exit(command())


@db_app.command()
def move(
    source: Annotated[
        Path | None,
        typer.Argument(help="The SQLite file; that of DATA_DIR by default.", show_default=False),
    ] = None,
) -> None:
    """Copy an SQLite database into the empty PostgreSQL database of DATABASE_URL. Workers must be stopped."""
    from bot.cli.db import move as command

    sys.exit(command(source))


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(f"khabar {__version__}")


def main() -> NoReturn:
    """The entry point: a plain sentence instead of a traceback, whatever becomes of the terminal, pipe or file."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that knows no Arabic gets its escapes
            stream.reconfigure(errors="backslashreplace")
    code = 0
    try:
        app(prog_name=os.environ.get("KHABAR_COMMAND") or "python -m bot")
    except KeyboardInterrupt:
        code = 130
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    except OSError as error:
        code = _cut_short(error)
    try:
        sys.stdout.flush()
    except OSError as error:
        code = code or _cut_short(error)
    sys.exit(code)


def _cut_short(error: OSError) -> int:
    """Nobody reads any more, or nothing can be written; returns the exit code."""
    if not isinstance(error, BrokenPipeError):
        print(f"The output cannot be written: {error.strerror or error}.", file=sys.stderr)
    # What is left in the buffer goes nowhere, or Python would complain of it at its end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
