"""The emulator as a process: prints its address as one JSON line, then serves until it is ended."""

import argparse
import asyncio
import json
import signal
from pathlib import Path

from tests.emulator.clock import Clock
from tests.emulator.server import TOKEN, Emulator


async def serve(arguments: argparse.Namespace) -> None:
    """Serve until SIGTERM or SIGINT."""
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    clock = Clock(arguments.frozen_at)
    emulator = Emulator(
        token=arguments.token,
        log=arguments.log,
        enforce=not arguments.no_limits,
        clock=clock,
        seed=arguments.seed,
        port=arguments.port,
    )
    async with emulator:
        print(json.dumps({"url": emulator.url, "token": emulator.token}), flush=True)  # noqa: T201 -- its interface
        await ended.wait()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.emulator", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--log", type=Path, help="append every request to this file as JSON Lines")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--no-limits", action="store_true", help="do not enforce Telegram's pacing")
    parser.add_argument("--frozen-at", type=float, help="freeze the clock at these seconds since the epoch")
    parser.add_argument("--seed", type=int, default=0, help="of the faults that strike by chance")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
