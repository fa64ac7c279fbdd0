"""Tests of bot/settings.py."""

from collections.abc import Mapping
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from bot.settings import Environment, SettingsError, load_settings

TOKEN = "123456789:AAExampleExampleExampleExampleExample"


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of the developer's own environment, and no .env."""
    for name in [*Environment.model_fields, "dyno"]:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def refused(monkeypatch: pytest.MonkeyPatch, environment: Mapping[str, str], bot_yaml: str = "") -> list[str]:
    """The problems of these settings."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    Path("bot.yaml").write_text(bot_yaml, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(Path("bot.yaml"))
    return caught.value.problems


def test_nothing_set_is_a_preview_on_sqlite() -> None:
    """Defaults work on a fresh machine."""
    settings = load_settings()

    assert not settings.live
    assert settings.database_url == "sqlite:///data/khabar.sqlite"
    assert settings.behaviour.max_age == timedelta(hours=48)


def test_environment_and_env_file_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment wins over .env; lists are comma-separated."""
    Path(".env").write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}\nBOT_OWNERS=1, 22\nPORT=8080\n", encoding="utf-8")
    monkeypatch.setenv("PORT", "9090")
    monkeypatch.setenv("ALLOW_PRIVATE_NETWORKS", "127.0.0.0/8, ::1/128")
    settings = load_settings()

    assert settings.live
    assert settings.environment.bot_owners == {1, 22}
    assert settings.environment.port == 9090
    assert settings.environment.allow_private_networks == (ip_network("127.0.0.0/8"), ip_network("::1/128"))


def test_all_wrong_values_are_named_at_once_and_secrets_stay_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence each, with name or line; the token's text is not repeated."""
    problems = refused(
        monkeypatch,
        {
            "TELEGRAM_BOT_TOKEN": "hunter2hunter2",
            "BOT_OWNERS": "1,ada",
            "PORT": "70000",
            "TELEGRAM_API_URL": "ftp://x",
        },
        "max_age: soon\ncolour: blue\n",
    )

    assert [problem.split(": ")[1] for problem in problems] == [
        "TELEGRAM_BOT_TOKEN",
        "TELEGRAM_API_URL",
        "BOT_OWNERS",
        "PORT",
        "max_age",
        "colour",
    ]
    assert problems[-2].startswith("bot.yaml:1: ")
    assert problems[-1].startswith("bot.yaml:2: ")
    assert "hunter2" not in "\n".join(problems)


def test_broken_yaml_is_told_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tab or an open bracket does not end in a traceback."""
    (problem,) = refused(monkeypatch, {}, "max_age: 48h\ncontact: [oops\n")

    assert problem.startswith("bot.yaml:")
    assert "YAML" in problem


def test_sqlite_is_refused_where_the_disk_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """On such hosts SQLite would forget everybody; PostgreSQL or a deliberate choice is needed."""
    (problem,) = refused(monkeypatch, {"DYNO": "worker.1"})

    assert "DATABASE_URL" in problem
    assert "Heroku" in problem

    monkeypatch.setenv("EPHEMERAL_OK", "1")

    assert load_settings().environment.ephemeral_ok


@pytest.mark.parametrize("mode", ["invitation", "approval"])
def test_a_closed_bot_needs_an_owner(monkeypatch: pytest.MonkeyPatch, mode: str) -> None:
    """Else nobody could ever come in."""
    (problem,) = refused(monkeypatch, {}, f"access: {mode}\n")

    assert problem.startswith("bot.yaml: access: ")
    assert "BOT_OWNERS" in problem


@pytest.mark.parametrize("zone", ["Mars/Olympus", "+03:00"])
def test_a_time_zone_must_be_one(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    """The remedy shows what one looks like."""
    (problem,) = refused(monkeypatch, {}, f"default_timezone: '{zone}'\n")

    assert "Europe/Istanbul" in problem


def test_the_shipped_bot_yaml_says_the_defaults() -> None:
    """Every key stands in config/bot.yaml with its default."""
    shipped = load_settings(Path(__file__).parents[1] / "config" / "bot.yaml").behaviour
    keys = {line.split(":")[0] for line in _lines() if line and not line.startswith("#")}

    assert shipped == type(shipped)()
    assert keys == set(type(shipped).model_fields)


def _lines() -> list[str]:
    return (Path(__file__).parents[1] / "config" / "bot.yaml").read_text(encoding="utf-8").splitlines()
