"""How feeds are, in words for owners: what changed, why, and what to do about it. What decides it stands elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.alerts.foreign import clean, clip
from bot.model import FeedHealth, Message, MissedSpan
from bot.telegram.words import Words, later

#: Feeds that a message names under one heading; the rest is counted.
NAMED = 6
_NAME = 60
_URL = 120
_REASON = 120

#: As the foot of a digest says it to everybody; of a feed that is new, well or moved it says nothing.
SINCE_DAY: Mapping[FeedHealth, str] = {
    FeedHealth.SLOW: later("{outlet} slow since {day}"),
    FeedHealth.FAILING: later("{outlet} failing since {day}"),
    FeedHealth.THROTTLED: later("{outlet} throttled since {day}"),
    FeedHealth.BLOCKED: later("{outlet} blocked since {day}"),
    FeedHealth.GONE: later("{outlet} gone since {day}"),
    FeedHealth.SILENT: later("{outlet} silent since {day}"),
    FeedHealth.SHORT: later("{outlet} incomplete since {day}"),
}

_HEADINGS: Mapping[FeedHealth, str] = {
    FeedHealth.GONE: later("Gone for good"),
    FeedHealth.BLOCKED: later("They refuse us"),
    FeedHealth.FAILING: later("They fail"),
    FeedHealth.THROTTLED: later("They ask us to come less often"),
    FeedHealth.SILENT: later("They answer, but publish nothing any more"),
    FeedHealth.SHORT: later("They list too few articles"),
    FeedHealth.SLOW: later("They answer slowly"),
    FeedHealth.MOVED: later("They have moved"),
}
_REMEDIES: Mapping[FeedHealth, str] = {
    FeedHealth.GONE: later(
        "They are not asked any more. Take them out of the outlets file; {find} may find a new address."
    ),
    FeedHealth.BLOCKED: later(
        "Say who you are ({contact} in config/bot.yaml), or give the outlet a {agent} that it accepts; if it refuses "
        "your network, {proxy} helps."
    ),
    FeedHealth.FAILING: later(
        "{test} shows what they answer; if an address has changed, {find} may find it."
    ),
    FeedHealth.THROTTLED: later("They are left alone as long as they ask. A longer {every} keeps them well."),
    FeedHealth.SILENT: later("Look whether the outlet publishes elsewhere now: {find} may find it."),
    FeedHealth.SHORT: later("Add the outlet's news sitemap as a feed, or give the feed a shorter {every}."),
    FeedHealth.SLOW: later("Nothing is lost, it only comes later."),
    FeedHealth.MOVED: later("They are read there from now on; write the new address into the outlets file."),
}
_WRITTEN = {
    "find": "python -m bot outlets add URL",
    "test": "python -m bot outlets test URL",
    "contact": "contact",
    "agent": "user_agent",
    "proxy": "PROXY_URL",
    "every": "every",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedChange:
    """A feed that is otherwise than owners know, or that did not list everything."""

    outlet: str
    url: str
    #: None where only `missed` is news.
    state: FeedHealth | None
    since: datetime
    reason: str = ""
    missed: MissedSpan | None = None


def feeds_changed(words: Words, changes: Sequence[FeedChange], now: datetime) -> Message:
    """One message about all that changed, the worst first."""
    parts = []
    for state in _HEADINGS:
        found = [change for change in changes if change.state is state]
        if found:
            parts.append(_group(words, state, found, now))
    if missed := [change for change in changes if change.missed is not None]:
        parts.append(_named(words, missed, [_missed(words, change, now) for change in missed]))
    if well := [change for change in changes if change.state is FeedHealth.WELL]:
        names = list(dict.fromkeys(clip(clean(change.outlet), _NAME) for change in well))
        said = words.words.comma.join(names[:NAMED])
        more = len(names) - NAMED
        rest = words.count("… and {n} more outlet", "… and {n} more outlets", more) if more > 0 else ""
        parts.append(words.line("✅ " + words("Well again: {outlets}", outlets=words.foreign(said)), rest))
    return Message(html="\n\n".join(parts))


def _group(words: Words, state: FeedHealth, found: Sequence[FeedChange], now: datetime) -> str:
    count = words.count("{n} feed", "{n} feeds", len(found))
    head = words.line(f"📡 <b>{words(_HEADINGS[state])}</b>", count)
    remedy = words.line("💡 " + words(_REMEDIES[state], **_WRITTEN))
    return "\n".join([head, _named(words, found, [_feed(words, change, now) for change in found]), remedy])


def _named(words: Words, found: Sequence[FeedChange], lines: Sequence[str]) -> str:
    more = len(found) - NAMED
    rest = [words.line(words.count("… and {n} more feed", "… and {n} more feeds", more))] if more > 0 else []
    return "\n".join([*lines[:NAMED], *rest])


def _feed(words: Words, change: FeedChange, now: datetime) -> str:
    outlet = f"<b>{words.foreign(clip(clean(change.outlet), _NAME))}</b>"
    since = words("since {time}", time=words.moment(change.since, now))
    head = words.line(f"• {outlet}", since, words.foreign(clip(clean(change.reason), _REASON)))
    return f"{head}\n{words.foreign(clip(clean(change.url), _URL))}"


def _missed(words: Words, change: FeedChange, now: datetime) -> str:
    span = change.missed
    if span is None:
        return ""
    said = words.count(
        "About {n} article may have been missed at {outlet} between {began} and {ended}.",
        "About {n} articles may have been missed at {outlet} between {began} and {ended}.",
        span.missed,
        outlet=words.foreign(clip(clean(change.outlet), _NAME)),
        began=words.moment(span.began_at, now),
        ended=words.moment(span.ended_at, now),
    )
    found = words.count(
        "Its news sitemap had {n} of them.", "Its news sitemap had {n} of them.", span.found or 0
    )
    return words.line("🕳 " + said, found if span.found else "", between=" ")
