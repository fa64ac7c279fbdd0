"""What the parser says of a query that cannot be: its errors, and the checks that need more than one lexeme."""

import difflib
import re

from bot.model import OutletKind
from bot.watch.lexer import Kind, Lexeme
from bot.watch.tree import (
    About,
    And,
    AtLeast,
    Key,
    Near,
    Not,
    Place,
    Query,
    QueryError,
    Scoped,
    Side,
    Unit,
    children,
    is_side,
    leaves,
)

#: Terms in one query; more belong into a concept.
MAX_TERMS = 5_000
#: NEAR and ATLEAST in one query: what bounds the time it takes on a long article.
MAX_PLACED = 200
#: Letters of other alphabets that look like those of the operators.
_LOOK_ALIKE = str.maketrans("АΑОΟТΤΝΝАРЕΕ", "AAOOTTNNAPEE")
_LOWER = re.compile(r"and|or|not|atleast|o?near", re.IGNORECASE)


def side_by_side(before: Lexeme | None, here: Lexeme) -> QueryError:
    """Two operands without an operator between them."""
    for lexeme in (here, before):
        if lexeme and lexeme.kind is Kind.WORD and not lexeme.exact and _LOWER.fullmatch(lexeme.text):
            name = lexeme.text.upper()
            name += "/6" if "NEAR" in name else "/3" if name == "ATLEAST" else ""
            return QueryError(
                f"'{lexeme.text}' is read as a word; operators are upper-case",
                *lexeme.place,
                hint=f"Write {name}",
            )
        if lexeme and lexeme.kind is Kind.WORD and lexeme.text.translate(_LOOK_ALIKE) in {"AND", "OR", "NOT"}:
            return QueryError(
                f"'{lexeme.text}' looks like an operator, but has letters of another alphabet",
                *lexeme.place,
                hint=f"Type {lexeme.text.translate(_LOOK_ALIKE)} anew, on a Latin keyboard",
            )
    first, second = written(before), written(here)
    if here.kind is Kind.NOT:
        hint = f"Write {first} AND NOT …"
    elif before and before.kind is Kind.WORD and here.kind is Kind.WORD:
        a, b = before.text, here.text
        hint = f'Write "{a} {b}" for the phrase, {a} AND {b} for both, {a} OR {b} for either, {a} NEAR/6 {b} for both close together'
    else:
        hint = f"Write AND, OR or NEAR/6 between them: {first} AND {second}"
    return QueryError(f"{second} stands beside {first} without an operator", *here.place, hint=hint)


def expected_term(before: Lexeme | None, here: Lexeme) -> QueryError:
    """Something else where a term must stand."""
    found = "the end" if here.kind is Kind.END else written(here)
    after = f" after {written(before)}" if before else ""
    if here.kind is Kind.NOT:
        return QueryError(f"NOT cannot stand{after}", *here.place, hint=f"Write NOT before {written(before)}")
    return QueryError(
        f'a word, "a phrase", prefix*, @concept or ( is expected{after}, not {found}',
        *here.place,
        hint="Complete it, or delete what is left over",
    )


EXAMPLES = {
    "lang": "Write lang:ar, with the two letters of ISO 639-1",
    "outlet": 'Write outlet:anadolu, with the id or "the name" of an outlet',
    "country": "Write country:TR, with the two letters of ISO 3166",
    "kind": f"Write one of {', '.join(f'kind:{kind}' for kind in OutletKind)}",
}


def value_of(key: Key, lexeme: Lexeme) -> str:
    """The value in its usual form: `ar`, `TR`, `state`; an outlet stays as typed."""
    text = lexeme.text
    if key is Key.OUTLET:
        return text
    if key is Key.KIND:
        kind = text.lower()
        if kind not in tuple(OutletKind):
            close = difflib.get_close_matches(kind, list(OutletKind), 1)
            hint = f"Did you mean kind:{close[0]}? " if close else ""
            raise QueryError(f"there is no kind '{text}'", *lexeme.place, hint=hint + EXAMPLES["kind"])
        return kind
    fits = re.fullmatch(r"[A-Za-z]{2}" if key is Key.COUNTRY else r"[A-Za-z]{2,3}", text)
    if not fits:
        raise QueryError(f"'{text}' is not a {_CODES[key]} code", *lexeme.place, hint=EXAMPLES[key])
    return text.upper() if key is Key.COUNTRY else text.lower()


_CODES = {Key.LANG: "language", Key.COUNTRY: "country"}


def as_side(query: Query, place: Place, written: str) -> Side:
    """The query as what may stand beside `written`, or the error that says what to write."""
    if is_side(query):
        return query  # type: ignore[return-value]  # is_side has looked
    if isinstance(query, Scoped):
        scope = query.scope
        hint = f"Write {scope}:(a {written} b)" if "NEAR" in written else f"Write {scope}:{written} a"
        found = f"{scope}:…"
    elif isinstance(query, And):
        found = "an AND"
        hint = (
            f"Write a {written} c AND b {written} c"
            if "NEAR" in written
            else f"Write {written} a AND {written} b"
        )
    elif isinstance(query, Near):
        found, hint = "a NEAR", "Write a NEAR/6 b AND b NEAR/6 c"
        if "NEAR" not in written:
            hint = f"Write {written} a AND a NEAR/6 b"
    elif isinstance(query, Not):
        found, hint = (
            "a NOT",
            f"Write AND NOT (a {written} b)" if "NEAR" in written else f"Write NOT {written} a",
        )
    elif isinstance(query, AtLeast):
        found, hint = "an ATLEAST", f"Write ATLEAST/{query.count} a AND a {written} b"
    elif isinstance(query, About):
        found, hint = f"{query.key}:", f"Write {query.key}:{query.value} AND …"
    else:
        found = "an OR of other things than terms"
        hint = f"Write (a {written} c) OR (b {written} c)"
    raise QueryError(
        f"{found} cannot stand with {written}: only words, phrases, prefixes, concepts, or an OR of these",
        *place,
        hint=hint,
    )


def written(lexeme: Lexeme | None) -> str:
    """A lexeme as a person would recognise it."""
    if lexeme is None:
        return "it"
    text = lexeme.text if len(lexeme.text) <= 40 else lexeme.text[:39] + "…"
    match lexeme.kind:
        case Kind.WORD:
            return f"'{'=' * lexeme.exact}{text}'"
        case Kind.PHRASE:
            return f'{"=" * lexeme.exact}"{text}"'
        case Kind.PREFIX:
            return f"'{text}*'"
        case Kind.CONCEPT:
            return f"@{text}"
        case Kind.FIELD:
            return f"{text}:"
        case Kind.NEAR | Kind.ATLEAST:
            unit = lexeme.number.value if isinstance(lexeme.number, Unit) else lexeme.number
            return f"{text}/{unit}"
        case _:
            return text


def refuse_size(query: Query) -> None:
    terms = len(leaves(query))
    if terms > MAX_TERMS:
        raise QueryError(
            f"the query has {terms:,} terms; at most {MAX_TERMS:,} are allowed",
            hint="Put long lists of names into a concept file and write @its-id",
        )
    placed = _placed(query)
    if placed > MAX_PLACED:
        raise QueryError(
            f"the query has {placed} NEARs and ATLEASTs; at most {MAX_PLACED} are allowed",
            hint="Put what they share into one OR in parentheses: (a OR b) NEAR/6 (c OR d)",
        )


def _placed(query: Query) -> int:
    return isinstance(query, Near | AtLeast) + sum(_placed(child) for child in children(query))
