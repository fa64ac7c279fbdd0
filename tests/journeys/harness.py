"""Runs the real bot, as its own process, against the Telegram emulator and outlets on loopback.

    async with journey(tmp_path, outlet, watchlists={"libya.yaml": "..."}) as run:
        bot = await run.start()
        ada = run.emulator.stage.user("Ada", language_code="tr")
        run.emulator.stage.say(ada, "/start")
        await run.until(lambda: run.emulator.sent(ada), what="a welcome")
        await bot.kill()                      # kill -9
        await run.start()

The environment is that of the design: nothing of the developer's own settings reaches the bot.
"""

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from tests.emulator import Emulator
from tests.emulator.waiting import until
from tests.journeys.outlets import Outlet

PROJECT = Path(__file__).resolve().parents[2]
OUTPUT_SHOWN = 6000
Value = TypeVar("Value")


@dataclass(slots=True)
class BotProcess:
    """One running bot; its output, both streams, is collected in a file that outlives it."""

    process: asyncio.subprocess.Process
    output_file: Path
    port: int

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self.process.returncode is None

    def output(self) -> str:
        """All it has written so far."""
        return self.output_file.read_text(encoding="utf-8", errors="replace")

    async def kill(self) -> None:
        """Kill -9, with its workers: as when the machine or its container goes."""
        self._signal_group(signal.SIGKILL)
        await self.process.wait()

    async def terminate(self, seconds: float = 10.0) -> int:
        """SIGTERM to the bot alone; returns its exit code, raises AssertionError if it takes longer."""
        if self.is_running:
            self.process.send_signal(signal.SIGTERM)
        return await self.ended(seconds)

    async def ended(self, seconds: float = 10.0) -> int:
        """Wait for it to end by itself; returns its exit code, raises AssertionError if it takes longer."""
        try:
            return await asyncio.wait_for(self.process.wait(), seconds)
        except TimeoutError:
            raise AssertionError(f"the bot still runs after {seconds:g} s\n{self.tail()}") from None

    def pause(self) -> None:
        """Stop it in its tracks (SIGSTOP), as a machine that swaps or sleeps."""
        self.process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let a paused bot go on."""
        self.process.send_signal(signal.SIGCONT)

    def get(self, path: str) -> tuple[int, str]:
        """Fetch a page of its web role (health, metrics, admin); status 0 while nobody listens. Blocks briefly."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def tail(self) -> str:
        """The end of its output, for messages."""
        return f"--- output of the bot ---\n{self.output()[-OUTPUT_SHOWN:]}"

    def _signal_group(self, number: signal.Signals) -> None:
        # It leads a session of its own, so the group is the bot and its workers and nobody else.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


@dataclass(slots=True)
class Journey:
    """Emulator, outlets and places of one journey; starts bots and looks at the evidence."""

    emulator: Emulator
    directory: Path
    outlets: list[Outlet]
    #: Added to the environment of every bot; settings of the test.
    environment: dict[str, str] = field(default_factory=dict)
    bots: list[BotProcess] = field(default_factory=list)
    #: What Python runs.
    program: tuple[str, ...] = ("-m", "bot")

    @property
    def data(self) -> Path:
        """DATA_DIR."""
        return self.directory / "data"

    @property
    def outlets_file(self) -> Path:
        """OUTLETS_FILE."""
        return self.directory / "outlets.yaml"

    @property
    def watchlists(self) -> Path:
        """WATCHLISTS_DIR."""
        return self.directory / "watchlists"

    def write_outlets(self) -> None:
        """Write the outlets file anew, after outlets came or went."""
        # JSON is YAML; the addresses are known only now that the servers listen.
        entries = [outlet.entry() for outlet in self.outlets]
        self.outlets_file.write_text(json.dumps(entries, indent=2, ensure_ascii=False), encoding="utf-8")

    def write_watchlists(self, documents: Mapping[str, str]) -> None:
        """Write watchlists by file name; concepts under "concepts/<id>.yaml"."""
        for name, source in documents.items():
            path = self.watchlists / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source, encoding="utf-8")

    async def start(self, *arguments: str, **environment: str) -> BotProcess:
        """Start `python -m bot run` with further arguments and settings; a second one shares data, not the port."""
        return await self.command("run", *arguments, **environment)

    async def command(self, *arguments: str, **environment: str) -> BotProcess:
        """Start any `python -m bot ...` in the journey's environment."""
        port = free_port()
        output = self.directory / f"bot-{len(self.bots) + 1}.log"
        settings = self._settings(port) | self.environment | environment
        with output.open("wb") as stream:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *self.program,
                *arguments,
                cwd=PROJECT,
                env=settings,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                start_new_session=True,
            )
        bot = BotProcess(process, output, port)
        self.bots.append(bot)
        return bot

    async def until(
        self, condition: Callable[[], Value], *, seconds: float = 20.0, what: str = "", may_end: bool = False
    ) -> Value:
        """Wait for evidence, with a deadline.

        Raises AssertionError with the bots' output and last requests; at once when all bots have ended, unless they
        may.
        """

        def hopeless() -> str:
            ended = bool(self.bots) and not any(bot.is_running for bot in self.bots)
            return "every bot has ended" if ended and not may_end else ""

        try:
            return await until(condition, seconds=seconds, what=what, hopeless=hopeless)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.report()}") from None

    async def until_polling(self, seconds: float = 30.0) -> None:
        """Wait for the bot to hold getUpdates open."""
        await self.until(lambda: self.emulator.inbox.is_polled, seconds=seconds, what="getUpdates")

    def report(self) -> str:
        """What is known, for the message of a failed journey."""
        last = [
            f"{record.method} chat={record.chat} {record.outcome} {record.fault} {record.error}".rstrip()
            for record in self.emulator.history(outcome="")[-15:]
        ]
        asked = {
            outlet.id: [(seen.path, seen.status) for seen in outlet.requests[-5:]] for outlet in self.outlets
        }
        tails = "\n".join(bot.tail() for bot in self.bots[-2:])
        return "\n".join(["--- last requests of the bot ---", *last, f"--- outlets ---\n{asked}", tails])

    def _settings(self, port: int) -> dict[str, str]:
        system = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        return system | {
            "PYTHONUNBUFFERED": "1",
            "PYTHONPATH": str(PROJECT),
            "TELEGRAM_BOT_TOKEN": self.emulator.token,
            "TELEGRAM_API_URL": self.emulator.url,
            "DATA_DIR": str(self.data),
            "OUTLETS_FILE": str(self.outlets_file),
            "WATCHLISTS_DIR": str(self.watchlists),
            "ALLOW_PRIVATE_NETWORKS": "127.0.0.0/8",
            "PORT": str(port),
        }


@asynccontextmanager
async def journey(
    directory: Path,
    *outlets: Outlet,
    watchlists: Mapping[str, str] | None = None,
    environment: Mapping[str, str] | None = None,
    **emulator: Any,
) -> AsyncIterator[Journey]:
    """Start the outlets and an emulator (with its options), write the files; in the end kill every bot.

    The emulator's log is `directory / "telegram.jsonl"`.
    """
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(Emulator(log=directory / "telegram.jsonl", **emulator))
        for outlet in outlets:
            await stack.enter_async_context(outlet)
        run = Journey(telegram, directory, list(outlets), dict(environment or {}))
        run.data.mkdir(parents=True, exist_ok=True)
        run.write_outlets()
        run.watchlists.mkdir(parents=True, exist_ok=True)
        run.write_watchlists(watchlists or {})
        try:
            yield run
        finally:
            for bot in run.bots:
                await bot.kill()


def free_port() -> int:
    """A port of loopback on which nobody listens right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
