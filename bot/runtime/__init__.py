"""Wires the rooms together: stations, ticker, roles, and the actions that chat and page call."""

import sys

# structlog imports rich where it is there, to draw tracebacks with the values of variables: 50 ms and 4 MB, and nothing
# that a log should show. None is how Python is told that a module cannot be imported, which structlog is prepared for.
if "structlog" not in sys.modules:
    _rich = sys.modules.get("rich")
    sys.modules["rich"] = None  # type: ignore[assignment]
    import structlog  # noqa: F401

    if _rich is None:
        del sys.modules["rich"]
    else:
        sys.modules["rich"] = _rich
