"""Tests of bot/web/entrance.py."""

import pytest

from bot.web.entrance import Turnstile, is_local, is_own, origin_of

HERE = [(b"host", b"localhost:8080")]


@pytest.mark.parametrize(
    ("peer", "headers", "local"),
    [
        ("127.0.0.1", HERE, True),
        ("127.8.9.1", [(b"Host", b"127.0.0.1:80")], True),
        ("::1", [(b"host", b"[::1]:8080")], True),
        ("::ffff:127.0.0.1", HERE, True),
        ("10.0.0.5", HERE, False),
        ("", HERE, False),
        (None, HERE, False),
        ("127.0.0.1", [], False),
        ("127.0.0.1", [*HERE, *HERE], False),
        ("127.0.0.1", [(b"host", b"rebound.example:8080")], False),
        ("127.0.0.1", [*HERE, (b"X-Forwarded-For", b"127.0.0.1")], False),
        ("127.0.0.1", [*HERE, (b"via", b"1.1 proxy")], False),
        ("127.0.0.1", [*HERE, (b"cf-connecting-ip", b"127.0.0.1")], False),
    ],
)
def test_local_is_who_asks_from_this_machine_by_its_own_name(
    peer: str | None, headers: list[tuple[bytes, bytes]], local: bool
) -> None:
    """The peer of the socket counts, and no header makes anybody nearer; proxies and foreign names make him farther."""
    assert is_local(peer, headers) is local


@pytest.mark.parametrize(
    ("origin", "site", "own"),
    [
        ("https://k.example", "same-origin", True),
        ("HTTPS://K.example", None, True),
        (None, "same-origin", True),
        (None, None, False),
        ("null", None, False),
        ("https://k.example", "cross-site", False),
        ("https://k.example", "same-site", False),
        ("https://k.example.evil.example", "same-origin", False),
        ("http://k.example", None, False),
    ],
)
def test_forms_come_from_our_own_origin(origin: str | None, site: str | None, own: bool) -> None:
    """Both headers must agree; where neither is there it was no browser of ours."""
    assert is_own(origin, site, origin_of("https://k.example:443", "anything")) is own


def test_a_turnstile_slows_one_place_down_and_forgets_the_oldest() -> None:
    """After so many failures within the window; the sum of all places has a limit of its own."""
    gate = Turnstile(each=2, together=5, window=60, places=4)
    for now in (0.0, 10.0):
        assert gate.wait("a", now) == 0
        gate.failed("a", now)
    assert gate.wait("a", 20.0) == 40.0
    assert gate.wait("b", 20.0) == 0
    assert gate.wait("a", 60.0) == 0
    for place in "bcd":
        gate.failed(place, 20.0)
    assert gate.wait("e", 20.0) == 40.0
    for place in "efghij":
        gate.failed(place, 30.0)
    assert gate.wait("a", 30.0) == 30.0  # forgotten for itself; all together are still too many
