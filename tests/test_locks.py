"""The lock files: installable anywhere, complete, and nobody's private index in them."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(?: ?; ?([^\\]+))?", re.MULTILINE)


def pins(lock: str) -> dict[str, list[Version]]:
    """Versions by canonical name, as far as they apply to this machine."""
    found: dict[str, list[Version]] = {}
    for name, version, marker in PINNED.findall((ROOT / lock).read_text()):
        if not marker or Marker(marker.strip()).evaluate():
            found.setdefault(canonicalize_name(name), []).append(Version(version))
    return found


def wanted(*groups: str) -> list[Requirement]:
    """What pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    texts = list(project["project"]["dependencies"])
    for group in groups:
        texts += project["dependency-groups"][group]
    return [Requirement(text) for text in texts]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_no_address(lock: str) -> None:
    """An address would bind every user to the index of whoever made the lock."""
    text = (ROOT / lock).read_text()

    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes(lock: str) -> None:
    """pip and uv refuse a download that differs from what was tested."""
    blocks = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / lock).read_text().strip())

    assert len(blocks) > 40
    assert [block.split("==")[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize(("lock", "groups"), [(LOCKS[0], ()), (LOCKS[1], ("dev",))])
def test_a_lock_satisfies_pyproject(lock: str, groups: tuple[str, ...]) -> None:
    """Every dependency is pinned to a version that pyproject.toml allows."""
    found = pins(lock)
    missing = [
        str(item)
        for item in wanted(*groups)
        if not any(
            item.specifier.contains(one, prereleases=True)
            for one in found.get(canonicalize_name(item.name), [])
        )
    ]

    assert missing == []


def test_development_runs_what_production_runs() -> None:
    """Both locks pin the same versions of what they share."""
    run, dev = pins(LOCKS[0]), pins(LOCKS[1])

    assert {name: versions for name, versions in run.items() if dev.get(name) != versions} == {}
