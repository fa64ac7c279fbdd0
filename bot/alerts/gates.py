"""The gates at which news stops on its way to a reader, one table of them, and which one stops a chat. What is said of
each, in every language, stands in bot/telegram/gate_words.py; the receipt that names them in receipt.py."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from bot.alerts.address import Recipient
from bot.alerts.backlog import Hold
from bot.alerts.hearing import muted, silence, without_outlets
from bot.alerts.plan import Rules, Telling
from bot.alerts.wishes import MuteKind
from bot.model import AlertContent, ChatState, DeliveryState, Mode, Ruling


class Gate(StrEnum):
    """Where it stopped, in the order of an article's way; the last ones say that it did not."""

    # the article
    NO_OUTLET = "no_outlet"
    NOT_LISTED = "not_listed"
    FIRST_POLL = "first_poll"
    TOO_OLD = "too_old"
    NO_MATCH = "no_match"
    # the alert
    UNDECIDED = "undecided"
    RETIRED = "retired"
    SHADOW = "shadow"
    MIN_SOURCES = "min_sources"
    RETRACTED = "retracted"
    NOTHING_NEW = "nothing_new"
    # the chat
    STRANGER = "stranger"
    NOT_SUBSCRIBED = "not_subscribed"
    CHAT_PAUSED = "chat_paused"
    CHAT_STOPPED = "chat_stopped"
    MUTED_STORY = "muted_story"
    MUTED_OUTLET = "muted_outlet"
    MUTED_WATCHLIST = "muted_watchlist"
    MIN_OUTLETS = "min_outlets"
    LANGUAGE = "language"
    QUIET_HOURS = "quiet_hours"
    DIGEST = "digest"
    PAUSED_WATCHLIST = "paused_watchlist"
    # the delivery
    PAUSED = "paused"
    BREAKER = "breaker"
    GATHERED = "gathered"
    WAITING = "waiting"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"
    TOLD = "told"
    #: For who runs the bot: everybody who wanted it is served.
    SERVED = "served"


_OF_DELIVERY = {
    DeliveryState.PENDING: Gate.WAITING,
    DeliveryState.SENDING: Gate.WAITING,
    DeliveryState.SENT: Gate.TOLD,
    DeliveryState.UNCERTAIN: Gate.UNCERTAIN,
    DeliveryState.FAILED: Gate.REFUSED,
    DeliveryState.CANCELLED: Gate.CANCELLED,
    DeliveryState.EXPIRED: Gate.EXPIRED,
}


def delivery_gate(state: DeliveryState, held_for: str = "") -> Gate:
    """What a delivery's state says of its way; `held_for` is why it is held, as backlog.py writes it."""
    if state is not DeliveryState.HELD:
        return _OF_DELIVERY[state]
    return {Hold.PAUSE.value: Gate.PAUSED, Hold.OFFLINE.value: Gate.GATHERED}.get(held_for, Gate.BREAKER)


def alert_gate(
    content: AlertContent, rules: Mapping[str, Rules], at: datetime, *, max_age: timedelta, quiet: bool
) -> Gate | None:
    """Why a new alert told nobody at that moment; None where it could tell. Agrees with `plan`."""
    if quiet:
        return Gate.FIRST_POLL
    if all(at - (report.published_at or report.seen_at) > max_age for report in content.reports):
        return Gate.TOO_OLD
    if content.ruling is Ruling.RETRACTED:
        return Gate.RETRACTED
    known = [rules[name.id] for name in content.watchlists if name.id in rules]
    live = [rule for rule in known if rule.mode is not Mode.RETIRED]
    if not live:
        return Gate.RETIRED
    told = [rule for rule in live if max(len(content.independent), 1) >= rule.min_sources]
    if not told:
        return Gate.MIN_SOURCES
    return Gate.SHADOW if all(rule.mode is Mode.SHADOW for rule in told) else None


def chat_gate(telling: Telling, content: AlertContent, recipient: Recipient, now: datetime) -> Gate | None:
    """Why a chat that has no message of an alert gets none now; None where it gets one. Agrees with `address`."""
    if recipient.state is not ChatState.ACTIVE:
        return Gate.CHAT_STOPPED if recipient.state is ChatState.STOPPED else Gate.CHAT_PAUSED
    told = {one.id: one for one in telling.watchlists}
    wanted = [one for one in recipient.subscriptions if one.watchlist in told]
    if not wanted:
        return Gate.NOT_SUBSCRIBED
    if content.story in muted(recipient.mutes, MuteKind.STORY, now):
        return Gate.MUTED_STORY
    heard = without_outlets(content, muted(recipient.mutes, MuteKind.OUTLET, now))
    if heard is None:
        return Gate.MUTED_OUTLET
    silenced = muted(recipient.mutes, MuteKind.WATCHLIST, now)
    if not (wanted := [one for one in wanted if one.watchlist not in silenced]):
        return Gate.MUTED_WATCHLIST
    if all(silence(one, heard) for one in wanted):
        few = max(len(heard.independent), 1) < min(one.min_outlets for one in wanted)
        return Gate.MIN_OUTLETS if few else Gate.LANGUAGE
    if not recipient.admin and all(told[one.watchlist].shadow for one in wanted):
        return Gate.SHADOW
    return None if telling.opens or recipient.digested else Gate.NOTHING_NEW
