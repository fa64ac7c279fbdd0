"""How a watchlist reads in the lab: what it is, who changed it when, and what its draft would change."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.alerts.foreign import clean, clip
from bot.model import Document, DocumentVersion, Draft, Origin
from bot.telegram.lab.wording import MODE_ICON, MODES, block, titled
from bot.telegram.words import Words, later
from bot.watch import DocumentError, Watchlist, load_watchlist

_ABOUT, _QUERY, _DIFF, _WHY = 300, 1100, 700, 150
_LINES = 14

ORIGINS: Mapping[str, str] = {
    Origin.FILE: later("from a file"),
    Origin.CHAT: later("in chat"),
    Origin.PAGE: later("on the page"),
    Origin.COMMAND_LINE: later("on the command line"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What stands on a card beside the document itself."""

    now: datetime
    names: Mapping[str, str]
    subscribers: int = 0
    #: Of the draft against what is published.
    diff: Sequence[str] = ()
    #: The draft that is shown.
    draft: Draft | None = None


def watchlist_card(words: Words, document: Document, facts: Facts) -> str:
    """The page of /watchlist ID."""
    published = document.published
    body = published.body if published is not None and published.body else ""
    shown = _loaded(body or (facts.draft.body if facts.draft else ""), document.id)
    lines = [_head(words, document.id, shown, is_published=bool(body))]
    if shown is not None:
        if shown.about:
            lines.append(words.line(f"<i>{words.foreign(clip(clean(shown.about), _ABOUT))}</i>"))
        lines += [block(shown.query, _QUERY), *_rules(words, shown)]
    if published is not None:
        lines.append(words.line("🕓 " + version_text(words, published, facts)))
        lines.append(
            words.line(
                "👥 " + words.count("{n} subscriber", "{n} subscribers", facts.subscribers),
                _cases(words, shown),
            )
        )
    if facts.draft is not None:
        lines += ["", *draft_lines(words, facts.draft, facts)]
    return "\n".join(lines)


def _head(words: Words, id_: str, shown: Watchlist | None, *, is_published: bool) -> str:
    title = titled(words, shown.title if shown else {}, id_)
    mode = f"{MODE_ICON[shown.alert.mode]} {words(MODES[shown.alert.mode])}" if shown and is_published else ""
    unpublished = "" if is_published else "✏️ " + words("not published yet")
    return "\n".join(
        [
            words.line(f"📋 <b>{words.foreign(title)}</b>", mode or unpublished),
            words.line(f"<code>{html.escape(id_)}</code>"),
        ]
    )


def _rules(words: Words, shown: Watchlist) -> list[str]:
    rings = words.words.comma.join(
        words(name) for state, name in _NOTIFY.items() if state in shown.alert.notify
    )
    sources = words.count(
        "from {n} independent source", "from {n} independent sources", shown.alert.min_sources
    )
    urgent = "🚨 " + words("urgent") if shown.alert.urgent else ""
    return [words.line("🔔 " + (rings or words("never rings")), sources, urgent)]


_NOTIFY: Mapping[str, str] = {
    "first": later("first report"),
    "corroborated": later("corroborated"),
    "contested": later("contested"),
    "confirmed": later("confirmed"),
    "retracted": later("retracted"),
}


def _cases(words: Words, shown: Watchlist | None) -> str:
    if shown is None:
        return ""
    number = len(shown.cases.hit) + len(shown.cases.miss)
    return words.count("{n} case", "{n} cases", number)


def version_text(words: Words, version: DocumentVersion, facts: Facts) -> str:
    """Which version, when, where, by whom and why."""
    number = words("version {n}", n=words.number(version.version))
    why = f"“{clip(clean(version.why), _WHY)}”" if version.why else ""
    parts = (number, _made(words, version, facts), why)
    return " · ".join(words.foreign(part) for part in parts if part)


def _made(words: Words, one: DocumentVersion | Draft, facts: Facts) -> str:
    """When, where and by whom something was written."""
    where = words(ORIGINS[one.origin]) if one.origin in ORIGINS else one.origin
    who = facts.names.get(one.author, one.author)
    return " ".join(part for part in (words.moment(one.at, facts.now), where, clip(clean(who), 40)) if part)


def draft_lines(words: Words, draft: Draft, facts: Facts) -> list[str]:
    """A draft, and what it changes."""
    said = words("Draft, {made}", made=_made(words, draft, facts))
    lines = [words.line("✏️ <b>" + words.foreign(said) + "</b>")]
    if facts.diff:
        lines.append(folded(facts.diff))
    elif draft.base:
        lines.append(words.line(words("It says the same as what is published.")))
    return lines


def folded(diff: Sequence[str], *, units: int = _DIFF, lines: int = _LINES) -> str:
    """Lines of a difference, folded where they are many."""
    kept = list(diff[:lines])
    if len(diff) > lines:
        kept.append("…")
    text = html.escape(clip("\n".join(kept), units), quote=False)
    return f"<blockquote expandable>{text}</blockquote>"


def _loaded(body: str, id_: str) -> Watchlist | None:
    """A watchlist that can be read; a draft may be one that cannot."""
    try:
        return load_watchlist(body, id_) if body else None
    except DocumentError:
        return None
