"""A first query from what was chosen for the parts of a topic, with titles and an id for its watchlist. What there is to
choose from is suggesting.py's."""

import re
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from bot.language import fold
from bot.watch.concepts import ConceptType

#: Words between two things that have to do with each other, as a headline and its first sentence tell them.
REACH = 12
_LANGUAGES = ("en", "ar", "tr", "fr")
#: What acts or is done stands close to where or to whom; two places in one article may have nothing in common.
_PLACES = frozenset({ConceptType.COUNTRY, ConceptType.PLACE, ConceptType.PERSON})


class Closeness(StrEnum):
    """How close together the parts must stand."""

    ANYWHERE = "anywhere"
    #: In title or summary.
    LEAD = "lead"
    #: Within REACH words.
    NEAR = "near"


def usual_closeness(types: Sequence[Collection[str]]) -> Closeness:
    """What suits parts of these types: who or what acts must stand near; one thing alone, and places, in the lead."""
    acting = [part for part in types if not part or not _PLACES.issuperset(part)]
    return Closeness.NEAR if len(types) > 1 and acting else Closeness.LEAD


def composed(
    parts: Sequence[Sequence[str]],
    excluded: Sequence[str],
    closeness: Closeness,
    types: Sequence[Collection[str]] = (),
) -> str:
    """A query, a part on each line: one term of every part, and no excluded one in the title.

    Args:
        parts: terms of each part, at least one part with at least one.
        excluded: terms.
        closeness: of the parts; a single one has no neighbour.
        types: of the concepts of each part; NEAR is for two that are not both places.
    """
    groups = [_group(terms) for terms in parts]
    if closeness is Closeness.NEAR and len(groups) > 1:
        order = list(range(len(groups)))
        if types:
            order.sort(key=lambda at: bool(types[at]) and _PLACES.issuperset(types[at]))
        first, second, *others = (groups[at] for at in order)
        lines = [f"{first} NEAR/{REACH} {second}", *(f"AND {other}" for other in others)]
    elif closeness is Closeness.LEAD:
        lines = [f"lead:{groups[0]}", *(f"AND lead:{group}" for group in groups[1:])]
    else:
        lines = [groups[0], *(f"AND {group}" for group in groups[1:])]
    if excluded:
        lines.append(f"AND NOT title:{_group(excluded)}")
    return "\n".join(lines)


def _group(terms: Sequence[str]) -> str:
    return terms[0] if len(terms) == 1 else f"({' OR '.join(terms)})"


def titles_of(parts: Sequence[tuple[str, Mapping[str, str]]]) -> dict[str, str]:
    """A title in every language, from what was said of each part and the titles of its concept."""
    return {
        lang: " · ".join(titles.get(lang) or titles.get("en") or said for said, titles in parts)
        for lang in _LANGUAGES
    }


def slug(title: str, taken: Collection[str]) -> str:
    """An id that no watchlist has: the Latin words of a title, joined by hyphens."""
    bare = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[:40].strip("-") or "watchlist"
    number = 1
    while (found := bare if number == 1 else f"{bare}-{number}") in taken:
        number += 1
    return found
