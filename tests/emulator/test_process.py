"""The emulator as a process: its address on standard output, acts by remote, a log that survives kill -9."""

import base64
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.emulator import Remote, read_log


@contextmanager
def process(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], Remote, str]]:
    """A running emulator, a client for its control, and the address for its bot."""
    command = [sys.executable, "-m", "tests.emulator", "--port", "0", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        told = json.loads(running.stdout.readline())
        remote = Remote(told["url"])
        try:
            yield running, remote, f"{told['url']}/bot{told['token']}"
        finally:
            remote.close()
            running.kill()


def test_remote_acts_and_evidence() -> None:
    """Everything that people do works by remote, and the evidence reads the same."""
    with process("--no-limits") as (_, remote, address):
        ada = remote.stage.user("Ada", language_code="ar")
        remote.stage.say(ada, "/start")
        remote.stage.send_file(ada, "x.opml", base64.b64encode(b"x").decode())
        markup = {"inline_keyboard": [[{"text": "Mute", "callback_data": "m"}]]}
        httpx.post(f"{address}/sendMessage", json={"chat_id": ada, "text": "hi", "reply_markup": markup})
        (seen,) = remote.sent(ada)
        query = remote.stage.press(ada, ada, seen.id, "Mute")
        remote.fault("forbidden", method="sendMessage")
        refused = httpx.post(f"{address}/sendMessage", data={"chat_id": ada, "text": "hi"})

        assert (seen.text, seen.button("Mute")["callback_data"]) == ("hi", "m")
        assert remote.stage.answers()[0]["id"] == query
        assert refused.status_code == 403
        assert [record.method for record in remote.history()] == ["sendmessage"]
        assert len(remote.act("waiting")) == 3
        with pytest.raises(RuntimeError, match="no button"):
            remote.stage.press(ada, ada, seen.id, "Nonsense")
        with pytest.raises(RuntimeError, match="AttributeError"):
            remote.act("_chat", chat=ada)


def test_log_survives_a_kill(tmp_path: Path) -> None:
    """What was accepted is in the log even if the emulator itself is killed at once."""
    log = tmp_path / "requests.jsonl"
    with process("--log", str(log), "--no-limits") as (running, remote, address):
        ada = remote.stage.user(started=True)
        for n in range(20):
            httpx.post(f"{address}/sendMessage", json={"chat_id": ada, "text": f"message {n}"})
        running.send_signal(signal.SIGKILL)
        running.wait()

    records = read_log(log)

    assert [record.parameters["text"] for record in records] == [f"message {n}" for n in range(20)]
    assert [record.result["message_id"] for record in records] == list(range(1, 21))


def test_frozen_clock() -> None:
    """A frozen clock moves only when it is told to."""
    with process("--frozen-at", "1000000") as (_, remote, address):
        ada = remote.stage.user(started=True)
        first = httpx.post(f"{address}/sendMessage", json={"chat_id": ada, "text": "x"})
        refused = httpx.post(f"{address}/sendMessage", json={"chat_id": ada, "text": "x"})
        remote.act("advance", seconds=1)
        accepted = httpx.post(f"{address}/sendMessage", json={"chat_id": ada, "text": "x"})

        assert first.json()["result"]["date"] == 1_000_000
        assert refused.json()["parameters"] == {"retry_after": 1}
        assert refused.headers["retry-after"] == "1"
        assert accepted.status_code == 200
        assert [violation["rule"] for violation in remote.act("violations")] == ["chat"]


def test_ends_on_sigterm() -> None:
    """SIGTERM ends it cleanly."""
    with process() as (running, remote, _):
        remote.act("peaks")
        running.terminate()
        assert running.wait(10) == 0
