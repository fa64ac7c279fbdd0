"""Waiting for a condition with a deadline: tests look at evidence, they never just sleep."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")


async def until(
    condition: Callable[[], Value],
    *,
    seconds: float = 10.0,
    what: str = "",
    hopeless: Callable[[], str] = lambda: "",
) -> Value:
    """Look every 10 ms until the condition is true (or not empty) and return it.

    Raises AssertionError with `what` and the last value after the deadline, or as soon as `hopeless` gives a reason.
    """
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds
    while True:
        # Asked first: what came true before the end counts.
        reason = hopeless()
        if value := condition():
            return value
        if loop.time() > deadline:
            reason = reason or f"{seconds:g} s are over"
        if reason:
            raise AssertionError(
                f"{what or 'the condition'} did not come true: {reason}; last value {value!r}"
            )
        await asyncio.sleep(0.01)
