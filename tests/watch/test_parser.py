"""Reading queries: every form, the binding of operators, and errors that point and help."""

import pytest

from bot.watch import QueryError, parse, show
from bot.watch.tree import (
    About,
    And,
    AtLeast,
    Key,
    Named,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Scope,
    Scoped,
    Unit,
    Word,
)

A, B, C = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("army", Word("army")),
        ("=Turkey", Word("Turkey", exact=True)),
        ('"armed  forces"', Phrase("armed forces")),
        ('="Armed Forces"', Phrase("Armed Forces", exact=True)),
        (
            "“armed forces” OR «forces armées» OR „Truppen“",
            Or((Phrase("armed forces"), Phrase("forces armées"), Phrase("Truppen"))),
        ),
        ("haft*", Prefix("haft")),
        ("@red-sea", Named("red-sea")),
        ("title:a", Scoped(Scope.TITLE, A)),
        ("lead:(a OR b)", Scoped(Scope.LEAD, Or((A, B)))),
        ("text: a", Scoped(Scope.TEXT, A)),
        ("ATLEAST/3 a", AtLeast(3, A)),
        ("title:ATLEAST/3 (a OR b)", Scoped(Scope.TITLE, AtLeast(3, Or((A, B))))),
        ("ATLEAST/3 title:a", Scoped(Scope.TITLE, AtLeast(3, A))),
        ("a NEAR/6 b", Near(A, B, 6)),
        ("a ONEAR/0 (b OR c)", Near(A, Or((B, C)), 0, ordered=True)),
        ("a NEAR/s b", Near(A, B, Unit.SENTENCE)),
        ("a NEAR/P b", Near(A, B, Unit.PARAGRAPH)),
        ("NOT NOT a", Not(Not(A))),
        ("lang:AR", About(Key.LANG, "ar")),
        ("country:tr AND kind:State", And((About(Key.COUNTRY, "TR"), About(Key.KIND, "state")))),
        ('outlet:"Al Jazeera"', About(Key.OUTLET, "Al Jazeera")),
        ("al-Sisi", Word("al-Sisi")),
        ("U.A.E.", Word("U.A.E.")),
        ("مصر\u200f AND\u200f سوريا", And((Word("مصر"), Word("سوريا")))),
        ("(((a)))", A),
        ("near AND atleast", And((Word("near"), Word("atleast")))),
    ],
)
def test_every_form_has_its_tree(text: str, tree: Query) -> None:
    """Each form of the language is read as the rule book says, and shown again in a form that is read alike."""
    assert tree == parse(text)
    assert tree == parse(show(tree))


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("a OR b AND c", "a OR (b AND c)"),
        ("NOT a AND b", "(NOT a) AND b"),
        ("NOT a NEAR/3 b", "NOT (a NEAR/3 b)"),
        ("title:a AND b", "(title:a) AND b"),
        ("title:a OR b", "(title:a) OR b"),
        ("ATLEAST/2 a AND b", "(ATLEAST/2 a) AND b"),
        ("a NEAR/3 b AND c NEAR/3 a", "(a NEAR/3 b) AND (c NEAR/3 a)"),
        ("a AND (b AND c)", "a AND b AND c"),
        ("(a OR b) OR c", "a OR b OR c"),
    ],
)
def test_binding(text: str, same: str) -> None:
    """Scope and ATLEAST bind tightest, then NEAR, NOT, AND, OR."""
    assert parse(same) == parse(text)


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "hint"),
    [
        ("", 1, 1, "empty", "Write a word"),
        (" \n ", 2, 2, "empty", "Write a word"),
        ("(a AND b", 1, 1, "never closed", "Close it"),
        ("a AND\n  (b OR c))", 2, 11, "never opened", "Delete it"),
        ("a AND ()", 1, 7, "nothing between", "fill them"),
        ('a AND "b c', 1, 7, "never closed", "Close it"),
        ('"…"', 1, 1, "no word between", "two words"),
        ("a b", 1, 3, "without an operator", '"a b" for the phrase, a AND b for both'),
        ('a "b c"', 1, 3, "without an operator", "AND"),
        ("a (b)", 1, 3, "without an operator", "AND"),
        ("a NOT b", 1, 3, "without an operator", "AND NOT"),
        ("egypt and syria", 1, 7, "upper-case", "Write AND"),
        ("a near b", 1, 3, "upper-case", "Write NEAR/6"),
        ("a near/6 b", 1, 3, "looks like an operator", "Write NEAR/6"),
        ("atleast/3 b", 1, 1, "looks like an operator", "Write ATLEAST/3"),
        ("a АND b", 1, 3, "another alphabet", "Type AND anew"),
        ("a && b", 1, 3, "not an operator", "Write AND"),
        ("a AND -b", 1, 7, "not an operator", "NOT b"),
        ("a AND", 1, 6, "not the end", "Complete it"),
        ("OR a", 1, 1, "not OR", "Complete it"),
        ("a NEAR b", 1, 3, "needs a distance", "NEAR/6"),
        ("a NEAR/x b", 1, 3, "no proper number", "from 0 to 999, s or p"),
        ("a NEAR/1000 b", 1, 3, "no proper number", "from 0 to 999"),
        ("ATLEAST/0 a", 1, 1, "no proper number", "from 1 to 999"),
        ("a NEAR/3 b NEAR/4 c", 1, 12, "in a chain", "a NEAR/3 b AND b NEAR/4 c"),
        ("(a AND b) NEAR/3 c", 1, 1, "an AND cannot stand", "a NEAR/3 c AND b NEAR/3 c"),
        ("c NEAR/3 (a NEAR/3 b)", 1, 10, "a NEAR cannot stand", "AND"),
        ("c NEAR/3 NOT b", 1, 10, "NOT cannot be the side", "AND NOT (a NEAR/3 b)"),
        ("title:a NEAR/3 b", 1, 1, "title:… cannot stand", "title:(a NEAR/3 b)"),
        ("(a OR title:b) NEAR/3 c", 1, 1, "OR of other things", "(a NEAR/3 c) OR (b NEAR/3 c)"),
        ("lang:ar NEAR/3 b", 1, 1, "lang: cannot stand", "lang:ar AND"),
        ("ATLEAST/2 (a AND b)", 1, 11, "an AND cannot stand", "ATLEAST/2 a AND ATLEAST/2 b"),
        ("title:(a AND lead:b)", 1, 14, "scopes do not nest", "title:(a) AND lead:(b)"),
        ("title:(a AND lang:ar)", 1, 14, "whole article", "lang:…"),
        ("title:NOT a", 1, 7, "before NOT", "NOT title:"),
        ("ha*", 1, 1, "too short", "three letters"),
        ("ha*ft", 1, 1, "only at the end", "haft*"),
        ("=haft*", 1, 1, "exclude each other", "=haft"),
        ('"haft* forces"', 1, 1, "prefix cannot stand within a phrase", "ONEAR/0"),
        ('"@egypt army"', 1, 1, "concept cannot stand within a phrase", "ONEAR/0"),
        ("body:x", 1, 1, "no field", "Did you mean text:"),
        ("titel:x", 1, 1, "no field", "Did you mean title:"),
        ("at 10:30", 1, 4, "colon", "in quotes"),
        ("lang:arabic", 1, 6, "not a language code", "lang:ar"),
        ("lang:(ar OR tr)", 1, 6, "takes one value", "lang:a OR lang:b"),
        ("country:Turkey", 1, 9, "not a country code", "country:TR"),
        ("kind:stat", 1, 6, "no kind", "kind:state"),
        ("@Red_Sea", 1, 1, "not the id", "@red-sea"),
        ("🎉", 1, 1, "no letter", "words and numbers"),
        ("a AND b\x00c", 1, 8, "U+0000", "Delete"),
        ('"a\nb \x07"', 2, 3, "U+0007", "Delete"),
    ],
)
def test_errors_point_and_help(text: str, line: int, column: int, message: str, hint: str) -> None:
    """An error names its line and column, says what is wrong and what to write."""
    with pytest.raises(QueryError) as caught:
        parse(text)

    assert (line, column) == (caught.value.line, caught.value.column)
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_the_first_error_is_reported() -> None:
    """Of several errors the first in the text is told, whichever part of the parser would find it."""
    with pytest.raises(QueryError, match="line 1, column 3"):
        parse('a b AND "never closed')


@pytest.mark.parametrize(
    "text", ["(" * 50_000, "NOT " * 20_000 + "a", "title:(" + "(" * 500, "(" * 41 + "a" + ")" * 41]
)
def test_deep_nesting_is_refused(text: str) -> None:
    """Nesting beyond the limit is an error with a place and never Python's own recursion error."""
    with pytest.raises(QueryError, match="40 deep"):
        parse(text)


def test_nesting_up_to_the_limit_works() -> None:
    """Forty levels are read, compiled, printed."""
    text = "".join(f"(w{n} AND NOT (v{n} OR " for n in range(13)) + "end" + "))" * 13

    assert parse(text) == parse(show(parse(text)))


def test_long_queries() -> None:
    """A list of 100 kB is read; what is larger than any list should be is refused with a remedy."""
    long = " OR ".join(f"word{number:015d}" for number in range(4_400))

    assert len(long) > 100_000
    assert isinstance(parse(long), Or)
    with pytest.raises(QueryError, match="concept file"):
        parse(" OR ".join(f"w{number}" for number in range(5_001)))
    with pytest.raises(QueryError, match="200,000"):
        parse("a" * 200_001)
    with pytest.raises(QueryError, match="201 NEARs"):
        parse(" OR ".join(f"a NEAR/3 b{number}" for number in range(201)))


def test_leaves_know_their_places() -> None:
    """Each term knows its line and column, which equality ignores."""
    tree = parse("a AND\n  @syria")

    assert isinstance(tree, And)
    assert isinstance(tree.items[1], Named)
    assert tree.items[1].place == (2, 3)
    assert tree == parse("a AND @syria")
