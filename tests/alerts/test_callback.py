"""Callback data: what was written is read, anything else is nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.callback import MOST_BYTES, Action, Callback, packed, unpacked


@given(
    st.sampled_from(list(Action)), st.integers(0, 2**63 - 1), st.from_regex(r"[\w#.-]{0,30}", fullmatch=True)
)
def test_what_is_packed_is_unpacked(action: Action, subject: int, extra: str) -> None:
    """And fits into a button, or is refused when the button is made."""
    try:
        data = packed(action, subject, extra)
    except ValueError:
        return
    assert len(data.encode()) <= MOST_BYTES
    assert unpacked(data) == Callback(action, subject, extra)


@given(st.text(max_size=80))
def test_forged_data_is_nothing_or_an_action(data: str) -> None:
    """Never an exception, whatever somebody sends."""
    found = unpacked(data)
    assert found is None or found.action in set(Action)


def test_data_of_the_first_messages_is_read() -> None:
    """Buttons from before there was a version."""
    assert unpacked("why:12") == Callback(Action.WHY, 12)


@pytest.mark.parametrize(
    "data", ["", "why", "why:", "why:x", "2!why:1", "1!drop:1", "why:1:a b", "why:9999999999999999999"]
)
def test_other_versions_and_shapes_are_nothing(data: str) -> None:
    """They get a fresh answer instead."""
    assert unpacked(data) is None
