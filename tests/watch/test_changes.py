"""What an edit did, in the words of the document."""

import pytest

from bot.watch.changes import Difference, Sign, changes
from bot.watch.merging import merge

OLD = """\
id: forces
title: {en: Forces}
query: |
  (@egypt OR @sudan) NEAR/6 @armed-forces AND NOT title:(football OR match)
alert: {mode: live, notify: [first]}
cases:
  hit:
    - {lang: en, title: One}
"""


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("title:(football OR match)", "(title:(football OR match) OR lead:cup)", [
            "+ query: OR lead:cup, in NOT title:(football OR match)"]),
        ("{en: Forces}", "{en: Soldiers, tr: Asker}", ["~ title.en: Forces → Soldiers", "+ title.tr: Asker"]),
        ("OR @sudan)", "OR @sudan OR @libya)", ["+ query: OR @libya, in (@egypt OR @sudan) NEAR/6 @armed-forces"]),
        ("football OR match", "football", ["- query: OR match, in title:(football OR match)"]),
        (" AND NOT title:(football OR match)", "", ["- query: AND NOT title:(football OR match)"]),
        ("NEAR/6", "NEAR/9", [
            "- query: AND (@egypt OR @sudan) NEAR/6 @armed-forces",
            "+ query: AND (@egypt OR @sudan) NEAR/9 @armed-forces",
        ]),
        ("live, notify: [first]", "shadow, notify: [first, confirmed]", [
            "~ alert.mode: live → shadow",
            "+ alert.notify: confirmed",
        ]),
        ("    - {lang: en, title: One}\n", "    - {lang: tr, title: Two}\n  miss:\n    - {title: Three}\n", [
            "- cases.hit: [en] One",
            "+ cases.hit: [tr] Two",
            "+ cases.miss: Three",
        ]),
        ("id: forces", "id: forces  # a comment", []),
        ("(@egypt OR @sudan)", "(@sudan OR @egypt)", []),
    ],
)  # fmt: skip
def test_an_edit_is_told_by_what_it_changed(before: str, after: str, said: list[str]) -> None:
    """Keys, cases and parts of the query, in the order of the document."""
    assert before in OLD
    assert [str(one) for one in changes(OLD, OLD.replace(before, after))] == said


def test_what_comes_or_goes_as_a_whole() -> None:
    """A new document adds all it says; one that was taken away loses it."""
    concept = "id: x\nnames: {en: [Ada, {text: Ben, needs: [y]}]}\n"
    told = ["id: x", "names.en: Ada", "names.en: {text: Ben, needs: [y]}"]
    assert [str(one) for one in changes("", concept)] == [f"+ {one}" for one in told]
    assert [str(one) for one in changes(concept, "")] == [f"- {one}" for one in told]
    assert [str(one) for one in changes(concept, concept.replace("[y]", "[z]"))] == [
        "~ names.en: {text: Ben, needs: [y]} → {text: Ben, needs: [z]}"
    ]


def test_an_outlet_is_told_by_its_feeds() -> None:
    """A list of one is looked into; feeds are known by their addresses."""
    outlet = "- id: x\n  name: X\n  feeds:\n    - {url: a, language: en}\n"
    assert [str(one) for one in changes(outlet, outlet + "    - {url: b}\n")] == ["+ feeds: {url: b}"]
    assert [str(one) for one in changes(outlet, outlet.replace("a, lang", "a, paused: true, lang"))] == [
        "~ feeds: {url: a, language: en} → {url: a, paused: true, language: en}"
    ]


def test_aliases_of_aliases_end() -> None:
    """Thirty lines that would say a thousand million things."""
    bomb = "k0: &k0 [x, x]\n" + "".join(f"k{n}: &k{n} [*k{n - 1}, *k{n - 1}]\n" for n in range(1, 30))
    assert changes(bomb, bomb + "more: 1\n") == (Difference(Sign.ADDED, "more", "1"),)
    assert merge(bomb, bomb + "more: 1\n", bomb + "# end\n").text == bomb + "more: 1\n# end\n"
