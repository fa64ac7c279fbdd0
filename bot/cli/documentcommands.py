"""The names and options of the commands that watchlists, concepts and outlets share. What they do stands in documents.py,
publishing.py and documentfiles.py, which are loaded when one is called.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.model import DocumentKind

Id = Annotated[str, typer.Argument(metavar="ID")]
Why = Annotated[str, typer.Option(help="The reason, for the history.", show_default=False)]
By = Annotated[
    str | None,
    typer.Option(
        help="Whose draft, as `list` names him; the command line's own by default.", show_default=False
    ),
]


def add_document_commands(app: typer.Typer, kind: DocumentKind) -> None:
    """Give a group the commands of documents of this kind."""
    _add_reading(app, kind)
    _add_writing(app, kind)
    if kind is not DocumentKind.WATCHLIST:
        _add_remove(app, kind)
    if kind is not DocumentKind.OUTLET:
        _add_files(app, kind)


def _add_reading(app: typer.Typer, kind: DocumentKind) -> None:
    @app.command()
    def show(
        id: Id,  # noqa: A002  # the word of the field
        version: Annotated[int | None, typer.Option(help="An earlier one.", show_default=False)] = None,
        draft: Annotated[bool, typer.Option("--draft", help="The command line's draft.")] = False,
    ) -> None:
        """The text in force, of a version, or of the draft."""
        from bot.cli.documents import show as command

        sys.exit(command(kind, id, version=version, draft=draft))

    @app.command()
    def history(id: Id) -> None:  # noqa: A002
        """Who changed what, when, from where and why."""
        from bot.cli.documents import history as command

        sys.exit(command(kind, id))

    @app.command()
    def diff(
        id: Id,  # noqa: A002
        old: Annotated[int | None, typer.Argument(help="A version.", show_default=False)] = None,
        new: Annotated[
            int | None, typer.Argument(help="Another; the newest by default.", show_default=False)
        ] = None,
    ) -> None:
        """What differs: the draft, or two versions."""
        from bot.cli.documents import diff as command

        sys.exit(command(kind, id, old, new))


def _add_writing(app: typer.Typer, kind: DocumentKind) -> None:
    @app.command()
    def publish(
        ids: Annotated[list[str], typer.Argument(metavar="ID...")],
        why: Why = "",
        by: By = None,
        unseen: Annotated[
            bool, typer.Option("--unseen", help="Without looking at what it would have caught.")
        ] = False,
        cases_changed: Annotated[
            bool, typer.Option("--cases-changed", help="Cases that would fail were taken out on purpose.")
        ] = False,
    ) -> None:
        """Put drafts in force."""
        from bot.cli.publishing import publish as command

        sys.exit(command(kind, ids, why=why, by=by, unseen=unseen, cases_changed=cases_changed))

    @app.command()
    def discard(id: Id, by: By = None) -> None:  # noqa: A002
        """Throw a draft away."""
        from bot.cli.publishing import discard as command

        sys.exit(command(kind, id, by=by))

    @app.command()
    def rollback(
        id: Id,  # noqa: A002
        version: Annotated[int, typer.Argument(metavar="VERSION")],
        why: Why = "",
    ) -> None:
        """Put an earlier version in force again, as a new one."""
        from bot.cli.publishing import roll_back as command

        sys.exit(command(kind, id, version, why=why))


def _add_remove(app: typer.Typer, kind: DocumentKind) -> None:
    @app.command()
    def remove(id: Id, why: Why = "") -> None:  # noqa: A002
        """Take away what nothing uses; `rollback` brings it back."""
        from bot.cli.publishing import remove as command

        sys.exit(command(kind, id, why=why))


def _add_files(app: typer.Typer, kind: DocumentKind) -> None:
    @app.command("list")
    def listed() -> None:
        """What is in force, and who has drafts."""
        from bot.cli.documents import listed as command

        sys.exit(command(kind))

    @app.command()
    def export(
        ids: Annotated[list[str] | None, typer.Argument(metavar="ID...", show_default=False)] = None,
        to: Annotated[
            Path | None, typer.Option(help="A directory; that of the files by default.", show_default=False)
        ] = None,
        force: Annotated[
            bool, typer.Option("--force", help="Write over changes that were never in force.")
        ] = False,
    ) -> None:
        """Write what is in force to its files."""
        from bot.cli.documentfiles import export as command

        sys.exit(command(kind, ids or [], directory=to, force=force))

    @app.command("import")
    def take_in(files: Annotated[list[Path], typer.Argument(metavar="FILE...")], why: Why = "") -> None:
        """Make drafts of files, and show what differs."""
        from bot.cli.documentfiles import take_in as command

        sys.exit(command(kind, files, why=why))
