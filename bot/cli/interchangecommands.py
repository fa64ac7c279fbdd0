"""The names and options of the commands `feeds` and `webhooks`. What they do stands in modules of these names, which are
loaded when one is called.
"""

import sys
from typing import Annotated

import typer

feeds_app = typer.Typer(help="Atom feeds of watchlists.", no_args_is_help=True, rich_markup_mode=None)
webhooks_app = typer.Typer(
    help="Addresses to which alerts are posted.", no_args_is_help=True, rich_markup_mode=None
)


@feeds_app.command("list")
def feeds_list() -> None:
    """The addresses that are open."""
    from bot.cli.feeds import show as command

    sys.exit(command())


@feeds_app.command("open")
def feeds_open(watchlist: Annotated[str, typer.Argument(metavar="ID", help="A watchlist.")]) -> None:
    """A new address for a watchlist's feed; the one before ends."""
    from bot.cli.feeds import renew as command

    sys.exit(command(watchlist))


@feeds_app.command("close")
def feeds_close(watchlist: Annotated[str, typer.Argument(metavar="ID", help="A watchlist.")]) -> None:
    """End the address of a watchlist's feed."""
    from bot.cli.feeds import close as command

    sys.exit(command(watchlist))


@webhooks_app.command("add")
def webhooks_add(
    url: Annotated[str, typer.Argument(help="Where alerts are posted to.")],
    watchlist: Annotated[
        list[str] | None, typer.Option(help="Only this one; may be repeated.", show_default=False)
    ] = None,
) -> None:
    """A new address; prints the secret that signs."""
    from bot.cli.webhooks import add as command

    sys.exit(command(url, watchlist or ()))


@webhooks_app.command("list")
def webhooks_list() -> None:
    """The addresses, and what was posted."""
    from bot.cli.webhooks import show as command

    sys.exit(command())


@webhooks_app.command("remove")
def webhooks_remove(number: Annotated[int, typer.Argument(help="As `webhooks list` shows it.")]) -> None:
    """Forget an address."""
    from bot.cli.webhooks import remove as command

    sys.exit(command(number))


@webhooks_app.command("resume")
def webhooks_resume(number: Annotated[int, typer.Argument(help="As `webhooks list` shows it.")]) -> None:
    """Begin again with an address that had ended."""
    from bot.cli.webhooks import resume as command

    sys.exit(command(number))
