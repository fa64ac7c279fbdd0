"""Telegram's HTML becomes text and entities, or the parser's error; lengths count UTF-16 after parsing."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import BadRequest

from tests.emulator.cleaning import cleaned, utf16
from tests.emulator.errors import Refusal
from tests.emulator.judges import emulated
from tests.emulator.texts import parse_html


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>a</b>", "a", [("bold", 0, 1)]),
        ("<strong>a</STRONG>", "a", [("bold", 0, 1)]),
        ("🙂<i>خبر</i>", "🙂خبر", [("italic", 2, 3)]),
        ("<b>a<i>b</i></b>", "ab", [("italic", 1, 1), ("bold", 0, 2)]),
        ("&lt;&amp;&quot;&#39;&#x41;", "<&\"'A", []),
        ("&nbsp;&copy; & x", "&nbsp;&copy; & x", []),
        ("<a href='https://e.org/?a=1&amp;b=2'>x</a>", "x", [("text_link", 0, 1)]),
        ("<a href='nonsense'>x</a>", "x", []),
        ("<a href=''>e.org</a>", "e.org", [("text_link", 0, 5)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("<span class='tg-spoiler'>x</span>", "x", [("spoiler", 0, 1)]),
        ("<pre><code class='language-sh'>x</code></pre>", "x", [("pre", 0, 1)]),
        ("<b></b>x", "x", []),
        ("2 > 1", "2 > 1", []),
    ],
)
def test_html(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    """Tags become entities with UTF-16 offsets; the four named references and numbers are decoded."""
    parsed, found = parse_html(source)

    assert parsed == text
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in found] == entities


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("é<p>x</p>", 'Unsupported start tag "p" at byte offset 2'),
        ("1 <2", "Unclosed start tag at byte offset 2"),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<a href=https://e.org>x</a>", "Unexpected end of name token at byte offset 8"),
        ("<a href='x", "Unclosed start tag at byte offset 0"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<b =>x</b>", 'Empty attribute name in the tag "b" at byte offset 0'),
    ],
)
def test_html_errors(source: str, words: str) -> None:
    """The parser's reasons are Telegram's, with byte offsets."""
    with pytest.raises(Refusal) as caught:
        parse_html(source)
    assert caught.value.description == f"Bad Request: can't parse entities: {words}"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaped_text_is_plain(text: str) -> None:
    """Whatever is escaped comes out as it was, without entities."""
    assert parse_html(html.escape(text)) == (text, [])


@given(st.text("<>/ab&;\"'= é🙂", max_size=30))
def test_any_text_is_parsed_or_refused(source: str) -> None:
    """No input breaks the parser, and entities lie within the text."""
    try:
        text, entities = parse_html(source)
    except Refusal:
        return
    assert all(e["offset"] >= 0 and e["offset"] + e["length"] <= utf16(text) for e in entities)


async def test_lengths() -> None:
    """4096 UTF-16 units after parsing fit, one more does not; an edit is refused in other words."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        message = await bot.send_message(ada, "<b>" + "🙂" * 2048 + "</b>", parse_mode="HTML")
        for text in ("x" * 4097, "🙂" * 2048 + "x"):
            with pytest.raises(BadRequest, match="Message is too long"):
                await bot.send_message(ada, text)
            with pytest.raises(BadRequest, match="Message_too_long"):
                await bot.edit_message_text(text, ada, message.message_id)
        with pytest.raises(BadRequest, match="Message text is empty"):
            await bot.send_message(ada, "")
        with pytest.raises(BadRequest, match="Text must be non-empty"):
            await bot.send_message(ada, " \n ")
        with pytest.raises(BadRequest, match="Unsupported parse_mode"):
            await bot.send_message(ada, "x", parse_mode="BBCode")


async def test_trimming() -> None:
    """Space at both ends is cut and the entities move along; addresses become entities by themselves."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        await bot.send_message(ada, "\n  see <b>it</b> at https://e.org/a. \n", parse_mode="HTML")

        (seen,) = emulator.sent()

        assert seen.text == "see it at https://e.org/a."
        found = [(entity["type"], entity["offset"], entity["length"]) for entity in seen.entities]
        assert found == [("bold", 4, 2), ("url", 10, 15)]


async def test_marked_pieces_and_links() -> None:
    """Evidence gives the pieces under entities back, also behind characters of two UTF-16 units."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        await bot.send_message(ada, "🙂 <b>خبر</b> <a href='https://e.org/1'>one</a>", parse_mode="HTML")

        (seen,) = emulator.sent()

        assert seen.marked("bold") == ["خبر"]
        assert seen.links() == {"one": "https://e.org/1"}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a\u202bb\u202cc", "abc"),
        ("\u200fمن \u2068Anadolu\u2069", "\u200fمن \u2068Anadolu\u2069"),
        ("a\tb\r\nc", "a b\nc"),
        (" \n a \n ", "a"),
        ("\u200b\u2069 ", "\u200b\u2069"),
        ("\u200b\u00a0\n", ""),
    ],
)
def test_cleaning(source: str, text: str) -> None:
    """Embeddings, overrides and control characters go; marks and isolates stay; ends are trimmed."""
    assert cleaned(source, [])[0] == text


@given(st.text(st.sampled_from("ab \n\t\r\u202b\u200f🙂"), max_size=12), st.data())
def test_cleaned_entities_lie_in_the_text(source: str, data: st.DataObject) -> None:
    """Whatever is removed, entities stay within the text and never become empty."""
    begin = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(begin, len(source)))
    entity = {"type": "bold", "offset": utf16(source[:begin]), "length": utf16(source[begin:end])}

    text, entities = cleaned(source, [entity])

    assert all(e["offset"] >= 0 and 0 < e["length"] <= utf16(text) - e["offset"] for e in entities)


def test_entity_within_a_character() -> None:
    """An entity that cuts an emoji in two is refused."""
    with pytest.raises(Refusal, match="middle of a UTF-16 symbol"):
        cleaned("🙂", [{"type": "bold", "offset": 0, "length": 1}])
