"""Tests of bot/sources/identity.py."""

from datetime import UTC, datetime

import pytest

from bot.sources.entry import Entry
from bot.sources.identity import article_id, canonical, identified, identities

AT = datetime(2020, 7, 21, tzinfo=UTC)


def entry(
    *, guid: str = "", url: str = "", title: str = "Ferry line reopens", summary: str = "It sails."
) -> Entry:
    """An entry of a feed."""
    return Entry(
        id=guid,
        url=url,
        title=title,
        summary=summary,
        content="",
        published_at=AT,
        updated_at=None,
        dated=True,
        precision="time",
        author="",
        language="en",
    )


def same(first: Entry, second: Entry) -> bool:
    """Whether the second is known once the first is."""
    return not set(identities("o", first)).isdisjoint(identities("o", second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (entry(guid="7", url="https://o.example/a"), entry(guid="8", url="https://o.example/a")),
        (entry(guid="7", url="https://o.example/a"), entry(guid="7", url="https://o.example/b")),
        (entry(guid="7"), entry(guid="7", title="Ferry line reopens at last")),
        (
            entry(url="https://o.example/a"),
            entry(url="http://www.o.example/a/?utm_source=rss#top", title="Other"),
        ),
        (entry(guid="http://o.example/a"), entry(guid="https://o.example/a")),
        (entry(), entry(title="FERRY LINE  REOPENS")),
    ],
)
def test_a_changed_guid_title_or_address_is_the_same_article(first: Entry, second: Entry) -> None:
    """One key that stays is enough."""
    assert same(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (entry(guid="7", url="https://o.example/a"), entry(guid="8", url="https://o.example/b")),
        (entry(guid="https://o.example/?p=1"), entry(guid="https://o.example/?p=2")),
        (entry(url="https://o.example/story.aspx?id=1"), entry(url="https://o.example/story.aspx?id=2")),
        (entry(guid="1", url="https://o.example/"), entry(guid="2", url="https://o.example/")),
        (entry(title="Ferry line reopens"), entry(title="Ferry line closes")),
    ],
)
def test_articles_that_only_look_alike_stay_apart(first: Entry, second: Entry) -> None:
    """The same headline, a front-page link or a script with parameters make no identity."""
    assert not same(first, second)


def test_keys_belong_to_their_outlet() -> None:
    """Two outlets may use the same guid."""
    assert set(identities("a", entry(guid="7"))).isdisjoint(identities("b", entry(guid="7")))


def test_every_entry_has_a_key_and_an_id() -> None:
    """Even an empty one; ids are 16 hex characters and stable."""
    keys = identities("o", entry(title="", summary=""))

    assert len(keys) == 1
    assert article_id("o", keys) == article_id("o", keys)
    assert len(article_id("o", keys)) == 16
    assert int(article_id("o", keys), 16) >= 0


def test_a_guid_that_a_feed_gives_to_everything_identifies_nothing() -> None:
    """Each entry keeps what is its own; a true repetition is dropped."""
    first = entry(guid="feed", url="https://o.example/1", title="One")
    second = entry(guid="feed", url="https://o.example/2", title="Two")

    result = identified("o", [first, second, first])

    assert [kept.title for kept, _ in result] == ["One", "Two"]
    assert set(result[0][1]).isdisjoint(result[1][1])


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://www.o.example/A/?b=2&a=1&fbclid=x#c", "https://o.example/A?a=1&b=2"),
        ("https://o.example/view?cid=77&source=rss&utm_id=5&at_medium=RSS", "https://o.example/view?cid=77"),
        ("https://o.example/x?from=rss&partner=3", "https://o.example/x?partner=3"),
        ("https://o.example:8443/x", "https://o.example:8443/x"),
        ("https://o.example/x/amp", "https://o.example/x"),
        ("", ""),
    ],
)
def test_canonical_addresses(url: str, expected: str) -> None:
    """Scheme, www, tracking, order of parameters and the last slash do not matter."""
    assert canonical(url) == expected
