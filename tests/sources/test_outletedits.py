"""Tests of bot/sources/outletedits.py and opml.py: what is not changed stays byte for byte."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.model import Feed, Outlet
from bot.sources.opml import OpmlError, export_opml, import_opml
from bot.sources.outletedits import NotInFileError, added, extended, outlet_text, paused, slug
from bot.sources.outlets import load_outlets

FILE = """\
# The file's own words.
- id: mada   # Cairo
  name: Mada Masr
  language: ar
  feeds:
    - {url: "https://mada.example/feed", language: ar}   # H
    - url: https://mada.example/en/feed  # in a block
      language: en
      every: 5m

- id: dawn
  name: "Dawn: the paper"
  feeds:
    - {
        url: "https://dawn.example/rss",
        language: en
      }  # over lines
# The end.
"""
SHIPPED = Path(__file__).parents[2] / "config" / "outlets.yaml"


def states(text: str) -> list[bool]:
    """Whether each feed is paused, in order."""
    return [feed.paused for outlet in load_outlets(text, "f") for feed in outlet.feeds]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mada", [True, True, False]),
        ("https://mada.example/en/feed", [False, True, False]),
        ("dawn", [False, False, True]),
    ],
)
def test_pausing_and_resuming_leaves_the_file_as_it_was(name: str, expected: list[bool]) -> None:
    """Comments, order and quotes stay; resuming gives the very bytes back."""
    text, changed = paused(FILE, name, pause=True)

    assert states(text) == expected
    assert changed == sum(expected)
    assert paused(text, name, pause=True) == (text, 0)
    assert paused(text, name, pause=False) == (FILE, changed)
    for comment in (
        "# The file's own words.",
        "# Cairo",
        "# H",
        "# in a block",
        "# over lines",
        "# The end.",
    ):
        assert comment in text


def test_shipped_outlets_can_be_paused() -> None:
    """And resumed, byte for byte."""
    source = SHIPPED.read_text(encoding="utf-8")
    for outlet in load_outlets(source, "f")[::9]:
        text, changed = paused(source, outlet.id, pause=True)
        assert changed == sum(states(text)) == len(outlet.feeds)
        assert paused(text, outlet.id, pause=False)[0] == source


def test_feeds_are_added_below_their_outlet() -> None:
    """Everything else stays where it is."""
    for outlet in ("mada", "dawn"):
        text = extended(FILE, outlet, [Feed(url="https://more.example/rss", language="fr")])
        feeds = {one.id: one.feeds for one in load_outlets(text, "f")}
        assert feeds[outlet][-1] == Feed(url="https://more.example/rss", language="fr")
        assert text.replace('    - {url: "https://more.example/rss", language: fr}\n', "") == FILE


def test_feeds_are_added_to_a_list_on_one_line() -> None:
    """As JSON writes it, too."""
    text = '- {"id": "a", "name": "A", "feeds": [{"url": "https://a.example/1"}, {"url": "https://a.example/2"}]}  # x\n'
    more = extended(text, "a", [Feed(url="https://a.example/3", language="en")])

    assert [feed.url[-1] for feed in load_outlets(more, "f")[0].feeds] == ["1", "2", "3"]
    assert more.endswith("]}  # x\n")


def test_an_outlet_is_added_at_the_end() -> None:
    """Whatever its name is made of, it is read as it was meant."""
    outlet = Outlet(
        id="new",
        name='Le "Monde": #1 \u062e\u0628\u0631',
        language="fr",
        feeds=(Feed(url="https://new.example/rss"),),
    )
    text = added(FILE, [outlet])

    assert text.startswith(FILE)
    assert load_outlets(text, "f")[-1] == outlet
    assert load_outlets(added("", [outlet]), "f") == (outlet,)
    assert "country" in outlet_text(outlet)


def test_what_is_not_there_is_said() -> None:
    """With the name that was looked for."""
    for edit in (lambda: paused(FILE, "nobody", pause=True), lambda: extended(FILE, "nobody", [])):
        with pytest.raises(NotInFileError, match="nobody"):
            edit()


def test_ids_are_unique() -> None:
    """And are ids."""
    assert slug("Al-Monitor.com", []) == "al-monitor-com"
    assert slug("bbc", ["bbc", "bbc-2"]) == "bbc-3"
    assert slug("خبر", []) == "outlet"


def test_opml_goes_round() -> None:
    """What is exported is imported with the same addresses and languages; what is known is left out."""
    outlets = load_outlets(FILE, "f")
    written = export_opml([replace(outlet, name=f"{outlet.name} <&>") for outlet in outlets])
    back = import_opml(written.encode(), ())

    assert {feed.url for outlet in back for feed in outlet.feeds} == {
        feed.url for outlet in outlets for feed in outlet.feeds
    }
    assert [outlet.name for outlet in back] == ["Mada Masr <&>", "Dawn: the paper <&>"]
    assert import_opml(written.encode(), outlets) == ()


@pytest.mark.parametrize("text", [b"", b"<rss/>", b"<opml><body>", b"\x00"])
def test_what_is_no_opml_is_refused(text: bytes) -> None:
    """With a reason."""
    with pytest.raises(OpmlError):
        import_opml(text, ())


def test_hostile_opml_is_harmless() -> None:
    """Entities are not resolved, and addresses that are none are passed over."""
    text = (
        b'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body><outline text="&x;" '
        b'xmlUrl="javascript:alert(1)"/><outline xmlUrl="https://o.example/rss"/></body></opml>'
    )
    try:
        found = import_opml(text, ())
    except OpmlError:
        return
    assert [feed.url for outlet in found for feed in outlet.feeds] == ["https://o.example/rss"]
    assert "root:" not in found[0].name
