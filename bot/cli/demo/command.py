"""python -m bot demo: the real worker over the sample outlets, in a directory that is thrown away."""

import asyncio
import logging
import os
import socket
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import uvicorn
from rich.console import Console
from rich.live import Live

from bot.cli.demo.outlets import Replay, application, load_replay, outlets_yaml
from bot.cli.demo.screen import Screen
from bot.cli.problems import FAILED, WRONG, tell
from bot.runtime.app import App, Role
from bot.runtime.catalogue import SheetsError, failed_cases, load_directory
from bot.runtime.logs import configure_logs
from bot.runtime.ticker import Ticker
from bot.settings import Behaviour, Environment, Settings
from bot.storage import deliveries, queues
from bot.storage.errors import StorageError
from bot.web.server import Server

log = logging.getLogger(__name__)

#: Seconds that the last edits get after the last article; a machine with other work gets more, up to a minute.
_AFTERGLOW, _PATIENCE = 6, 60
_WIDTH = 160


def demo(*, fast: bool, picture: Path | None) -> int:
    """Replay and show; returns the exit code."""
    configure_logs(level="ERROR")
    if picture is not None and not picture.resolve().parent.is_dir():
        tell([f"--picture: there is no directory {picture.parent}"])
        return WRONG
    console = Console(highlight=False, record=picture is not None, width=_WIDTH if picture else None)
    live = console.is_terminal and not console.is_dumb_terminal and picture is None
    if not live:
        tell(["The demo replays sample outlets and shows the last screen when it is over ..."])
    try:
        if failed := failed_cases(load_directory(_watchlists())):
            raise SheetsError(failed)
        asyncio.run(_demo(console, pace=4.0 if fast else 1.0, live=live))
    except SheetsError as error:
        tell(error.problems)
        return WRONG
    except StorageError as error:
        tell([str(error)])
        return FAILED
    except KeyboardInterrupt:
        return 0
    if picture is not None:
        try:
            console.save_svg(str(picture), title="python -m bot demo")
        except OSError as error:
            tell([f"--picture: {picture} cannot be written: {error.strerror}"])
            return FAILED
    return 0


async def _demo(console: Console, *, pace: float, live: bool) -> None:
    replay = load_replay()
    screen = Screen(length=replay.length)
    loop = asyncio.get_running_loop()
    began: list[float] = []

    def second() -> float:
        return (loop.time() - began[0]) * pace if began else -1.0

    with tempfile.TemporaryDirectory(prefix="khabar-demo-") as directory:
        async with served(replay, second) as addresses:
            settings = demo_settings(Path(directory), outlets_yaml(replay, addresses))
            app = await App.open(
                settings, screen, roles=frozenset({Role.POLL, Role.DESK, Role.SEND}), onlooker=screen.look
            )
            try:
                await _play(app, screen, console, began, second, replay.length, pace=pace, live=live)
            finally:
                await app.close()
    if not live:
        console.print(screen)
    console.print(
        "\n[bold]That was the whole way[/]: feeds polled, articles read and matched, told once, edited as outlets "
        "joined, the denial as a reply, a headline that was changed in silence.\n[bold]./dev run[/] does it with the real outlets."
    )


async def _play(
    app: App,
    screen: Screen,
    console: Console,
    began: list[float],
    second: Callable[[], float],
    length: int,
    *,
    pace: float,
    live: bool,
) -> None:
    """Let every feed be polled once, which stores without alerting; then replay."""
    await app.start()
    await app.subscribe_terminal("en", "UTC")
    await app.round()
    ticker = Ticker(app)
    ticker.start()
    began.append(asyncio.get_running_loop().time())
    try:
        with Live(screen, console=console, refresh_per_second=8, transient=False, auto_refresh=live) as shown:
            end = length + _AFTERGLOW * pace
            while (now := second()) < end or (now < end + _PATIENCE * pace and await _is_behind(app)):
                screen.second = min(max(now, 0.0), length)
                if live:
                    shown.refresh()
                await asyncio.sleep(0.1)
            await app.send.stop()
            if not live:
                shown.update("")
    finally:
        ticker.stop()


async def _is_behind(app: App) -> bool:
    """Whether anything of the replay is still on its way."""
    now = app.world.clock.now()
    async with app.world.db.read() as conn:
        waiting = await queues.waiting(conn, now)
        pending = (await deliveries.counts(conn, now)).pending
    polls = waiting.pop("polls").since
    is_late = polls is not None and now - polls > timedelta(seconds=1)
    return is_late or pending > 0 or any(queue.number for queue in waiting.values())


@asynccontextmanager
async def served(replay: Replay, second: Callable[[], float]) -> AsyncIterator[dict[str, str]]:
    """Serve each outlet on a port of its own; yields their addresses."""
    web = application(replay, second, datetime.now(UTC) + timedelta(seconds=1))
    sockets = {outlet.id: _listening() for outlet in replay.outlets}
    config = uvicorn.Config(
        web, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=1
    )
    server = Server(config)
    task = asyncio.create_task(server.serve(sockets=list(sockets.values())))
    try:
        yield {id_: f"http://127.0.0.1:{item.getsockname()[1]}" for id_, item in sockets.items()}
    finally:
        await server.stop()
        await task


def _listening() -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.bind(("127.0.0.1", 0))
    return found


def demo_settings(directory: Path, outlets: str) -> Settings:
    """Settings of the demo's own: of the operator's environment only WATCHLISTS_DIR is used."""
    outlets_file = directory / "outlets.yaml"
    outlets_file.write_text(outlets, encoding="utf-8")
    environment = Environment.model_construct(
        data_dir=directory,
        outlets_file=outlets_file,
        watchlists_dir=_watchlists(),
        allow_private_networks=(ip_network("127.0.0.0/8"),),
    )
    return Settings(environment, Behaviour(contact="demo"))


def _watchlists() -> Path:
    return Path(os.environ.get("WATCHLISTS_DIR") or Environment.model_fields["watchlists_dir"].default)
