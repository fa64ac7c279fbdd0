"""Laws of joining two edits: nothing is lost, the order of the editors does not matter, and a conflict has its place."""

import re
from collections.abc import Callable, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Mode
from bot.watch import load_watchlist
from bot.watch.merging import merge
from bot.watch.plain import plain
from bot.watch.rewriting import with_case, with_mode, with_query

BASE = """\
# who watches
id: forces
title: {en: Forces, ar: قوات}   # shown to people
query: |   # with care
  @egypt AND @syria

# what sounds
alert:
  notify: [first, confirmed]
  mode: live   # for now
cases:
  hit:
    # the first one
    - {lang: en, title: One}
    - lang: en
      title: "Two: and more"
    - {lang: tr, title: Üç}   # three

  miss:
    - {lang: en, title: Four}
# end
"""

Edit = Callable[[str], str]


def setting(key: str, before: str, value: str) -> Edit:
    """An edit that sets a top-level key, or adds it before another."""
    return lambda text: text.replace(f"{before}:", f"{key}: {value}\n{before}:", 1)


def swapping(old: str, new: str) -> Edit:
    """An edit of some words."""
    return lambda text: text.replace(old, new, 1)


def dropping(case: str) -> Edit:
    """An edit that takes a case out, and its list with the last one."""

    def edit(text: str) -> str:
        text = text.replace(case, "", 1)
        for empty in ("  hit:\n  miss:\n", "  hit:\n\n  miss:\n"):
            text = text.replace(empty, "  miss:\n")
        text = re.sub(r"  miss:\n(?! )", "", text)
        return re.sub(r"cases:\n(?! )", "", text)

    return edit


def adding(title: str, lang: str, *, hit: bool) -> Edit:
    """An edit that adds a case."""
    return lambda text: with_case(text, hit=hit, title=title, lang=lang)


#: By the place that each edit touches; no two touch the same.
EDITS: dict[str, Sequence[Edit]] = {
    "query": [lambda text: with_query(text, "@egypt OR\n@libya"), lambda text: with_query(text, "Nile")],
    "title.en": [swapping("en: Forces, ", "en: Soldiers, "), swapping("en: Forces, ", "")],
    "title.tr": [swapping("قوات}", "قوات, tr: Asker}"), swapping("قوات}", "قوات, tr: Ordu}")],
    "about": [setting("about", "query", '"a: b"'), setting("about", "query", "c")],
    "alert.mode": [lambda text: with_mode(text, Mode.SHADOW), lambda text: with_mode(text, Mode.RETIRED)],
    "alert.urgent": [swapping("  mode:", "  urgent: true\n  mode:"), swapping("  mode:", "  urgent: false\n  mode:")],
    "alert.notify": [swapping("first, confirmed", "confirmed")],
    "one": [dropping("    # the first one\n    - {lang: en, title: One}\n")],
    "two": [dropping('    - lang: en\n      title: "Two: and more"\n')],
    "three": [dropping("    - {lang: tr, title: Üç}   # three\n")],
    "four": [dropping("    - {lang: en, title: Four}\n")],
    "five": [adding("Five", "en", hit=True)],
    "six": [adding("Six, “no”", "fr", hit=True)],
    "seven": [adding("سبعة", "ar", hit=False)],
    "top": [swapping("who watches", "who watches whom")],
}  # fmt: skip
PLACES = sorted(EDITS)


def applied(text: str, edits: Sequence[Edit]) -> str:
    """One edit after the other."""
    for edit in edits:
        text = edit(text)
    return text


@st.composite
def edits(draw: st.DrawFn) -> tuple[list[Edit], list[Edit]]:
    """Two editors' edits, which touch nothing that is the same."""
    chosen = draw(st.lists(st.sampled_from(PLACES), unique=True, max_size=8))
    border = draw(st.integers(0, len(chosen)))
    mine = [draw(st.sampled_from(EDITS[place])) for place in chosen[:border]]
    return mine, [draw(st.sampled_from(EDITS[place])) for place in chosen[border:]]


def said(text: str) -> object:
    """What a text says, with the cases of each side in no order."""
    found = plain(text)
    assert isinstance(found, dict)
    cases = found.get("cases", {})
    assert isinstance(cases, dict)
    sides = {side: sorted(map(str, items)) for side, items in cases.items()}
    return {**found, "cases": sides}


@settings(max_examples=25, deadline=None)
@given(edits())
def test_edits_that_touch_different_places_are_both_kept(both: tuple[list[Edit], list[Edit]]) -> None:
    """Joined is what one after the other gives, whoever comes first; every comment stays that neither took out."""
    mine, theirs = (applied(BASE, side) for side in both)
    one, other = merge(BASE, mine, theirs), merge(BASE, theirs, mine)
    assert one.conflicts == other.conflicts == ()
    assert plain(one.text) == plain(other.text)
    assert said(one.text) == said(applied(BASE, [*both[0], *both[1]]))
    load_watchlist(one.text, "x.yaml")
    for line in BASE.splitlines():
        comment = line.partition("#")[2]
        if comment in mine and comment in theirs:
            assert comment in one.text


@settings(max_examples=25, deadline=None)
@given(edits())
def test_an_edit_joined_with_itself_or_with_nothing_is_itself(both: tuple[list[Edit], list[Edit]]) -> None:
    """To the letter."""
    for text in (applied(BASE, side) for side in both):
        assert merge(BASE, text, text).text == text
        assert merge(BASE, text, BASE).text == text
        assert merge(BASE, BASE, text).text == text


@settings(max_examples=25, deadline=None)
@given(edits(), st.sampled_from([place for place in PLACES if len(EDITS[place]) > 1]))
def test_what_both_change_differently_is_a_conflict_at_its_place(
    both: tuple[list[Edit], list[Edit]], place: str
) -> None:
    """And only there; the rest is joined, and mine stands at the place."""
    first, second = EDITS[place]
    others = (
        [edit for edit in both[0] if edit not in EDITS[place]],
        [edit for edit in both[1] if edit not in EDITS[place]],
    )
    mine, theirs = applied(BASE, [*others[0], first]), applied(BASE, [*others[1], second])
    found = merge(BASE, mine, theirs)
    assert found.conflicts == (place,)
    assert said(found.text) == said(applied(BASE, [*others[1], *others[0], first]))


def test_two_new_documents_of_one_name() -> None:
    """Nothing was there before: what only one says is taken, what both say differently is a conflict."""
    mine = "id: x\ntitle: {en: X}\nquery: a\n"
    theirs = "id: x\ntitle: {en: X, tr: Y}\nquery: b\n"
    found = merge("", mine, theirs)
    assert found.conflicts == ("query",)
    assert found.text == "id: x\ntitle: {en: X, tr: Y}\nquery: a\n"


def test_a_name_taken_out_here_and_changed_there() -> None:
    """Neither wins silently."""
    base = "id: x\nnames:\n  en: [{text: Tripoli, needs: [libya]}, Sirte]\n"
    mine, theirs = (
        base.replace("{text: Tripoli, needs: [libya]}, ", ""),
        base.replace("[libya]", "[libya, sirte]"),
    )
    assert merge(base, mine, theirs).conflicts == ("names.en.Tripoli",)
    assert merge(base, theirs, mine).conflicts == ("names.en.Tripoli",)


def test_edits_that_no_text_can_hold_are_a_conflict_as_a_whole() -> None:
    """One has indented the list anew, the other added to it as it was."""
    base = "a:\n  - x\n  - y\n"
    assert merge(base, "a:\n    - x\n    - y\n", base + "  - z\n").conflicts
