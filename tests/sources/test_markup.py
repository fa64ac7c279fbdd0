"""Tests of bot/sources/markup.py."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.markup import clean, paragraphs, plain


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain words", "plain words"),
        ("a < b and c > d", "a < b and c > d"),
        ("AT&amp;T", "AT&T"),
        ("&amp;#8217;", "’"),
        ("AT&T & co", "AT&T & co"),
        ("<p>one</p><p>two</p>", "one two"),
        ("foo<b>bar</b>", "foobar"),
        ("a<br/>b", "a b"),
        ('<a title="a > b" href="x">link</a>', "link"),
        ("<script>alert(1)</script>ok", "ok"),
        ("ok<script>never closed", "ok"),
        ("<!-- never closed", ""),
        ("<style>p{}</style>ok", "ok"),
        ('<img src=x onerror="alert(1)">Title', "Title"),
        ("&lt;b&gt;escaped twice&lt;/b&gt;", "escaped twice"),
        ("x <unknown> y", "x <unknown> y"),
        ("tab\tand\r\nlines", "tab and lines"),
        ("nul\x00 bell\x07", "nul bell"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("\u202eturned\u202c \ufeffround", "turned round"),
        ("cafÃ©", "café"),
        ("quote \x93x\x94", "quote “x”"),
    ],
)
def test_markup_becomes_plain_text(value: str, text: str) -> None:
    """Tags, entities, controls and mojibake go; words stay as they are."""
    assert plain(value) == text


def test_blocks_become_lines() -> None:
    """Where the text is read by paragraph, newlines of the source are spaces and blocks are lines."""
    assert paragraphs("<div><p>one\nline</p>\n\n<ul><li>a<li>b</ul></div>") == "one line\na\nb"


@pytest.mark.parametrize(
    "hostile",
    [
        "<" * 300_000,
        "<a " * 100_000,
        '<a "' * 80_000,
        "<!--" * 80_000,
        "<script>" * 40_000,
        "&" * 300_000,
        "<p>" * 100_000,
    ],
)
@pytest.mark.timeout(5)
def test_hostile_markup_is_read_in_linear_time(hostile: str) -> None:
    """Nothing that is never closed makes the scan start over."""
    assert len(plain(hostile)) <= len(hostile)


@given(st.text(max_size=200))
def test_the_result_is_always_clean(value: str) -> None:
    """It can be encoded, and cleaning it again changes nothing but what mojibake was hidden in it."""
    text = plain(value)

    assert text.encode().decode() == text
    assert text == " ".join(text.split())
    assert "\x00" not in clean(value)
