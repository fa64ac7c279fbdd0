"""What kind of telling a new content needs, with the reasons in words. Who gets it stands in address.py."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.model import AlertContent, Mode, Report, Ruling, State


class Rules(Protocol):
    """The alert rules of a watchlist, as its file gives them."""

    @property
    def notify(self) -> frozenset[str]:
        """What makes a sound: 'first' and names of states; the rest edits silently."""
        ...

    @property
    def min_sources(self) -> int:
        """Independent sources needed before the watchlist tells."""
        ...

    @property
    def urgent(self) -> bool:
        """May break quiet hours."""
        ...

    @property
    def mode(self) -> Mode:
        """Live, shadow (admins only) or retired."""
        ...


class TellingKind(StrEnum):
    """What a new content asks for, seen over all chats."""

    FIRST = "first"
    EDIT = "edit"
    UPDATE = "update"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One watchlist for which a content may be told now."""

    id: str
    #: Only admins hear of it.
    shadow: bool = False
    #: The first message makes a sound.
    rings_first: bool = True
    #: The change of state is announced with sound.
    rings_update: bool = False
    #: May break quiet hours.
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A decision, as it is stored with the fan-out that carries it out."""

    kind: TellingKind
    state: State
    state_revision: int
    #: A chat that has no message of this alert yet may get one.
    opens: bool = False
    #: An admin's word: it goes wherever the alert was told, whatever was subscribed, muted or asked for since.
    everywhere: bool = False
    watchlists: tuple[Told, ...] = ()
    #: Why, in words, for the receipt.
    reasons: tuple[str, ...] = ()


def plan(
    previous: AlertContent | None,
    content: AlertContent,
    *,
    rules: Mapping[str, Rules],
    now: datetime,
    max_age: timedelta,
    quiet: bool = False,
) -> Telling:
    """Decide what a new content needs.

    Args:
        previous: the content stored before; None for a new alert, and for one that was quiet until now.
        content: the new one.
        rules: by watchlist id; a watchlist without rules (deleted since) tells nothing.
        now: the moment of the decision.
        max_age: older articles are stored, but open no alert.
        quiet: all articles come from first polls of their feeds.

    Returns:
        FIRST for a new alert, UPDATE where a change of state makes a sound for one of its watchlists, EDIT for
        any other change, NOTHING where nobody may be told. Chats differ: one may still lack the first message
        when the telling is an EDIT; `address` sees to that.
    """
    base = Telling(kind=TellingKind.NOTHING, state=content.state, state_revision=content.state_revision)
    if previous is not None and _ruling(previous) != _ruling(content):
        word = content.ruling or "corrected"
        return replace(base, kind=TellingKind.UPDATE, everywhere=True, reasons=(f"{word} by an admin",))
    if quiet:
        return _because(base, "only articles from a feed's first poll: stored, not told")
    news = _news(previous, content)
    # Old news makes no sound; an admin's retraction of an old alert, which brings no article, does.
    stale = bool(news) and _old(news, now, max_age)
    if previous is None and stale:
        return _because(base, f"published more than {_hours(max_age)} ago: stored, not told")
    changed = previous is not None and content.state_revision > previous.state_revision
    told, refused = _told(content, rules, changed=changed and not stale)
    if not told:
        return _because(base, *refused)
    opens = not _old(news or content.reports, now, max_age) and _opens(previous, content)
    # Who was spared what an admin took back is not told of it later.
    opens = opens and content.ruling is not Ruling.RETRACTED
    if previous is None:
        kind, reason = TellingKind.FIRST, f"new alert: {content.reports[0].outlet_name} reports"
    elif any(watchlist.rings_update for watchlist in told):
        kind, reason = TellingKind.UPDATE, f"the state changed from {previous.state} to {content.state}"
    else:
        kind, reason = TellingKind.EDIT, _difference(previous, content)
    late = (f"the new articles are older than {_hours(max_age)}: no sound",) if stale else ()
    return Telling(
        kind=kind,
        state=content.state,
        state_revision=content.state_revision,
        opens=opens,
        watchlists=told,
        reasons=(reason, *late, *refused),
    )


def _ruling(content: AlertContent) -> tuple[Ruling, str]:
    return content.ruling, content.correction


def _told(
    content: AlertContent, rules: Mapping[str, Rules], *, changed: bool
) -> tuple[tuple[Told, ...], tuple[str, ...]]:
    """The watchlists that may be told, and why the others may not."""
    told: list[Told] = []
    refused: list[str] = []
    #: A copy whose agency is not named still has one source.
    sources = max(len(content.independent), 1)
    for name in content.watchlists:
        rule = rules.get(name.id)
        if rule is None or rule.mode is Mode.RETIRED:
            refused.append(f"{name.id} is retired" if rule else f"{name.id} is gone")
        elif sources < rule.min_sources:
            refused.append(f"{name.id} waits for {rule.min_sources} independent sources, has {sources}")
        else:
            told.append(
                Told(
                    id=name.id,
                    shadow=rule.mode is Mode.SHADOW,
                    rings_first="first" in rule.notify or content.state in rule.notify,
                    rings_update=changed and content.state in rule.notify,
                    urgent=rule.urgent,
                )
            )
    return tuple(told), tuple(refused)


def _news(previous: AlertContent | None, content: AlertContent) -> tuple[Report, ...]:
    """The reports that were not there before."""
    known = {report.article for report in previous.reports} if previous else set()
    return tuple(report for report in content.reports if report.article not in known)


def _opens(previous: AlertContent | None, content: AlertContent) -> bool:
    """Whether there is news for a chat that has no message yet: an article, a watchlist or a source, or a story that is
    told by itself again.

    A new headline or a changed state of an old story alone is none.
    """
    if previous is None or _news(previous, content) or (previous.merged and not content.merged):
        return True
    watchlists = {name.id for name in previous.watchlists}
    return any(name.id not in watchlists for name in content.watchlists) or len(content.independent) > len(
        previous.independent
    )


def _difference(previous: AlertContent, content: AlertContent) -> str:
    """What changed, in words."""
    parts: list[str] = []
    if news := _news(previous, content):
        parts.append("also: " + ", ".join(report.outlet_name for report in news))
    if content.state is not previous.state:
        parts.append(f"the state changed from {previous.state} to {content.state}")
    known = {name.id for name in previous.watchlists}
    if new := [name.id for name in content.watchlists if name.id not in known]:
        parts.append("also hits " + ", ".join(new))
    known_edits = set(previous.edits)
    if edits := [edit for edit in content.edits if edit not in known_edits]:
        parts.append(
            "changed: "
            + ", ".join(dict.fromkeys(f"{edit.outlet_name} ({edit.change.kind})" for edit in edits))
        )
    return "; ".join(parts) or "details changed"


def _old(reports: Sequence[Report], now: datetime, max_age: timedelta) -> bool:
    """Whether all of them are older; one without a date is as old as its discovery."""
    return all(now - (report.published_at or report.seen_at) > max_age for report in reports)


def _hours(age: timedelta) -> str:
    return f"{age / timedelta(hours=1):g} h"


def _because(telling: Telling, *reasons: str) -> Telling:
    return Telling(
        kind=telling.kind, state=telling.state, state_revision=telling.state_revision, reasons=reasons
    )
