"""From the words of a topic to the parts of a query: what the library calls so.

A guess to choose from, by people who do not know the query language; nothing here matches articles.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.language import Document, fold, read, words
from bot.model import Article, Field
from bot.watch.concepts import Concept
from bot.watch.index import Index
from bot.watch.likeness import alike
from bot.watch.lint import STOP_WORDS
from bot.watch.parser import parse
from bot.watch.tree import QueryError, is_side

#: Of a topic; longer ones are cut.
LONGEST = 200
PARTS, OFFERS = 5, 6
#: Words of a name in the library.
_LONGEST_NAME = 5
_SHORTEST_KEY = 3
_LANGUAGES = ("en", "ar", "tr", "fr")
#: Words between the things of a topic that an article need not have, beside those that stand everywhere.
_BETWEEN_WORDS = """
    about against around between into near news of over through towards under versus vs what who
    contre entre vers chez sous nouvelles actualités
    hakkında karşı arasında doğru haber haberleri üzerine
    ضد بين حول نحو أخبار عند تحت فوق
"""
_BETWEEN = frozenset(map(fold, _BETWEEN_WORDS.split()))


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to look for, as a query writes it."""

    term: str
    #: Of a concept, by language.
    titles: Mapping[str, str] = field(default_factory=dict)
    #: Of a concept: how many names it has.
    names: int = 0
    #: Of a concept.
    type: str = ""
    #: Whether it is what was said, and not only something like it.
    meant: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a topic names, and the ways to look for it."""

    said: str
    offers: tuple[Offer, ...]
    #: It must not be there.
    excluded: bool = False


def parts_of(topic: str, index: Index, skeleton: Callable[[str, str], str], lang: str = "") -> list[Part]:
    """What a topic names, in its order.

    Args:
        topic: words in any of the four languages, with or without capitals; `-word` must not be there.
        index: over the library that is searched; no watchlist of it is used.
        skeleton: see `likeness.alike`.
        lang: in which the topic was probably written.
    """
    wanted, unwanted = _halves(" ".join(topic.split())[:LONGEST])
    found = _parts(wanted, index, skeleton, lang)
    excluded = [
        Part(part.said, part.offers, excluded=True)
        for text in unwanted
        for part in _parts(text, index, skeleton, lang)
    ]
    return [*found, *excluded][:PARTS]


def _halves(topic: str) -> tuple[str, list[str]]:
    unwanted = re.findall(r"(?:^|\s)-(\S+)", topic)
    return re.sub(r"(?:^|\s)-\S+", " ", topic).strip(), unwanted


def _parts(text: str, index: Index, skeleton: Callable[[str, str], str], lang: str) -> list[Part]:
    document = read(Article(id="", title=text, lang=lang))
    named = _named(document, index)
    spans = _with_mentions(named, text, lang, index, document)
    chosen: list[tuple[int, int]] = []
    for first, last in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(last < begin or first > end for begin, end in chosen):
            chosen.append((first, last))
    placed = [
        (span, _concepts_part(document, span, named.get(span) or spans[span][:1], spans, index))
        for span in chosen
    ]
    placed += [
        (span, _words_part(document, span, index, skeleton, lang)) for span in _leftovers(document, chosen)
    ]
    return [part for _, part in sorted(placed, key=lambda pair: pair[0]) if part.offers]


def _named(document: Document, index: Index) -> dict[tuple[int, int], list[str]]:
    """Concepts by the words of which they are a name, whatever their capitals."""
    found: dict[tuple[int, int], list[str]] = {}
    for first in range(len(document.words)):
        for last in range(first, min(first + _LONGEST_NAME, len(document.words))):
            if concepts := index.library.named(_said(document, first, last)):
                found[first, last] = [concept.id for concept in concepts]
    return found


def _with_mentions(
    named: Mapping[tuple[int, int], list[str]], text: str, lang: str, index: Index, document: Document
) -> dict[tuple[int, int], list[str]]:
    """The same with the concepts that words mention, also inflected; in capitals too, for names typed without."""
    found = {span: list(ids) for span, ids in named.items()}
    tried = {text, " ".join(word[:1].upper() + word[1:] for word in text.split(" "))}
    for version in sorted(one for one in tried if len(one) == len(text)):
        for language in dict.fromkeys((lang, *_LANGUAGES)):
            for hit in index.concepts(Document({Field.TITLE: version}, language)):
                for span in hit.spans:
                    inside = [
                        at for at, start in enumerate(document.starts) if span.start <= start < span.end
                    ]
                    listed = found.setdefault((inside[0], inside[-1]), []) if inside else []
                    listed += [hit.concept] if hit.concept not in listed else []
    return found


def _concepts_part(
    document: Document,
    span: tuple[int, int],
    meant: Sequence[str],
    spans: Mapping[tuple[int, int], Sequence[str]],
    index: Index,
) -> Part:
    """What these words name; then what else they may mean, what that is a part of, and what single words of them name."""
    first, last = span
    ids = [*meant, *spans[span], *(one.id for one in index.library if meant[0] in one.parts)]
    ids += [id_ for (a, b), inner in spans.items() if first <= a and b <= last for id_ in inner]
    concepts = [concept for id_ in dict.fromkeys(ids) if (concept := index.library.get(id_)) is not None]
    offers = [
        _offer(concept, meant=concept.id == meant[0])
        for concept in concepts
        # Without names of its own it is a collection, made for one watchlist.
        if concept.entries or concept.id == meant[0]
    ]
    return Part(_said(document, first, last), tuple(offers[:OFFERS]))


def _leftovers(document: Document, chosen: Collection[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Words side by side that nothing names and that say something."""
    covered = {number for first, last in chosen for number in range(first, last + 1)}
    begin: int | None = None
    for number in range(len(document.words) + 1):
        says = (
            number < len(document.words)
            and number not in covered
            and fold(document.words[number].surface) not in STOP_WORDS | _BETWEEN
        )
        if says and begin is None:
            begin = number
        elif not says and begin is not None:
            yield begin, number - 1
            begin = None


def _words_part(
    document: Document,
    span: tuple[int, int],
    index: Index,
    skeleton: Callable[[str, str], str],
    lang: str,
) -> Part:
    said = _said(document, *span)
    terms = [said, *said.split()] if " " in said else [said]
    offers = [
        Offer(term, meant=not number)
        for number, term in enumerate(filter(None, map(written, dict.fromkeys(terms))))
    ]
    like = [_offer(one.concept) for one in alike(said, index.library, skeleton, lang)]
    return Part(said, tuple((offers + like)[:OFFERS]))


def _offer(concept: Concept, *, meant: bool = False) -> Offer:
    return Offer(
        f"@{concept.id}",
        dict(concept.title),
        len({entry.text for entry in concept.entries}),
        concept.type,
        meant,
    )


def _said(document: Document, first: int, last: int) -> str:
    start = document.starts[first]
    end = document.starts[last] + len(document.words[last].surface)
    return document.field_text(Field.TITLE)[start:end]


def written(text: str) -> str:
    """Words as a term of a query; empty where they cannot be one."""
    bare = " ".join(word.surface for word in words(text))
    for term in (bare, f'"{bare}"'):
        try:
            if bare and is_side(parse(term)) and not term.startswith("@"):
                return term
        except QueryError:
            continue
    return ""


def spellings(
    name: str, texts: Iterable[tuple[str, str]], skeleton: Callable[[str, str], str], lang: str = ""
) -> list[tuple[str, int]]:
    """Words of these texts that sound as a name does and are spelt otherwise, the most frequent first.

    Args:
        name: one word.
        texts: with their languages; of the same events, for what sounds alike may mean something else.
        skeleton: see `likeness.alike`.
        lang: of the name.
    """
    key, plain = skeleton(fold(name), lang), fold(name)
    if len(key) < _SHORTEST_KEY:
        return []
    found: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for text, language in texts:
        for word in words(text):
            # Without the Arabic article and the endings that Turkish parts by an apostrophe.
            stem = re.sub(r"^ال(?=.{3})", "", re.split("['’]", word.surface)[0])
            bare = fold(stem)
            if bare != plain and skeleton(bare, language) == key:
                found[bare] += 1
                shown.setdefault(bare, stem)
    return [(shown[bare], number) for bare, number in found.most_common(OFFERS)]
