"""Feeds in trouble, in lines for a terminal."""

from bot.alerts.status import FeedTrouble
from bot.cli.troubles import trouble_lines
from bot.model import FeedHealth


def troubles(count: int, reason: str) -> list[FeedTrouble]:
    """Feeds of as many outlets with one trouble."""
    return [
        FeedTrouble(
            outlet=f"Outlet {n}",
            url=f"https://o{n}.example/rss",
            state=FeedHealth.FAILING,
            reason=reason,
            since=None,
        )
        for n in range(count)
    ]


def test_many_with_one_cause_share_a_line() -> None:
    """Without a network there is one line for all outlets, with how many and which; other causes keep theirs."""
    found = [*troubles(51, "dns: no name"), *troubles(1, "blocked: 403 [x]")]

    shared, first, single = trouble_lines(found, detailed=False)

    assert "51 feeds, dns: Outlet 0, Outlet 1," in shared
    assert "no name" in first
    assert "Outlet 0: blocked: 403 \\[x]" in single


def test_details() -> None:
    """Where details are asked for, each feed has its line with its address."""
    lines = list(trouble_lines(troubles(51, "dns: no name"), detailed=True))

    assert len(lines) == 51
    assert "https://o7.example/rss" in lines[7]
