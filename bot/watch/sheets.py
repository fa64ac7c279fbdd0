"""YAML 1.2 text as nodes whose every problem is collected with its place. What the keys mean is not known here."""

import difflib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.watch.composer import compose
from bot.watch.tree import Place, WatchError

#: Ids of concepts and watchlists.
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")

_TAG = "tag:yaml.org,2002:"
_NAMES = {
    "str": "text",
    "int": "a number",
    "float": "a number",
    "bool": "true or false",
    "null": "nothing",
    "timestamp": "a date",
    "seq": "a list",
    "map": "a mapping",
}
_Found: TypeAlias = Node | Place | None


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in a file: where (from 1), what, and what to do about it."""

    path: str
    line: int
    column: int
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        text = f"{self.path}:{self.line}:{self.column}: {self.message}"
        return f"{text}. {self.remedy}" if self.remedy else text


class DocumentError(WatchError):
    """A concept or watchlist file that cannot be used, with all of its problems in order of place."""

    def __init__(self, problems: Collection[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class Sheet:
    """One YAML text, and the problems found in it so far."""

    def __init__(self, source: str, path: str) -> None:
        self.path = path
        self.lines = source.splitlines()
        self.problems: list[Problem] = []
        self.root = self._compose(source)

    def _compose(self, source: str) -> Node | None:
        if not source.strip():
            self.report(None, "the file is empty", "Write at least its id")
            return None
        try:
            node: Node | None = compose(source)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = Place(mark.line + 1, mark.column + 1) if mark else None
            what = " ".join(str(error.problem or error.context or "not YAML").split())
            self.report(place, f"this is not YAML: {what}", "Mend the indentation, quotes or brackets here")
        except YAMLError as error:
            what = str(error).splitlines()[0]
            self.report(None, f"this is not YAML: {what}", "Delete control characters")
        except RecursionError:
            self.report(None, "lists or mappings are nested too deeply", "A file needs at most four levels")
        else:
            if node is None:
                self.report(None, "the file is empty", "Write at least its id")
            return node
        return None

    def report(self, at: _Found, message: str, remedy: str = "") -> None:
        """Note a problem at a node or place, or at the file as a whole."""
        place = _place(at)
        self.problems.append(Problem(self.path, place.line, place.column, message, remedy))

    def settle(self) -> None:
        """Raise DocumentError if any problem was reported."""
        if self.problems:
            raise DocumentError(self.problems)

    # --- reading nodes, reporting what does not fit ------------------------------------------------------

    def mapping(self, node: Node | None, what: str, known: Collection[str] | None = None) -> dict[str, Node]:
        """The values of a mapping by key; keys that are doubled or not `known` are problems."""
        if node is None:
            return {}
        if not isinstance(node, MappingNode):
            self._wrong_type(node, what, "a mapping")
            return {}
        found: dict[str, Node] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, ScalarNode) else None
            if name is None or key.tag != f"{_TAG}str":
                self.report(
                    key, f"the keys of {what} must be text", f'Write "{name}" in quotes' if name else ""
                )
            elif name in found:
                self.report(key, f"'{name}' is given twice in {what}", "Join the two, or delete one")
            elif known is not None and name not in known:
                close = difflib.get_close_matches(name, known, 1)
                remedy = f"Did you mean '{close[0]}'?" if close else f"Known are: {', '.join(known)}"
                self.report(key, f"{what} has no key '{name}'", remedy)
            else:
                found[name] = value
        return found

    def items(self, node: Node | None, what: str) -> Iterator[Node]:
        """The items of a list."""
        if node is None:
            return
        if not isinstance(node, SequenceNode):
            self._wrong_type(node, what, "a list")
            return
        yield from node.value

    def text(self, node: Node | None, what: str) -> str:
        """A text with surrounding space removed; empty where it is missing, empty or not text."""
        if node is None:
            return ""
        if not isinstance(node, ScalarNode) or node.tag != f"{_TAG}str":
            self._wrong_type(node, what, "text")
            return ""
        text = str(node.value).strip()
        if not text:
            self.report(node, f"{what} is empty", "Fill it, or delete it")
        return text

    def identifier(self, node: Node | None, what: str) -> str:
        """An id: lower-case ASCII letters and digits, parts joined by single hyphens."""
        text = self.text(node, what)
        if text and not ID.fullmatch(text):
            suggestion = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
            remedy = "Use lower-case letters a-z and digits, joined by hyphens"
            self.report(
                node,
                f"'{text}' is not an id",
                f"{remedy}: {suggestion}" if suggestion else f"{remedy}: red-sea",
            )
            return ""
        return text

    def choice(self, node: Node | None, what: str, known: Collection[str]) -> str:
        """One of the known words."""
        text = self.text(node, what)
        if text and text not in known:
            close = difflib.get_close_matches(text, known, 1)
            remedy = f"Did you mean '{close[0]}'? " if close else ""
            self.report(node, f"{what} '{text}' is not known", f"{remedy}Known are: {', '.join(known)}")
            return ""
        return text

    def number(self, node: Node, what: str, least: int, most: int) -> int:
        """A whole number within bounds; `least` where it does not fit."""
        if not isinstance(node, ScalarNode) or node.tag != f"{_TAG}int":
            self._wrong_type(node, what, "a whole number")
            return least
        digits = str(node.value)
        if not re.fullmatch(r"[0-9]{1,6}", digits) or not least <= int(digits) <= most:
            self.report(node, f"{what} is out of range", f"Write a number from {least} to {most}")
            return least
        return int(digits)

    def flag(self, node: Node, what: str) -> bool:
        """True or false."""
        if not isinstance(node, ScalarNode) or node.tag != f"{_TAG}bool":
            self._wrong_type(node, what, "true or false")
            return False
        return str(node.value).lower() == "true"

    def language(self, node: Node | None, code: str, what: str, also: str = "") -> bool:
        """Whether a key is a language code, or the one other word that is allowed."""
        if _LANGUAGE.fullmatch(code) or (also and code == also):
            return True
        remedy = "Use the two letters of ISO 639-1, such as en, ar, tr, fr"
        self.report(node, f"'{code}' in {what} is not a language", f"{remedy}, or {also}" if also else remedy)
        return False

    def titles(self, node: Node | None, what: str) -> dict[str, str]:
        """Text by language."""
        titles = {}
        for code, value in self.mapping(node, what).items():
            text = self.text(value, f"{what}.{code}")
            if self.language(value, code, what) and text:
                titles[code] = text
        return titles

    def require(self, found: Collection[str], needed: Collection[str], what: str) -> None:
        """Report each key that is missing."""
        for key in needed:
            if key not in found:
                self.report(self.root, f"{what} has no '{key}'", f"Add '{key}:'")

    def _wrong_type(self, node: Node, what: str, wanted: str) -> None:
        name = str(node.tag).removeprefix(_TAG)
        found = _NAMES.get(name, name)
        remedy = f"Write {wanted}"
        if wanted == "text" and isinstance(node, ScalarNode) and node.value:
            remedy = f'Put it in quotes: "{node.value}"'
        self.report(node, f"{what} must be {wanted}, not {found}", remedy)


def _place(at: _Found) -> Place:
    if at is None:
        return Place()
    if isinstance(at, Place):
        return at
    return Place(at.start_mark.line + 1, at.start_mark.column + 1)
