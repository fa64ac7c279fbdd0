"""Whether a chat hears of a story: its mutes, and what each of its subscriptions asks of a story."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.alerts.wishes import Mute, MuteKind, Subscription
from bot.model import AlertContent, Ruling


def muted(mutes: Iterable[Mute], kind: MuteKind, now: datetime) -> frozenset[str]:
    """The subjects of this kind that are muted at this moment."""
    return frozenset(
        mute.subject for mute in mutes if mute.kind is kind and (mute.until is None or mute.until > now)
    )


def without_outlets(content: AlertContent, outlets: Collection[str]) -> AlertContent | None:
    """The content without the reports of these outlets, and without them among its sources; None where nothing is left."""
    if not outlets or not any(report.outlet in outlets for report in content.reports):
        return content
    reports = tuple(report for report in content.reports if report.outlet not in outlets)
    if not reports:
        return None
    names = {report.outlet_name for report in content.reports} - {report.outlet_name for report in reports}
    independent = tuple(name for name in content.independent if name not in names)
    return replace(content, reports=reports, independent=independent)


def heard(
    content: AlertContent, subscriptions: Iterable[Subscription], mutes: Sequence[Mute], now: datetime
) -> tuple[AlertContent, list[str]] | None:
    """What a place hears of a story and through which watchlists, after its mutes and wishes; None where nothing is."""
    if content.story in muted(mutes, MuteKind.STORY, now):
        return None
    rest = without_outlets(content, muted(mutes, MuteKind.OUTLET, now))
    if rest is None:
        return None
    silenced = muted(mutes, MuteKind.WATCHLIST, now)
    hit = {name.id for name in content.watchlists} - silenced
    watchlists = [one.watchlist for one in subscriptions if one.watchlist in hit and not silence(one, rest)]
    return (rest, watchlists) if watchlists else None


def withdrawn(content: AlertContent) -> bool:
    """Whether who was not told yet is spared it: an admin took it back, or tells it together with another alert."""
    return content.ruling is Ruling.RETRACTED or content.merged is not None


def silence(subscription: Subscription, content: AlertContent) -> str:
    """Why a subscription does not hear of a story (yet), in words; empty where it does.

    `content` is already without the outlets that the chat has muted.
    """
    # A copy whose agency is not named still has one source.
    sources = max(len(content.independent), 1)
    if sources < subscription.min_outlets:
        return f"wants {subscription.min_outlets} independent outlets, the story has {sources}"
    if subscription.languages and not any(
        report.lang in subscription.languages for report in content.reports
    ):
        return f"wants {', '.join(sorted(subscription.languages))} only"
    return ""
