"""Concepts: one thing under all its names in all languages, their files, and the library of them all.

How a name hits a text is decided in terms.py; which hits count (void, needs, unless, parts) in context.py.
"""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from ruamel.yaml.nodes import MappingNode, Node

from bot.language import fold, words
from bot.watch.sheets import DocumentError, Problem, Sheet
from bot.watch.tree import Place

#: The pseudo-language of names that are the same everywhere.
ANY = "any"


class ConceptType(StrEnum):
    """What sort of thing a concept is."""

    COUNTRY = "country"
    PLACE = "place"
    PERSON = "person"
    FORCE = "force"
    ORGANISATION = "organisation"
    WEAPON = "weapon"
    ACT = "act"
    ROLE = "role"
    TOPIC = "topic"


class EntryKind(StrEnum):
    """How an entry inflects and what it needs: a capital (name), nothing (word), all capitals (acronym)."""

    NAME = "name"
    WORD = "word"
    ACRONYM = "acronym"


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of a concept; with `needs` it counts only where one of these concepts hits by another name.

    With `only` it never hits in text of another language: Şam is Damascus, Sam is not.
    """

    text: str
    kind: EntryKind
    lang: str
    needs: tuple[str, ...] = ()
    only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A named, reusable set of names for one thing in all languages and scripts."""

    id: str
    title: Mapping[str, str]
    type: ConceptType
    entries: tuple[Entry, ...] = ()
    #: Phrases that cancel a hit within them, with their language.
    void: tuple[tuple[str, str], ...] = ()
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    source: str = ""
    #: The file it came from, and where its references stand there.
    path: str = ""
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)


_KEYS = ("id", "title", "type", "names", "words", "acronyms", "void", "needs", "unless", "parts", "source")
_ENTRY_KEYS = {"names": EntryKind.NAME, "words": EntryKind.WORD, "acronyms": EntryKind.ACRONYM}


def load_concept(source: str, path: str) -> Concept:
    """A concept from the text of its YAML file; raises DocumentError with every problem in it."""
    sheet = Sheet(source, path)
    concept = _concept(sheet) if sheet.root is not None else None
    sheet.settle()
    if concept is None:
        raise AssertionError("a sheet without a root has a problem")
    return concept


def _concept(sheet: Sheet) -> Concept:
    keys = sheet.mapping(sheet.root, "a concept", _KEYS)
    if isinstance(sheet.root, MappingNode):
        sheet.require(keys, ("id", "title", "type"), "the concept")
    places: dict[str, Place] = {}
    entries = tuple(
        entry
        for key, kind in _ENTRY_KEYS.items()
        for entry in _entries(sheet, keys.get(key), key, kind, places)
    )
    parts = _references(sheet, keys.get("parts"), "parts", places)
    if not entries and not parts and isinstance(sheet.root, MappingNode):
        sheet.report(sheet.root, "the concept has no names, words, acronyms or parts", "Give it at least one")
    return Concept(
        id=sheet.identifier(keys.get("id"), "id"),
        title=MappingProxyType(sheet.titles(keys.get("title"), "title")),
        type=ConceptType(sheet.choice(keys.get("type"), "type", tuple(ConceptType)) or ConceptType.TOPIC),
        entries=entries,
        void=tuple(_void(sheet, keys.get("void"))),
        needs=_references(sheet, keys.get("needs"), "needs", places),
        unless=_references(sheet, keys.get("unless"), "unless", places),
        parts=parts,
        source=sheet.text(keys.get("source"), "source"),
        path=sheet.path,
        places=MappingProxyType(places),
    )


def _entries(
    sheet: Sheet, node: Node | None, key: str, kind: EntryKind, places: dict[str, Place]
) -> Iterator[Entry]:
    seen: dict[tuple[str, str], str] = {}
    for lang, listed in sheet.mapping(node, key).items():
        if not sheet.language(listed, lang, key, also=ANY):
            continue
        for item in sheet.items(listed, f"{key}.{lang}"):
            entry = _entry(sheet, item, kind, lang, places)
            if entry is None:
                continue
            if (lang, entry.text) in seen:
                sheet.report(item, f"'{entry.text}' is listed twice in {key}.{lang}", "Delete one of them")
            seen[lang, entry.text] = entry.text
            yield entry


def _entry(sheet: Sheet, item: Node, kind: EntryKind, lang: str, places: dict[str, Place]) -> Entry | None:
    needs: tuple[str, ...] = ()
    only = False
    node: Node | None = item
    if isinstance(item, MappingNode):
        keys = sheet.mapping(item, "a name", ("text", "needs", "only"))
        node = keys.get("text")
        only = sheet.flag(keys["only"], "only") if "only" in keys else False
        if node is None:
            sheet.report(item, "a name has no 'text'", "Write {text: Tripoli, needs: [libya]}")
        needs = _references(sheet, keys.get("needs"), "needs", places)
    text = " ".join(sheet.text(node, "a name").split())
    if not text:
        return None
    if not _is_word(text):
        sheet.report(node, f"'{text}' has no letter or digit to look for", "Delete it")
        return None
    if kind is EntryKind.NAME and text[0].islower() and text == text.lower():
        sheet.report(node, f"the name '{text}' has no capital", "Write it with one, or list it under words")
    if kind is EntryKind.ACRONYM and text != text.upper():
        sheet.report(node, f"the acronym '{text}' is not all capitals", "Write it so, or list it under names")
    return Entry(text, kind, lang, needs, only)


def _void(sheet: Sheet, node: Node | None) -> Iterator[tuple[str, str]]:
    for lang, listed in sheet.mapping(node, "void").items():
        if not sheet.language(listed, lang, "void", also=ANY):
            continue
        for item in sheet.items(listed, f"void.{lang}"):
            text = " ".join(sheet.text(item, "a void phrase").split())
            if text and _is_word(text):
                yield text, lang


def _is_word(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _references(sheet: Sheet, node: Node | None, key: str, places: dict[str, Place]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for item in sheet.items(node, key):
        id_ = sheet.identifier(item, f"a concept in {key}")
        if id_ in found:
            sheet.report(item, f"'{id_}' is listed twice in {key}", "Delete one of them")
        elif id_:
            found[id_] = None
            place = Place(item.start_mark.line + 1, item.start_mark.column + 1)
            places.setdefault(f"{key}:{id_}", place)
    return tuple(found)


class Library:
    """All concepts by id; raises DocumentError where ids are doubled, unknown or refer to each other in a circle."""

    def __init__(self, concepts: Iterable[Concept] = ()) -> None:
        listed = tuple(concepts)
        self._concepts: dict[str, Concept] = {}
        problems = []
        for concept in listed:
            if concept.id in self._concepts:
                problems.append(_doubled(concept, self._concepts[concept.id]))
            else:
                self._concepts[concept.id] = concept
        problems += _unknown_references(self._concepts)
        problems += _circles(self._concepts)
        if problems:
            raise DocumentError(problems)
        self._names: dict[str, list[tuple[str, bool, Concept]]] | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id, in order."""
        return tuple(sorted(self._concepts))

    def __iter__(self) -> Iterator[Concept]:
        return iter(self._concepts.values())

    def get(self, id: str) -> Concept | None:  # noqa: A002  # the word of the field
        """The concept with this id."""
        return self._concepts.get(id)

    def nearest(self, id: str) -> tuple[str, ...]:  # noqa: A002
        """Up to three ids that look like this one, or have it as a name."""
        by_name = [concept.id for concept in self.named(id.replace("-", " "))]
        return tuple(dict.fromkeys([*by_name, *difflib.get_close_matches(id, self.ids, 3)]))[:3]

    def named(self, word: str, lang: str = "") -> tuple[Concept, ...]:
        """The concepts of this name, folded; in any language, or in `lang`.

        One whose title it is comes before all that only list it: "goal" is the goal in football, and not the
        watchlists' collection of words for sport. A sense in brackets, as in "pound (currency)", says which concept is
        meant: by a word of its title or of another name, by its type, or by what it is a part of ("Tripoli (Libya)").
        A title with a sense ("Strike (labour)") comes first only where that is asked for.
        """
        name, _, sense = word.partition("(")
        found = [
            (is_title, concept)
            for code, is_title, concept in self._by_name().get(fold(" ".join(name.split())), ())
            if not lang or code in {lang, ANY}
        ]
        if sense := fold(sense.rstrip(") ")):
            meant = [pair for pair in found if self._has_sense(pair[1], sense)]
            found = meant or found
        titled = [concept for is_title, concept in found if is_title]
        return tuple(
            {concept.id: concept for concept in titled or (concept for _, concept in found)}.values()
        )

    def _by_name(self) -> Mapping[str, Sequence[tuple[str, bool, Concept]]]:
        if self._names is None:
            self._names = {}
            for concept in self:
                for lang, title in concept.title.items():
                    plain, _, sense = title.partition("(")
                    self._names.setdefault(fold(plain.strip()), []).append((lang, not sense, concept))
                for entry in concept.entries:
                    self._names.setdefault(fold(entry.text), []).append((entry.lang, False, concept))
        return self._names

    def _has_sense(self, concept: Concept, sense: str) -> bool:
        if sense == concept.type or any(
            concept.id in self.family(whole.id) for _, _, whole in self._by_name().get(sense, ())
        ):
            return True
        wanted = {word.text for word in words(sense)}
        told = (*concept.title.values(), *(entry.text for entry in concept.entries))
        return any(wanted <= {word.text for word in words(text)} for text in told)

    def family(self, id: str) -> tuple[str, ...]:  # noqa: A002
        """The concept and everything that is part of it, itself first."""
        found: dict[str, None] = {}
        waiting = [id]
        while waiting:
            next_ = waiting.pop(0)
            if next_ not in found:
                found[next_] = None
                waiting += self._concepts[next_].parts
        return tuple(found)


def _doubled(concept: Concept, first: Concept) -> Problem:
    where = f" in {first.path}" if first.path else ""
    message = f"the id '{concept.id}' is taken{where}"
    return Problem(concept.path, 1, 1, message, "Give one of the two another id, or join them")


def _unknown_references(concepts: Mapping[str, Concept]) -> Iterator[Problem]:
    for concept in concepts.values():
        in_entries = tuple(id_ for entry in concept.entries for id_ in entry.needs)
        for key, ids in (
            ("parts", concept.parts),
            ("needs", concept.needs + in_entries),
            ("unless", concept.unless),
        ):
            for id_ in ids:
                if id_ in concepts:
                    continue
                place = concept.places.get(f"{key}:{id_}", Place())
                close = difflib.get_close_matches(id_, concepts, 3)
                remedy = f"Did you mean {' or '.join(close)}?" if close else "Write its file first"
                yield Problem(
                    concept.path, *place, f"{key} names the concept '{id_}', which does not exist", remedy
                )


def _circles(concepts: Mapping[str, Concept]) -> Iterator[Problem]:
    for key in ("parts", "needs"):
        links = {id_: tuple(getattr(concept, key)) for id_, concept in concepts.items()}
        for circle in _cycles(links):
            concept = concepts[circle[0]]
            place = concept.places.get(f"{key}:{circle[1 % len(circle)]}", Place())
            shown = " → ".join((*circle, circle[0]))
            yield Problem(
                concept.path, *place, f"{key} go in a circle: {shown}", "Take one of them out of its list"
            )


def _cycles(links: Mapping[str, Collection[str]]) -> Iterator[tuple[str, ...]]:
    """Each circle that a depth-first walk closes; without recursion, as a long chain of parts is no error."""
    walked: dict[str, bool] = {}  # False while it is on the path
    for start in sorted(links):
        if start in walked:
            continue
        path, ways = [start], [iter(links[start])]
        walked[start] = False
        while ways:
            for other in ways[-1]:
                if walked.get(other) is False:
                    yield tuple(path[path.index(other) :])
                elif other in links and other not in walked:
                    walked[other] = False
                    path.append(other)
                    ways.append(iter(links[other]))
                    break
            else:
                ways.pop()
                walked[path.pop()] = True
