"""Alerts as an Atom feed, read back by a reader of feeds."""

from dataclasses import replace
from typing import Any

import feedparser

from bot.alerts.atom import Entry, atom
from bot.model import Ruling, Stance, State
from tests.alerts.builders import T0, after, claim, content, named, report

_TOLD = content(
    report("a", title="Troops land\x0b in <Tartus> & go on"), watchlists=(named("w"), named("secret"))
)


def _read(*entries: Entry, language: str = "en", feed: str = "f") -> Any:
    made = atom(
        entries,
        feed=feed,
        title="Title",
        address="https://news.example.org/feeds/w/x.atom",
        language=language,
        timezone="UTC",
        watchlist="w",
        made_at=T0,
    )
    found = feedparser.parse(made)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def test_a_reader_of_feeds_finds_what_the_alert_tells() -> None:
    """Title, link, moments, state; foreign text is text; other watchlists are not named."""
    found = _read(Entry(alert=3, created_at=T0, content=replace(_TOLD, updated_at=after(minutes=5))))
    (entry,) = found.entries

    assert (found.feed.title, found.feed.updated) == ("Title", "2020-07-30T11:10:00Z")
    assert entry.title == "Troops land in <Tartus> & go on"
    assert (entry.link, entry.published, entry.updated) == (
        "https://a.example/news",
        "2020-07-30T11:05:00Z",
        "2020-07-30T11:10:00Z",
    )
    assert entry.tags[0].term == "single"
    assert "Tartus" in entry.content[0].value
    assert "secret" not in entry.content[0].value.lower()


def test_a_story_that_grows_is_the_same_entry_renewed() -> None:
    """The id stays with the alert; another feed, and another alert, have others."""
    grown = content(
        report("a"),
        report("b", claims=(claim(Stance.DENIES, "The army", "The army denies it."),)),
        state=State.CONTESTED,
        updated_at=after(hours=1),
    )
    first, later = (_read(Entry(alert=3, created_at=T0, content=one)).entries[0] for one in (_TOLD, grown))

    assert first.id == later.id
    assert first.id != _read(Entry(alert=4, created_at=T0, content=_TOLD)).entries[0].id
    assert first.id != _read(Entry(alert=3, created_at=T0, content=_TOLD), feed="g").entries[0].id
    assert later.title.startswith("Disputed: ")
    assert "The army denies it." in later.content[0].value


def test_a_retraction_shows_in_the_title_in_the_feeds_language() -> None:
    """Who reads titles alone must not go on believing it."""
    taken = replace(_TOLD, state=State.RETRACTED, ruling=Ruling.RETRACTED, correction="Old video")
    entries = {
        lang: _read(Entry(alert=3, created_at=T0, content=taken), language=lang) for lang in ("en", "ar")
    }

    assert entries["en"].entries[0].title.startswith("Retracted: ")
    assert "Old video" in entries["en"].entries[0].content[0].value
    assert not entries["ar"].entries[0].title.startswith("Retracted")
    assert entries["ar"].feed.language == "ar"


def test_an_empty_feed_is_valid_and_the_same_input_gives_the_same_bytes() -> None:
    """The bytes are what the ETag is made of."""
    assert _read().entries == []
    assert _read(Entry(alert=1, created_at=T0, content=_TOLD)) == _read(
        Entry(alert=1, created_at=T0, content=_TOLD)
    )
