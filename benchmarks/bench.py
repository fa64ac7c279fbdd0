"""Runs a benchmark by name, or all of them: `python -m benchmarks.bench [NAME [ARGUMENTS]]`.

A benchmark is a module of this package with `main(argv) -> int | None` that is not listed below.
"""

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

#: Modules here that are no benchmarks to run by name.
PARTS = frozenset({"__init__", "bench", "torture"})


def names() -> list[str]:
    """The benchmarks there are."""
    return sorted(
        path.stem
        for path in Path(__file__).parent.glob("*.py")
        if path.stem not in PARTS and "\ndef main(" in path.read_text(encoding="utf-8")
    )


def main(argv: Sequence[str]) -> int:
    """Run one benchmark with its arguments, or every one that needs none; the worst exit code."""
    if not argv:
        return max((run(name, []) for name in names() if not _needs_arguments(name)), default=0)
    name, *rest = argv
    if name not in names():
        print(f"no benchmark '{name}'; there are: {', '.join(names())}", file=sys.stderr)
        return 2
    return run(name, rest)


def _needs_arguments(name: str) -> bool:
    text = (Path(__file__).parent / f"{name}.py").read_text(encoding="utf-8")
    return "required=True" in text


def run(name: str, argv: Sequence[str]) -> int:
    """The exit code of this benchmark."""
    print(f"== {name}", file=sys.stderr)
    code: int | None = importlib.import_module(f"benchmarks.{name}").main(list(argv))
    return code or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
