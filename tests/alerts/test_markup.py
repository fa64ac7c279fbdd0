"""Telegram HTML that cannot be malformed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.markup import (
    Rich,
    bold,
    expandable,
    filled,
    fits,
    joined,
    link,
    plain,
    plain_text,
    usable_url,
)
from tests.alerts.strict import parsed

texts = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("<>&\"'")), max_size=30)
riches = st.recursive(
    texts.map(plain),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: pair[0] + pair[1]),
        st.lists(inner, max_size=3).map(lambda parts: joined(parts, " & ")),
    ),
    max_leaves=6,
)


@given(riches, texts)
def test_pieces_are_well_formed_and_measured(inner: Rich, url: str) -> None:
    """Whatever text goes in: the strict reader sees the same text, length and number of tags."""
    made = expandable([bold(inner), link(inner, f"https://a.example/{url}"), link(inner, url)])
    seen = parsed(made.html)
    assert (seen.text, seen.units, len(seen.tags)) == (made.text, made.units, made.entities)
    assert plain_text(made.html) == made.text


@pytest.mark.parametrize(
    "source",
    [
        "a < b",
        "a & b",
        "<b>x",
        "x</b>",
        "<b><i>x</b></i>",
        "<b></b>",
        "<font>x</font>",
        "<a>x</a>",
        "<b c>x</b>",
    ],
)
def test_the_strict_reader_refuses(source: str) -> None:
    """What Telegram would refuse or drop; otherwise the laws below would prove nothing."""
    with pytest.raises(AssertionError):
        parsed(source)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "tg://user?id=1",
        "https://",
        "https:///path",
        "ftp://a.example/",
        "https://a.example/a b",
        'https://a.example/"onclick',
        "https://a.example/\u202e",
        "https://a.example/" + "a" * 2000,
    ],
)
def test_addresses_that_are_no_links(url: str) -> None:
    """The text stays, the link goes."""
    assert not usable_url(url)
    assert link(plain("x"), url).html == "x"


def test_addresses_are_escaped() -> None:
    """Query strings hold ampersands."""
    assert (
        link(plain("x"), "https://a.example/?a=1&b=2").html
        == '<a href="https://a.example/?a=1&amp;b=2">x</a>'
    )


def test_templates_are_filled_with_pieces() -> None:
    """Their own text is escaped too."""
    assert filled("{a} & {b}", a=bold(plain("<")), b=plain("y")).html == "<b>&lt;</b> &amp; y"


def test_what_fits() -> None:
    """Units after parsing, entities, and bytes before parsing each have their limit."""
    assert fits(plain("&" * 4096))
    assert not fits(plain("a" * 4097))
    assert not fits(plain("😀" * 2049))
    assert not fits(joined([bold(plain("a"))] * 101, ""))
    assert not fits(joined([link(plain("a"), "https://a.example/" + "b" * 1000)] * 40, ""))
