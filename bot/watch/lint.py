"""Advice on a query that can be read, but may not say what its author means. Errors are the parser's."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.language import fold, words
from bot.watch.concepts import Library
from bot.watch.lexer import Kind, Lexer
from bot.watch.printer import show
from bot.watch.tree import (
    About,
    And,
    AtLeast,
    Named,
    Near,
    Not,
    Or,
    Phrase,
    Place,
    Prefix,
    Query,
    Scoped,
    Word,
    children,
    leaves,
)

#: Words that stand in nearly every article of their language, folded.
_STOP_WORDS = """
    the a an and or of in on at to for with from by is are was were be has have it its this that as not but
    le la les un une des du de et ou en au aux est sont dans pour par sur avec que qui ce se il elle pas
    ve veya bir bu da de ile için gibi olarak daha çok ne en o şu mi ki
    في من على إلى عن أن أو ثم هذا هذه التي الذي كان لم لا ما مع بعد قبل و
"""
STOP_WORDS = frozenset(map(fold, _STOP_WORDS.split()))
_SHORT_STEM = 3
_SPOKEN = 5


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to look at: what, what to do, and where in the query."""

    message: str
    remedy: str
    place: Place = field(default_factory=Place)

    def __str__(self) -> str:
        return f"line {self.place.line}, column {self.place.column}: {self.message}. {self.remedy}"


def lint(query: Query, library: Library, text: str = "") -> tuple[Advice, ...]:
    """Everything about a query that deserves a second look, in order of place.

    `text`, where given, is what the query was parsed from; then its parentheses are looked at too.
    """
    found = [
        *_impossible(query, library),
        *_everywhere(query),
        *_covered(query, library),
        *(advice for leaf in leaves(query) for advice in _leaf(leaf)),
        *_mixed_directions(text),
    ]
    return tuple(dict.fromkeys(sorted(found, key=lambda advice: advice.place)))


# --- queries that cannot hit -------------------------------------------------------------------------


def _impossible(query: Query, library: Library) -> Iterator[Advice]:
    if isinstance(query, And):
        held = {part for item in query.items for part in _implied(item, library)}
        for item in query.items:
            if isinstance(item, Not):
                for part in _any_of(item.item):
                    if part in held:
                        message = f"NOT {show(part)} excludes everything, as the rest needs it"
                        yield Advice(message, "This can never hit: take one of the two out", _place(item))
        asked: dict[object, About] = {}
        for part in held:
            if isinstance(part, About):
                other = asked.setdefault(part.key, part)
                if other != part:
                    yield Advice(
                        f"{show(part)} and {show(other)} cannot both be",
                        f"This can never hit: write ({show(part)} OR {show(other)})",
                        part.place,
                    )
    for child in children(query):
        yield from _impossible(child, library)


def _implied(query: Query, library: Library) -> Iterator[Query]:
    """What must hold, anywhere in the article, where the query holds."""
    if isinstance(query, And):
        for item in query.items:
            yield from _implied(item, library)
        return
    yield query
    if isinstance(query, Scoped | AtLeast):
        yield from _implied(query.item, library)
    elif isinstance(query, Near):
        yield from _implied(query.left, library)
        yield from _implied(query.right, library)
    elif isinstance(query, Word | Phrase | Named):
        yield from _wider(query, library)


def _wider(term: Word | Phrase | Named, library: Library) -> Iterator[Named]:
    """The concepts that hit wherever the term does, or nearly so."""
    if isinstance(term, Named):
        for concept in library:
            if concept.id != term.concept and term.concept in library.family(concept.id):
                yield Named(concept.id)
        return
    for concept in library.named(term.text):
        plain = {fold(entry.text) for entry in concept.entries if not entry.needs}
        if fold(term.text) in plain and not concept.needs and not concept.unless:
            yield Named(concept.id)
            yield from _wider(Named(concept.id), library)


def _any_of(query: Query) -> tuple[Query, ...]:
    return query.items if isinstance(query, Or) else (query,)


# --- queries that hit too much -----------------------------------------------------------------------


def _everywhere(query: Query) -> Iterator[Advice]:
    if not _needs_a_term(query):
        yield Advice(
            "the query needs no word at all, so it hits nearly everything",
            'Add AND with a word, a "phrase" or a @concept that must be there',
            _place(query),
        )


def _needs_a_term(query: Query) -> bool:
    match query:
        case Not() | About():
            return False
        case And(items):
            return any(_needs_a_term(item) for item in items)
        case Or(items):
            return all(_needs_a_term(item) for item in items)
        case _:
            return all(_needs_a_term(child) for child in children(query))


def _leaf(leaf: Query) -> Iterator[Advice]:
    if isinstance(leaf, Word) and not leaf.exact:
        if fold(leaf.text) in STOP_WORDS and leaf.text == leaf.text.lower():
            yield Advice(
                f"'{leaf.text}' stands in nearly every article",
                f'Write it in a phrase: "{leaf.text} …"',
                leaf.place,
            )
        elif leaf.text.isupper() and len(words(leaf.text)) == 1 and len(leaf.text) >= _SPOKEN:
            yield Advice(
                f"'{leaf.text}' is read as an acronym and hits only where all is in capitals",
                f"If it is a name write {leaf.text.capitalize()}",
                leaf.place,
            )
    elif isinstance(leaf, Prefix) and len(leaf.stem) <= _SHORT_STEM:
        yield Advice(
            f"'{leaf.stem}*' hits every word that begins so, which are many",
            "Write more of the word, or the words themselves with OR",
            leaf.place,
        )


# --- queries that say things twice -------------------------------------------------------------------


def _covered(query: Query, library: Library) -> Iterator[Advice]:
    if isinstance(query, Or | And):
        concepts = {item.concept for item in query.items if isinstance(item, Named)}
        for item in query.items:
            if isinstance(item, Word | Phrase | Named):
                wider = [other.concept for other in _wider(item, library) if other.concept in concepts]
                for concept in dict.fromkeys(wider):
                    leave = show(item) if isinstance(query, Or) else f"@{concept}"
                    yield Advice(
                        f"@{concept} covers {show(item)} already", f"{leave} can be left out", _place(item)
                    )
    for child in children(query):
        yield from _covered(child, library)


# --- queries that are hard to read -------------------------------------------------------------------


def _mixed_directions(text: str) -> Iterator[Advice]:
    """AND and OR in one group, between words written from right to left, show in a deceptive order."""
    lexer = Lexer(text)
    groups: list[_Group] = [_Group()]
    while (lexeme := lexer.next()).kind is not Kind.END:
        if lexeme.kind is Kind.OPEN:
            groups.append(_Group())
        elif lexeme.kind is Kind.CLOSE:
            groups.pop()
        else:
            groups[-1].operators |= {lexeme.kind} & {Kind.AND, Kind.OR}
            groups[-1].is_right_to_left |= _is_right_to_left(lexeme.text)
        group = groups[-1]
        if group.is_right_to_left and len(group.operators) > 1:
            yield Advice(
                "AND and OR stand in one group with words written from right to left, so the order seen may deceive",
                "Put parentheses around what belongs together, and each OR on its own line",
                lexeme.place,
            )
            return


@dataclass(slots=True)
class _Group:
    operators: set[Kind] = field(default_factory=set)
    is_right_to_left: bool = False


def _is_right_to_left(text: Iterable[str]) -> bool:
    return any("\u0590" <= char <= "\u08ff" or "\ufb1d" <= char <= "\ufeff" for char in text)


def _place(query: Query) -> Place:
    return next((leaf.place for leaf in leaves(query)), Place())
