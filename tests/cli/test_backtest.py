"""The command as people and scripts call it: beside a worker, with exit codes that tell what is wrong."""

import asyncio
from pathlib import Path

import pytest

from bot.cli.backtest import command
from bot.storage import Database
from tests.cli.test_commands import bot
from tests.runtime.lab.archive import archive

ROWS = {
    "a": {"title": "Egypt sends soldiers to Syria"},
    "b": {"title": "Haftar in Cairo", "outlet": "sana"},
}


async def _fill(file: Path) -> None:
    db = await Database.open(f"sqlite:///{file}")
    await db.upgrade()
    await archive(db, ROWS)
    await db.close()


def test_a_backtest_from_the_command_line(tmp_path: Path) -> None:
    """A table of what it finds, what it loses and which case fails; then the exit code is 1."""
    asyncio.run(_fill(tmp_path / "khabar.sqlite"))

    done = bot("backtest", "forces", "--since=3650d", "--query", "@egypt AND haftar", DATA_DIR=str(tmp_path))

    assert done.returncode == 1, done.stderr
    assert "Would have caught 1 articles in 1 stories" in done.stdout
    assert "+1 articles in 1 new stories, -1 articles, 1 stories lost" in done.stdout
    assert "Sana: Haftar in Cairo" in done.stdout
    assert "case fails" in done.stdout


def test_what_is_asked_wrongly_is_an_error_that_names_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is looked at; exit code 2."""
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * 1_000_001)

    codes = [
        command("forces", since="soon", query="", file=None, as_json=True),
        command("forces", since="30d", query="x", file=large, as_json=True),
        command("forces", since="30d", query="", file=large, as_json=True),
        command("forces", since="30d", query="", file=tmp_path / "none.yaml", as_json=True),
    ]

    assert codes == [2, 2, 2, 2]
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("--since soon: write a duration")
    assert said[1] == "Give --query or --file, not both"
    assert "larger than a megabyte" in said[2]
    assert "none.yaml: cannot be read" in said[3]
