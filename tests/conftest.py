"""Settings of all tests, and the order in which several workers share them."""

import gc
from collections.abc import Iterator
from itertools import islice

import pytest
from hypothesis import HealthCheck, settings

# Property tests are judged by what they find, never by how long it took.
settings.register_profile("khabar", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("khabar")

#: Their tests start whole processes, which wait more than they compute: each beside quick tests, and none at the end,
#: where the other workers would have nothing left to do.
_WAITING = ("/faults/", "/journeys/", "/cli/")
#: The part of a run over which they are spread.
_SPREAD = 0.6


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where several workers run: one has the PostgreSQL server, and whole processes come early, between quick tests."""
    if not hasattr(config, "workerinput"):
        return
    for item in items:
        parameters = getattr(item, "callspec", None)
        if parameters is not None and "postgresql" in parameters.params.values():
            item.add_marker(pytest.mark.xdist_group("postgresql"))
    items[:] = _spread(items)


def _spread(items: list[pytest.Item]) -> Iterator[pytest.Item]:
    waiting: list[pytest.Item] = []
    quick_ones: list[pytest.Item] = []
    for item in items:
        (waiting if any(room in item.path.as_posix() for room in _WAITING) else quick_ones).append(item)
    quick = iter(quick_ones)
    between = int(_SPREAD * len(quick_ones) / max(len(waiting), 1))
    for item in waiting:
        yield item
        yield from islice(quick, between)
    yield from quick


def pytest_collection_finish() -> None:
    """What was imported and collected stays: looking through it for garbage again and again is costs time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
