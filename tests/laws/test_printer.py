"""The law of the printer: what it writes parses to the same tree."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.watch import QueryError, parse, show
from bot.watch.tree import Query
from tests.laws.queries import queries


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["en", "ar"]).flatmap(queries))
def test_what_is_shown_parses_to_the_same_tree(query: Query) -> None:
    """Printing and parsing are each other's inverse."""
    assert query == parse(show(query))


PIECES = """( ) " AND OR NOT NEAR/3 ONEAR/s ATLEAST/2 title: lang: ar a b* haft* @x = “ and \u200f 🎉 \x00 - ABC مصر"""
soup = st.lists(st.sampled_from([*PIECES.split(" "), "\n"]), max_size=14).map(" ".join)


def tree_or_error(text: str) -> Query | QueryError:
    """What the parser makes of a text."""
    try:
        return parse(text)
    except QueryError as error:
        return error


@settings(max_examples=250, deadline=None)
@given(st.one_of(st.text(max_size=60), soup))
def test_any_text_is_a_query_or_a_placed_error(text: str) -> None:
    """No text makes the parser fail in another way, and an error points into the text and says what to do."""
    found = tree_or_error(text)
    if isinstance(found, QueryError):
        lines = text.split("\n")

        assert 1 <= found.line <= len(lines)
        assert 1 <= found.column <= len(lines[found.line - 1]) + 1
        assert found.message
        assert found.hint
    else:
        assert found == parse(show(found))
