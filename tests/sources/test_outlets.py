"""Tests of bot/sources/outlets.py, and of the outlets that are shipped."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.model import FullText, OutletKind
from bot.sources.codes import COUNTRIES, LANGUAGES
from bot.sources.outlets import OutletsError, load_outlets

CONFIG = Path(__file__).parent.parent.parent / "config"


def problems(source: str) -> list[tuple[int, int, str]]:
    """Line, column and words of everything that is wrong."""
    with pytest.raises(OutletsError) as caught:
        load_outlets(source, "outlets.yaml")
    return [
        (found.line, found.column, f"{found.message} ({found.remedy})") for found in caught.value.problems
    ]


def test_an_outlet_is_read_with_all_its_keys() -> None:
    """What the file says is what the model gets."""
    (outlet,) = load_outlets(
        """
- id: anadolu
  name: Anadolu
  country: tr
  owner: Turkish state
  kind: state
  camp: turkey
  language: tr
  user_agent: Reader/1
  full_text: never
  feeds:
    - {url: "https://aa.example/rss", language: en}
    - {url: "http://127.0.0.1:8080/rss", every: 5s}
""",
        "outlets.yaml",
    )

    assert (outlet.id, outlet.country, outlet.kind, outlet.full_text) == (
        "anadolu", "TR", OutletKind.STATE, FullText.NEVER,
    )  # fmt: skip
    assert [(feed.language, feed.every) for feed in outlet.feeds] == [
        ("en", None),
        (None, timedelta(seconds=5)),
    ]


def test_everything_wrong_is_told_at_once_with_its_place() -> None:
    """An editor mends the file in one go."""
    found = problems(
        """- id: BBC x
  name: BBC
  country: ZZ
  knd: state
  kind: stat
  feeds:
    - {url: bbc.co.uk/rss, langage: en, every: 5x}
    - {url: "https://a.example/rss"}
- id: twin
  country: NO
  language: false
  feeds:
    - {url: "http://www.a.example/rss/"}
    - nonsense
- id: twin
  name: Twin
- 4
"""
    )

    places = [(line, column) for line, column, _ in found]
    assert places == [
        (1, 7), (3, 12), (4, 3), (5, 9), (7, 13), (7, 28), (7, 48), (9, 3), (11, 13), (13, 13), (14, 7), (15, 3),
        (15, 7), (17, 3),
    ]  # fmt: skip
    told = "\n".join(words for _, _, words in found)
    for words in (
        "did you mean `kind`?",
        "did you mean `state`?",
        "did you mean `language`?",
        "listed twice",
    ):
        assert words in told


@pytest.mark.parametrize(
    "source", ["", "outlets: []", "[]", "a: b: c", "[1", "- id: a\n  id: b", "\x00", "- &a [*a]", "- *nobody"]
)
def test_what_is_no_list_of_outlets_is_refused(source: str) -> None:
    """Broken YAML has a place, too."""
    ((line, column, _), *_) = problems(source)

    assert (line, column) >= (1, 1)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/x",
        "https://",
        "https://a b.example",
        "https://a.example/{lang}/rss",
        "https://a.example:99999/",
        "http://[::1/",
    ],
)
def test_bad_addresses_are_refused(url: str) -> None:
    """An address that no fetcher could use is found before the start."""
    assert "no feed address" in problems(f'- {{id: a, name: A, feeds: [{{url: "{url}"}}]}}')[0][2]


def test_the_shipped_outlets_load() -> None:
    """They are at least the outlets that the mission names, each with a language for every feed."""
    outlets = load_outlets((CONFIG / "outlets.yaml").read_text("utf-8"), "config/outlets.yaml")

    assert len(outlets) >= 28
    assert {outlet.id for outlet in outlets} >= {
        "anadolu",
        "bbc",
        "reuters",
        "al-araby-al-jadeed",
        "reliefweb",
    }
    assert all(feed.language for outlet in outlets for feed in outlet.feeds)
    assert all(outlet.owner and outlet.country for outlet in outlets)


def test_the_schema_says_what_the_reader_says() -> None:
    """Editors complete and check by it: its keys and lists are those of the code."""
    schema: dict[str, Any] = json.loads((CONFIG / "outlets.schema.json").read_text("utf-8"))
    outlet, feed = schema["$defs"]["outlet"], schema["$defs"]["feed"]
    told = [words for _, _, words in problems("- {zzz: 1, feeds: [{zzz: 1}]}") if "known keys are" in words]

    lists = [set(words.partition("known keys are: ")[2].rstrip(")").split(", ")) for words in told]
    assert [set(outlet["properties"]), set(feed["properties"])] == lists
    assert set(outlet["properties"]["country"]["enum"]) == COUNTRIES
    assert set(schema["$defs"]["language"]["enum"]) == LANGUAGES
    assert set(outlet["properties"]["kind"]["enum"]) == set(OutletKind)
    assert set(outlet["properties"]["full_text"]["enum"]) == set(FullText)


def test_the_shipped_outlets_use_only_keys_of_the_schema() -> None:
    """And its values are among those it lists."""
    schema: dict[str, Any] = json.loads((CONFIG / "outlets.schema.json").read_text("utf-8"))
    keys = schema["$defs"]["outlet"]["properties"]
    tree = YAML(typ="safe", pure=True).load((CONFIG / "outlets.yaml").read_text("utf-8"))

    assert {key for outlet in tree for key in outlet} <= set(keys)
    assert {outlet["kind"] for outlet in tree} <= set(keys["kind"]["enum"])
