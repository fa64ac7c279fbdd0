"""The harness starts, watches, kills and restarts a process; shown with a tiny bot of a few lines."""

import json
from pathlib import Path

import pytest

from tests.emulator import read_log
from tests.journeys.harness import Journey, journey
from tests.journeys.outlets import Outlet

#: Polls, answers every message with its text, ends with code 3 on SIGTERM.
ECHO = """
import json, os, signal, sys, urllib.request

def call(method, **parameters):
    address = f"{os.environ['TELEGRAM_API_URL']}/bot{os.environ['TELEGRAM_BOT_TOKEN']}/{method}"
    request = urllib.request.Request(address, json.dumps(parameters).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["result"]

signal.signal(signal.SIGTERM, lambda *_: sys.exit(3))
print("up with", sys.argv[1:], os.environ["DATA_DIR"])
offset = 0
while True:
    for update in call("getUpdates", offset=offset, timeout=30):
        offset = update["update_id"] + 1
        call("sendMessage", chat_id=update["message"]["chat"]["id"], text=update["message"]["text"])
"""


def echo(run: Journey) -> Journey:
    """The journey with the tiny bot instead of the real one."""
    run.program = ("-c", ECHO)
    return run


async def test_kill_and_restart(tmp_path: Path) -> None:
    """What was confirmed before kill -9 stays in the evidence; after a restart the bot goes on."""
    async with journey(tmp_path, enforce=False) as run:
        bot = await echo(run).start("--once")
        ada = run.emulator.stage.user()
        run.emulator.stage.say(ada, "one")
        await run.until(lambda: run.emulator.sent(ada), what="an echo")
        await run.until_polling()
        await bot.kill()
        again = await run.start()
        run.emulator.stage.say(ada, "two")
        await run.until(lambda: len(run.emulator.sent(ada)) == 2, what="a second echo")

        assert not bot.is_running
        assert f"up with ['run', '--once'] {run.data}" in bot.output()
        assert [seen.text for seen in run.emulator.sent(ada)] == ["one", "two"]
        assert await again.terminate() == 3
    assert [record.parameters["text"] for record in read_log(tmp_path / "telegram.jsonl")] == ["one", "two"]


async def test_deadline_and_early_end(tmp_path: Path) -> None:
    """A condition that does not come true fails with the evidence; at once if the bot has ended."""
    async with journey(tmp_path) as run:
        bot = await echo(run).start()
        await run.until_polling()
        with pytest.raises(AssertionError, match=r"a miracle did not come true: 0.1 s are over"):
            await run.until(lambda: False, seconds=0.1, what="a miracle")
        await bot.kill()
        with pytest.raises(AssertionError, match="every bot has ended") as caught:
            await run.until(lambda: False, what="a miracle")
        assert "up with" in str(caught.value)
        assert bot.get("/health") == (0, "")


async def test_files(tmp_path: Path) -> None:
    """Outlets and watchlists stand where the settings say."""
    concept = {"concepts/libya.yaml": "id: libya\n"}
    async with (
        Outlet("spare") as spare,
        journey(tmp_path, Outlet("wire", every="2s"), watchlists=concept) as run,
    ):
        run.outlets.append(spare)
        run.write_outlets()
        written = json.loads(run.outlets_file.read_text())

        assert [entry["id"] for entry in written] == ["wire", "spare"]
        assert written[0]["feeds"][0]["url"] == run.outlets[0].feed_url()
        assert (run.watchlists / "concepts" / "libya.yaml").read_text() == "id: libya\n"


async def test_pause(tmp_path: Path) -> None:
    """A bot that was stopped in its tracks goes on where it was."""
    async with journey(tmp_path) as run:
        bot = await echo(run).start()
        ada = run.emulator.stage.user()
        await run.until_polling()
        bot.pause()
        run.emulator.stage.say(ada, "one")
        bot.resume()
        await run.until(lambda: run.emulator.sent(ada), what="an echo")
        assert bot.is_running
