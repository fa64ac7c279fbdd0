"""Draws the README's picture anew: the demo's last screen as SVG. Run: .venv-dev/bin/python scripts/picture.py"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "demo.svg"


def main() -> int:
    """Run the demo; returns its exit code."""
    environment = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    command = [sys.executable, "-m", "bot", "demo", "--picture", str(PICTURE)]
    return subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
