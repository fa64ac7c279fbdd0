"""Whose text an article is, and how many independent sources a story has.

Copied agency text counts with the agency, near-copies with the outlet that had them first, outlets of one owner once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import regex

from bot.model import Article, Outlet, Report
from bot.stories.agencies import AGENCIES, BY_ID, agency_named
from bot.stories.copies import resemblance
from bot.stories.features import Features

#: From this share of common shingles on, a text is a copy (the sketch errs by about 0.05 there).
_COPY = 0.5
_HEAD = 400
_TAIL = 220


def credit(article: Article, outlet: Outlet | None = None, others: Iterable[Outlet] = ()) -> str:
    """The id of the agency (or of one of the `others`) whose text the article is or whose report it passes on.

    Looked for in this order: byline; a credit in brackets or a dateline at the head or the foot of the text; an
    attribution in headline and lead ("according to Anadolu", « selon l'AFP », "نقلا عن رويترز", "AA muhabiri").
    Empty where the text is the outlet's own, or the outlet is itself the agency that is credited.
    """
    own = {agency_named(outlet.id), agency_named(outlet.name)} if outlet else {agency_named(article.outlet)}
    if outlet:
        own.add(outlet.id)
    found = next(_credits(article, outlet.id if outlet else "", _named_outlets(others)), "")
    return "" if found in own else found


def origin(features: Features, earlier: Iterable[Features]) -> str:
    """The outlet of the earliest article of which this one is a near-copy; empty for a text of its own."""
    if not features.sketch:
        return ""
    for other in earlier:
        is_other = other.article != features.article and other.outlet != features.outlet
        if is_other and resemblance(features.sketch, other.sketch) >= _COPY:
            return other.outlet
    return ""


def independent(reports: Sequence[Report], outlets: Mapping[str, Outlet]) -> tuple[str, ...]:
    """Names of a story's independent sources in order of arrival.

    A report with a credit counts as its origin's (followed through the story, should the origin credit somebody
    else); outlets with one owner are one source, named after the one that came first.
    """
    found: dict[str, str] = {}
    for report in arrival(reports):
        found.setdefault(source_key(report, reports, outlets), source_name(report, reports, outlets))
    return tuple(found.values())


def arrival(reports: Iterable[Report]) -> list[Report]:
    """Reports by the minute in which they were seen, then by publication and id: nothing else decides an order."""
    return sorted(
        reports,
        key=lambda each: (
            int(each.seen_at.timestamp() // 60),
            each.published_at.timestamp() if each.published_at else float("inf"),
            each.article,
        ),
    )


def source_key(report: Report, reports: Sequence[Report], outlets: Mapping[str, Outlet]) -> str:
    """What a report counts as: an owner where one is known, else an outlet or agency."""
    source = _source(report, reports)
    known = outlets.get(source) or next(
        (o for o in outlets.values() if agency_named(o.id) == source != ""), None
    )
    if known is None:
        return source
    return f"owner {known.owner.casefold()}" if known.owner else known.id


def source_name(report: Report, reports: Sequence[Report], outlets: Mapping[str, Outlet]) -> str:
    """How that source is called."""
    source = _source(report, reports)
    told = next((each.outlet_name for each in reports if each.outlet == source), source)
    return credit_name(source, outlets) or told


def credit_name(credit: str, outlets: Mapping[str, Outlet]) -> str:
    """How the outlet or agency with this id is called; empty where nobody knows it."""
    if credit in outlets:
        return outlets[credit].name
    return BY_ID[credit].name if credit in BY_ID else ""


def _source(report: Report, reports: Sequence[Report]) -> str:
    by_outlet: dict[str, Report] = {}
    for each in arrival(reports):
        by_outlet.setdefault(each.outlet, each)
    source, current, seen = report.outlet, report, {report.outlet}
    while current.credit and current.credit not in seen:
        source = current.credit
        seen.add(source)
        if source not in by_outlet:
            break
        current = by_outlet[source]
    return agency_named(source) or source


_OutletNames = tuple[tuple[str, str], ...]


def _named_outlets(others: Iterable[Outlet]) -> _OutletNames:
    shortest = 4
    return tuple((each.id, each.name) for each in others if len(each.name) >= shortest)


def _credits(article: Article, outlet: str, others: _OutletNames) -> Iterator[str]:
    """Who is credited, place by place; the article's own outlet only where it is an agency."""
    patterns = _patterns(others)
    body = article.text or article.summary
    lead = f"{article.title}\n{article.summary}\n{article.text[:_HEAD]}"
    looked_at = (
        (patterns.byline, article.author),
        (patterns.bracket, article.title),
        (patterns.bracket, body[:_HEAD]),
        (patterns.bracket, body[-_TAIL:]),
        (patterns.attribution, lead),
    )
    for found_by, text in looked_at:
        # An outlet's own name is no credit, and must not hide one that follows it.
        for found in found_by.finditer(text, overlapped=True) if text else ():
            name = next(name for name in found.captures("name") if name)
            if patterns.ids[name] != outlet or agency_named(name):
                yield patterns.ids[name]
                break


class _Patterns:
    """Credit patterns over all agencies and some outlets; a match's text is looked up by its folded name."""

    def __init__(self, others: _OutletNames) -> None:
        names: dict[str, str] = {
            name: agency.id for agency in AGENCIES for name in (*agency.plain, *agency.marked)
        }
        names.update({name: agency.id for agency in AGENCIES for name in (agency.name,) if name not in names})
        names.update({name: id_ for id_, name in others})
        self.ids = names
        any_name = "|".join(regex.escape(name) for name in sorted(names, key=len, reverse=True))
        name = rf"(?<![\p{{L}}\p{{N}}])(?P<name>{any_name})(?![\p{{L}}\p{{N}}])"
        self.byline = regex.compile(name)
        self.bracket = regex.compile(
            rf"[(\[](?:[^()\[\]]{{0,40}}[\s/,–-])?{name}(?:[\s/,–-][^()\[\]]{{0,30}})?[)\]]"
            rf"|^\s*{name}\s*[-–—:/]|[-–—/]\s*{name}\s*\.?\s*$"
            rf"|(?:[Ss]ource|[Kk]aynak|المصدر|[Cc]rédit|[Vv]ia)\s*:\s*(?:l')?{name}"
            rf"|(?:[Aa]vec|[Ww]ith|مع)\s+(?:l'|agencies/|les agences )?{name}\s*[.)\]»]?\s*$"
        )
        self.attribution = regex.compile(
            rf"(?:[Aa]ccording to|[Cc]iting|[Qq]uoting|[Tt]old|[Rr]eported by|[Ss]elon|[Dd]'après|[Cc]itant|rapporte|cité par"
            rf"|[وف]?(?:بحسب|حسب|وفق|نقلا عن|نقلاً عن|نقلت|ذكرت|أفادت|قالت|أوردت|نشرت|لوكالة|وفقا ل|وفقاً ل)(?:\s+ما\s+(?:ذكرت|أفادت|نقلت|أوردت))?(?:\s+ل?وكالة)?(?:\s+أنباء)?)"
            rf"\s*(?:the |news agency |state news agency |l'agence |l'|la |وكالة |أنباء )*{name}"
            rf"|{name}(?:\s+(?:news )?agency|\s+news)?\s+(?:reports?|reported|says|said|claims|claimed|quoted|cited|rapporte|affirme|indique)\b"
            rf"|{name}(?:['’]?(?:n?[ıiuü]n|y?[ae]|n[ae]))?\s+(?:muhabiri\w*|göre|haberine göre|aktardığına göre|bildirdiğine göre|haber verdi|duyurdu)"
        )


# One for all articles of a run: compiling takes a third of a second.
@lru_cache(maxsize=2)
def _patterns(others: _OutletNames) -> _Patterns:
    return _Patterns(others)
