"""Whether a chat hears of a story: its mutes, and what each of its subscriptions asks of a story."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from bot.alerts.wishes import Mute, MuteKind, Subscription
from bot.model import AlertContent


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
