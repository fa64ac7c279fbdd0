"""Text that others wrote, made safe."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.foreign import (
    FSI,
    LRM,
    PDI,
    RLM,
    clean,
    clip,
    clip_pieces,
    direction,
    first_strong,
    isolated,
    mark_of,
    marked,
    utf16,
)
from bot.model import Field, Span

hostile = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\u202e\u2066\u2069\u200f\u200b\u200d\ufe0f\u0301\u0489\x00\n\t@/<>&\ud800\U0001f468"
        ),
    ),
    max_size=200,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  two\n\tlines\u2028here ", "two lines here"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("evil \u202etxt.exe\u202c", "evil txt.exe"),
        ("iso\u2066late\u2069 \u200fmark", "isolate mark"),
        ("zero\u200bwidth\ufeff so\u00adft", "zerowidth soft"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚀 ok", "👩\u200d🚀 ok"),
        ("\ud800lone", "lone"),
        ("blank\u3164\u2800letters", "blank letters"),
        ("e\u0301", "é"),
        ("a" + "\u0316" * 30, "a" + "\u0316" * 4),
        ("قُوَّات", "قُوَّات"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    """Tricks go; what belongs to the writing of a language stays."""
    assert clean(text) == unicodedata.normalize("NFC", expected)


@pytest.mark.parametrize("text", ["@everyone look", "call /stop now", "(/start)", "by @someone"])
def test_mentions_and_commands_are_defused(text: str) -> None:
    """Telegram must not notify a person, nor offer a command, because of a headline."""
    assert "\u2060" in clean(text)
    assert clean(text).replace("\u2060", "") == text


@pytest.mark.parametrize("text", ["a@b.example", "1/2", "and/or", "https://a.example/b"])
def test_other_signs_stay(text: str) -> None:
    """Addresses and fractions are left alone."""
    assert clean(text) == text


@given(hostile)
def test_cleaning_is_done_once(text: str) -> None:
    """Clean text is clean, on one line, without control or bidi characters."""
    once = clean(text)
    assert clean(once.replace("\u2060", "")) == once
    assert not any(unicodedata.category(one) in ("Cc", "Zl", "Zp", "Cs", "Co") for one in once)
    assert not set(once) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


@given(hostile, st.integers(1, 60))
def test_clipping_keeps_to_its_room(text: str, units: int) -> None:
    """Counted as Telegram counts, and a mark shows that something is missing."""
    whole = clean(text)
    short = clip(whole, units)
    assert utf16(short) <= units
    assert short == whole or short.endswith("…")


def test_clipping_parts_no_letter() -> None:
    """Neither a family nor a flag nor a letter with its marks is cut in two."""
    assert clip("ab 👨\u200d👩\u200d👧", 8) == "ab…"
    assert clip("abc🇪🇬", 6) == "abc…"
    assert clip("ساكنُّ", 5) == "ساك…"
    assert clip("one two three four", 17) == "one two three…"


def spans(text: str, *hits: str) -> list[Span]:
    """The places of these words."""
    return [Span(Field.TEXT, text.index(hit), text.index(hit) + len(hit), hit, hit) for hit in hits]


def test_hits_are_marked_in_the_cleaned_text() -> None:
    """Spaces stand outside of them, and what was removed shifts nothing."""
    text = "Some\u200b  Egyptian   troops\nleft \x00Aleppo ."
    pieces = marked(text, spans(text, "Egyptian", "troops", "Aleppo"))
    assert pieces == (
        ("Some ", False),
        ("Egyptian", True),
        (" ", False),
        ("troops", True),
        (" left ", False),
        ("Aleppo", True),
        (" .", False),
    )


def test_overlapping_and_impossible_hits_do_no_harm() -> None:
    """A span beyond the text or within another one marks nothing twice."""
    text = "abc def"
    wrong = [Span(Field.TEXT, 0, 7, "", ""), Span(Field.TEXT, 4, 7, "", ""), Span(Field.TEXT, 5, 99, "", "")]
    assert marked(text, wrong) == (("abc def", True),)


def test_a_mention_does_not_come_together_from_two_pieces() -> None:
    """An at-sign before a hit stays defused."""
    text = "by @someone"
    assert "".join(piece for piece, _ in marked(text, spans(text, "someone"))) == "by @\u2060someone"


def test_a_long_sentence_is_cut_around_its_first_hit() -> None:
    """The hit is what the reader needs."""
    text = "word " * 100 + "Aleppo fell " + "after " * 100
    pieces = clip_pieces(marked(text, spans(text, "Aleppo")), 80)
    assert ("Aleppo", True) in pieces
    assert pieces[0][0].startswith("…word")
    assert pieces[-1][0].endswith("…")


@given(hostile, st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=5), st.integers(9, 90))
def test_pieces_keep_to_their_room(text: str, places: list[tuple[int, int]], units: int) -> None:
    """Whatever the text and the spans; and nothing is lost where there is room."""
    pieces = marked(text, [Span(Field.TEXT, start, end, "", "") for start, end in places])
    assert sum(utf16(piece) for piece, _ in clip_pieces(pieces, units)) <= units
    assert clip_pieces(pieces, 10_000) == pieces


def test_directions() -> None:
    """By the majority of letters, and by the first strong one outside isolates."""
    assert (direction("BBC: قوات مصرية تصل"), direction("Sana سانا reports"), direction("12")) == (
        "rtl",
        "ltr",
        "",
    )
    assert first_strong(f"{FSI}BBC{PDI} قال") == "rtl"
    assert first_strong("🔴 12") == ""


def test_foreign_names_are_isolated_only_where_they_run_the_other_way() -> None:
    """Latin names in Arabic lines, Arabic names in Latin lines; nothing else needs it."""
    assert isolated("Anadolu", "rtl") == f"{FSI}Anadolu{PDI}"
    assert isolated("Anadolu", "ltr") == "Anadolu"
    assert isolated("سانا", "ltr") == f"{FSI}سانا{PDI}"
    assert isolated("12 %", "rtl") == "12 %"


def test_lines_begin_in_their_direction() -> None:
    """RTL lines always carry their mark; LTR lines where they would begin with the other direction."""
    assert (mark_of("abc", "rtl"), mark_of("abc", "ltr"), mark_of("سانا abc", "ltr")) == (RLM, "", LRM)
