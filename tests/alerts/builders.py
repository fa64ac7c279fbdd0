"""Builders of reports, contents, recipients and deliveries, with one moment to count from."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.alerts.lanes import RANK
from bot.model import (
    AlertContent,
    Claim,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Evidence,
    Field,
    Mode,
    Report,
    Span,
    Stance,
    State,
    WatchlistName,
)

T0 = datetime(2020, 7, 30, 11, 5, tzinfo=UTC)


def after(**duration: float) -> datetime:
    """T0 plus a duration."""
    return T0 + timedelta(**duration)


def report(article: str = "a1", **values: Any) -> Report:
    """A report by an outlet of the same name as the article, unless told otherwise."""
    given = {
        "outlet": f"outlet-{article}",
        "outlet_name": f"Outlet {article}",
        "lang": "en",
        "url": f"https://{article}.example/news",
        "title": f"Headline of {article}",
        "published_at": T0,
        "seen_at": T0,
        **values,
    }
    return Report(article=article, **given)


def named(id: str = "w", **title: str) -> WatchlistName:  # noqa: A002
    """A watchlist with titles by language."""
    return WatchlistName(id=id, version=1, title=title or {"en": f"Watchlist {id}"})


def content(*reports: Report, **values: Any) -> AlertContent:
    """An alert's content; one report by default."""
    listed = reports or (report(),)
    given = {
        "story": "s",
        "state": State.SINGLE,
        "state_revision": 1,
        "watchlists": (named(),),
        "independent": tuple(one.outlet_name for one in listed),
        "first_seen_at": listed[0].seen_at,
        "updated_at": T0,
        **values,
    }
    return AlertContent(reports=tuple(listed), **given)


def evidence(text: str, *hits: str) -> Evidence:
    """A sentence with the places of its hits."""
    spans = [Span(Field.TEXT, text.index(hit), text.index(hit) + len(hit), hit, hit) for hit in hits]
    return Evidence(Field.TEXT, 0, text, tuple(spans))


def claim(stance: Stance, source: str, sentence: str) -> Claim:
    """Who says what."""
    return Claim(stance, source, sentence, "cue")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Alert rules of a watchlist."""

    notify: frozenset[str] = frozenset({"first", "corroborated", "contested", "confirmed", "retracted"})
    min_sources: int = 1
    urgent: bool = False
    mode: Mode = Mode.LIVE


def delivery(id: int = 1, kind: DeliveryKind = DeliveryKind.FIRST, **values: Any) -> Delivery:  # noqa: A002
    """A delivery whose first request is running."""
    given = {
        "priority": RANK[kind],
        "chat": 7,
        "alert": None if kind is DeliveryKind.ANSWER else 3,
        "revision": 5,
        "state": DeliveryState.SENDING,
        "attempts": 1,
        "created_at": T0,
        "due_at": T0,
        **values,
    }
    return Delivery(id=id, kind=kind, **given)
