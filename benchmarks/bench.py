"""Runs a benchmark by name, or all of them: `python -m benchmarks.bench [NAME [ARGUMENTS]]`.

A benchmark is a module of this package with `main(argv) -> int | None` that is not listed below.
"""

import contextlib
import importlib
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

#: Modules here that are no benchmarks to run by name.
PARTS = frozenset({"__init__", "bench", "scaleload", "torture"})


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


def descendants(pid: int) -> Iterator[int]:
    """Processes below this one, the lowest first."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in map(int, children):
        yield from descendants(child)
        yield child


def guarded(argv: Sequence[str]) -> int:
    """`main`, after which nothing that it started runs on: not after Ctrl-C or SIGTERM either."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return main(argv)
    except KeyboardInterrupt:
        return 130
    finally:
        for pid in list(descendants(os.getpid())):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(guarded(sys.argv[1:]))
