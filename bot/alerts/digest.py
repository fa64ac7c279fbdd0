"""What a digest tells of all that waits in a chat: which stories, under which watchlist, and over how many messages.

When it is due stands in schedule.py, how its lines read in bot/telegram/digests.py.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.alerts.hearing import heard, muted, withdrawn
from bot.alerts.markup import Rich, fits, joined
from bot.alerts.wishes import Mute, MuteKind, Rhythm, Subscription
from bot.model import AlertContent, WatchlistName


class Occasion(StrEnum):
    """Why a digest comes."""

    #: The quiet hours are over.
    AWAKE = "awake"
    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An alert that waits for a digest, as it is at this hour."""

    alert: int
    content: AlertContent
    #: Held back by quiet hours.
    asleep: bool = False
    #: The chat knows the story; what waits is its turn.
    turned: bool = False
    #: The chat has a message of this alert.
    has_message: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One story of a digest."""

    alert: int
    content: AlertContent
    turned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What one digest tells."""

    occasion: Occasion
    #: Each watchlist with its stories, in order of arrival; each story once.
    groups: tuple[tuple[WatchlistName, tuple[Entry, ...]], ...]
    #: Watchlists whose digest is due and which have nothing in it.
    silent: tuple[WatchlistName, ...]
    #: Alerts that were due but are not to be heard of (any more): they wait no longer.
    dropped: tuple[int, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All stories."""
        return tuple(entry for _, entries in self.groups for entry in entries)

    @property
    def is_worth_sending(self) -> bool:
        """An empty daily or weekly digest says that nothing matched; an hourly one or a quiet night says nothing."""
        return bool(self.groups) or self.occasion in (Occasion.DAILY, Occasion.WEEKLY)


def compose(
    waiting: Sequence[Waiting],
    subscriptions: Sequence[Subscription],
    names: Mapping[str, WatchlistName],
    mutes: Sequence[Mute],
    now: datetime,
    *,
    due: Collection[str],
    awake: bool,
) -> Digest:
    """Decide what a chat's digest tells.

    Args:
        waiting: all that waits there, in order of arrival.
        subscriptions: of that chat and topic.
        names: the watchlists that it may hear of, by id.
        mutes: what is muted there.
        now: this hour.
        due: ids of the watchlists whose schedule is due.
        awake: quiet hours are over, so what they held back is due.
    """
    silenced = muted(mutes, MuteKind.WATCHLIST, now)
    wanted = [one for one in subscriptions if one.watchlist in names and one.watchlist not in silenced]
    entries: dict[str, list[Entry]] = {}
    dropped: list[int] = []
    for one in waiting:
        hit = {name.id for name in one.content.watchlists}
        if not ((one.asleep and awake) or hit & set(due)):
            continue
        found = heard(one.content, wanted, mutes, now)
        if found is None or (not one.turned and (one.has_message or withdrawn(one.content))):
            dropped.append(one.alert)
            continue
        content, watchlists = found
        under = next((id_ for id_ in watchlists if id_ in due), watchlists[0])
        entries.setdefault(under, []).append(Entry(one.alert, content, one.turned))
    return Digest(
        occasion=_occasion(subscriptions, due),
        groups=tuple((names[id_], tuple(entries[id_])) for id_ in sorted(entries)),
        silent=tuple(names[one.watchlist] for one in wanted if one.watchlist in {*due} - entries.keys()),
        dropped=tuple(dropped),
    )


def _occasion(subscriptions: Sequence[Subscription], due: Collection[str]) -> Occasion:
    """The rarest rhythm that is due gives the digest its name."""
    rhythms = {one.schedule.rhythm for one in subscriptions if one.watchlist in due}
    for rhythm, occasion in (
        (Rhythm.WEEKLY, Occasion.WEEKLY),
        (Rhythm.DAILY, Occasion.DAILY),
        (Rhythm.HOURLY, Occasion.HOURLY),
    ):
        if rhythm in rhythms:
            return occasion
    return Occasion.AWAKE


def paged(head: Rich, groups: Sequence[tuple[Rich, Sequence[Rich]]], foot: Rich) -> list[Rich]:
    """The lines of a digest as messages within Telegram's limits.

    Args:
        head: above the first message.
        groups: a heading with its lines, each of which fits by itself; the heading is repeated where a group goes on
            in the next message.
        foot: below the last message.
    """
    pages: list[Rich] = []
    page = head
    for heading, lines in groups:
        opened = False
        for line in lines:
            longer = joined(
                [page, line if opened else joined([heading, line], "\n")], "\n" if opened else "\n\n"
            )
            if fits(longer):
                page = longer
            else:
                pages.append(page)
                page = joined([heading, line], "\n")
            opened = True
    closed = joined([page, foot], "\n\n")
    return [*pages, closed] if fits(closed) else [*pages, page, foot]
