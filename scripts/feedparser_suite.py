"""Brings feedparser's own test feeds, which its wheel lacks, from its source package, to build/feedparser-suite.

Then tests/sources/test_feedparser_suite.py runs on them, and
`python benchmarks/sources.py --suite build/feedparser-suite/wellformed` counts.
"""

import shutil
import subprocess
import sys
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(argv: list[str]) -> int:
    """Unpacks the tests of the installed version of feedparser into a folder."""
    target = Path(argv[0]) if argv else ROOT / "build" / "feedparser-suite"
    with tempfile.TemporaryDirectory() as folder:
        wanted = f"feedparser=={version('feedparser')}"
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
        subprocess.run([*command, "--dest", folder, wanted], check=True)
        with tarfile.open(next(Path(folder).glob("feedparser-*.tar.gz"))) as archive:
            archive.extractall(folder, filter="data")
        tests = next(Path(folder).glob("feedparser-*/tests"))
        shutil.copytree(tests, target, dirs_exist_ok=True)
    print(f"{sum(1 for _ in target.rglob('*.xml'))} feeds in {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
