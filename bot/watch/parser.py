"""Reads a query into its tree by recursive descent. The language's rule book is docs/watchlists.md.

Binding, tightest first: scope and ATLEAST, NEAR, NOT, AND, OR.
"""

import difflib
import re

from bot.model import OutletKind
from bot.watch.lexer import Kind, Lexeme, Lexer
from bot.watch.tree import (
    About,
    And,
    AtLeast,
    Key,
    Named,
    Near,
    Not,
    Phrase,
    Place,
    Prefix,
    Query,
    QueryError,
    Scope,
    Scoped,
    Side,
    Unit,
    Word,
    both,
    children,
    either,
    is_side,
    leaves,
)

#: Parentheses and NOTs within each other; more is refused before Python's own limit is near.
MAX_DEPTH = 40
#: Terms in one query; more belong into a concept.
MAX_TERMS = 5_000
#: NEAR and ATLEAST in one query: what bounds the time it takes on a long article.
MAX_PLACED = 200

_STARTS = {Kind.WORD, Kind.PHRASE, Kind.PREFIX, Kind.CONCEPT, Kind.FIELD, Kind.ATLEAST, Kind.OPEN, Kind.NOT}
_LOWER = re.compile(r"and|or|not|atleast|o?near", re.IGNORECASE)


def parse(text: str) -> Query:
    """The tree of a query; raises QueryError with line, column and hint at the first thing wrong."""
    query = _Parser(Lexer(text)).whole()
    _refuse_size(query)
    return query


class _Parser:
    def __init__(self, lexer: Lexer) -> None:
        self._lexer = lexer
        self._before: Lexeme | None = None
        # One lexeme ahead and no more, so that the first thing wrong is the one reported.
        self._here = lexer.next()
        self._depth = 0
        self._scope: Lexeme | None = None

    # --- reading -----------------------------------------------------------------------------------

    def _take(self) -> Lexeme:
        taken = self._here
        self._before = taken
        self._here = self._lexer.next()
        return taken

    def _is(self, kind: Kind) -> bool:
        return self._here.kind is kind

    def whole(self) -> Query:
        if self._is(Kind.END):
            raise QueryError(
                "the query is empty", *self._here.place, hint='Write a word, "a phrase" or @concept'
            )
        query = self._any_of()
        if self._is(Kind.CLOSE):
            raise QueryError(
                "this parenthesis was never opened", *self._here.place, hint="Delete it, or open it with ("
            )
        return query

    def _deeper(self, place: Place) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise QueryError(
                f"parentheses and NOTs stand more than {MAX_DEPTH} deep within each other",
                *place,
                hint="Leave out those that change nothing, or put a part into a concept",
            )

    # --- the grammar, loosest binding first -----------------------------------------------------------

    def _any_of(self) -> Query:
        items = [self._all_of()]
        while self._is(Kind.OR):
            self._take()
            items.append(self._all_of())
        return either(tuple(items))

    def _all_of(self) -> Query:
        items = [self._negated()]
        while True:
            if self._is(Kind.AND):
                self._take()
                items.append(self._negated())
            elif self._here.kind in _STARTS:
                raise self._side_by_side()
            else:
                return both(tuple(items))

    def _negated(self) -> Query:
        if not self._is(Kind.NOT):
            return self._near()
        place = self._take().place
        self._deeper(place)
        item = self._negated()
        self._depth -= 1
        return Not(item)

    def _near(self) -> Query:
        start = self._here
        left = self._tight()
        if not self._is(Kind.NEAR):
            return left
        operator = self._take()
        right_start = self._here
        right = self._tight(after=operator)
        written = f"{operator.text}/{operator.number}"
        if self._is(Kind.NEAR):
            raise QueryError(
                f"{self._here.text} cannot follow {operator.text} in a chain",
                *self._here.place,
                hint=f"Write a {written} b AND b {self._here.text}/{self._here.number} c",
            )
        sides = _side(left, start.place, written), _side(right, right_start.place, written)
        return Near(*sides, reach=operator.number, ordered=operator.text == "ONEAR")

    def _tight(self, after: Lexeme | None = None) -> Query:
        """A term, a group, or one of these with a scope or ATLEAST before it."""
        lexeme = self._here
        if after and lexeme.kind is Kind.NOT:
            raise QueryError(
                "NOT cannot be the side of a NEAR",
                *lexeme.place,
                hint=f"Write AND NOT (a {after.text}/{after.number} b)",
            )
        if lexeme.kind is Kind.FIELD:
            return self._field()
        if lexeme.kind is Kind.ATLEAST:
            return self._atleast()
        return self._primary()

    def _field(self) -> Query:
        lexeme = self._take()
        if lexeme.text in tuple(Key):
            return self._about(lexeme)
        if self._scope:
            raise QueryError(
                f"{lexeme.text}: stands within {self._scope.text}:, and scopes do not nest",
                *lexeme.place,
                hint=f"Write {self._scope.text}:(a) AND {lexeme.text}:(b)",
            )
        if self._is(Kind.NOT):
            raise QueryError(
                "a scope cannot stand before NOT", *self._here.place, hint=f"Write NOT {lexeme.text}:word"
            )
        self._scope = lexeme
        item = self._tight()
        self._scope = None
        return Scoped(Scope(lexeme.text), item)

    def _atleast(self) -> Query:
        operator = self._take()
        written = f"ATLEAST/{operator.number}"
        start = self._here
        item = self._tight()
        count = int(operator.number)
        if isinstance(item, Scoped) and start.kind is Kind.FIELD:
            return Scoped(item.scope, AtLeast(count, _side(item.item, start.place, written)))
        return AtLeast(count, _side(item, start.place, written))

    def _primary(self) -> Query:
        lexeme = self._here
        if lexeme.kind is Kind.OPEN:
            return self._group()
        if lexeme.kind not in _STARTS or lexeme.kind in {Kind.NOT, Kind.FIELD, Kind.ATLEAST}:
            raise self._expected_term()
        self._take()
        if lexeme.kind is Kind.WORD:
            return Word(lexeme.text, lexeme.exact, lexeme.place)
        if lexeme.kind is Kind.PHRASE:
            return Phrase(lexeme.text, lexeme.exact, lexeme.place)
        if lexeme.kind is Kind.PREFIX:
            return Prefix(lexeme.text, lexeme.place)
        return Named(lexeme.text, lexeme.place)

    def _group(self) -> Query:
        opening = self._take()
        self._deeper(opening.place)
        if self._is(Kind.CLOSE):
            raise QueryError(
                "there is nothing between these parentheses", *opening.place, hint="Delete them, or fill them"
            )
        query = self._any_of()
        if not self._is(Kind.CLOSE):
            raise QueryError(
                "this parenthesis is never closed",
                *opening.place,
                hint="Close it with ) where the group ends",
            )
        self._take()
        self._depth -= 1
        return query

    def _about(self, field: Lexeme) -> Query:
        if self._scope:
            raise QueryError(
                f"{field.text}: is about the whole article and cannot stand within {self._scope.text}:",
                *field.place,
                hint=f"Write {self._scope.text}:(…) AND {field.text}:…",
            )
        lexeme = self._here
        if lexeme.kind is Kind.OPEN:
            raise QueryError(
                f"{field.text}: takes one value",
                *lexeme.place,
                hint=f"Write ({field.text}:a OR {field.text}:b)",
            )
        if lexeme.kind not in {Kind.WORD, Kind.PHRASE} or lexeme.exact:
            raise QueryError(
                f"after {field.text}: a value is expected", *lexeme.place, hint=_EXAMPLES[field.text]
            )
        self._take()
        return About(Key(field.text), _value(Key(field.text), lexeme), field.place)

    # --- errors --------------------------------------------------------------------------------------

    def _side_by_side(self) -> QueryError:
        before, here = self._before, self._here
        for lexeme in (here, before):
            if lexeme and lexeme.kind is Kind.WORD and not lexeme.exact and _LOWER.fullmatch(lexeme.text):
                name = lexeme.text.upper()
                name += "/6" if "NEAR" in name else "/3" if name == "ATLEAST" else ""
                return QueryError(
                    f"'{lexeme.text}' is read as a word; operators are upper-case",
                    *lexeme.place,
                    hint=f"Write {name}",
                )
        first, second = _written(before), _written(here)
        if here.kind is Kind.NOT:
            hint = f"Write {first} AND NOT …"
        elif before and before.kind is Kind.WORD and here.kind is Kind.WORD:
            a, b = before.text, here.text
            hint = f'Write "{a} {b}" for the phrase, {a} AND {b} for both, {a} OR {b} for either, {a} NEAR/6 {b} for both close together'
        else:
            hint = f"Write AND, OR or NEAR/6 between them: {first} AND {second}"
        return QueryError(f"{second} stands beside {first} without an operator", *here.place, hint=hint)

    def _expected_term(self) -> QueryError:
        here = self._here
        before = self._before
        found = "the end" if here.kind is Kind.END else _written(here)
        after = f" after {_written(before)}" if before else ""
        if here.kind is Kind.NOT:
            return QueryError(
                f"NOT cannot stand{after}", *here.place, hint=f"Write NOT before {_written(before)}"
            )
        return QueryError(
            f'a word, "a phrase", prefix*, @concept or ( is expected{after}, not {found}',
            *here.place,
            hint="Complete it, or delete what is left over",
        )


_EXAMPLES = {
    "lang": "Write lang:ar, with the two letters of ISO 639-1",
    "outlet": 'Write outlet:anadolu, with the id or "the name" of an outlet',
    "country": "Write country:TR, with the two letters of ISO 3166",
    "kind": f"Write one of {', '.join(f'kind:{kind}' for kind in OutletKind)}",
}


def _value(key: Key, lexeme: Lexeme) -> str:
    """The value in its usual form: `ar`, `TR`, `state`; an outlet stays as typed."""
    text = lexeme.text
    if key is Key.OUTLET:
        return text
    if key is Key.KIND:
        kind = text.lower()
        if kind not in tuple(OutletKind):
            close = difflib.get_close_matches(kind, list(OutletKind), 1)
            hint = f"Did you mean kind:{close[0]}? " if close else ""
            raise QueryError(f"there is no kind '{text}'", *lexeme.place, hint=hint + _EXAMPLES["kind"])
        return kind
    fits = re.fullmatch(r"[A-Za-z]{2}" if key is Key.COUNTRY else r"[A-Za-z]{2,3}", text)
    if not fits:
        raise QueryError(f"'{text}' is not a {_CODES[key]} code", *lexeme.place, hint=_EXAMPLES[key])
    return text.upper() if key is Key.COUNTRY else text.lower()


_CODES = {Key.LANG: "language", Key.COUNTRY: "country"}


def _side(query: Query, place: Place, written: str) -> Side:
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


def _written(lexeme: Lexeme | None) -> str:
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


def _refuse_size(query: Query) -> None:
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
