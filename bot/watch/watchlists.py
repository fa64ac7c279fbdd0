"""Watchlist files: a query with its alert rules and cases. Concepts have their own files, see concepts.py."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from bot.model import Mode
from bot.watch.parser import parse
from bot.watch.sheets import DocumentError, Problem, Sheet
from bot.watch.tree import Place, Query, QueryError, Word

#: What may make a sound; the first report, or a story's change into this state.
NOTIFY = ("first", "corroborated", "contested", "confirmed", "retracted")
_MOST_SOURCES = 20


@dataclass(frozen=True, slots=True)
class AlertRules:
    """What a watchlist's alerts do; the defaults are those of a file without `alert`."""

    notify: frozenset[str] = frozenset(NOTIFY)
    min_sources: int = 1
    urgent: bool = False
    mode: Mode = Mode.LIVE


@dataclass(frozen=True, slots=True)
class Case:
    """An article that a watchlist must hit or miss."""

    title: str
    summary: str = ""
    text: str = ""
    lang: str = ""
    #: Why it is a case, for whoever reads a failure.
    why: str = ""
    place: Place = field(default_factory=Place, compare=False)


@dataclass(frozen=True, slots=True)
class Cases:
    """What a watchlist must hit, and what it must miss."""

    hit: tuple[Case, ...] = ()
    miss: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchlist:
    """A saved query with its alert rules and cases; `source` is the text of its file."""

    id: str
    title: Mapping[str, str]
    about: str = ""
    query: str
    tree: Query
    alert: AlertRules = field(default_factory=AlertRules)
    cases: Cases = field(default_factory=Cases)
    source: str = ""
    path: str = ""
    #: Where the query stands in the file.
    place: Place = field(default_factory=Place, compare=False)


_KEYS = ("id", "title", "about", "query", "alert", "cases")
_CASE_KEYS = ("title", "summary", "text", "lang", "why")


def load_watchlist(source: str, path: str) -> Watchlist:
    """A watchlist from the text of its YAML file; raises DocumentError with every problem in it."""
    sheet = Sheet(source, path)
    keys = sheet.mapping(sheet.root, "a watchlist", _KEYS)
    if isinstance(sheet.root, MappingNode):
        sheet.require(keys, ("id", "title", "query"), "the watchlist")
    id_ = sheet.identifier(keys.get("id"), "id")
    title = sheet.titles(keys.get("title"), "title")
    about = sheet.text(keys.get("about"), "about")
    query = sheet.text(keys.get("query"), "query")
    tree = _tree(sheet, keys.get("query"), query)
    alert = _alert(sheet, keys.get("alert"))
    cases = _cases(sheet, keys.get("cases"))
    sheet.settle()
    where = keys["query"].start_mark
    return Watchlist(
        id=id_,
        title=MappingProxyType(title),
        about=about,
        query=query,
        tree=tree,
        alert=alert,
        cases=cases,
        source=source,
        path=path,
        place=Place(where.line + 1, where.column + 1),
    )


def in_file(watchlist: Watchlist, error: QueryError) -> DocumentError:
    """An error of the watchlist's query (an unknown concept, say) with its place in the watchlist's file."""
    sheet = Sheet(watchlist.source, watchlist.path)
    node = sheet.mapping(sheet.root, "a watchlist").get("query")
    place = watchlist.place
    if isinstance(node, ScalarNode):
        place = place_in_file(sheet.lines, node, watchlist.query, Place(error.line, error.column))
    return DocumentError([Problem(watchlist.path, *place, error.message, error.hint)])


def refuse_doubled(watchlists: Iterable[Watchlist]) -> None:
    """Raise DocumentError where two files give one id."""
    first: dict[str, Watchlist] = {}
    problems = []
    for watchlist in watchlists:
        other = first.setdefault(watchlist.id, watchlist)
        if other is not watchlist:
            message = f"the id '{watchlist.id}' is taken in {other.path}"
            problems.append(Problem(watchlist.path, 1, 1, message, "Give one of the two another id"))
    if problems:
        raise DocumentError(problems)


def _tree(sheet: Sheet, node: Node | None, query: str) -> Query:
    if not query or not isinstance(node, ScalarNode):
        return Word("")
    try:
        return parse(query)
    except QueryError as error:
        place = place_in_file(sheet.lines, node, query, Place(error.line, error.column))
        sheet.report(place, error.message, error.hint)
        return Word("")


def place_in_file(lines: list[str], node: ScalarNode, query: str, place: Place) -> Place:
    """Where a place of the query stands in the lines of its file; folded text is found by its words."""
    line, column = node.start_mark.line, node.start_mark.column
    if node.style not in {"|", ">"}:
        quote = 1 if node.style else 0
        return (
            Place(line + 1, column + quote + place.column)
            if place.line == 1 and _fits(lines, line, column + quote, query)
            else Place(line + 1, column + 1)
        )
    first = next((n for n in range(line + 1, len(lines)) if lines[n].strip()), line)
    if node.style == "|":
        indent = len(lines[first]) - len(lines[first].lstrip()) if place.line == 1 else _indent(lines, first)
        return Place(first + place.line, indent + place.column)
    return _in_folded(lines, first, query, place)


def _fits(lines: list[str], line: int, column: int, query: str) -> bool:
    return line < len(lines) and lines[line][column:].startswith(query)


def _indent(lines: list[str], first: int) -> int:
    return len(lines[first]) - len(lines[first].lstrip())


def _in_folded(lines: list[str], first: int, query: str, place: Place) -> Place:
    """Folding changes only white space, so the characters between it count the same on both sides."""
    rows = query.splitlines()
    before = "".join([*rows[: place.line - 1], rows[place.line - 1][: place.column - 1]])
    left = len("".join(before.split()))
    for number in range(first, len(lines)):
        for column, char in enumerate(lines[number], 1):
            if not char.isspace():
                if not left:
                    return Place(number + 1, column)
                left -= 1
    return Place(first + 1, _indent(lines, first) + 1)


def _alert(sheet: Sheet, node: Node | None) -> AlertRules:
    keys = sheet.mapping(node, "alert", ("notify", "min_sources", "urgent", "mode"))
    rules = AlertRules()
    notify = rules.notify
    if "notify" in keys:
        chosen = (sheet.choice(item, "notify", NOTIFY) for item in sheet.items(keys["notify"], "notify"))
        notify = frozenset(word for word in chosen if word)
    return AlertRules(
        notify=notify,
        min_sources=sheet.number(keys["min_sources"], "min_sources", 1, _MOST_SOURCES)
        if "min_sources" in keys
        else 1,
        urgent=sheet.flag(keys["urgent"], "urgent") if "urgent" in keys else False,
        mode=Mode(sheet.choice(keys.get("mode"), "mode", tuple(Mode)) or Mode.LIVE),
    )


def _cases(sheet: Sheet, node: Node | None) -> Cases:
    keys = sheet.mapping(node, "cases", ("hit", "miss"))
    hit, miss = (
        tuple(_case(sheet, item) for item in sheet.items(keys.get(key), f"cases.{key}"))
        for key in ("hit", "miss")
    )
    return Cases(hit, miss)


def _case(sheet: Sheet, node: Node) -> Case:
    keys = sheet.mapping(node, "a case", _CASE_KEYS)
    if isinstance(node, MappingNode) and not {"title", "summary", "text"} & keys.keys():
        sheet.report(node, "the case has neither title, summary nor text", "Write {lang: en, title: …}")
    if "lang" in keys:
        sheet.language(keys["lang"], sheet.text(keys["lang"], "lang"), "a case")
    texts = {key: sheet.text(keys.get(key), key) for key in _CASE_KEYS}
    return Case(**texts, place=Place(node.start_mark.line + 1, node.start_mark.column + 1))
