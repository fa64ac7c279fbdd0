"""Tests of bot/runtime/logs.py."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot.runtime.logs import configure_logs, logger, redactor

TOKEN = "123456789:AAExampleExampleExampleExampleExample"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Where logs go during a test; the root logger is given back as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield io.StringIO()
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.parametrize("form", ["json", "human"])
def test_no_secret_reaches_the_stream(stream: io.StringIO, form: str) -> None:
    """Neither in our events, nor in a library's message, nor in a traceback."""
    configure_logs(form=form, secrets=["correct horse battery"], stream=stream)
    logger("test").info("sending", url=f"https://api/bot{TOKEN}/getMe", phrase="correct horse battery")
    logging.getLogger("library").warning("postgresql://khabar:%s@host/db", "pa55word")
    try:
        raise ValueError(f"token {TOKEN}")
    except ValueError:
        logging.getLogger("library").exception("it broke")
    written = stream.getvalue()

    assert "AAExample" not in written
    assert "correct horse" not in written
    assert "pa55word" not in written
    assert written.count("[secret]") >= 4


def test_json_logs_are_one_object_a_line(stream: io.StringIO) -> None:
    """What a log collector expects."""
    configure_logs(form="json", stream=stream)
    logger("test").info("article", id="a1", title="وسوريا")
    logging.getLogger("plain").info("second")
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())

    assert (first["event"], first["id"], first["title"], first["level"]) == (
        "article",
        "a1",
        "وسوريا",
        "info",
    )
    assert second["event"] == "second"


def test_short_secrets_do_not_eat_the_log() -> None:
    """A one-letter password would redact every word."""
    redact = redactor(["a", "longer secret"])

    assert redact("a banana with a longer secret") == "a banana with a [secret]"
