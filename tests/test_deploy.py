"""What .env.example, the deployment files and the threat model say agrees with the code. No container engine runs here."""

import configparser
import re
from pathlib import Path

from ruamel.yaml import YAML

from bot.settings import Environment

PROJECT = Path(__file__).resolve().parents[1]


def read(name: str) -> str:
    """A file of the project."""
    return (PROJECT / name).read_text(encoding="utf-8")


def test_every_variable_stands_in_the_example_and_no_other() -> None:
    """Who copies it sees all that can be set."""
    named = set(re.findall(r"^#?([A-Z_]+)=", read(".env.example"), flags=re.MULTILINE))

    assert named == {name.upper() for name in Environment.model_fields}


def test_what_the_image_copies_exists_and_is_not_ignored() -> None:
    """A build fails in nobody's hands because of a file that moved."""
    copied = re.findall(r"^COPY (?:--chown=\S+ )?(?!--from)(\S+) ", read("Dockerfile"), flags=re.MULTILINE)
    kept = {line[1:] for line in read(".dockerignore").splitlines() if line.startswith("!")}

    assert copied
    assert all((PROJECT / name).exists() for name in copied)
    assert set(copied) <= kept


def test_the_unit_starts_the_worker_as_nobody_in_particular() -> None:
    """A user of its own, a read-only system, and no restart after a mistake in the settings."""
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string(read("deploy/khabar.service"))
    service = unit["Service"]

    assert service["ExecStart"].endswith("/python -m bot run")
    assert (service["DynamicUser"], service["ProtectSystem"], service["NoNewPrivileges"]) == (
        "yes",
        "strict",
        "yes",
    )
    assert service["RestartPreventExitStatus"] == "2"


def test_compose_asks_for_no_rights() -> None:
    """Read-only, no capabilities, no port but on loopback."""
    services = YAML(typ="safe").load(read("deploy/compose.yaml"))["services"]
    bot = services["khabar"]

    assert (bot["read_only"], bot["cap_drop"], bot["tmpfs"]) == (True, ["ALL"], ["/tmp"])
    assert all(port.startswith("127.0.0.1:") for one in services.values() for port in one.get("ports", ()))


def test_every_defence_is_shown_by_a_test_that_exists() -> None:
    """Whoever renames one mends the threat model."""
    named = set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", read("docs/security.md")))

    assert len(named) > 30
    for file, test in named:
        assert not test or re.search(rf"def {test}\(", read(file)), f"{file}::{test}"
        assert (PROJECT / file).exists()
