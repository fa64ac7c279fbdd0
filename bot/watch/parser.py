"""Reads a query into its tree by recursive descent. The language's rule book is docs/watchlists.md.

Binding, tightest first: scope and ATLEAST, NEAR, NOT, AND, OR.
"""

from bot.watch.lexer import Kind, Lexeme, Lexer
from bot.watch.refusals import EXAMPLES, as_side, expected_term, refuse_size, side_by_side, value_of
from bot.watch.tree import (
    About,
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
    Word,
    both,
    either,
)

#: Parentheses and NOTs within each other; more is refused before Python's own limit is near.
MAX_DEPTH = 40

_STARTS = {Kind.WORD, Kind.PHRASE, Kind.PREFIX, Kind.CONCEPT, Kind.FIELD, Kind.ATLEAST, Kind.OPEN, Kind.NOT}


def parse(text: str) -> Query:
    """The tree of a query; raises QueryError with line, column and hint at the first thing wrong."""
    query = _Parser(Lexer(text)).whole()
    refuse_size(query)
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
                raise side_by_side(self._before, self._here)
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
        sides = as_side(left, start.place, written), as_side(right, right_start.place, written)
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
            return Scoped(item.scope, AtLeast(count, as_side(item.item, start.place, written)))
        return AtLeast(count, as_side(item, start.place, written))

    def _primary(self) -> Query:
        lexeme = self._here
        if lexeme.kind is Kind.OPEN:
            return self._group()
        if lexeme.kind not in _STARTS or lexeme.kind in {Kind.NOT, Kind.FIELD, Kind.ATLEAST}:
            raise expected_term(self._before, self._here)
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
                f"after {field.text}: a value is expected", *lexeme.place, hint=EXAMPLES[field.text]
            )
        self._take()
        return About(Key(field.text), value_of(Key(field.text), lexeme), field.place)
