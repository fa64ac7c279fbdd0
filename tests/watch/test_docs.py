"""The rule book docs/watchlists.md: every query on it parses, every example does what it says."""

import re
from pathlib import Path

import pytest

from bot.language import Document, read
from bot.model import Article
from bot.watch import Index, Library, load_concept, load_watchlist, parse, run_cases, show

PAGE = (Path(__file__).parents[2] / "docs" / "watchlists.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\S+) ?(\w*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in PAGE.splitlines()
    if line.startswith("| `")
]
CONCEPTS = [body for kind, what, body in BLOCKS if (kind, what) == ("yaml", "concept")]
WATCHLISTS = [body for kind, what, body in BLOCKS if (kind, what) == ("yaml", "watchlist")]
LIBRARY = Library(load_concept(body, "docs/watchlists.md") for body in CONCEPTS)


def article(text: str) -> Document:
    """`en: title // summary // text` as an article; the last field given is the last that it has."""
    lang, _, rest = text.strip().partition(": ")
    title, summary, body = ([part.replace("¶", "\n\n") for part in rest.split(" // ")] + ["", ""])[:3]
    return read(Article(id="a", lang=lang, title=title, summary=summary, text=body))


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_examples_do_what_they_say(row: list[str]) -> None:
    """Each row's query parses, hits what it is said to hit, and misses what it is said to miss."""
    query = parse(row[0].strip("`"))
    assert query == parse(show(query))
    index = Index(LIBRARY)
    index.put("example", query)

    for expected, cell in ((True, row[1]), (False, row[2])):
        for text in filter(None, cell.split("; ")):
            found = index.explain("example", article(text))
            assert expected is found.holds, f"{text}: {found.text}"


def test_the_page_has_its_examples() -> None:
    """The page is read as it is meant, so that no example escapes."""
    assert len(ROWS) >= 35
    assert (len(CONCEPTS), len(WATCHLISTS)) == (4, 1)


def test_binding_is_as_written() -> None:
    """The page's query without parentheses is the one with them."""
    plain, explicit = (parse(body) for kind, _, body in BLOCKS if kind == "query")

    assert explicit == plain


def test_the_watchlist_passes_its_cases() -> None:
    """The page's watchlist loads, and its cases come out."""
    for body in WATCHLISTS:
        assert run_cases(load_watchlist(body, "docs/watchlists.md"), Index(LIBRARY)) == ()
