"""What of an article tells which event it is about. Small, serialisable, made once; comparing is `similarity`'s business."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Protocol

from bot.language import Document, Kind, Word, analyses
from bot.model import Article, Field, Outlet, Precision, Span
from bot.stories.copies import lead_mark, sketch
from bot.stories.days import told_days
from bot.stories.event_types import TYPES, VIOLENT
from bot.stories.headline import agents, background, is_again, refers_back, topic
from bot.stories.lexicon import CITY_IDS, Meaning, Sort, meanings_of
from bot.stories.lexicon.meanings import bare_arabic
from bot.stories.numbers import LEAST_MAGNITUDE, MAGNITUDE, TOLLS, UNITS, Number, numbers, scores
from bot.stories.phases import Phase, headline_phase, is_update
from bot.stories.roundups import is_roundup
from bot.stories.senses import senses
from bot.stories.skeletons import skeleton
from bot.stories.wording import folded_words

#: Words of the body that are looked at: the lead tells the event, what follows is background.
_LEAD_WORDS = 70
_LEAD_WORDS_ALONE = 130
_WEIGHTS = {Field.TITLE: 1.5, Field.SUMMARY: 1.0, Field.TEXT: 0.6}
_MOST_WORDS = 48
#: What is left of a weight in the part of a headline that tells of an earlier event ("after the truce").
_BEHIND = 0.5
_TITLE_CASE = 0.85
_SHORTEST_NAME_SKELETON = 3

_STOP = folded_words(
    """the a an of in on at to for from by with and or but as is are was were be been it its this that these those he she they his her
    their after before over under into out up down new more than about against during says said say will would not no has have had
    amid near who what why how when where which there also its while two one first last year years day days week
    le la les l un une des de du d au aux a en et ou mais dans sur sous par pour avec sans est sont ete etait qui que qu ce cette ces
    son sa ses leur leurs il elle ils elles se s y ne pas plus apres avant entre contre selon dont lors chez tout tous aussi
    ve ile bir bu da de ki icin olarak olan oldu gibi daha en cok kadar sonra once icinde uzerine karsi gore her ne o mi dedi etti
    في من على الى إلى عن مع أن إن كان كانت قد لا لم لن ما هذا هذه ذلك تلك التي الذي الذين هو هي هم بعد قبل بين خلال عند منذ حتى أو ثم بل كل
    غير أي حول ضد نحو لدى كما وقد أنه أنها عبر فيما بينما دون اليوم أمس يوم عام""",
)


class Hit(Protocol):
    """A concept that hits the document, as `bot.watch` reports it."""

    @property
    def concept(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def spans(self) -> tuple[Span, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """All that grouping needs to know of an article. Keys of `terms` begin with their class, see `similarity`."""

    article: str
    outlet: str = ""
    owner: str = ""
    lang: str = ""
    published_at: datetime | None = None
    precision: Precision = "time"
    seen_at: datetime | None = None
    title: str = ""
    #: Feature key to weight in this article.
    terms: dict[str, float]
    #: Names as written, by the key of their skeleton: for reasons that people read.
    names: dict[str, str]
    #: Dead, wounded and missing as told, by unit; and the magnitude of a quake.
    tolls: dict[str, tuple[float, ...]]
    #: Results such as "2-1".
    scores: tuple[str, ...] = ()
    phase: Phase = Phase.NONE
    #: Says of itself that it carries a story on ("toll rises to").
    update: bool = False
    #: Bottom-k sketch of the body, empty for short ones.
    sketch: tuple[int, ...] = ()
    #: A hash of the first words of the body, by which copies find each other; 0 for none.
    lead: int = 0
    is_roundup: bool = False
    #: Acts and places that the headline tells as what came before ("after the attack").
    behind: tuple[str, ...] = ()
    #: Who attacks, where the headline tells: keys of countries and parties.
    agents: tuple[str, ...] = ()
    #: The headline says that this is one more ("second strike").
    again: bool = False
    #: The headline speaks of its event as one that is known ("victim of the attack", "Louvre heist: ...").
    known: bool = False
    #: Ordinals of the days that it places its event on.
    days: tuple[int, ...] = ()


def features(
    article: Article, document: Document, hits: Sequence[Hit] = (), outlet: Outlet | None = None
) -> Features:
    """The features of an article. `hits` are its concepts; without any the built-in dictionary has to do."""
    known = article.published_at if article.precision in ("time", "day") else None
    reader = _Reader(document, hits, known)
    reader.read()
    countries = sum(key.startswith("p:") for key in reader.terms)
    body = article.text or article.summary
    return Features(
        article=article.id,
        outlet=outlet.id if outlet else article.outlet,
        owner=outlet.owner if outlet else "",
        lang=document.lang,
        published_at=article.published_at,
        precision=article.precision,
        seen_at=article.seen_at,
        title=article.title,
        terms=reader.terms,
        names=reader.names,
        tolls={unit: tuple(sorted(values)) for unit, values in sorted(reader.tolls.items())},
        scores=reader.scores,
        phase=headline_phase(article.title, document.lang),
        update=is_update(article.title, document.lang),
        sketch=sketch(body),
        lead=lead_mark(body),
        is_roundup=is_roundup(article.title, countries),
        behind=tuple(sorted(reader.behind)),
        agents=tuple(sorted(reader.agents)),
        again=reader.again,
        known=reader.known,
        days=tuple(sorted(reader.days)),
    )


#: Concepts that name something, by the class of their feature. What is done and by which sort of people is left to the
#: dictionary, whose ids are one size for all topics; a watchlist's own acts and roles are cut to its subject.
_NAMING = {
    "country": Sort.PLACE.value,
    "place": Sort.CITY.value,
    "person": Sort.PARTY.value,
    "force": Sort.PARTY.value,
    "organisation": Sort.PARTY.value,
    "weapon": Sort.THING.value,
}


def _naming(hits: Sequence[Hit]) -> list[Hit]:
    """Hits that name something, without places that are a country by another id ("syria-territory")."""
    countries = [hit.concept for hit in hits if hit.type == "country"]
    return [
        hit
        for hit in hits
        if hit.type in _NAMING
        and not (hit.type == "place" and any(hit.concept.startswith(f"{country}-") for country in countries))
    ]


#: How the ids of concepts end that gather many towns of a country: each town is still a name of its own.
_GATHERED = ("-places", "-towns", "-cities")


def _town_starts(hits: Sequence[Hit]) -> set[tuple[Field, int]]:
    """Where a town stands that has no concept to itself."""
    return {
        (span.field, span.start)
        for hit in hits
        if hit.type == "place" and hit.concept.endswith(_GATHERED)
        for span in hit.spans
    }


@lru_cache(maxsize=1024)
def _city_of(concept: str) -> str:
    """The dictionary's id of a city whose concept names the country too ("tripoli-libya"): articles that do not name the
    country have only that one. Empty where there is none."""
    city, _, country = concept.rpartition("-")
    return city if country and city in CITY_IDS else ""


class _Reader:
    """Collects the terms of one document, field by field."""

    def __init__(self, document: Document, hits: Sequence[Hit], published: datetime | None) -> None:
        self.document = document
        self.published = published
        self.lang = document.lang
        self.terms: dict[str, float] = {}
        self.names: dict[str, str] = {}
        self.tolls: dict[str, set[float]] = {}
        self.scores: tuple[str, ...] = ()
        self.behind: set[str] = set()
        self.agents: frozenset[str] = frozenset()
        self.again = False
        self.known = False
        self.days: set[int] = set()
        self._hits = _naming(hits)
        self._towns = _town_starts(hits)
        self._words_kept = 0
        self._lower = (
            {word.text for word in document.words if not word.capital} if self.lang != "ar" else set()
        )

    def read(self) -> None:
        has_summary = self.document.ranges[Field.SUMMARY][0] < self.document.ranges[Field.SUMMARY][1]
        for field, (first, last) in self.document.ranges.items():
            limit = len(self.document.words)
            if field is Field.TEXT:
                limit = _LEAD_WORDS if has_summary else _LEAD_WORDS_ALONE
            self._read_field(field, first, min(last, first + limit))

    def _read_field(self, field: Field, first: int, last: int) -> None:
        if first >= last:
            return
        words, starts = self.document.words[first:last], self.document.starts[first:last]
        end = starts[-1] + len(words[-1].surface)
        weight = _WEIGHTS[field]
        capitals = {start for word, start in zip(words, starts, strict=True) if _is_capital(word, self.lang)}
        behind = background(words, self.lang) if field is Field.TITLE else range(0)
        earlier = {starts[n] for n in behind}
        covered = self._concepts(field, end, weight, capitals, earlier) if self._hits else set()
        text = self.document.field_text(field)[: end + 2]
        counted = self._numbers(words, starts, text, weight)
        shouting = _is_title_case(words) if field is Field.TITLE else False
        full = weight
        meanings = senses(words, self.lang)
        for n, word in enumerate(words):
            weight = full * _BEHIND if n in behind else full
            found = meanings[n]
            self._meanings(found, weight, by_hand=starts[n] in covered)
            if n in counted or word.text in _STOP or len(word.text) < 2 or word.text[0].isdigit():
                continue
            opens = n == 0 or _ends_sentence(text, starts[n - 1] + len(words[n - 1].surface), starts[n])
            self._word(word, found, weight, opens=opens, shouting=shouting, covered=starts[n] in covered)
        self.days |= told_days(words, self.lang, self.published)
        if field is Field.TITLE:
            self._headline(words, starts, meanings, behind, topic(words, starts, text))

    def _headline(
        self, words: list[Word], starts: list[int], meanings: list[list[Meaning]], behind: range, label: range
    ) -> None:
        """What the build of the headline tells: background, who acts, whether this is one more."""
        types = [{TYPES.get(_key(one)) for one in each} - {None} for each in meanings]
        named = {
            span.start: f"{_NAMING[hit.type]}:{hit.concept}"
            for hit in self._hits
            for span in hit.spans
            if span.field is Field.TITLE
        }
        ahead = [n for n in range(len(words)) if n not in behind and n not in label]
        if not any(types[n] for n in ahead) or any(_VICTIMS & {one.id for one in meanings[n]} for n in ahead):
            # A label with a toll behind it is no background: it names the event.
            ahead = [n for n in range(len(words)) if n not in behind]
        actors: dict[int, frozenset[str]] = {}
        for n, each in enumerate(meanings):
            keys = {_key(one) for one in each} | {named.get(starts[n], "")}
            if n in behind:
                self.behind |= {key for key in keys if key[:1] in _BEHIND_CLASSES}
            elif n not in ahead:
                self.behind |= {key for key in keys if key[:1] == Sort.ACT.value}
            elif who := {key for key in keys if key[:1] in _ACTOR_CLASSES}:
                actors[n] = frozenset(who)
        self.behind -= {_key(one) for n in ahead for one in meanings[n]}
        violent = frozenset(n for n in ahead if types[n] & VIOLENT)
        typed = any(types[n] for n in ahead)
        harmed = any(_HARM & {one.id for one in meanings[n]} for n in ahead)
        # An aircraft that crashes attacks nobody.
        if (violent or not typed or harmed) and not any("accident" in types[n] for n in ahead):
            armed = frozenset(n for n in ahead if _ARMED & {one.id for one in meanings[n]})
            self.agents = agents(words, actors, violent | armed, self.lang)
        self.known = refers_back(
            words, frozenset(n for n, each in enumerate(types) if each), label, self.lang
        )
        self.again = is_again(words, frozenset(n for n in ahead if types[n]), self.lang)

    def _concepts(
        self, field: Field, end: int, weight: float, capitals: set[int], earlier: set[int]
    ) -> set[int]:
        """Puts the concepts of one field; gives where they stand. `capitals`: where a seat of government stands for its
        country ("Cairo denies"), which is no place of the event."""
        covered: set[int] = set()
        for hit in self._hits:
            for span in hit.spans:
                if span.field is not field or span.start >= end:
                    continue
                if (field, span.start) not in self._towns:
                    covered.add(span.start)
                if not (hit.type == "place" and span.start in capitals):
                    told = weight * _BEHIND if span.start in earlier else weight
                    self._put(f"{_NAMING[hit.type]}:{hit.concept}", told)
                    if hit.type == "place" and (city := _city_of(hit.concept)):
                        self._put(f"{Sort.CITY.value}:{city}", told)
        return covered

    def _meanings(self, found: Iterable[Meaning], weight: float, *, by_hand: bool) -> None:
        for meaning in found:
            # Where a concept of the library names the place or party, its id stands already.
            if not by_hand or meaning.sort in (Sort.ACT, Sort.THING, Sort.PLACE):
                self._put(f"{meaning.sort.value}:{meaning.id}", weight)

    def _numbers(self, words: list[Word], starts: list[int], text: str, weight: float) -> set[int]:
        results = scores(text)
        self.scores = tuple(dict.fromkeys((*self.scores, *results)))
        for result in results:
            self._put(f"q:{result}", weight)
        sides = {side for result in results for side in result.split("-")}
        counted: set[int] = set()
        for number in numbers(words, starts, text, self.lang):
            counted.add(number.at)
            if words[number.at].text not in sides:
                self._number(number, weight)
        return counted

    def _number(self, number: Number, weight: float) -> None:
        value = f"{number.value:g}" if number.value < 1_000_000 else f"{number.value:.0f}"
        if number.unit in TOLLS or (number.unit == MAGNITUDE and LEAST_MAGNITUDE <= number.value < 10):
            self.tolls.setdefault(number.unit, set()).add(number.value)
        if number.unit or number.value >= 10:
            self._put(f"q:{value}", weight)
        if number.unit in UNITS or number.unit == "percent":
            self._put(f"u:{value}:{number.unit}", weight)

    def _word(
        self, word: Word, found: list[Meaning], weight: float, *, opens: bool, shouting: bool, covered: bool
    ) -> None:
        is_place = covered or any(meaning.sort in (Sort.PLACE, Sort.CITY, Sort.PARTY) for meaning in found)
        if self.lang == "ar":
            if not found:
                for form in (word.text, *bare_arabic(word.text)):
                    if len(bones := skeleton(form)) >= _SHORTEST_NAME_SKELETON:
                        self._put(f"s:{bones}", weight * 0.8)
                        self.names.setdefault(f"s:{bones}", word.surface)
        elif word.capital and not is_place and word.text not in self._lower:
            doubt = 0.5 if (opens or shouting) else 1.0
            if not found:
                bones = skeleton(word.text, self.lang)
                key = f"s:{bones}" if len(bones) >= _SHORTEST_NAME_SKELETON else f"n:{word.text}"
                self._put(key, weight * doubt)
                self.names.setdefault(key, word.surface)
                if self.lang == "tr" and "c" in word.text:
                    # Turkish c is j, but foreign names keep theirs.
                    self._put(f"s:{skeleton(word.text)}", weight * doubt)
                if doubt == 1.0:
                    return
        if not is_place and self._words_kept < _MOST_WORDS:
            self._words_kept += 1
            self._put(f"w:{stem(word, self.lang)}", weight)

    def _put(self, key: str, weight: float) -> None:
        if weight > self.terms.get(key, 0.0):
            self.terms[key] = weight


#: What attacks are made with.
_ARMED = frozenset({"drone", "weapon", "airforce"})
_HARM = frozenset({"dead", "wounded", "fire", "destroy"})
_VICTIMS = frozenset({"dead", "wounded", "missing"})
_BEHIND_CLASSES = tuple(sort.value for sort in (Sort.ACT, Sort.PLACE, Sort.CITY))
_ACTOR_CLASSES = tuple(sort.value for sort in (Sort.PLACE, Sort.PARTY))


def _key(meaning: Meaning) -> str:
    return f"{meaning.sort.value}:{meaning.id}"


def _is_capital(word: Word, lang: str) -> bool:
    return any(meaning.sort is Sort.PLACE for meaning in meanings_of(word, lang)) and not any(
        meaning.sort is Sort.CITY for meaning in meanings_of(word, lang)
    )


def _is_title_case(words: Sequence[Word]) -> bool:
    long = [word for word in words if len(word.text) > 3]
    return bool(long) and sum(word.capital for word in long) / len(long) >= _TITLE_CASE


def _ends_sentence(text: str, start: int, end: int) -> bool:
    return any(mark in '.!?:؟;؛"“«' for mark in text[start:end])


def stem(word: Word, lang: str) -> str:
    """One key for all forms of a word: the shortest form it may come from."""
    return _stem(word, lang)


@lru_cache(maxsize=32_768)
def _stem(word: Word, lang: str) -> str:
    keys: Iterator[str] = (
        key for key, kinds in analyses(word, lang) if Kind.WORD in kinds and len(key) >= 3 and ":" not in key
    )
    return min(keys, key=lambda key: (len(key), key), default=word.text)
