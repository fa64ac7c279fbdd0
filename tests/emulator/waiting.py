"""Waiting for a condition with a deadline: tests look at evidence, they never just sleep."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")


async def until(condition: Callable[[], Value], *, seconds: float = 10.0, what: str = "") -> Value:
    """Look every 10 ms until the condition is true (or not empty) and return it.

    Raises AssertionError after the deadline, with `what` and the last value.
    """
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds
    while True:
        if value := condition():
            return value
        if loop.time() > deadline:
            raise AssertionError(
                f"{what or 'the condition'} did not come true in {seconds:g} s; last: {value!r}"
            )
        await asyncio.sleep(0.01)
