"""python -m bot why and watchlists feedback beside a worker that runs."""

import asyncio
import json
import os
import sys
from datetime import timedelta
from pathlib import Path

from tests.journeys.outlets import Outlet
from tests.journeys.telling import SUMMARY, TITLE, WATCHLIST
from tests.runtime.worlds import desk


async def bot(directory: Path, *arguments: str) -> tuple[int, str, str]:
    """Exit code and what it printed, with the data of a world."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        env={**os.environ, "DATA_DIR": str(directory / "data")},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    return process.returncode or 0, out.decode(), err.decode()


async def test_the_receipt_is_told_to_people_and_as_json(tmp_path: Path) -> None:
    """By address and by number; what is wrong is a sentence and an exit code."""
    outlet = Outlet("levant-monitor", every="")
    async with desk(tmp_path, outlet) as run:
        run.publish(outlet, TITLE, SUMMARY)
        await run.pass_time(timedelta(minutes=30))
        url = outlet.pieces[0].url
        told, exported, unknown, wrong, judged = await asyncio.gather(
            bot(tmp_path, "why", "#1"),
            bot(tmp_path, "why", url, "--json"),
            bot(tmp_path, "why", "99"),
            bot(tmp_path, "why", "nonsense"),
            bot(tmp_path, "watchlists", "feedback", WATCHLIST),
        )

    assert told[0] == 0, told[2]
    first, title, *_ = told[1].splitlines()
    assert (first, title) == ("✅ It was told.", TITLE)
    data = json.loads(exported[1])
    assert (data["gate"], data["counts"]) == ("served", {"told": 1})
    assert len(data["article"]["hash"]) == 64
    assert unknown[0] == 1
    assert (wrong[0], "nonsense: give" in wrong[2]) == (2, True)
    assert (judged[0], judged[1]) == (0, "Nobody has said anything of its hits yet.\n")
