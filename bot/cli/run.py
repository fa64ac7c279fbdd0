"""python -m bot run: the worker, live on Telegram or as a preview in the terminal."""

import asyncio
import logging
import signal
import sys
from collections.abc import Coroutine
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.cli.check import check
from bot.cli.problems import FAILED, WRONG, tell
from bot.runtime.app import App, Role
from bot.runtime.catalogue import Compiler, Sheets, SheetsError, failed_cases, misnamed, read_sheets
from bot.runtime.heap import one_heap
from bot.runtime.logs import configure_logs
from bot.runtime.outlets import read_outlets
from bot.runtime.ticker import Ticker, cancelled
from bot.settings import Settings, SettingsError, load_settings
from bot.storage import events
from bot.storage.errors import StorageError

# What only one of the two ways of running needs is imported there: a start should not wait for it.
if TYPE_CHECKING:
    from rich.console import Console
    from telegram import Bot

log = logging.getLogger(__name__)

#: Another worker of a deploy may need this long to end, in seconds.
_TAKEOVER_PATIENCE = 30


def run(roles: str, *, once: bool) -> int:
    """Run the worker; returns the exit code."""
    one_heap()
    chosen = _roles(roles)
    try:
        settings = load_settings()
    except SettingsError:
        return check()  # which tells all that is wrong, not with the settings alone
    if chosen is None:
        return WRONG
    preview = not settings.live
    environment = settings.environment
    level = "WARNING" if preview and environment.log_level == "INFO" else environment.log_level
    configure_logs(level=level, form=environment.log_format, secrets=settings.secrets)
    try:
        outlets_right(settings)
        return asyncio.run(_run(settings, chosen, once=once))
    except SheetsError as error:
        tell(error.problems)
        return WRONG
    except StorageError as error:
        tell([str(error)])
        return FAILED
    except (KeyboardInterrupt, asyncio.CancelledError):
        return 0


def _roles(text: str) -> frozenset[Role] | None:
    names = [part.strip() for part in text.split(",") if part.strip()]
    wrong = [name for name in names if name not in set(Role)]
    if wrong or not names:
        tell([f"--roles: {', '.join(wrong) or 'none given'}; there are {', '.join(Role)}"])
        return None
    return frozenset(Role(name) for name in names)


def outlets_right(settings: Settings) -> None:
    """Refuse to start with an outlets file that has mistakes.

    Raises:
        SheetsError: with them, and with those of the watchlists: who mends files wants to see all.
    """
    try:
        read_outlets(settings.environment.outlets_file)
    except SheetsError as error:
        problems = [*error.problems]
        try:
            watchlists_right(read_sheets(settings.environment.watchlists_dir), Compiler())
        except SheetsError as more:
            problems += more.problems
        raise SheetsError(problems) from None


def watchlists_right(sheets: Sheets, compiler: Compiler) -> None:
    """Refuse to start with watchlists that have mistakes; what changes later the importer refuses.

    Raises:
        SheetsError: with every problem of every sheet, and every case that fails.
    """
    catalogue = compiler.compiled(sheets)
    if problems := [*catalogue.problems, *misnamed(sheets, catalogue)] or failed_cases(catalogue):
        raise SheetsError(problems)


async def _run(settings: Settings, roles: frozenset[Role], *, once: bool) -> int:
    task = asyncio.current_task()
    if task is not None:  # until `_forever` knows a gentler way
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    if settings.live:
        return await _live(settings, roles, once=once)
    return await _preview(settings, roles - {Role.CHAT}, once=once)


async def _start(app: App) -> None:
    """Reading the watchlists takes longer than all the rest of a start, so feeds are asked meanwhile."""

    async def check() -> None:
        sheets = await app.importer.sheets()
        await asyncio.to_thread(watchlists_right, sheets, app.world.compiler)

    await app.start(check)


async def _open(settings: Settings, messenger: Any, roles: frozenset[Role]) -> App:
    """Open the app; where another worker is about to end, wait for it."""
    for second in range(_TAKEOVER_PATIENCE):
        try:
            return await App.open(settings, messenger, roles=roles)
        except StorageError as error:
            if not error.temporary:
                raise
            if second == 0:
                tell([f"{error} Trying again for up to {_TAKEOVER_PATIENCE} s."])
            await asyncio.sleep(1)
    return await App.open(settings, messenger, roles=roles)


async def _live(settings: Settings, roles: frozenset[Role], *, once: bool) -> int:
    from bot.runtime.chat import ChatRole
    from bot.telegram.sender import Sender, TokenRefusedError, open_bot

    token = settings.environment.telegram_bot_token
    bot = open_bot(
        token.get_secret_value() if token else "", settings.environment.telegram_api_url, settings.proxy
    )
    app = await _open(settings, Sender(bot), roles)
    try:
        await _initialise(bot)
        await _start(app)
        if once:
            from rich.console import Console

            return await _once(app, Console(highlight=False))
        forever = [ChatRole(app.world, bot).run()] if Role.CHAT in roles else []
        return await _forever(app, forever)
    except TokenRefusedError:
        tell(
            [
                "TELEGRAM_BOT_TOKEN: Telegram does not know this token; ask @BotFather for it (/mybots, API Token)."
            ]
        )
        return FAILED
    finally:
        await app.close()
        await bot.shutdown()


async def _initialise(bot: "Bot") -> None:
    """Check the token; without a network the worker starts all the same, and the chat role goes on trying."""
    from telegram.error import InvalidToken, TelegramError

    from bot.telegram.sender import TokenRefusedError

    try:
        await bot.initialize()
    except InvalidToken as error:
        raise TokenRefusedError from error
    except TelegramError as error:
        log.warning("Telegram cannot be reached yet: %s", error)


async def _preview(settings: Settings, roles: frozenset[Role], *, once: bool) -> int:
    from rich.console import Console

    from bot.cli.terminal import TerminalMessenger

    console = Console(highlight=False)
    app = await _open(settings, TerminalMessenger(console), roles)
    try:
        await _start(app)
        await app.subscribe_terminal(settings.behaviour.default_language, settings.behaviour.default_timezone)
        status = await app.status()
        console.print(
            f"[bold]Khabar preview[/]: {status.feeds} feeds, {status.subscriptions} watchlists; "
            "alerts appear here as they would in Telegram.",
            soft_wrap=not console.is_terminal,
        )
        console.print(
            "To go live: get a token from @BotFather in Telegram, then [bold]TELEGRAM_BOT_TOKEN=… ./dev run[/] "
            "(or put it into .env). Ctrl-C ends.\n",
            soft_wrap=not console.is_terminal,
        )
        if settings.environment.port is not None and Role.WEB in roles and not once:
            where = settings.environment.public_url or f"http://127.0.0.1:{settings.environment.port}"
            console.print(
                f"Admin page: {where}; [bold]./dev bot page-link[/] signs you in.\n",
                soft_wrap=not console.is_terminal,
            )
        if once:
            return await _once(app, console, preview=True)
        return await _forever(app, [_first_look(app, console)])
    finally:
        await app.close()


async def _first_look(app: App, console: "Console") -> None:
    """Tell, once every feed has been asked, how they are; show what the archive holds; then stay."""
    while (await app.status()).waiting:  # noqa: ASYNC110 - what it waits for stands in the database
        await asyncio.sleep(0.5)
    await asyncio.sleep(1)
    while True:
        async with app.world.db.read() as conn:
            if not await events.pending_count(conn):
                break
        await asyncio.sleep(0.5)
    await _summary(app, console)
    await app.sample_terminal()
    app.world.nudge("send")
    await asyncio.Event().wait()


async def _summary(app: App, console: "Console", *, last: bool = False) -> None:
    from bot.cli.troubles import trouble_lines

    status = await app.status()
    detailed = last or app.world.settings.environment.log_level == "DEBUG"
    for line in trouble_lines(status.troubles, detailed=detailed):
        console.print(line, soft_wrap=True)
    console.print(
        f"{status.healthy} of {status.feeds} feeds answered, {status.articles_day} articles in 24 hours, "
        f"{status.alerts_day} stories hit a watchlist."
    )
    if status.feeds and not status.healthy:
        console.print(
            f"No feed could be reached: is there a network?{'' if last else ' Khabar keeps trying.'}"
        )


async def _once(app: App, console: "Console", *, preview: bool = False) -> int:
    """One round: every feed that was never polled or is due, then all that follows from it."""
    await app.hold_all(timedelta(seconds=_TAKEOVER_PATIENCE))
    await app.round()
    if preview:
        await app.sample_terminal()
        await app.send.tick()
    await _summary(app, console, last=True)
    status = await app.status()
    return 0 if status.healthy or not status.feeds else FAILED


def _web(app: App) -> list[Coroutine[Any, Any, None]]:
    """Health and the admin page, where they are wanted; OSError where its port cannot be had."""
    port = app.world.settings.environment.port
    if port is None or Role.WEB not in app.roles:
        return []
    from bot.runtime.interchange import AtomFeeds
    from bot.runtime.lab.page import PageBackstage
    from bot.web.server import listening, server

    backstage = PageBackstage(app.world, app.health)
    running = server(app.health, feeds=AtomFeeds(app.world), backstage=backstage)
    return [running.serve(sockets=[listening(port)])]


async def _forever(app: App, extra: list[Coroutine[Any, Any, None]]) -> int:
    """Tick until SIGTERM, SIGINT or a failure that ends the worker."""
    try:
        extra = [*_web(app), *extra]
    except OSError as error:
        for item in extra:
            item.close()
        port = app.world.settings.environment.port
        tell(
            [
                f"PORT: {port} cannot be used ({error.strerror}); give a free one, or leave PORT out: then there is neither a health page nor an admin page."
            ]
        )
        return FAILED
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    ticker = Ticker(app)
    tasks = [asyncio.create_task(item) for item in extra]
    waiting = asyncio.create_task(stop.wait())
    try:
        ticker.start()
        done, _ = await asyncio.wait([*tasks, waiting], return_when=asyncio.FIRST_COMPLETED)
        for task in done - {waiting}:
            task.result()  # raises what ended it
        log.info("stopping")
        return 0
    finally:
        ticker.stop()
        await cancelled([*tasks, waiting])
        sys.stdout.flush()
